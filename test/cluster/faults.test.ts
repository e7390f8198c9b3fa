/** The command line with a queue: what comes out of it, and what happens when somebody is killed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { nameOf } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { VERSION } from '../../src/cli/version.ts';
import { queueKeys } from '../../src/cluster/queue-keys.ts';
import { MODEL_VERSION } from '../../src/deterrence/model.ts';
import { startStolperdraht, stolperdraht, twoPaths } from '../cli/support.ts';
import { hasRedis, type RedisServer, startRedis, TIMES, TIMES_TEXT, until } from './redis-server.ts';

const env = { STOLPERDRAHT_QUEUE_TIMES: TIMES_TEXT };
const prefix = `stolperdraht:${queueKeys('default', { version: VERSION, modelVersion: MODEL_VERSION }).jobs}`;
/** Ten chunks of about half a second. */
const slow = [twoPaths, '--draws', '20', '--histories', '1000', '--quiet'];
const CHUNKS = 20;

let folder: string;
let server: RedisServer | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-queue-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const pids = new Set<number>();
afterEach(async () => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  pids.clear();
  await server?.stop();
  server = undefined;
});

/** Starts a command; it is ended with the test at the latest. */
function start(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  let pid = 0;
  const outcome = startStolperdraht([...args, '--queue', server!.url], {
    env: { ...env, ...more },
    onStarted(started) {
      pid = started;
      pids.add(pid);
    },
  });
  return { pid, outcome };
}

const worker = (more = {}) => start(['worker', '--jobs', '1', '--json'], more);
const lengthOf = (list: 'active' | 'wait') => server!.client.llen(`${prefix}:${list}`);

/** Every file but the manifest, by its name. */
function filesOf(name: string): Record<string, string> {
  const names = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
  const files = names.filter((each) => !each.endsWith('manifest.json') && statSync(join(folder, name, each)).isFile());
  return Object.fromEntries(files.sort().map((each) => [each, readFileSync(join(folder, name, each), 'base64')]));
}

/** What comes out without a queue, in this thread. */
const alone = (name: string, ...args: string[]) => stolperdraht([...args, '--jobs', '1', '--out', join(folder, name)]);

