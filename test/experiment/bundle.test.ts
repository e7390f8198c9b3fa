import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const paris = join(root, 'scenarios', 'paris-2025.yaml');
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

  test('says in one line which draw on which path is at fault, with exit code 2, also from a worker thread', async () => {
    const out = join(folder, 'fault');
    const args = ['--draws', '100', '--set', 'backer.reliability=normal(0.5, 0.2)', '--out', out];
    const [one, two] = [await run([twoPaths, ...args, '--jobs', '1']), await run([twoPaths, ...args, '--jobs', '2'])];
    expect(two).toEqual(one);
    expect(two.code).toBe(2);
    expect(two.stderr).toMatch(/^--set .*: backer\.reliability in draw \d+ on path \w+: .* is out of range.*\n$/m);
    expect(existsSync(out)).toBe(false);
  });

  test.each(['0', '-1', 'all', '1025'])('refuses --jobs %s', async (jobs) => {
    expect(await run([twoPaths, `--jobs=${jobs}`])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(`^--jobs is ${jobs}, must be a whole number from 1 to 1024\n`),
    });
  });

  test('ends its threads on Ctrl-C: exit code 130, and nothing is left', async () => {
    const out = join(folder, 'interrupted');
    let waiting: NodeJS.Timeout | undefined;
    const { code, stdout, stderr } = await run([paris, '--draws', '100000', '--jobs', '2', '--out', out], (pid) => {
      waiting = setInterval(() => {
        if (!existsSync(out)) return;
        clearInterval(waiting);
        setTimeout(() => process.kill(pid, 'SIGINT'), 700);
      }, 20);
    });
    clearInterval(waiting);
    expect(stderr.replace(/^warning: .*\n/gm, '')).toBe('interrupted; nothing was written\n');
    expect([code, stdout]).toEqual([130, '']);
    expect(existsSync(out)).toBe(false);
  });
});
