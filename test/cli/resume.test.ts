import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readResumeOptions, resumeWork } from '../../src/cli/resume.ts';
import { runScenario } from '../../src/cli/run/run.ts';
import { readRunOptions } from '../../src/cli/run/run-options.ts';
import { sweepScenario } from '../../src/cli/sweep/sweep.ts';
import { readSweepOptions } from '../../src/cli/sweep/sweep-options.ts';
import { type CheckpointFiles, NODE_FILES } from '../../src/experiment/checkpoint-files.ts';
import type { FileAccess } from '../../src/report/results-folder.ts';
import { type Here, here, interruptAfter } from './here.ts';
import { stolperdraht, twoPaths } from './support.ts';

const hook = new URL('../support/kill-at.mjs', import.meta.url).href;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-resume-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled program in a process, which ends as by kill -9 at some call of node:fs. */
function start(args: readonly string[], killAt: string): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', hook, inject('program'), ...args], {
    env: { ...process.env, KILL_AT: killAt },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const outcome = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      outcome[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...outcome }));
  });
}

const common = { scenario: twoPaths, jobs: '1', quiet: true };
const runHere = (args: object, options?: Here) =>
  here((environment) => runScenario(readRunOptions({ ...common, draws: '40', ...args }), environment), options);
const sweepHere = (args: object, options?: Here) =>
  here(
    (environment) =>
      sweepScenario(readSweepOptions({ ...common, draws: '10', vary: VARIED, keep: 'draws', ...args }), environment),
    options,
  );
const resumeHere = (out: string) =>
  here((environment) => resumeWork(readResumeOptions({ folder: out, jobs: '1', quiet: true }), environment));

const VARIED = 'backer.reliability=0.2,0.5,0.8';
const RUN = ['run', twoPaths, '--draws', '40', '--histories', '1', '--jobs', '1', '--quiet'];
const SWEEP = ['sweep', twoPaths, '--vary', VARIED, '--draws', '10', '--keep', 'draws', '--jobs', '1', '--quiet'];

/** The bytes of all files but the manifest, with the times it holds. */
function bytes(out: string): Record<string, string> {
  const names = readdirSync(out).sort();
  expect(names).toContain('manifest.json');
  return Object.fromEntries(
    names.filter((name) => name !== 'manifest.json').map((name) => [name, readFileSync(join(out, name), 'base64')]),
  );
}

const full = () => {
  throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
};

