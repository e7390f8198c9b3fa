import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyzeScenario } from '../../src/cli/analyze/analyze.ts';
import { readAnalyzeOptions } from '../../src/cli/analyze/analyze-options.ts';
import type { AnalyzePlan } from '../../src/cli/analyze/analyze-plan.ts';
import { captureStream } from '../../src/cli/analyze/analyze-steps.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { Interrupted } from '../../src/cli/errors.ts';
import { type Outcome, startStolperdraht, stolperdraht, twoPaths } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-analyze-'));
/** Each in a folder of its own, so that all can be called `out`. */
const within = (name: string): string => {
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  return cwd;
};
const analyze = (name: string, ...args: string[]): Promise<Outcome> =>
  startStolperdraht(['analyze', twoPaths, '--out', 'out', ...args], { cwd: within(name) });
const at = (name: string, ...file: string[]) => join(folder, name, 'out', ...file);
const read = (name: string, ...file: string[]) => readFileSync(at(name, ...file), 'utf8');

/** A plan of a few small steps, as one would have from a short budget, whatever this machine's pace. */
function smallPlan(plan: AnalyzePlan): AnalyzePlan {
  const step = (name: string, command: string, more: Record<string, string> = {}) => ({
    ...{ name, command, evaluations: 0, seconds: 1 },
    arguments: { ...(command === 'run' ? { scenario: '@scenario' } : { source: '@run' }), ...more },
  });
  return {
    ...plan,
    steps: [
      step('run', 'run'),
      step('robustness', 'robustness'),
      step('sensitivity', 'sensitivity'),
      step('tornado', 'sensitivity', { method: 'tornado', at: 'draws:5' }),
      {
        ...step('threshold', 'threshold'),
        arguments: {
          ...{ scenario: '@resolved', paths: '@best-two', parameter: '@matters-most' },
          ...{ draws: '4', seed: '@seed', design: '@design' },
        },
      },
      step('discordant', 'discordant'),
    ],
    left_out: [{ ...step('flip', 'flip', { paths: '@best-two' }), reason: 'no time is left for it', possible: true }],
  };
}

/** Every file that has no times and no machine in it, with its text. */
function texts(name: string): Record<string, string> {
  const files = readdirSync(at(name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => relative(at(name), join(entry.parentPath, entry.name)))
      .filter((file) => !file.endsWith('manifest.json'))
      .sort()
      .map((file) => [file, read(name, file)]),
  );
}

let plan: AnalyzePlan;
let planOfFew: AnalyzePlan;
let dry: Outcome;
let first: Outcome;