describe.skipIf(!hasRedis)('a command with --queue (skipped where redis-server is not installed)', () => {
  test('writes the bytes of --jobs 1: sweep and sensitivity, side by side with one worker', async () => {
    server = await startRedis();
    worker();
    const commands = {
      sweep: ['sweep', twoPaths, '--draws', '8', '--vary', 'backer.reliability=0.2,0.7', '--quiet'],
      morris: ['sensitivity', twoPaths, '--draws', '8', '--method', 'morris', '--trajectories', '4', '--quiet'],
    };
    commands.morris.push('--paths', 'deployment,fortress');
    const outcomes = Object.entries(commands).map(async ([name, args]) => {
      const { outcome } = start([...args, '--out', join(folder, `${name}-queue`)]);
      expect(await outcome).toMatchObject({ code: 0 });
      expect(await alone(name, ...args)).toMatchObject({ code: 0 });
      expect(filesOf(`${name}-queue`)).toEqual(filesOf(name));
      const manifest = readFileSync(join(folder, `${name}-queue`, 'manifest.json'), 'utf8');
      expect(JSON.parse(manifest).platform.jobs).toBe(1);
    });
    await Promise.all(outcomes);
  });

  test('keeps a password to itself, and says when it is wrong or missing', async () => {
    server = await startRedis();
    const { url } = server;
    await server.client.config('SET', 'requirepass', 'top@secret');
    const out = join(folder, 'password');
    const args = ['run', twoPaths, '--draws', '4', '--quiet', '--out', out];
    const address = url.replace('//', '//:top%40secret@');
    const colleague = startStolperdraht(['worker', '--jobs', '1', '--until-idle', '5', '--queue', address], { env });
    expect(await startStolperdraht([...args, '--queue', address], { env })).toMatchObject({ code: 0 });
    const manifest = readFileSync(join(out, 'manifest.json'), 'utf8');
    expect(manifest).toContain(url.replace('//', '//…@'));
    expect(manifest).not.toContain('secret');
    expect(await colleague).toMatchObject({ code: 0, stdout: '1 chunk done: 8 evaluations\n' });
    for (const wrong of [url.replace('//', '//:secret@'), url]) {
      const { code, stderr } = await startStolperdraht(['worker', '--queue', wrong], { env });
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/ refuses: (?:WRONGPASS|NOAUTH) .*PASSWORD@HOST:PORT\n$/),
      ]);
      expect(stderr).not.toContain('secret');
    }
  });

  test('has the chunk of a worker that is killed done by another, within 5 s, and counts nothing twice', async () => {
    server = await startRedis();
    const victim = worker();
    const run = start(['run', ...slow, '--out', join(folder, 'killed')]);
    await until(async () => (await lengthOf('active')) > 0);
    process.kill(victim.pid, 'SIGKILL');
    await victim.outcome;
    const [lost] = await server!.client.lrange(`${prefix}:active`, 0, -1);
    const since = performance.now();
    const heir = worker();
    await until(async () => (await server!.client.lpos(`${prefix}:active`, lost)) === null);
    expect(lost).toMatch(/^chunk-/);
    // Lock and two looks, and what it takes to start; three times as much on a machine that does other things as well.
    expect(performance.now() - since).toBeLessThan(3 * 5_000);
    expect(await run.outcome).toMatchObject({ code: 0 });
    process.kill(heir.pid, 'SIGINT');
    await heir.outcome;
    expect(await alone('whole', 'run', ...slow)).toMatchObject({ code: 0 });
    expect(filesOf('killed')).toEqual(filesOf('whole'));
  });

  test('is gone on with after it was killed, and nothing is computed again', async () => {
    server = await startRedis();
    const colleague = worker();
    const out = join(folder, 'resumed');
    const killed = start(['run', ...slow, '--out', out]);
    const journal = join(out, '.checkpoint', 'chunks.bin');
    await until(() => existsSync(journal) && statSync(journal).size > 0);
    process.kill(killed.pid, 'SIGKILL');
    await killed.outcome;
    // Results wait in Redis meanwhile.
    await until(async () => (await server!.client.keys('*:result:*')).length > 1);
    expect(await start(['resume', out, '--quiet']).outcome).toMatchObject({ code: 0 });
    process.kill(colleague.pid, 'SIGTERM');
    const { code, stdout } = await colleague.outcome;
    expect(code).toBe(143);
    expect(JSON.parse(stdout)).toEqual({ chunks: CHUNKS, evaluations: 40, failures: 0 });
    expect(filesOf('resumed')).toEqual(filesOf('whole'));
  });

  test('gets back what a worker is at when that is interrupted, at once', async () => {
    server = await startRedis();
    const leaving = start(['worker', '--jobs', '1']);
    const run = start(['run', ...slow, '--out', join(folder, 'interrupted')]);
    await until(async () => (await lengthOf('active')) > 0);
    process.kill(leaving.pid, 'SIGINT');
    expect(await leaving.outcome).toMatchObject({ code: 130, stderr: expect.stringMatching(/\ninterrupted\n$/) });
    expect(await lengthOf('active')).toBe(0);
    expect(await lengthOf('wait')).toBeGreaterThan(0);
    process.kill(run.pid, 'SIGINT');
    expect(await run.outcome).toMatchObject({ code: 130 });
    // Taken back, as nobody is at them.
    expect(await lengthOf('wait')).toBe(0);
  });

  test('gives up a chunk over which every worker ends, with exit code 3 and the reason', async () => {
    server = await startRedis();
    const hook = new URL('./kill-on-work.mjs', import.meta.url).href;
    const deaths: (number | null)[] = [];
    for (let count = 0; count < 4; count++) {
      const poisoned = worker({ NODE_OPTIONS: `--import ${hook}` });
      void poisoned.outcome.then(({ code }) => deaths.push(code));
    }
    const { code, stderr } = await start(['run', twoPaths, '--draws', '2', '--quiet', '--out', join(folder, 'poison')])
      .outcome;
    expect(stderr).toContain('3 workers of the queue have ended over it or fallen silent');
    expect(code).toBe(3);
    // The last one finds that the chunk is given up, and does not touch it.
    expect(deaths).toEqual(Array(3).fill(null));
  });
});

describe('the options of a queue', () => {
  test.each([
    ...['run', 'sweep', 'resume', 'analyze', 'threshold', 'sensitivity', 'discover', 'flip', 'steelman', 'robustness'],
    ...['compare-solutions', 'perception', 'value-of-information', 'discordant', 'worker'],
  ])('are those of %s', async (name) => {
    const command = COMMANDS.find((each) => nameOf(each) === name);
    expect(await command?.declare(yargs([])).getHelp()).toMatch(/--queue .*--queue-name /s);
  });

  test.each([
    [['run', twoPaths, '--queue', 'http://box'], '--queue is http://box, must be redis://HOST:PORT'],
    [['run', twoPaths, '--queue-name', 'x'], '--queue-name is given without --queue'],
    [['run', twoPaths, '--queue', 'redis://box', '--jobs', '2'], '--jobs and --queue cannot be used together'],
    [['worker'], '--queue is missing, must be redis://HOST:PORT'],
    [['worker', '--queue', 'redis://box', '--until-idle', 'x'], '--until-idle is x, must be a whole number'],
  ])('are refused when they are %j', async (args, message) => {
    const { code, stderr } = await stolperdraht(args);
    expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining(message)]);
  });

  test('name a server that is not there: exit code 1, within its time, and nothing is written', async () => {
    const out = join(folder, 'nowhere');
    for (const command of [['run', twoPaths, '--out', out], ['worker']]) {
      const { code, stderr } = await startStolperdraht([...command, '--queue', 'redis://127.0.0.1:1'], { env });
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(
          /^redis:\/\/127\.0\.0\.1:1 is not reached: connect ECONNREFUSED .*is a Redis server there\?/,
        ),
      ]);
    }
    expect(existsSync(join(out, 'manifest.json'))).toBe(false);
    expect(TIMES.reach).toBeLessThan(10_000);
  });
});
