import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { evaluateCounterfactuals } from '../../src/cli/perception/perception-counterfactuals.ts';
import { parameterValues } from '../../src/cli/perception/quantity-values.ts';
import { openWorlds } from '../../src/cli/worlds.ts';
import { readWorldsOptions } from '../../src/cli/worlds-options.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { withParameters } from '../../src/deterrence/world.ts';
import { worldOf } from '../../src/experiment/draw-world.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { columnIndex } from '../../src/experiment/results.ts';
import { MISJUDGED } from '../../src/report/perception/findings.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht } from './support.ts';

const scenario = fileURLToPath(new URL('../fixtures/misperceptions.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-perception-'));
const inFolder = (name: string) => join(folder, name);
const perception = (source: string, out: string, ...args: string[]) =>
  stolperdraht(['perception', source, ...args, '--out', inFolder(out)]);
const FILES = ['perception', 'transparency', 'misjudgements'] as const;
const table = (run: string, name: string) => {
  const { header, rows } = readCsv(readFileSync(join(folder, run, `${name}.csv`), 'utf8'));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
};
const part = (run: string, where: Readonly<Record<string, string>>, name: (typeof FILES)[number] = 'perception') => {
  const found = table(run, name).filter((row) => Object.entries(where).every(([key, value]) => row[key] === value));
  expect(found, JSON.stringify(where)).toHaveLength(1);
  return found[0];
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const SOURCES = ['resolve', 'backing', 'strength'];
const PATHS = ['deployment', 'fortress'];

const squeezed = (text: string) => text.replace(/\s+/g, ' ');

const none = MISJUDGED.flatMap(({ parameter }) => ['--set', `${parameter}=0`]);

beforeAll(async () => {
  const outcomes = await Promise.all([
    stolperdraht(['run', scenario, '--out', inFolder('run'), '--quiet']),
    perception(scenario, 'one', '--jobs', '1', '--quiet'),
    perception(scenario, 'two', '--jobs', '2', '--quiet'),
    stolperdraht([
      ...['run', scenario, '--out', inFolder('truth'), '--quiet', ...none],
      ...['--set', 'fortress:challenger.overconfidence=0'],
    ]),
  ]);
  expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual(outcomes.map(() => [0, '']));
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('perception', () => {
  test('misjudges draw by draw what the output miscalculation says, on every path', async () => {
    const environment: Environment = {
      stdout: process.stdout,
      stderr: process.stderr,
      signal: new AbortController().signal,
      now: () => new Date(0),
      argv: [],
    };
    const options = readWorldsOptions({ source: scenario, jobs: '1', quiet: true });
    const worlds = await openWorlds(scenario, options, environment);
    const [risk, miscalculation] = ['breakdown_given_ceasefire', 'miscalculation'].map((name) =>
      columnIndex(worlds.results, name),
    );
    const asked = { sources: MISJUDGED, wanted: [risk], paths: [0, 1] };
    const { values, evaluations } = await evaluateCounterfactuals(worlds, asked, options, environment);
    expect(evaluations).toBe(7 * 24 * 2);
    const sets = values([risk]);
    expect(sets).toHaveLength(8);
    let largest = 0;
    for (const path of [0, 1]) {
      const expected = worlds.results.column(path, miscalculation);
      for (let draw = 0; draw < 24; draw++) {
        expect(Math.abs(sets[7][path][draw] - sets[0][path][draw] - expected[draw])).toBeLessThan(1e-12);
        largest = Math.max(largest, Math.abs(expected[draw]));
      }
      // What a path says for itself is what holds there.
      const strength = parameterValues(worlds, path, 'challenger.overconfidence').first;
      expect(new Set(strength).size).toBe(path === 0 ? 24 : 1);
    }
    expect(largest).toBeGreaterThan(0.001);
  });

  test('knows the truth as a run in which nothing is misjudged, draw for draw the same world', () => {
    const truth = table('truth', 'draws');
    for (const path of PATHS) {
      const own = truth.filter((row) => row.path === path);
      const expected = {
        breakdown_given_ceasefire: own.map((row) => Number(row.breakdown_given_ceasefire)),
        breakdown: own.map((row) => Number(row.renewed_war) + Number(row.general_war) + Number(row.nuclear_use)),
      };
      for (const [metric, values] of Object.entries(expected)) {
        const known = part('one', { path, metric, part: 'known' });
        expect(Number(known.mean)).toBeCloseTo(mean(values), 12);
      }
      const balanced = part('one', { path, name: 'balanced', known: 'all' }, 'transparency');
      expect(Number(balanced.if_known)).toBeCloseTo(mean(own.map((row) => Number(row.balanced))), 12);
    }
  });

  test('adds up: known and misjudged to the total, the Shapley parts to the misjudged, adding and taking away to the mean', () => {
    for (const path of PATHS) {
      for (const metric of ['breakdown_given_ceasefire', 'breakdown']) {
        const of = (name: string, counted: string, worlds = 'all') =>
          Number(part('one', { path, metric, part: name, counted, worlds }).mean);
        expect(of('known', 'whole') + of('misjudged', 'whole')).toBeCloseTo(of('total', 'whole'), 12);
        const sum = (counted: string) => SOURCES.reduce((all, source) => all + of(source, counted), 0);
        expect(sum('shapley')).toBeCloseTo(of('misjudged', 'whole'), 12);
        expect(sum('alone') + of('interaction', 'alone')).toBeCloseTo(of('misjudged', 'whole'), 12);
        for (const source of SOURCES) {
          const whole = part('one', { path, metric, part: source, counted: 'shapley', worlds: 'all' });
          expect(Number(whole.raising) + Number(whole.lowering)).toBeCloseTo(Number(whole.mean), 12);
          const [under, over] = ['under', 'over'].map((worlds) =>
            part('one', { path, metric, part: source, counted: 'shapley', worlds }),
          );
          expect(Number(under.n) + Number(over.n)).toBe(24);
          const weighted = [under, over].reduce((all, row) => all + (Number(row.n) * Number(row.mean || 0)) / 24, 0);
          expect(weighted).toBeCloseTo(Number(whole.mean), 12);
        }
      }
    }
  });

  test('weighs the values of both types of the coalition by its resolve in each world', () => {
    const resolve = table('run', 'params').map((row) => Number(row['coalition.resolve']));
    for (const path of PATHS) {
      const own = table('run', 'draws').filter((row) => row.path === path);
      const expected = mean(
        own.map((row, i) => resolve[i] * Number(row.value_resolute) + (1 - resolve[i]) * Number(row.value_irresolute)),
      );
      const found = part('one', { path, name: 'value_coalition', known: 'all' }, 'transparency');
      expect(Number(found.as_is)).toBeCloseTo(expected, 10);
      expect(found).toMatchObject({ kind: 'value', better: 'higher', n: '24' });
    }
    const hers = part('one', { path: 'fortress', name: 'value_challenger', known: 'all' }, 'transparency');
    expect(hers).toMatchObject({ kind: 'expectation', better: '' });
  });

  test('tells what the challenger really gets as the model counts it, world by world, under every set of her errors', async () => {
    const loaded = loadScenario(scenario);
    const plan = planRun(loaded, { version: '0', histories: 0 });
    const model = createModel();
    const payoffs = (known: readonly string[]) => {
      const sums = [0, 0];
      for (let draw = 0; draw < plan.draws; draw++) {
        plan.paths.forEach((_, path) => {
          const world = withParameters(worldOf(loaded, plan, path, draw), (parameters) => {
            for (const { name, parameter } of MISJUDGED) {
              if (known.includes(name)) parameters[parameterIndex(parameter)] = 0;
            }
          });
          const onDemand = new Float64Array(1);
          model.evaluate(world, new Float64Array(OUTPUTS.length), undefined, onDemand);
          sums[path] += onDemand[0] / plan.draws;
        });
      }
      return sums;
    };
    const asIs = payoffs([]);
    for (const known of ['all', ...SOURCES]) {
      const expected = payoffs(known === 'all' ? SOURCES : [known]);
      PATHS.forEach((path, index) => {
        const row = part('one', { path, name: 'payoff_challenger', known }, 'transparency');
        expect(row).toMatchObject({ kind: 'value', better: 'higher', n: '24' });
        expect(Number(row.as_is)).toBeCloseTo(asIs[index], 10);
        expect(Number(row.if_known)).toBeCloseTo(expected[index], 10);
        expect(Number(row.change)).toBeCloseTo(expected[index] - asIs[index], 10);
        for (const column of ['change_se', 'low', 'high', 'rises', 'falls']) expect(row[column], column).not.toBe('');
      });
    }
    const [all, value] = ['payoff_challenger', 'value_challenger'].map((name) =>
      part('one', { path: 'deployment', name, known: 'all' }, 'transparency'),
    );
    expect(Math.abs(Number(all.as_is) - Number(value.as_is))).toBeGreaterThan(0.1);
    expect(Math.abs(Number(all.change))).toBeGreaterThan(0.01);
  });

  test('says on each path how far she is off, also where that path has an error of its own', () => {
    const fortress = part('one', { path: 'fortress', source: 'strength' }, 'misjudgements');
    expect(fortress).toMatchObject({ mean: '0.5', sd: '0', over: '1', under: '0', n: '24' });
    const params = table('run', 'params').map((row) => Number(row['challenger.overconfidence']));
    const deployment = part('one', { path: 'deployment', source: 'strength' }, 'misjudgements');
    expect(Number(deployment.mean)).toBeCloseTo(mean(params), 12);
    expect(Number(deployment.over)).toBeCloseTo(params.filter((error) => error > 0).length / 24, 12);
  });

  test('writes the same bytes for any number of threads, and from the folder of a run', async () => {
    expect((await perception(inFolder('run'), 'three', '--quiet')).code).toBe(0);
    for (const file of FILES) {
      const [one, two, three] = ['one', 'two', 'three'].map((run) =>
        readFileSync(join(folder, run, `${file}.csv`), 'utf8'),
      );
      expect(two).toBe(one);
      expect(three).toBe(one);
    }
    const manifest = JSON.parse(readFileSync(join(folder, 'three', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      source: { folder: inFolder('run') },
      perception: { metrics: ['breakdown_given_ceasefire', 'breakdown'], sources: SOURCES },
    });
    expect(manifest.plan.evaluations).toBe(8 * 24 * 2);
  });

  test('splits between what is misjudged at all, and evaluates no more than that takes', async () => {
    const args = ['--set', 'challenger.misperception_backing=0', '--set', 'challenger.misperception_resolve=0'];
    const { code, stdout } = await perception(scenario, 'strength', ...args, '--paths', 'deployment');
    expect(code).toBe(0);
    const rows = table('strength', 'perception').filter((row) => row.metric === 'breakdown');
    expect(rows.map((row) => [row.part, row.counted, row.worlds].join(' '))).toEqual([
      'total whole all',
      'known whole all',
      'misjudged whole all',
      'strength shapley all',
      'strength shapley under',
      'strength shapley over',
      'strength alone all',
      'strength last all',
    ]);
    expect(new Set([2, 3, 6, 7].map((row) => rows[row].mean)).size).toBe(1);
    expect(squeezed(stdout)).toContain('48 evaluations more in the same worlds');
    expect(squeezed(stdout)).toContain('All of it comes from misjudging her own strength');
  });

  test('does not hide that the truth costs the challenger something, where her errors serve her', async () => {
    // She underrates herself, and so makes fewer of the assaults that her noisy choices bring.
    const timid = ['--set', 'challenger.overconfidence=-0.8', '--set', 'fortress:challenger.overconfidence=-0.8'];
    const others = ['--set', 'challenger.misperception_backing=0', '--set', 'challenger.misperception_resolve=0'];
    const { code, stdout } = await perception(scenario, 'timid', ...timid, ...others);
    expect(code).toBe(0);
    for (const path of PATHS) {
      const row = part('timid', { path, name: 'payoff_challenger', known: 'all' }, 'transparency');
      expect(Number(row.high)).toBeLessThan(0);
      expect(row).toMatchObject({ rises: '0', falls: '1' });
    }
    expect(squeezed(stdout)).toMatch(
      /To the challenger herself, .* to know the truth costs 0\.\d+ \(.*\) of utility on deployment and .* and harms her in 100 % \(86–100 %\): there her errors serve her\./,
    );
  });

  test('says plainly that the challenger sees the world as it is, where she does', async () => {
    const { code, stdout } = await perception(
      ...([scenario, 'clear', ...none, '--set', 'fortress:challenger.overconfidence=0'] as const),
    );
    expect(code).toBe(0);
    expect(squeezed(stdout)).toContain(
      'In words The challenger sees the world as it is: challenger.misperception_resolve, ' +
        'challenger.misperception_backing and challenger.overconfidence are 0 in every world, on every path.',
    );
    const rows = table('clear', 'perception');
    expect(rows.map((row) => row.part)).toEqual(new Array(4).fill(['total', 'known', 'misjudged']).flat());
    for (const row of rows.filter((each) => each.part === 'misjudged')) {
      expect(row).toMatchObject({ mean: '0', raises: '0', lowers: '0' });
    }
    expect(table('clear', 'misjudgements')).toEqual([]);
    // Nothing is played again only to learn what nothing can change.
    expect(stdout).not.toContain('evaluations more');
    expect(table('clear', 'transparency').map(({ name }) => name)).not.toContain('payoff_challenger');
  });

  test('puts right what a path sets only in a later phase', async () => {
    const file = inFolder('phases.yaml');
    const phases = 'phases: [{ from_year: 0.5, parameters: { challenger.overconfidence: 1 } }]';
    writeFileSync(
      file,
      `${readFileSync(new URL('../fixtures/two-paths.yaml', import.meta.url), 'utf8').replace('    title: Fortress', `    title: Fortress\n    ${phases}`)}`,
    );
    const { code, stderr } = await perception(file, 'phases', '--draws', '20', '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    const of = (path: string, name: string) =>
      part('phases', {
        path,
        metric: 'breakdown',
        part: name,
        worlds: 'all',
        counted: name === 'strength' ? 'shapley' : 'whole',
      });
    expect(Number(of('fortress', 'misjudged').mean)).toBeGreaterThan(0.001);
    expect(of('fortress', 'strength').mean).toBe(of('fortress', 'misjudged').mean);
    expect(of('deployment', 'misjudged')).toMatchObject({ mean: '0', raises: '0', lowers: '0' });
    // It begins without an error.
    expect(part('phases', { path: 'fortress', source: 'strength' }, 'misjudgements')).toMatchObject({
      mean: '0',
      over: '0',
    });
  });

  test('splits any other output, metric or preference', async () => {
    const { code, stdout } = await perception(inFolder('run'), 'metric', '--metric', 'open_war');
    expect(code).toBe(0);
    for (const row of table('metric', 'perception')) {
      const same = part('one', { ...pick(row, ['path', 'part', 'counted', 'worlds']), metric: 'breakdown' });
      expect(Number(row.mean)).toBeCloseTo(Number(same.mean), 12);
    }
    expect(stdout).toContain('Truth and misjudgement: open_war');
    // Nobody has said that less of it is better.
    expect(squeezed(stdout)).not.toMatch(/raises? the risk|lowers? the risk|can deter/);
    const preference = await perception(inFolder('run'), 'preference', '--preference', 'balanced', '--json');
    const document = JSON.parse(preference.stdout);
    expect(document.measures.map(({ name }: { name: string }) => name)).toEqual(['balanced']);
    expect(document.measures[0].paths[0]).toMatchObject({
      path: 'deployment',
      sources: [{ source: 'resolve' }, {}, {}],
    });
    const [asIs, known] = [document.orders.as_is, document.orders.if_known].map(({ order }) => [...order].sort());
    expect([asIs, known]).toEqual([PATHS, PATHS]);
    expect(document.sentences.length).toBeGreaterThan(5);
  });

  test('weighs the truth under the preference that is asked for, and splits the same', async () => {
    const [usual, peace] = await Promise.all([
      perception(inFolder('run'), 'usual', '--json'),
      perception(inFolder('run'), 'peace', '--under', 'peace', '--json'),
    ]);
    const [one, other] = [usual, peace].map(({ stdout }) => JSON.parse(stdout));
    expect(other.measures).toEqual(one.measures);
    const names = ({ transparency }: typeof one) => transparency.map(({ name }: { name: string }) => name);
    expect(names(one).slice(0, 2)).toEqual(['balanced', 'peace']);
    expect(names(other)).toEqual(['peace', 'balanced', ...names(one).slice(2)]);
    const of = ({ transparency }: typeof one, name: string) =>
      transparency.find((row: { name: string }) => row.name === name);
    for (const name of ['balanced', 'peace']) expect(of(other, name)).toEqual(of(one, name));
    expect(one.sentences[4]).toMatch(/^Under balanced, .*points of harm|^Under balanced, .*changes nothing/);
    expect(other.sentences[4]).toMatch(/^Under peace, that the challenger knows the truth /);
    expect(other.sentences[4]).not.toContain('harm');
    // More of it is better, and the best comes first.
    const means = PATHS.map((path) => ({
      path,
      mean: mean(
        table('run', 'draws')
          .filter((row) => row.path === path)
          .map((row) => Number(row.peace)),
      ),
    }));
    const best = means.sort((a, b) => b.mean - a.mean).map(({ path }) => path);
    expect(other.orders.as_is.order).toEqual(best);
  });

  test('fits the width, names the challenger of the scenario, and calls nothing optimal', async () => {
    const { stdout } = await perception(inFolder('run'), 'text');
    expect(stdout).toContain('What the challenger misjudges');
    expect(squeezed(stdout)).toContain(
      'To the challenger herself, in what she really gets of a ceasefire at the start,',
    );
    expect(squeezed(stdout)).not.toContain('is no output of the model');
    expect(stdout).not.toMatch(/optimal|NaN|undefined|Infinity/i);
    for (const line of stdout.split('\n')) {
      expect(/^(Results|All parts)/.test(line) || line.length <= 80, line).toBe(true);
    }
  });

  test('leaves out worlds that fail, says so, and ends with 3', async () => {
    const failing = ['--set', 'coalition.resolve=0.2 + 0.9 * goodwill', '--draws', '40', '--quiet'];
    const { code, stderr } = await perception(scenario, 'failed', ...failing);
    expect(code).toBe(3);
    expect(stderr).toContain('left out');
    const { n } = part('failed', { path: 'fortress', metric: 'breakdown', part: 'total' });
    expect(Number(n)).toBeLessThan(40);
    expect(Number(n)).toBeGreaterThanOrEqual(20);
  });

  test.concurrent.each([
    [
      ['--metric', 'renewed_wra'],
      '--metric renewed_wra: no such output, metric or preference; did you mean renewed_war?',
    ],
    [['--preference', 'balance'], '--preference balance: no such preference; did you mean balanced?'],
    [['--under', 'piece'], '--under piece: no such preference; did you mean peace?'],
    [['--paths', 'fort'], '--paths names fort, must be of deployment, fortress'],
    [['--metric', 'odd'], '0 draws can be used of 24, the others failed or odd has no value on some path'],
    [['--draws', '40'], 'is a run that is finished and has its worlds'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await perception(inFolder('run'), `bad-${args[1]}`, ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('refuses a scenario in which something else would change with a misjudgement', async () => {
    const args = ['--set', 'challenger.overconfidence=0.5 * challenger.misperception_backing'];
    const { code, stderr } = await perception(scenario, 'reads', ...args);
    expect([code, stderr.split('\n')[1]]).toEqual([
      2,
      'perception: challenger.overconfidence is computed from challenger.misperception_backing, so that it would change ' +
        'when challenger.misperception_backing is put right; compute both from a variable instead',
    ]);
  });

  test('says how many draws it needs', async () => {
    const { code, stderr } = await perception(scenario, 'few', '--draws', '12', '--quiet');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'perception: 12 draws can be used; at least 20 are needed, take more with --draws',
    ]);
  });
});

function pick(row: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}
