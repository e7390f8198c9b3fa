import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-flip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = (name: string) => join(folder, name);

/** Both budgets are proportional to one normal quantity each, and nothing else is uncertain. */
const linear = [
  linearCost,
  ...['backer.reliability=0.4', 'goodwill=0.5', 'deployment:tripwire.troops=10'].flatMap((set) => ['--set', set]),
  ...['budget.troop_cost=normal(1, 0.1)', 'fortress:budget.fortress_cost=normal(0.7, 0.05)'].flatMap((set) => [
    '--set',
    set,
  ]),
  ...['--preference', 'money', '--draws', '60', '--jobs', '1'],
];

interface World {
  readonly plausibility: { readonly norm: number; readonly asFar: number; readonly asFarThisWay: number };
  readonly values: readonly number[];
  readonly moved: readonly {
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly quantile: number;
  }[];
}

async function json(command: string, args: readonly string[], name: string) {
  const { code, stdout, stderr } = await stolperdraht([command, ...args, '--json', '--out', out(name)]);
  expect([code, stderr.replace(/^warning: .*\n/gm, '')]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** What the paths of a scenario file come to in its one world. */
async function runFile(file: string, preference: string): Promise<Record<string, number>> {
  const run = out(`run-${readdirSync(folder).length}`);
  const { code } = await stolperdraht(['run', file, '--quiet', '--out', run]);
  expect(code).toBe(0);
  const { header, rows } = readCsv(readFileSync(join(run, 'draws.csv'), 'utf8'));
  expect(readCsv(readFileSync(join(run, 'params.csv'), 'utf8')).rows).toHaveLength(1);
  return Object.fromEntries(rows.map((row) => [row[header.indexOf('path')], Number(row[header.indexOf(preference)])]));
}

beforeAll(async () => {
  const { code } = await stolperdraht(['run', twoPaths, '--draws', '30', '--out', out('run'), '--quiet']);
  expect(code).toBe(0);
}, 60_000);

describe('flip', () => {
  test('finds of two linear costs the point that is nearest by the formula, and writes it as a scenario', async () => {
    const found = await json('flip', linear, 'linear');
    const [deployment, fortress]: number[] = found.medians;
    // Slopes in standard deviations; the distance of a line from the origin.
    const slopes = [(deployment * 0.1) / 1, (fortress * 0.05) / 0.7];
    const steepness = Math.hypot(...slopes);
    const length = Math.abs(deployment - fortress) / steepness;
    const { plausibility, values, moved }: World = found.reversal;
    expect(found.dimensions).toBe(2);
    expect(plausibility.norm / length).toBeCloseTo(1, 4);
    const z = (name: string, sd: number) => {
      const { from, to } = moved.find((each) => each.name === name)!;
      return (to - from) / sd;
    };
    const sign = Math.sign(fortress - deployment);
    expect(z('budget.troop_cost', 0.1)).toBeCloseTo((sign * length * slopes[0]) / steepness, 3);
    expect(z('fortress:budget.fortress_cost', 0.05)).toBeCloseTo((-sign * length * slopes[1]) / steepness, 3);
    expect(Math.sign(values[1] - values[0])).toBe(-sign);
    // χ² with two degrees of freedom.
    expect(plausibility.asFar).toBeCloseTo(Math.exp((-plausibility.norm * plausibility.norm) / 2), 9);
    const run = await runFile(join(out('linear'), 'flip.yaml'), 'money');
    expect([run.deployment, run.fortress]).toEqual(values);
  });

  test('writes a scenario in which members, rungs, variables and quantities of one path are certain, correlated ones too', async () => {
    const file = out('members.yaml');
    writeFileSync(
      file,
      [
        'title: Everything may be uncertain',
        'parameters:',
        '  clock.years: 1',
        '  clock.step_years: 0.5',
        '  solver.belief_points: 3',
        '  backer.reliability: { value: "beta(3, 4.5)", note: for tests }',
        '  coalition.resolve: { value: "0.2 + 0.5 * goodwill", note: for tests }',
        '  budget.troop_cost: { value: "price * uniform(0.5, 1)", note: for tests }',
        '  budget.fortress_cost: { value: "price * fortress.gain", note: for tests }',
        'variables:',
        '  goodwill: { value: "uniform(0, 1)", note: for tests }',
        '  price: { value: "uniform(0.5, 1.5) * fortress.gain", note: differs between the paths }',
        'correlations: [[backer.reliability, goodwill, 0.4]]',
        'members:',
        '  - { name: A, weight: 2, resolve: "uniform(-10, 10)", conditionality: 15, note: for tests }',
        '  - { name: B, weight: 1, resolve: 3, conditionality: "uniform(5, 15)", note: for tests }',
        'ladder:',
        '  - { name: low, risk: "uniform(0.01, 0.05)", cost_coalition: 4, cost_challenger: 5, note: for tests }',
        '  - { name: high, risk: 0.1, cost_coalition: "uniform(10, 20)", cost_challenger: 20, note: for tests }',
        '  - { name: war }',
        'paths:',
        '  deployment: { parameters: { tripwire.troops: "triangular(8, 17, 30)", fortress.gain: 0.5 } }',
        '  fortress: { parameters: { fortress.gain: "uniform(0.5, 1.5)" } }',
        '  promise: { parameters: { fortress.gain: 0.1 } }',
        'preferences:',
        '  mixed: { minimize: "10 * protege_collapses + renewed_war_lost + budget + general_war + nuclear_use + war_years" }',
      ].join('\n'),
    );
    const args = [file, '--paths', 'deployment,fortress', '--draws', '20', '--jobs', '1', '--max-evaluations', '2000'];
    const found = await json('flip', args, 'members');
    const run = await runFile(join(out('members'), 'flip.yaml'), 'mixed');
    expect(found.paths.map((path: string) => run[path])).toEqual(found.reversal.values);
    const preferred = run[found.preferred] - run[found.other];
    expect(preferred).toBeGreaterThan(0);
  });

  test('says so when there is none within the radius', async () => {
    const { code, stdout } = await stolperdraht(['flip', ...linear, '--radius', '0.01', '--out', out('none')]);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/No world within 0\.01.* standard deviations .* was found/);
    expect(readdirSync(out('none'))).not.toContain('flip.yaml');
  });

  test('takes the worlds of a folder, and gives the same bytes for one thread and for two', async () => {
    const args = ['--max-evaluations', '800', '--screen', '2', '--quiet'];
    const outcomes = await Promise.all(
      ['1', '2'].map((jobs) =>
        stolperdraht(['flip', out('run'), ...args, '--jobs', jobs, '--out', out(`jobs${jobs}`)]),
      ),
    );
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    for (const file of readdirSync(out('jobs1')).filter((name) => name !== 'manifest.json')) {
      expect([file, readFileSync(join(out('jobs2'), file), 'utf8')]).toEqual([
        file,
        readFileSync(join(out('jobs1'), file), 'utf8'),
      ]);
    }
    const manifest = JSON.parse(readFileSync(join(out('jobs1'), 'manifest.json'), 'utf8'));
    expect(manifest.source.folder).toContain('run');
    expect(manifest.flip.verified).toEqual(readdirSync(out('jobs1')).filter((name) => name.endsWith('.yaml')));
  });

  test.each([
    [['--paths', 'deployment'], '--paths is deployment, must name the two paths to compare'],
    [['--paths', 'deployment,fort'], '--paths names fort, must be of deployment, fortress'],
    [['--radius', '0'], '--radius is 0, must be a number above 0'],
    [['--max-evaluations', '5'], '--max-evaluations is 5, must be a whole number from 100'],
    [['--metric', 'budget'], 'add --better lower or --better higher'],
    [['--metric', 'odd', '--better', 'lower'], 'odd has no value on deployment where every quantity is at its median'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await stolperdraht(['flip', out('run'), ...args, '--out', out('refused')]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('steelman', () => {
  test('finds of a linear cost the end of the region, along a line, in a ball and in a box, and writes it as a scenario', async () => {
    const [line, ball, box] = await Promise.all(
      ['line', 'ball', 'box'].map((region) =>
        json('steelman', [...linear, '--path', 'deployment', '--content', '0.8', '--region', region], region),
      ),
    );
    const [median] = ball.medians;
    // χ² with two degrees of freedom holds 80 % within √(−2 ln 0.2); each of two sides √0.8.
    const radius = Math.sqrt(-2 * Math.log(0.2));
    expect(ball.region.radius).toBeCloseTo(radius, 6);
    expect(ball.cases).toHaveLength(1);
    expect(ball.cases[0].world.values[0] / median).toBeCloseTo(1 - 0.1 * radius, 4);
    expect(box.cases[0].world.values[0] / median).toBeCloseTo(1 - 0.1 * box.region.halfWidth, 4);
    expect(box.region.halfWidth).toBeCloseTo(1.618, 2);
    // Of a linear objective the quantile: nine worlds of ten are above.
    expect(line.cases[0].world.values[0] / median).toBeCloseTo(1 - 0.1 * 1.2815515655446, 4);
    expect(line.cases[0].world.plausibility.asFarThisWay).toBeCloseTo(0.1, 4);
    const run = await runFile(join(out('ball'), 'steelman-deployment.yaml'), 'money');
    expect([run.deployment, run.fortress]).toEqual(ball.cases[0].world.values);
    // On the tail of a normal quantity: 3.6 % of 60 worlds.
    expect(ball.cases[0].asGood.count).toBeLessThanOrEqual(6);
  });

  test('makes a case for every path, each at least as good as at the medians and as in most worlds', async () => {
    const found = await json('steelman', [out('run'), '--max-evaluations', '300', '--jobs', '1'], 'all');
    expect(found.cases.map(({ path }: { path: string }) => path)).toEqual(['deployment', 'fortress']);
    found.cases.forEach(({ world, asGood }: { world: World; asGood: { share: number } }, path: number) => {
      expect(world.values[path]).toBeLessThanOrEqual(found.medians[path]);
      expect(asGood.share).toBeLessThan(0.5);
    });
    expect(readdirSync(out('all'))).toEqual(
      expect.arrayContaining(['steelman.csv', 'moved.csv', 'steelman-deployment.yaml', 'steelman-fortress.yaml']),
    );
  });

  test.each([
    [['--region', 'sphere'], '--region is sphere, must be one of line, ball, box'],
    [['--content', '1'], '--content is 1, must be a share above 0 and below 1'],
    [['--path', 'fort'], '--paths names fort'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await stolperdraht(['steelman', out('run'), ...args, '--out', out('refused')]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
