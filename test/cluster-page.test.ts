/** Runs the commands that docs/cluster.md shows, with few draws, as Slurm, Kubernetes and others would start them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/cluster.md'), 'utf8');

/** The block of code that a mark stands before. */
function block(mark: string): string {
  const found = new RegExp(`<!-- tested: ${mark} -->\\n\`\`\`\\w+\\n(.*?)\`\`\``, 's').exec(page);
  if (found === null) throw new Error(`docs/cluster.md has no block marked ${mark}`);
  return found[1];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-cluster-page-'));
  mkdirSync(join(folder, 'bin'));
  const command = join(folder, 'bin', 'stolperdraht');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${inject('program')}" "$@"\n`);
  chmodSync(command, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A folder with the scenarios, as all machines of a cluster see it. */
function shared(name: string): string {
  const path = join(folder, name);
  cpSync(join(root, 'scenarios'), join(path, 'scenarios'), { recursive: true });
  return path;
}

/** Runs a script with few draws. */
function run(
  script: string,
  cwd: string,
  { shell = 'bash', env = {} }: { shell?: string; env?: Record<string, string> } = {},
) {
  const { status, stdout, stderr } = spawnSync(shell, ['-c', script.replace(/--draws \d+/, '--draws 2')], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

/** The bytes of all files but the manifest, with the times it holds. */
const bytes = (out: string) =>
  Object.fromEntries(
    readdirSync(out)
      .filter((name) => name !== 'manifest.json')
      .map((name) => [name, readFileSync(join(out, name), 'base64')]),
  );

/** The command of a script without what makes a part of it. */
const atOnce = (script: string, out: string) =>
  `${/stolperdraht (run|sweep) .*--draws \d+/s.exec(script.replaceAll('\\\n', ' '))?.[0]} --jobs 1 --out ${out} --quiet`;

describe('docs/cluster.md', () => {
  test('shows a job array of Slurm whose parts are merged into the bytes of the sweep at once', () => {
    const cwd = shared('slurm');
    const script = block('slurm');
    for (const index of ['3', '1', '2', '1']) {
      const env = { SLURM_ARRAY_TASK_ID: index, SLURM_ARRAY_TASK_COUNT: '3', SLURM_CPUS_PER_TASK: '1' };
      expect(run(script, cwd, { env })).toMatchObject({ status: 0 });
    }
    expect(run(block('slurm-merge'), cwd)).toEqual({ status: 0, stdout: 'results/sweep\n', stderr: '' });
    expect(run(atOnce(script, 'whole'), cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(bytes(join(cwd, 'results/sweep'))).toEqual(bytes(join(cwd, 'whole')));
  });

  test('shows an indexed job of Kubernetes, which says how many parts there are in both places alike', () => {
    const cwd = shared('kubernetes');
    const { spec } = parse(block('kubernetes'));
    const [{ command, args, env }] = spec.template.spec.containers;
    expect(spec.completionMode).toBe('Indexed');
    expect(env).toEqual([{ name: 'PARTS', value: String(spec.completions) }]);
    expect(command).toEqual(['sh', '-c']);
    for (const index of ['0', '1']) {
      const started = run(args[0], cwd, { shell: 'sh', env: { JOB_COMPLETION_INDEX: index, PARTS: '2' } });
      expect(started).toEqual({ status: 0, stdout: `parts/${Number(index) + 1}\n`, stderr: '' });
    }
    expect(run('stolperdraht merge parts/* --out results/sweep --quiet', cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(run(atOnce(args[0], 'whole'), cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(bytes(join(cwd, 'results/sweep'))).toEqual(bytes(join(cwd, 'whole')));
  });

  test('shows commands for GNU parallel and xargs that do the same', () => {
    const cwd = shared('xargs');
    expect(run(block('xargs'), cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(run('stolperdraht merge parts/* --out results/run --quiet', cwd)).toMatchObject({ status: 0, stderr: '' });
    // What GNU parallel would start, from its own command line.
    const [, command, values] = /--workdir \. (stolperdraht .*) ::: (.*)\n/s.exec(block('parallel')) ?? [];
    expect(values.split(' ')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    const last = command.replaceAll('{}', '8').replace('parts/8', 'other/8');
    expect(run(last, cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(bytes(join(cwd, 'other/8'))['chunks.bin']).toBe(bytes(join(cwd, 'parts/8'))['chunks.bin']);
  });

  test('says of which part a chunk is by the rule that is followed', async () => {
    expect(page).toContain('1 + (*k* + ⌊*k*/N⌋) mod N');
    const { shareOf } = await import('../src/experiment/share.ts');
    for (const k of [0, 1, 7, 39, 40, 1000]) expect(shareOf(k, 40)).toBe(1 + ((k + Math.floor(k / 40)) % 40));
  });
});
