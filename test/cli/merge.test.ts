import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/cli/errors.ts';
import { mergeParts } from '../../src/cli/merge/merge.ts';
import { readMergeOptions } from '../../src/cli/merge/merge-options.ts';
import { readResumeOptions, resumeWork } from '../../src/cli/resume.ts';
import { runScenario } from '../../src/cli/run/run.ts';
import { readRunOptions } from '../../src/cli/run/run-options.ts';
import { sweepScenario } from '../../src/cli/sweep/sweep.ts';
import { readSweepOptions } from '../../src/cli/sweep/sweep-options.ts';
import { type CheckpointFiles, NODE_FILES } from '../../src/experiment/checkpoint-files.ts';
import { type Here, here, interruptAfter } from './here.ts';
import { stolperdraht, twoPaths } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-merge-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const common = { scenario: twoPaths, jobs: '1', quiet: true };
const runHere = (args: object, options?: Here) =>
  here((environment) => runScenario(readRunOptions({ ...common, draws: '40', ...args }), environment), options);
const VARIED = 'backer.reliability=0.2,0.5,0.8';
const sweepHere = (args: object, options?: Here) =>
  here(
    (environment) => sweepScenario(readSweepOptions({ ...common, draws: '10', vary: VARIED, ...args }), environment),
    options,
  );
const mergeHere = (parts: readonly string[], args: object, options?: Here) =>
  here((environment) => mergeParts(readMergeOptions({ parts, quiet: true, ...args }), environment), options);

/** Every part of a command, each in a folder of its own. */
async function inParts(of: number, name: string, compute: (args: object) => ReturnType<typeof runHere>) {
  const parts = Array.from({ length: of }, (_, i) => join(folder, `${name}-${i + 1}`));
  for (const [i, out] of parts.entries()) {
    expect(await compute({ shard: `${i + 1}/${of}`, out })).toMatchObject({ code: 0, stdout: `${out}\n` });
  }
  return parts;
}

/** The bytes of all files but the manifest, with the times it holds, also in folders within. */
function bytes(out: string): Record<string, string> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names
      .filter((name) => /\.\w+$/.test(name) && !name.endsWith('manifest.json'))
      .map((name) => [name, readFileSync(join(out, name), 'base64')]),
  );
}

/** What the manifest says but for times, command and machine. */
function lasting(out: string): object {
  const { command, started, finished, seconds, platform, parts, files, ...rest } = JSON.parse(
    readFileSync(join(out, 'manifest.json'), 'utf8'),
  );
  return { ...rest, files };
}