describe('after kill -9 the same command with --resume ends with the same bytes', () => {
  const reference = new Map<readonly string[], Record<string, string>>();
  beforeAll(async () => {
    for (const command of [RUN, SWEEP]) {
      const out = join(folder, `reference-${command[0]}`);
      expect(await stolperdraht([...command, '--out', out])).toMatchObject({ code: 0, stderr: '' });
      reference.set(command, bytes(out));
    }
  });

  test.each([
    ['when the folder is tried', RUN, 'writeSync:1', false],
    ['when the plan is written down', RUN, 'renameSync:1', false],
    ['at the first chunk', RUN, 'writeSync:2', false],
    ['in the middle', RUN, 'writeSync:7', false],
    ['at the last chunk', RUN, 'writeSync:11', false],
    ['when the files are written', RUN, 'writeSync:16', false],
    ['when the first file gets its name', RUN, 'renameSync:2', false],
    ['when another does', RUN, 'renameSync:8', false],
    ['when the checkpoint is removed', RUN, 'rmSync:3', true],
    ['in the middle of a sweep', SWEEP, 'writeSync:6', false],
    ['when the files of a sweep get their names', SWEEP, 'renameSync:5', false],
  ] as const)('%s', async (name, command, killAt, isFinished) => {
    const out = join(folder, `killed ${command[0]} ${name}`);
    expect(await start([...command, '--out', out], killAt)).toMatchObject({ signal: 'SIGKILL' });
    expect(existsSync(join(out, 'manifest.json'))).toBe(isFinished);
    const again = await stolperdraht([...command, '--out', out, '--resume']);
    expect(again).toMatchObject({ code: 0, stderr: isFinished ? `${out} is finished\n` : '' });
    expect(bytes(out)).toEqual(reference.get(command));
  });

  test('also when it is killed again while it goes on, and with another number of jobs', async () => {
    const out = join(folder, 'killed again');
    await start([...RUN, '--out', out], 'writeSync:4');
    expect(await start(['resume', out, '--quiet'], 'writeSync:5')).toMatchObject({ signal: 'SIGKILL' });
    expect(await stolperdraht(['resume', out, '--jobs', '2', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
    expect(bytes(out)).toEqual(reference.get(RUN));
  });
});

describe('what is interrupted', () => {
  test('stays with its finished chunks, says how to go on, and does not compute them again', async () => {
    const out = join(folder, 'interrupted');
    const files = interruptAfter(3);
    await expect(runHere({ out }, files)).rejects.toThrow(
      `interrupted; 24 of 80 evaluations are kept, to go on: stolperdraht resume ${out}`,
    );
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    await expect(runHere({ out })).rejects.toThrow(`${out} holds something unfinished`);
    expect(await resumeHere(out)).toEqual({ code: 0, stdout: `${out}\n`, stderr: '' });
    const whole = join(folder, 'whole');
    await runHere({ out: whole });
    expect(bytes(out)).toEqual(bytes(whole));
  });

  test('is a sweep of which all cells are about equally far', async () => {
    const out = join(folder, 'interrupted-sweep');
    await expect(sweepHere({ out }, interruptAfter(4))).rejects.toThrow('32 of 60 evaluations are kept');
    expect(await resumeHere(out)).toMatchObject({ code: 0 });
    const whole = join(folder, 'whole-sweep');
    await sweepHere({ out: whole });
    expect(bytes(out)).toEqual(bytes(whole));
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['draws.csv', 'params.csv']));
    expect(readFileSync(join(out, 'draws.csv'), 'utf8')).toMatch(/^cell_id,path,draw_id,status,error,/);
  });

  test('has its failures counted as if it had not been', async () => {
    const set = 'backer.reliability=normal(0.5, 0.3)';
    const [out, whole] = ['interrupted-failures', 'whole-failures'].map((name) => join(folder, name));
    await expect(runHere({ out, set }, interruptAfter(7))).rejects.toThrow('are kept');
    const expected = await runHere({ out: whole, set });
    expect(expected.code).toBe(3);
    expect(expected.stderr).toContain('evaluations failed');
    expect(await resumeHere(out)).toEqual({ ...expected, stdout: `${out}\n` });
    expect(bytes(out)).toEqual(bytes(whole));
  });

  test('by its first failure goes on without stopping at failures', async () => {
    const out = join(folder, 'failed-fast');
    const args = { out, set: 'backer.reliability=normal(0.5, 0.3)', 'fail-fast': true, seed: 'late' };
    const error = await runHere(args).catch((reason: Error) => reason);
    expect(error).toMatchObject({ isUsage: true });
    expect((error as Error).message).toMatch(/is out of range.*to go on: stolperdraht resume/);
    expect((await resumeHere(out)).code).toBe(3);
  });

  test('is refused when the scenario has changed, with what has changed', async () => {
    const out = join(folder, 'changed');
    const scenario = join(folder, 'changing.yaml');
    const text = readFileSync(twoPaths, 'utf8');
    writeFileSync(scenario, text);
    await expect(runHere({ out, scenario }, interruptAfter(1))).rejects.toThrow('are kept');
    writeFileSync(scenario, text.replace('triangular(8, 17, 30)', 'uniform(8, 30)'));
    await expect(resumeHere(out)).rejects.toThrow(
      'paths.deployment.parameters.tripwire.troops was triangular(8, 17, 30), is now uniform(8, 30)',
    );
    await expect(runHere({ out, scenario, resume: true, draws: '41' })).rejects.toThrow('run.draws was 40, is now 41');
    writeFileSync(scenario, text);
    expect((await resumeHere(out)).code).toBe(0);
  });

  test('is not gone on with by two at once', async () => {
    const out = join(folder, 'twice');
    await expect(runHere({ out }, interruptAfter(2))).rejects.toThrow('are kept');
    // The first process of this machine is always there, and never ours.
    writeFileSync(join(out, '.checkpoint', 'lock'), '1\n');
    await expect(resumeHere(out)).rejects.toThrow(`${out} is being worked on by process 1`);
    rmSync(join(out, '.checkpoint', 'lock'));
    expect((await resumeHere(out)).code).toBe(0);
  });
});

describe('a full disk', () => {
  test('while chunks are written keeps those before, and nothing of the files', async () => {
    const out = join(folder, 'full-journal');
    let room = 4;
    const checkpoint: CheckpointFiles = {
      ...NODE_FILES,
      write: (file, buffer, position) => (room-- > 0 ? NODE_FILES.write(file, buffer, position) : full()),
    };
    await expect(runHere({ out }, { files: { checkpoint } })).rejects.toThrow(
      `${out} cannot be written: no space left on the disk; 32 of 80 evaluations are kept`,
    );
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    expect((await resumeHere(out)).code).toBe(0);
  });

  test('while the files are written keeps all chunks, and no file', async () => {
    const out = join(folder, 'full-files');
    let room = 8;
    const results: FileAccess = {
      open: (path) => fs.openSync(path, 'wx'),
      write: (file, data) => void (room-- > 0 ? fs.writeSync(file, data) : full()),
      sync: fs.fsyncSync,
      close: fs.closeSync,
      rename: fs.renameSync,
    };
    await expect(runHere({ out }, { files: { results } })).rejects.toThrow('no space left on the disk; 80 of 80');
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    expect((await resumeHere(out)).code).toBe(0);
  });

  test('before anything is finished leaves nothing', async () => {
    const out = join(folder, 'full-at-once');
    const checkpoint: CheckpointFiles = { ...NODE_FILES, write: full };
    await expect(runHere({ out }, { files: { checkpoint } })).rejects.toThrow(/no space left on the disk$/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('resume', () => {
  test('says of a finished folder that it is finished, and of another that there is nothing to go on with', async () => {
    const out = join(folder, 'finished');
    await runHere({ out });
    expect(await resumeHere(out)).toEqual({ code: 0, stdout: `${out} is finished\n`, stderr: '' });
    expect((await runHere({ out, resume: true })).stderr).toBe(`${out} is finished\n`);
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(resumeHere(empty)).rejects.toThrow(`${empty} has no .checkpoint to go on with`);
    await expect(resumeHere(join(folder, 'nowhere'))).rejects.toThrow('nowhere is not there');
  });

  test('as an option begins where there is nothing yet, and needs a folder', async () => {
    const out = join(folder, 'begun');
    expect((await runHere({ out, resume: true })).code).toBe(0);
    expect(() => readRunOptions({ ...common, resume: true })).toThrow('--resume needs the folder');
  });

  test('leaves a folder alone that has something else in it', async () => {
    const out = join(folder, 'precious');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.txt'), 'precious');
    await expect(runHere({ out, resume: true })).rejects.toThrow('exists and is not empty, must be new or empty');
    expect(readdirSync(out)).toEqual(['thesis.txt']);
  });

  test('goes on with the sweeps that a scenario names, those that are finished left alone', async () => {
    const scenario = join(folder, 'named.yaml');
    const block =
      'sweep:\n  first: { vary: { backer.reliability: "0.2,0.8" } }\n  second: { vary: { tripwire.troops: "0,9" } }\n';
    writeFileSync(scenario, `${readFileSync(twoPaths, 'utf8')}${block}`);
    const named = { scenario, vary: undefined };
    const [out, whole] = ['series', 'whole-series'].map((name) => join(folder, name));
    await expect(sweepHere({ ...named, out }, interruptAfter(8))).rejects.toThrow(`stolperdraht resume ${out}`);
    expect(readdirSync(out).sort()).toEqual(['.checkpoint', 'first', 'second']);
    expect((await resumeHere(out)).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['first', 'second']);
    expect((await sweepHere({ ...named, out, resume: true })).stderr).toBe(`${out} is finished\n`);
    await sweepHere({ ...named, out: whole });
    for (const name of ['first', 'second']) expect(bytes(join(out, name))).toEqual(bytes(join(whole, name)));
  });
});
