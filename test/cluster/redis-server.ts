/** A Redis server of a test's own, on a free port of this machine, with its data in a folder that is thrown away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import type { QueueTiming } from '../../src/cluster/connection.ts';
import { parseQueueAddress, type QueueAddress } from '../../src/cluster/queue-address.ts';

/** Whether there is one to be started; its absence is said by the names of tests that are skipped. */
export const hasRedis = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'redis-server')));

/** Short times, so that tests need not wait for long. */
export const TIMES: QueueTiming = { lock: 2_000, check: 300, beat: 300, reach: 5_000, patience: 30_000 };
export const TIMES_TEXT = Object.entries(TIMES)
  .map(([name, milliseconds]) => `${name}=${milliseconds}`)
  .join(',');

export interface RedisServer {
  readonly url: string;
  address(name?: string): QueueAddress;
  /** A connection to look with. */
  readonly client: Redis;
  /** Ends it as by a crash, and starts it again with its data or without. */
  restart(data: 'kept' | 'lost'): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server that writes down everything, at once or every second. */
export async function startRedis(sync: 'always' | 'everysec' = 'always'): Promise<RedisServer> {
  const port = await freePort();
  let folder = mkdtempSync(join(tmpdir(), 'stolperdraht-redis-'));
  let child: ChildProcess;
  const start = () => {
    const args = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--appendfsync', sync];
    child = spawn('redis-server', [...args.map(String), '--dir', folder], { stdio: 'ignore' });
  };
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  start();
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    address: (name) => parseQueueAddress(`redis://127.0.0.1:${port}`, name),
    client,
    async restart(data) {
      await end();
      if (data === 'lost') {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), 'stolperdraht-redis-'));
      }
      start();
      await client.ping();
    },
    async stop() {
      client.disconnect();
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** Waits until something holds. The time of the test is the only limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