describe('parts of a run', () => {
  test('are merged into the bytes of a run at once, in any order and with any number of jobs', async () => {
    const whole = join(folder, 'whole');
    await runHere({ out: whole, histories: '1', format: 'parquet' });
    let jobs = 0;
    const compute = (args: object) =>
      runHere({ ...args, histories: '1', format: 'parquet', jobs: String(1 + (jobs++ % 2)) });
    const parts = await inParts(3, 'run', compute);
    expect(readdirSync(parts[0]).sort()).toEqual(['chunks.bin', 'part.json', 'scenario.resolved.json']);
    const out = join(folder, 'run-merged');
    expect(await mergeHere([parts[2], parts[0], parts[1]], { out })).toEqual({
      code: 0,
      stdout: `${out}\n`,
      stderr: '',
    });
    expect(bytes(out)).toEqual(bytes(whole));
    expect(lasting(out)).toEqual(lasting(whole));
    expect(readdirSync(out).sort()).toEqual(readdirSync(whole).sort());
  });

  test('have the same bytes whoever computes them, and are named in the manifest with what computed them', async () => {
    const parts = await inParts(2, 'again', (args) => runHere(args));
    const other = join(folder, 'again-other');
    await runHere({ shard: '1/2', out: other, jobs: '2' });
    expect(readFileSync(join(other, 'chunks.bin')).equals(readFileSync(join(parts[0], 'chunks.bin')))).toBe(true);
    const out = join(folder, 'again-merged');
    await mergeHere([other, parts[1]], { out });
    const { parts: said, scenario } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(said.map((part: { folder: string; shard: string }) => [part.folder, part.shard])).toEqual([
      [other, '1/2'],
      [parts[1], '2/2'],
    ]);
    expect(said[0]).toMatchObject({ node: process.version, seconds: expect.any(Number) });
    expect(scenario.file).toBe(twoPaths);
  });

  test('need not be as many as there are chunks: more parts than chunks leave some of them empty', async () => {
    const whole = join(folder, 'few-whole');
    await runHere({ out: whole, draws: '2' });
    const parts = await inParts(4, 'few', (args) => runHere({ ...args, draws: '2' }));
    const out = join(folder, 'few-merged');
    expect((await mergeHere(parts, { out })).code).toBe(0);
    expect(bytes(out)).toEqual(bytes(whole));
  });

  test('carry draws that failed: a part is finished all the same, and the merged run says which and exits with 3', async () => {
    const set = 'backer.reliability=normal(0.5, 0.3)';
    const whole = join(folder, 'failed-whole');
    const expected = await runHere({ out: whole, set });
    expect(expected.code).toBe(3);
    const parts = [1, 2].map((index) => join(folder, `failed-${index}`));
    let failed = 0;
    for (const [i, out] of parts.entries()) {
      const { code, stderr } = await runHere({ set, shard: `${i + 1}/2`, out });
      expect(code).toBe(0);
      failed += Number(/^(\d+) of \d+ evaluations of this part failed; merge says/.exec(stderr)?.[1]);
    }
    const out = join(folder, 'failed-merged');
    expect(await mergeHere(parts, { out })).toEqual({ ...expected, stdout: `${out}\n` });
    expect(expected.stderr).toContain(`${failed} of 80 evaluations failed`);
    expect(bytes(out)).toEqual(bytes(whole));
    expect(lasting(out)).toEqual(lasting(whole));
  });

  test('that are interrupted go on, and are not taken for finished', async () => {
    const out = join(folder, 'interrupted');
    const shard = '1/2';
    await expect(runHere({ out, shard }, interruptAfter(2))).rejects.toThrow(
      `interrupted; 16 of 40 evaluations are kept, to go on: stolperdraht resume ${out}`,
    );
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    const other = join(folder, 'interrupted-other');
    await runHere({ out: other, shard: '2/2' });
    await expect(mergeHere([out, other], { out: join(folder, 'too-early') })).rejects.toThrow(
      `${out} is a part that is not finished; to go on with it: stolperdraht resume ${out}`,
    );
    await expect(runHere({ out, shard: '2/2', resume: true })).rejects.toThrow('shard was 1/2, is now 2/2');
    const resume = () =>
      here((environment) => resumeWork(readResumeOptions({ folder: out, jobs: '1', quiet: true }), environment));
    expect(await resume()).toEqual({ code: 0, stdout: `${out}\n`, stderr: '' });
    expect(await resume()).toMatchObject({ code: 0, stdout: `${out} is finished\n` });
    expect((await runHere({ out, shard, resume: true })).stderr).toBe(`${out} is finished\n`);
    const merged = join(folder, 'interrupted-merged');
    expect((await mergeHere([out, other], { out: merged })).code).toBe(0);
    const whole = join(folder, 'interrupted-whole');
    await runHere({ out: whole });
    expect(bytes(merged)).toEqual(bytes(whole));
  });
});

