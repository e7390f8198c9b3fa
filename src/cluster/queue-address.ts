/** Where a queue is: a Redis server, one of its databases, and the name of the queue in it. */

export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  /** Number of the database. */
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Whether the connection is encrypted (`rediss://`). */
  readonly isEncrypted: boolean;
  readonly name: string;
}

/** The queue that is meant when none is named. */
export const USUAL_QUEUE = 'default';
const USUAL_PORT = 6379;
const MOST_DATABASE = 65_535;

/**
 * Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DB]`, or `rediss://…` for an encrypted connection.
 * @param name of the queue: letters, digits, `_`, `.` and `-`, at most 64
 * @throws RangeError that says of the text (without its password) or the name what it must be
 */
export function parseQueueAddress(text: string, name: string = USUAL_QUEUE): QueueAddress {
  const shown = text.replace(/\/\/[^@/]*@/, '//…@');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isRedis = url?.protocol === 'redis:' || url?.protocol === 'rediss:';
  const db = /^\/?(\d*)$/.exec(url?.pathname ?? '')?.[1];
  const isPlain = url?.search === '' && url.hash === '';
  if (!url || !isRedis || url.hostname === '' || db === undefined || Number(db) > MOST_DATABASE || !isPlain) {
    throw new RangeError(`${shown}, must be redis://HOST:PORT or redis://HOST:PORT/DB`);
  }
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw new RangeError(`in a queue named ${name}, whose name must be at most 64 letters, digits, "_", "." or "-"`);
  }
  return {
    // IPv6 stands in brackets in a URL.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? USUAL_PORT : Number(url.port),
    db: Number(db),
    username: url.username === '' ? undefined : decodeURIComponent(url.username),
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
    isEncrypted: url.protocol === 'rediss:',
    name,
  };
}

/** The address as `parseQueueAddress` reads it, password and all: not to be shown. */
export function formatAddress({ host, port, db, username = '', password, isEncrypted }: QueueAddress): string {
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
  const user = username === '' && secret === '' ? '' : `${encodeURIComponent(username)}${secret}@`;
  return `${isEncrypted ? 'rediss' : 'redis'}://${user}${host.includes(':') ? `[${host}]` : host}:${port}/${db}`;
}

/** The address to be shown, without user and password. */
export function describeAddress({ host, port, db, isEncrypted, name }: QueueAddress): string {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}${db === 0 ? '' : `/${db}`}`;
  return `${isEncrypted ? 'rediss' : 'redis'}://${place}${name === USUAL_QUEUE ? '' : ` (queue ${name})`}`;
}