beforeAll(async () => {
  const planOf = (...args: string[]) => analyze('dry', ...args, '--dry-run', '--json');
  const [planned, few] = await Promise.all([planOf('--draws', '30'), planOf('--draws', '6')]);
  dry = await planOf('--draws', '30', '--set', 'backer.reliability=0.5');
  [plan, planOfFew] = [planned, few].map(({ stdout }) => JSON.parse(stdout));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(smallPlan(plan)));
  first = await analyze('one', '--plan', '../plan.json', '--jobs', '1');
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('analyze', () => {
  test('makes a plan of the worlds that are asked for and runs nothing on --dry-run', () => {
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({
      run: { draws: 30, seed: 'test', design: 'random', paths: ['deployment', 'fortress'] },
      calibration: { seconds_per_evaluation: expect.any(Number) },
    });
    expect(JSON.parse(dry.stdout).run.set).toEqual(['backer.reliability=0.5']);
    expect(existsSync(at('dry'))).toBe(false);
  });

  test('leaves a folder for each analysis, a report of all and an overview that names them', () => {
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    for (const name of ['run', 'robustness', 'sensitivity', 'tornado', 'threshold', 'discordant']) {
      expect(existsSync(at('one', name, 'manifest.json'))).toBe(true);
      expect(first.stdout).toContain(`[${name}] `);
    }
    expect(first.stdout.replaceAll('\n', ' ')).toContain('Better means under the preference balanced');
    expect(first.stdout).toContain('Results in out, report in out/report.html');
    expect(first.stdout).toContain(read('one', 'overview.txt').trimEnd());
    const page = read('one', 'report.html');
    for (const name of ['robustness', 'sensitivity', 'tornado', 'threshold']) expect(page).toContain(`out/${name}`);
  });

  test('takes the worlds of the run for every analysis that can read them', () => {
    for (const name of ['robustness', 'sensitivity', 'tornado', 'discordant']) {
      const manifest = JSON.parse(read('one', name, 'manifest.json'));
      expect(manifest.source.folder).toContain('run');
      expect(manifest.command).toEqual(expect.arrayContaining(['stolperdraht', 'out/run', '--out', `out/${name}`]));
    }
    expect(JSON.parse(read('one', 'robustness', 'manifest.json')).evaluations ?? 0).toBe(0);
  });

  test('searches for a threshold of the quantity with the widest swing between the best two paths', () => {
    const [best] = read('one', 'overview.txt').match(/(?<=Under balanced, )\w+/) ?? [];
    const other = best === 'fortress' ? 'deployment' : 'fortress';
    const { rows } = JSON.parse(read('one', 'findings', 'tornado.json')).tornado.subject;
    const widest = rows.reduce((a: (typeof rows)[0], b: (typeof rows)[0]) =>
      Math.abs(b.bars[0].swing.value) > Math.abs(a.bars[0].swing.value) ? b : a,
    ).parameter;
    const { command } = JSON.parse(read('one', 'threshold', 'manifest.json'));
    expect(command).toEqual(expect.arrayContaining(['--paths', `${best},${other}`, '--parameter', widest]));
    expect(first.stdout).toContain(`stolperdraht flip out/run --paths ${best},${other} --out out/flip`);
  });

  test('compares the paths by the preference that is asked for, in every analysis and in the report', async () => {
    const steps = smallPlan(plan).steps.filter(({ name }) => ['run', 'robustness', 'threshold'].includes(name));
    const given = { ...smallPlan(plan), run: { ...plan.run, preference: 'peace' }, left_out: smallPlan(plan).left_out };
    const sensitivity = smallPlan(plan).steps.filter(({ name }) => name === 'sensitivity');
    const ordered = [...steps.slice(0, 2), ...sensitivity, ...steps.slice(2)];
    writeFileSync(join(folder, 'peace.json'), JSON.stringify({ ...given, steps: ordered }));
    const { code, stdout } = await analyze('peace', '--plan', '../peace.json', '--lang', 'de');
    expect(code).toBe(0);
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain('[run] Under peace, ');
    expect(said).toContain('Better means under the preference peace: maximize');
    expect(stdout).toContain('stolperdraht flip out/run --paths ');
    expect(said).toContain('--preference peace');
    expect(JSON.parse(read('peace', 'robustness', 'manifest.json')).robustness.objective).toBe('peace');
    expect(JSON.parse(read('peace', 'threshold', 'manifest.json')).command).toEqual(
      expect.arrayContaining(['--metric', 'peace']),
    );
    expect(read('peace', 'report.de.html')).toMatch(/<p class="headline">[^\n]*?<code>peace<\/code>/);
  });

  test('asks what rests on misjudgement, of the worlds of the run or fewer, under the preference that is asked for', async () => {
    const scenario = fileURLToPath(new URL('../fixtures/misperceptions.yaml', import.meta.url));
    const out = join(within('errors'), 'out');
    const file = join(folder, 'errors.json');
    const planned = await stolperdraht(['analyze', scenario, '--preference', 'peace', '--dry-run', '--json']);
    const whole: AnalyzePlan = JSON.parse(planned.stdout);
    // Three errors: every world again with each set of them put right, and once as it is.
    const all = [...whole.steps, ...whole.left_out];
    expect(all.find(({ name }) => name === 'perception')).toMatchObject({ evaluations: 8 * 24 * 2 });
    const steps = [
      { name: 'run', arguments: { scenario: '@scenario' } },
      { name: 'perception', arguments: { source: '@run' } },
      { name: 'of-fewer', arguments: { source: '@resolved', draws: '20', seed: '@seed', design: '@design' } },
    ].map((step) => ({
      ...{ ...step, command: step.name === 'run' ? 'run' : 'perception', evaluations: 0, seconds: 1 },
    }));
    const leftOut = { ...steps[2], name: 'later', reason: 'no time is left for it', possible: true };
    writeFileSync(file, JSON.stringify({ ...whole, steps, left_out: [leftOut] }));
    const { code, stdout, stderr } = await stolperdraht(['analyze', scenario, '--plan', file, '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    const found = JSON.parse(readFileSync(join(out, 'findings', 'perception.json'), 'utf8'));
    expect(found).toMatchObject({ exit_code: 0, draws: 24, sources: ['resolve', 'backing', 'strength'] });
    expect(found.transparency[0].name).toBe('peace');
    expect(found.measures.map(({ name }: { name: string }) => name)).toEqual([
      'breakdown_given_ceasefire',
      'breakdown',
    ]);
    // In the overview are the finding, what it hangs on and what the truth is worth; all of it is in the findings.
    const said = stdout.replaceAll(/\s+/g, ' ');
    const [risk, , hangs, , worth] = found.sentences;
    expect(said).toContain(`What rests on misjudgement [perception] ${risk} ${hangs} ${worth}`);
    expect(risk).toMatch(
      /^On average over 24 worlds, if the challenger saw the world as it is, breakdown_given_ceasefire /,
    );
    expect(worth).toMatch(/^Under peace, that the challenger knows the truth /);
    expect(said).toContain('scenario.resolved.json --draws 20 --seed test --design random --under peace --out');

    const fewer = JSON.parse(readFileSync(join(out, 'findings', 'of-fewer.json'), 'utf8'));
    expect(fewer).toMatchObject({ draws: 20, evaluations: 8 * 20 * 2 });
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page.match(/<h2[^>]*>What rests on misjudgement/g)).toHaveLength(2);
    expect(page).toContain('peace (more is better)');
    const { command } = JSON.parse(readFileSync(join(out, 'perception', 'manifest.json'), 'utf8'));
    expect(command).toEqual(expect.arrayContaining(['perception', '--under', 'peace']));
  }, 60_000);

  test('asks nothing of misjudgement where the challenger sees the world as it is', () => {
    const { left_out: leftOut } = plan;
    expect(leftOut).toContainEqual(
      expect.objectContaining({
        ...{ name: 'perception', reason: 'the challenger misjudges nothing on these paths', possible: false },
      }),
    );
  });

  test('refuses a preference that is not there before it measures anything', async () => {
    const { code, stderr } = await analyze('no-preference', '--preference', 'piece', '--dry-run');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('--preference piece: no such preference; did you mean peace?'),
    });
    expect((await analyze('with-plan', '--plan', '../plan.json', '--preference', 'peace')).stderr).toContain(
      '--preference cannot be given: --plan says what is run',
    );
  });

  test('gives the same bytes from the same plan with one thread and with two, also where it was interrupted', async () => {
    const second = await analyze('two', '--plan', '../plan.json', '--jobs', '2');
    expect(second.stdout).toBe(first.stdout);
    const expected = texts('one');
    expect(Object.keys(expected)).toContain('plan.json');
    expect(texts('two')).toEqual(expected);

    // As if it had ended while the tornado was made: its folder is half there, and nothing that comes after it.
    cpSync(at('one'), join(within('again'), 'out'), { recursive: true });
    for (const file of ['overview.txt', 'report.html', 'discordant', 'threshold', 'tornado/manifest.json']) {
      rmSync(at('again', file), { recursive: true });
    }
    for (const name of ['discordant', 'threshold', 'tornado']) rmSync(at('again', 'findings', `${name}.json`));
    const manifests = () => ['run', 'robustness'].map((name) => read('again', name, 'manifest.json'));
    const kept = manifests();
    const refused = await analyze('again', '--plan', '../plan.json');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('out holds an analysis that is not finished; to go on with it, add --resume');
    const resumed = await analyze('again', '--resume', '--jobs', '2');
    expect(resumed.stderr).toBe('');
    expect(resumed.stdout).toBe(first.stdout);
    expect(texts('again')).toEqual(expected);
    expect(manifests()).toEqual(kept);
  }, 180_000);

  test('goes on after a step that fails, names it and its command, and ends with 1', async () => {
    writeFileSync(join(folder, 'few.json'), JSON.stringify({ ...smallPlan(planOfFew), left_out: [] }));
    const outcome = await analyze('few', '--plan', '../few.json', '--json');
    expect(outcome.code).toBe(1);
    const { failed, findings } = JSON.parse(outcome.stdout);
    expect(failed.map(({ name }: { name: string }) => name)).toContain('robustness');
    expect(failed[0]).toEqual({
      name: 'robustness',
      reason: 'robustness: 6 draws can be used; at least 20 are needed, take more with --draws',
      command: 'stolperdraht robustness out/run --out out/robustness',
    });
    expect(findings.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['run', 'discordant']));
    expect(existsSync(at('few', 'report.html'))).toBe(true);
    expect(existsSync(at('few', 'robustness'))).toBe(false);
  }, 120_000);

  test('keeps what is finished when it is interrupted, and goes on with the rest', async () => {
    const out = join(within('broken off'), 'out');
    const options = (...more: readonly [string, unknown][]) =>
      readAnalyzeOptions({ scenario: twoPaths, out, jobs: '1', quiet: undefined, ...Object.fromEntries(more) });
    const controller = new AbortController();
    const said = captureStream((line) => {
      if (line.startsWith('[3/6]')) controller.abort(new Interrupted('SIGINT'));
    });
    // Only a terminal is told what is being done.
    Object.assign(said.stream, { isTTY: true });
    const environment = (signal: AbortSignal): Environment => ({
      ...{ stdout: captureStream().stream, stderr: said.stream, now: () => new Date(), argv: [], signal },
    });
    const from = options(['plan', join(folder, 'plan.json')]);
    await expect(analyzeScenario(from, environment(controller.signal))).rejects.toMatchObject({
      name: 'Interrupted',
      exitCode: 130,
      message: `interrupted; run, robustness are finished; to go on: stolperdraht analyze ${twoPaths} --out '${out}' --resume`,
    });
    expect(existsSync(join(out, 'report.html'))).toBe(false);
    expect(said.text()).toMatch(/^\[1\/6\] run, about 1 s\n\[2\/6\] robustness, about 1 s\n\[3\/6\] sensitivity/);
    expect(await analyzeScenario(options(['resume', true]), environment(new AbortController().signal))).toBe(0);
    for (const file of ['run/draws.csv', 'tornado/tornado.csv', 'threshold/curve.csv', 'discordant/discordant.csv']) {
      expect(readFileSync(join(out, file), 'utf8')).toBe(read('one', file));
    }
  }, 120_000);

  test('ends with 3 where draws failed, and says so once', async () => {
    const belief = 'deployment:fortress.gain=normal(1, 0.8)';
    const outcome = await analyze('failing', '--draws', '20', '--set', belief, '--budget', '1s');
    expect(outcome.code).toBe(3);
    expect(outcome.stderr.match(/evaluations failed/g)).toHaveLength(1);
    expect(outcome.stdout.replaceAll('\n', ' ')).toContain('Warnings --set deployment:fortress.gain=normal(1, 0.8)');
    expect(outcome.stdout).toContain('stolperdraht robustness out/run --out out/robustness');
  }, 60_000);

  test('refuses a plan of another scenario, and options that a plan has settled', async () => {
    const changed = { ...smallPlan(plan), run: { ...plan.run, draws: 31 } };
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(changed));
    writeFileSync(join(folder, 'broken.json'), '{}');
    const messages = await Promise.all([
      analyze('bad', '--plan', '../changed.json'),
      analyze('bad', '--plan', '../broken.json'),
      analyze('bad', '--resume'),
      analyze('bad', '--plan', '../plan.json', '--draws', '5'),
      analyze('bad', '--budget', 'soon'),
    ]);
    expect(messages.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    expect(messages.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      `../changed.json is the plan of another scenario than ${twoPaths}, or that was changed since`,
      '../broken.json is no plan that analyze has written; begin anew without --resume and --plan',
      'out/plan.json is not there; begin anew without --resume and --plan',
      '--draws cannot be given: --plan says what is run',
      '--budget is soon, must be a time such as 90s, 5m or 2h, at most 720h',
    ]);
    expect(existsSync(at('bad'))).toBe(false);
  }, 120_000);
});