describe('parts of a sweep', () => {
  test('are merged into the bytes of a sweep at once, with every draw where that is wanted', async () => {
    const args = { keep: 'draws', vary: [VARIED, 'run.draws=5,12'] };
    const whole = join(folder, 'sweep-whole');
    await sweepHere({ ...args, out: whole });
    const parts = await inParts(4, 'sweep', (own) => sweepHere({ ...args, ...own }));
    const out = join(folder, 'sweep-merged');
    expect((await mergeHere(parts, { out })).code).toBe(0);
    expect(bytes(out)).toEqual(bytes(whole));
    expect(lasting(out)).toEqual(lasting(whole));
    expect(readdirSync(out)).toContain('draws.csv');
  });

  test('that a scenario names are merged sweep by sweep', async () => {
    const scenario = join(folder, 'named.yaml');
    const block =
      'sweep:\n  first: { vary: { backer.reliability: "0.2,0.8" }, draws: 7 }\n' +
      '  second: { vary: { tripwire.troops: "0,9" }, paths: [deployment] }\n';
    writeFileSync(scenario, `${readFileSync(twoPaths, 'utf8')}${block}`);
    const named = { scenario, vary: undefined, set: 'coalition.resolve=0.3' };
    const whole = join(folder, 'named-whole');
    const expected = await sweepHere({ ...named, out: whole });
    const parts = await inParts(2, 'named', (args) => sweepHere({ ...named, ...args }));
    expect(readdirSync(parts[0]).sort()).toEqual(['first', 'part.json', 'second']);
    // The parts are enough: the scenario need not be there any more.
    rmSync(scenario);
    const out = join(folder, 'named-merged');
    const merged = await mergeHere(parts, { out });
    expect(merged).toEqual({ ...expected, stdout: expected.stdout.replaceAll(whole, out) });
    expect(bytes(out)).toEqual(bytes(whole));
    for (const name of ['first', 'second']) expect(lasting(join(out, name))).toEqual(lasting(join(whole, name)));
    await expect(
      mergeHere(
        parts.map((part) => join(part, 'first')),
        { out: join(folder, 'named-one') },
      ),
    ).rejects.toThrow('is a part of one of several sweeps; name the folder above it');
    expect(existsSync(join(folder, 'named-one'))).toBe(false);
    rmSync(join(parts[1], 'second'), { recursive: true });
    await expect(mergeHere(parts, { out: join(folder, 'named-gap') })).rejects.toThrow(
      `${join(parts[1], 'second')} is not there`,
    );
  });
});

