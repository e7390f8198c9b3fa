import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planRun } from '../../src/experiment/plan.ts';
import { planThreshold } from '../../src/experiment/threshold-plan.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { file } from './two-paths.ts';

const metric = { name: 'balanced', label: '', unit: '', column: 0, direction: 'minimize' } as const;

function plan(parameter: string, range?: string, options: LoadOptions = {}) {
  const scenario = loadScenario(file, options);
  const subjects = [{ kind: 'difference', pathA: 'deployment', pathB: 'fortress' }] as const;
  const run = planRun(scenario, { version: '0', histories: 0 });
  return planThreshold(scenario, run, { parameter, range, metric, subjects, points: 17 });
}

test('a search for thresholds can move members, their weights and rungs of the ladder as well', () => {
  const scenario = loadScenario(fileURLToPath(new URL('../../scenarios/paris-2025.yaml', import.meta.url)));
  const run = planRun(scenario, { version: '0', histories: 0 });
  const of = (parameter: string, range?: string) =>
    planThreshold(scenario, run, { parameter, range, metric, subjects: [], points: 17 });
  const [{ name }] = scenario.members;
  expect(of(`members.${name}.conditionality`, '0:0.9').axis.id).toBe(`members.${name}.conditionality`);
  expect(of(`members.${name}.weight`, '1:9').range).toMatchObject({ low: 1, high: 9, whole: true });
  expect(of('ladder[2].risk', 'log:0.01:0.5').range).toMatchObject({ low: 0.01, high: 0.5, scale: 'log' });
});

describe('the range of a search for thresholds', () => {
  test('is that of the 1 % and 99 % quantiles of a distribution, to three digits', () => {
    // Quantiles of beta(3, 4.5) from scipy 1.17: 0.0771356, 0.79457037.
    expect(plan('backer.reliability').range).toEqual({
      ...{ low: 0.0771, high: 0.795, scale: 'linear', whole: false, origin: 'distribution' },
    });
    expect(plan('goodwill').range).toMatchObject({ low: 0.01, high: 0.99 });
    expect(plan('deployment:tripwire.troops').axis).toMatchObject({ id: 'tripwire.troops', path: 'deployment' });
  });

  test('goes by factors where the distribution spans many', () => {
    expect(plan('roe.threshold', undefined, { set: ['roe.threshold=lognormal(3, 1)'] }).range.scale).toBe('log');
    expect(plan('roe.threshold', undefined, { set: ['roe.threshold=uniform(1, 20)'] }).range.scale).toBe('linear');
  });

  test('is what the quantity may be where it has one value and may not be much', () => {
    expect(plan('roe.deniability').range).toMatchObject({ low: 0, high: 1, origin: 'allowed' });
    expect(plan('coalition.resolve').range).toMatchObject({ low: 0.01, high: 0.99, origin: 'allowed' });
    expect(plan('solver.introspection_depth').range).toMatchObject({ low: 1, high: 20, whole: true });
  });

  test('is what was asked for, by factors or quantiles too', () => {
    expect(plan('roe.threshold', 'log:1:200').range).toMatchObject({
      low: 1,
      high: 200,
      scale: 'log',
      origin: 'given',
    });
    expect(plan('goodwill', '@q:0.25:0.75').range).toMatchObject({ low: 0.25, high: 0.75, scale: 'linear' });
  });

  test.each([
    ['roe.threshold', undefined, /roe\.threshold: has no range of its own .* say which: --range LOW:HIGH/],
    [
      'roe.treshold',
      undefined,
      /--parameter roe\.treshold: roe\.treshold: no such parameter or variable; did you mean roe\.threshold\?/,
    ],
    ['run.draws', '10:20', /run\.draws: is a setting of the run/],
    ['run.seed', undefined, /run\.seed: is a setting of the run/],
    ['backer.reliability', '0.2:1.5', /--range 0\.2:1\.5: backer\.reliability: 1\.5 is out of range; must be/],
    ['backer.reliability', '0.8:0.2', /0\.8:0\.2 is no range; the first number must be below the second/],
    ['backer.reliability', '0.2', /"0\.2" is no range; must be written like 0:1 or log:1:200 or @q:0\.05:0\.95/],
    ['backer.reliability', '0:1/5', /"0:1\/5" is no range/],
    ['goodwill', 'log:0:1', /log: begins at 0; must begin above 0/],
    ['roe.threshold', '@q:0.1:0.9', /@q: needs a single distribution/],
    ['solver.introspection_depth', '1.5:4', /does not end in whole numbers/],
    ['deploymint:tripwire.troops', undefined, /deploymint: no such path; did you mean deployment\?/],
    ['challenger.challenge_rate', '0.5:20', /challenge_rate/],
  ])('%s with range %s is refused in one line that says why', (parameter, range, message) => {
    expect(() => plan(parameter, range)).toThrow(message);
    try {
      plan(parameter, range);
    } catch (error) {
      expect((error as Error).message.split('\n')).toHaveLength(1);
    }
  });

  test('is part of what the plan is hashed over', () => {
    const hashes = [plan('goodwill'), plan('goodwill', '0:0.5'), plan('goodwill', undefined, { seed: 'other' })];
    expect(new Set(hashes.map(({ planHash }) => planHash)).size).toBe(3);
    expect(plan('goodwill').planHash).toBe(hashes[0].planHash);
  });
});
