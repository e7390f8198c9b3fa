import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const twoPaths = join(root, 'test', 'fixtures', 'two-paths.yaml');

let folder: string;
let program: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-bundle-'));
  // Far from its sources and from node_modules, so that nothing is found by chance.
  program = join(folder, 'stolperdraht.mjs');
  execFileSync(process.execPath, ['build.mjs', program], { cwd: root });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled program; `onStarted` gets its process id. */
function run(args: readonly string[], onStarted?: (pid: number) => void): Promise<Outcome> {
  const child = spawn(process.execPath, [program, 'run', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      outcome[name] += text;
    });
  }
  if (child.pid !== undefined) onStarted?.(child.pid);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...outcome }));
  });
}

describe('the bundled program, one file', () => {
  test('writes the same bytes for 1, 2 and 3 jobs, the manifest apart', async () => {
    const files = async (jobs: number) => {
      const out = join(folder, `jobs-${jobs}`);
      const args = ['--draws', '100', '--histories', '2', '--jobs', String(jobs), '--quiet', '--out', out];
      const { code, stderr } = await run([twoPaths, ...args]);
      expect([code, stderr]).toEqual([0, '']);
      const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
      expect(manifest.platform.jobs).toBe(jobs);
      const names = readdirSync(out).sort();
      const texts = names.filter((n) => n !== 'manifest.json').map((n) => [n, readFileSync(join(out, n), 'utf8')]);
      return { files: Object.fromEntries(texts), hashes: manifest.files, plan: manifest.plan };
    };
    const one = await files(1);
    expect(Object.keys(one.files)).toContain('histories.csv');
    expect(await files(2)).toEqual(one);
    expect(await files(3)).toEqual(one);
  });

  test('leaves out draws that fail, with the same bytes from worker threads, and ends with exit code 3', async () => {
    const args = ['--draws', '100', '--quiet', '--set', 'backer.reliability=normal(0.5, 0.2)'];
    const [one, two] = ['1', '2'].map((jobs) => join(folder, `fault-${jobs}`));
    const first = await run([twoPaths, ...args, '--jobs', '1', '--out', one]);
    const second = await run([twoPaths, ...args, '--jobs', '2', '--out', two]);
    expect([first.code, second.code]).toEqual([3, 3]);
    expect(second.stderr).toBe(first.stderr);
    expect(first.stderr).toMatch(/ of 200 evaluations failed; \d draws? (?:is|are) left out/);
    for (const name of ['draws.csv', 'params.csv', 'summary.csv']) {
      expect(readFileSync(join(two, name), 'utf8')).toBe(readFileSync(join(one, name), 'utf8'));
    }
  });

  test.each(['0', '-1', 'all', '1025'])('refuses --jobs %s', async (jobs) => {
    expect(await run([twoPaths, `--jobs=${jobs}`])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(`^--jobs is ${jobs}, must be a whole number from 1 to 1024\n`),
    });
  });

  test('ends its threads on Ctrl-C with exit code 130, keeps what is finished, and goes on to the same bytes', async () => {
    const [out, whole] = ['interrupted', 'whole'].map((name) => join(folder, name));
    const args = [twoPaths, '--draws', '2000', '--jobs', '2', '--quiet'];
    let waiting: NodeJS.Timeout | undefined;
    const journal = join(out, '.checkpoint', 'chunks.bin');
    const { code, stdout, stderr } = await run([...args, '--out', out], (pid) => {
      waiting = setInterval(() => {
        if (!existsSync(journal) || statSync(journal).size === 0) return;
        clearInterval(waiting);
        process.kill(pid, 'SIGINT');
      }, 5);
    });
    clearInterval(waiting);
    expect(stderr).toMatch(
      /^interrupted; \d+ of 4000 evaluations are kept, to go on: stolperdraht resume interrupted\n$/,
    );
    expect([code, stdout]).toEqual([130, '']);
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    expect(await run([...args, '--out', out, '--resume'])).toEqual({ code: 0, stdout: 'interrupted\n', stderr: '' });
    expect((await run([...args, '--out', whole])).code).toBe(0);
    const names = readdirSync(whole).sort();
    expect(readdirSync(out).sort()).toEqual(names);
    for (const name of names.filter((file) => file !== 'manifest.json')) {
      expect(readFileSync(join(out, name)).equals(readFileSync(join(whole, name))), name).toBe(true);
    }
  });
});