describe('merge refuses', () => {
  let parts: readonly string[];
  beforeAll(async () => {
    parts = await inParts(3, 'good', (args) => runHere(args));
  });

  /** A copy of a part in which something is changed. */
  function changed(part: string, name: string, change: (data: Buffer) => Buffer | string): string {
    const copy = join(folder, `changed-${readdirSync(folder).length}`);
    cpSync(part, copy, { recursive: true });
    const file = join(copy, name);
    writeFileSync(file, change(readFileSync(file)));
    return copy;
  }
  const describedAs = (part: string, replace: readonly [string | RegExp, string]) =>
    changed(part, 'part.json', (data) => data.toString().replace(...replace));
  const refuses = async (given: readonly string[], message: string | RegExp) => {
    const out = join(folder, 'refused');
    await expect(mergeHere(given, { out })).rejects.toMatchObject({ isUsage: true });
    await expect(mergeHere(given, { out })).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  };

  test('gaps, with the numbers of the parts that are missing', async () => {
    await refuses([parts[1]], `of the 3 parts that ${parts[1]} is one of, 2 are missing: 1, 3`);
    await refuses([parts[0], parts[2]], '1 is missing: 2');
  });

  test('overlaps', async () => {
    const copy = changed(parts[1], 'part.json', (data) => data);
    await refuses([...parts, copy], `${copy} is part 2/3, as is ${parts[1]}`);
  });

  test('parts of something else, saying what differs', async () => {
    const other = join(folder, 'other');
    await runHere({ out: other, shard: '3/3', draws: '41' });
    await refuses(
      [parts[0], parts[1], other],
      `${other} does not fit together with ${parts[0]}: run.draws was 40, is now 41`,
    );
    const halves = join(folder, 'halves');
    await runHere({ out: halves, shard: '2/2' });
    await refuses(
      [parts[0], halves],
      `${halves} does not fit together with ${parts[0]}: it is part 2/2, the other 1/3`,
    );
    const baseline = join(folder, 'baseline');
    await runHere({ out: baseline, shard: '3/3', baseline: 'deployment' });
    await refuses([parts[0], parts[1], baseline], 'option baseline is new: deployment');
    const sweep = join(folder, 'of-a-sweep');
    await sweepHere({ out: sweep, shard: '3/3' });
    await refuses([parts[0], parts[1], sweep], 'it is a part of a sweep, the other of a run');
  });

  test('parts of another version or kind of machine', async () => {
    await refuses(
      [describedAs(parts[0], [/"version": "[^"]*"/, '"version": "0.0.1"']), parts[1], parts[2]],
      /\(part 1\/3\) was made by version 0\.0\.1 of stolperdraht, this is version \S+; use that one to merge/,
    );
    await refuses(
      [describedAs(parts[0], [/"model_version": "[^"]*"/, '"model_version": "0"']), parts[1], parts[2]],
      'was made by version model 0',
    );
    await refuses(
      [describedAs(parts[0], ['"byte_order": "LE"', '"byte_order": "BE"']), parts[1], parts[2]],
      'has numbers in the byte order BE',
    );
  });

  test('damaged parts, naming the file and which part to compute again', async () => {
    const cut = changed(parts[1], 'chunks.bin', (data) => data.subarray(0, data.length - 8));
    await refuses(
      [parts[0], cut, parts[2]],
      /changed-\d+\/chunks\.bin has \d+ bytes, must have \d+; copy it again, or compute part 2\/3/,
    );
    const flipped = changed(parts[1], 'chunks.bin', (data) => {
      data[data.length >> 1] ^= 1;
      return data;
    });
    await refuses([parts[0], flipped, parts[2]], /chunks\.bin is damaged: its SHA-256 is not that in part\.json/);
    await refuses([parts[0], changed(parts[1], 'part.json', () => '{'), parts[2]], 'is no JSON');
    await refuses(
      [parts[0], describedAs(parts[1], ['"chunks"', '"pieces"']), parts[2]],
      'is not what this version of stolperdraht writes at chunks',
    );
    const without = changed(parts[1], 'part.json', (data) => data);
    rmSync(join(without, 'chunks.bin'));
    await refuses([parts[0], without, parts[2]], 'chunks.bin is missing; copy it again');
  });

  test('a part that says to be another one than it is, by what is in it', async () => {
    const liar = describedAs(parts[1], [/"index": 2/, '"index": 3']);
    await refuses(
      [parts[0], parts[1], liar],
      /chunks\.bin has draws 4 to 7 where draws 8 to 11 should be: it is not part 3\/3/,
    );
  });

  test('what is no part', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty, { recursive: true });
    await refuses([empty], `${empty} has no part.json, must be a part that --shard has computed`);
    await refuses([join(folder, 'nowhere')], 'nowhere is not there');
  });

  test('all that is wrong at once, not one after the other', async () => {
    const nowhere = [1, 2].map((index) => join(folder, `nowhere-${index}`));
    await refuses(
      [parts[0], ...nowhere],
      `${nowhere[0]} is not there, must be a part that --shard has computed\n${nowhere[1]}`,
    );
  });
});

describe('a merge', () => {
  test('that is interrupted leaves nothing, and can be made again', async () => {
    const parts = await inParts(2, 'ended', (args) => runHere(args));
    const out = join(folder, 'ended-merged');
    const { signal, files } = interruptAfter(4);
    await expect(mergeHere(parts, { out }, { signal, files })).rejects.toThrow(Interrupted);
    expect(existsSync(out)).toBe(false);
    expect((await mergeHere(parts, { out })).code).toBe(0);
  });

  test('that was killed is made again in the same folder', async () => {
    const parts = await inParts(2, 'killed', (args) => runHere(args));
    const [out, whole] = ['killed-merged', 'killed-whole'].map((name) => join(folder, name));
    // As by kill -9: nothing is tidied up from some point on.
    let left = 5;
    const checkpoint: CheckpointFiles = {
      ...NODE_FILES,
      write(file, buffer, position) {
        if (left-- <= 0) throw new Error('killed');
        NODE_FILES.write(file, buffer, position);
      },
      remove(path) {
        if (left > 0) NODE_FILES.remove(path);
      },
    };
    await expect(mergeHere(parts, { out }, { files: { checkpoint } })).rejects.toThrow('killed');
    expect(readdirSync(out)).toEqual(['.checkpoint']);
    expect((await mergeHere(parts, { out })).code).toBe(0);
    await runHere({ out: whole });
    expect(bytes(out)).toEqual(bytes(whole));
  });

  test('does not write into a folder of something else', async () => {
    const parts = await inParts(1, 'alone', (args) => runHere(args));
    const out = join(folder, 'precious');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.txt'), 'precious');
    await expect(mergeHere(parts, { out })).rejects.toThrow('exists and is not empty, must be new or empty');
    expect(readdirSync(out)).toEqual(['thesis.txt']);
  });
});

describe('--shard', () => {
  const read = (args: object) => () => readRunOptions({ ...common, out: 'x', ...args });

  test.each(['0/3', '4/3', '3', '1/0', 'a/b', '1/2/3', '-1/3', '1/100001'])('is refused as %s', (shard) => {
    expect(read({ shard })).toThrow(`--shard is ${shard}, must be I/N with I from 1 to N`);
  });

  test('is refused where it makes no sense', () => {
    expect(read({ shard: '1/2', precision: '1' })).toThrow('--shard and --precision cannot be used together');
    expect(read({ shard: '1/2', jobs: undefined, queue: 'redis://localhost' })).toThrow(
      '--shard and --queue cannot be used together',
    );
    expect(read({ shard: '1/2', out: undefined })).toThrow('--shard needs a folder for the part: --out DIR');
    expect(() =>
      readSweepOptions({ ...common, out: 'x', vary: VARIED, shard: '1/2', 'dry-run': true, quiet: undefined }),
    ).toThrow('--shard and --dry-run cannot be used together');
  });
});

describe('on the command line', () => {
  test('a run in two parts is computed and merged, in words and as JSON', async () => {
    const [one, two, out] = ['cli-1', 'cli-2', 'cli-merged'].map((name) => join(folder, name));
    const args = ['run', twoPaths, '--draws', '8'];
    const first = await stolperdraht([...args, '--shard', '1/2', '--out', one]);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /^Part 1\/2: 8 evaluations in [\d.]+ s\.\n\nPart in .*cli-1\nWhen all 2 are there: stolperdraht merge PART… --out DIR\n$/,
    );
    const second = await stolperdraht([...args, '--shard', '2/2', '--out', two, '--json']);
    expect(JSON.parse(second.stdout)).toMatchObject({
      shard: '2/2',
      evaluations: 8,
      failed_evaluations: 0,
      folder: two,
    });
    const gap = await stolperdraht(['merge', two, '--out', out]);
    expect(gap).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `of the 2 parts that ${two} is one of, 1 is missing: 1\n`,
    });
    const merged = await stolperdraht(['merge', one, two, '--out', out, '--json']);
    expect(merged).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(merged.stdout)).toMatchObject({ folder: out });
    expect((await stolperdraht(['report', out])).code).toBe(0);
    expect(await stolperdraht(['report', one])).toMatchObject({
      code: 2,
      stderr: `${one} is a part that --shard has computed; merge joins it with the others\n`,
    });
    expect((await stolperdraht(['merge'])).stderr).toContain('merge: the name of a folder is missing');
  });
});
