import { describe, expect, test } from 'vitest';
import { planRun } from '../../src/experiment/plan.ts';
import { replaceValues } from '../../src/experiment/replace-values.ts';
import { planSweep, replacementsOf } from '../../src/experiment/sweep-plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { ScenarioError } from '../../src/scenario/scenario.ts';
import { twoPaths } from '../cli/support.ts';
import { loadText } from '../scenario/scenario-files.ts';

const plan = (variations: string[], zip = false, scenario = loadScenario(twoPaths)) =>
  planSweep(scenario, planRun(scenario, { version: '0.0.0', histories: 0 }), variations, zip);

function faultsOf(variations: string[], zip = false): string[] {
  try {
    plan(variations, zip);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const COALITION =
  'members:\n  - { name: "A=B: c", weight: 1, resolve: 0, conditionality: 5 }\n' +
  'ladder:\n  - { name: one, risk: 0.1, cost_coalition: 4, cost_challenger: 5 }\n  - { name: top }\n' +
  'variables: { delivery: "uniform(0, 1)" }\n';

describe('the plan of a sweep', () => {
  test('crosses the quantities, the last one fastest', () => {
    const { cells, evaluations } = plan(['backer.reliability=0.1,0.9', 'roe.automaticity=0:1/3']);
    expect(cells.map(({ id, values }) => [id, ...values])).toEqual([
      [0, 0.1, 0],
      [1, 0.1, 0.5],
      [2, 0.1, 1],
      [3, 0.9, 0],
      [4, 0.9, 0.5],
      [5, 0.9, 1],
    ]);
    expect(evaluations).toBe(6 * 2 * 6);
  });

  test('puts them side by side with zip', () => {
    const { cells } = plan(['backer.reliability=0.1,0.9', 'roe.automaticity=0,1'], true);
    expect(cells.map(({ values }) => values)).toEqual([
      [0.1, 0],
      [0.9, 1],
    ]);
  });

  test('is plain data', () => {
    const made = plan(['backer.reliability=0.1,0.9', 'deployment:tripwire.troops=8']);
    expect(structuredClone(made)).toEqual(made);
  });

  test('has a hash that depends on values, their order, zip and the run, and on nothing else', () => {
    const hash = (...args: Parameters<typeof plan>) => plan(...args).planHash;
    const base = hash(['backer.reliability=0.1,0.9', 'roe.automaticity=0,1']);
    expect(hash(['backer.reliability=0.1:0.9/2', 'roe.automaticity=0:1:1'])).toBe(base);
    expect(hash(['backer.reliability=0.1,0.9', 'roe.automaticity=0,1'], true)).not.toBe(base);
    expect(hash(['backer.reliability=0.1,0.8', 'roe.automaticity=0,1'])).not.toBe(base);
    const other = loadScenario(twoPaths, { seed: 'other' });
    expect(hash(['backer.reliability=0.1,0.9', 'roe.automaticity=0,1'], false, other)).not.toBe(base);
  });

  test('takes quantiles from the distribution of the path that it is about', () => {
    expect(plan(['deployment:tripwire.troops=@q:0.25:0.75/2']).axes[0].values[0]).toBeGreaterThan(8);
    expect(faultsOf(['tripwire.troops=@q:0.25:0.75/2'])[0]).toContain('the reference value of the model');
    expect(faultsOf(['fortress:tripwire.troops=@q:0.25:0.75/2'])[0]).toContain('the scenario has "0"');
  });

  test('says everything that is wrong at once', () => {
    const faults = faultsOf([
      'backer.reliabilty=0.1',
      'roe.automaticity=0.5,1.5',
      'clock.years=5,10',
      'somewhere:roe.threshold=1',
      'deployment:goodwill=0.1',
      'roe.threshold',
      'members.Nobody.resolve=1',
      'fortress.gain=1:0/2',
      'backer.volatility=1',
      'backer.volatility=2',
    ]);
    expect(faults).toEqual([
      expect.stringContaining('did you mean backer.reliability?'),
      expect.stringContaining('roe.automaticity: 1.5 is out of range; must be a number at least 0 and at most 1'),
      expect.stringContaining('clock.years: cannot be varied'),
      expect.stringContaining('somewhere: no such path; known: deployment, fortress'),
      expect.stringContaining('goodwill: is no parameter'),
      expect.stringContaining('must be id=values'),
      expect.stringContaining('members.Nobody.resolve: no such parameter or variable'),
      expect.stringContaining('fortress.gain: 1:0 is no range'),
      expect.stringContaining('backer.volatility: is varied twice'),
    ]);
    for (const fault of faults) expect(fault).toMatch(/^--vary /);
  });

  test('refuses unequal lengths side by side, too many cells, and values that only another quantity forbids', () => {
    expect(faultsOf(['roe.threshold=1,2', 'roe.automaticity=0,0.5,1'], true)[0]).toContain(
      'has 3 values but roe.threshold 2',
    );
    const many = ['roe.threshold=1:9/2000', 'roe.automaticity=0:1/2000'];
    expect(faultsOf(many)[0]).toContain('4000000 cells are too many');
    expect(faultsOf(['challenger.challenge_rate=1,3'])[0]).toContain('must be at most 1 / clock.step_years = 2');
  });
});

describe('a replaced value', () => {
  const replaced = (variation: string, scenario = loadScenario(twoPaths)) => {
    const { axes, cells } = plan([variation], false, scenario);
    return replaceValues(scenario, replacementsOf(axes, cells[0]));
  };
  const troops = (variation: string) =>
    replaced(variation).paths.map((path) => path.parameters.get('tripwire.troops')?.expression.text);

  test('holds in every path, also in those that set it themselves, unless it is written for one', () => {
    expect(troops('tripwire.troops=12')).toEqual(['12', '12']);
    expect(troops('fortress:tripwire.troops=12')).toEqual(['triangular(8, 17, 30)', '12']);
    expect(plan(['tripwire.troops=12']).axes[0].overrides).toEqual(['deployment', 'fortress']);
  });

  test('of one path comes before that of all', () => {
    const scenario = loadScenario(twoPaths);
    const { axes, cells } = plan(['fortress:tripwire.troops=3', 'tripwire.troops=12']);
    const both = replaceValues(scenario, replacementsOf(axes, cells[0]));
    expect(both.paths.map((path) => path.parameters.get('tripwire.troops')?.expression.constant)).toEqual([12, 3]);
  });

  test('reaches parameters that nobody sets, variables, members and rungs', () => {
    const scenario = loadText(COALITION);
    const value = (variation: string) => replaced(variation, scenario);
    expect(value('roe.threshold=9').parameters.get('roe.threshold')?.expression.constant).toBe(9);
    expect(value('delivery=0.4').variables.get('delivery')?.expression.constant).toBe(0.4);
    expect(value('members.A=B: c.conditionality=7').members[0].conditionality.expression.constant).toBe(7);
    expect(value('members.A=B: c.resolve=-7').members[0].resolve.expression.constant).toBe(-7);
    expect(value('ladder[0].risk=1e-7').ladder[0].risk.expression.constant).toBe(1e-7);
    expect(value('ladder[0].cost_coalition=7').ladder[0].costCoalition.expression.constant).toBe(7);
    expect(value('ladder[0].cost_challenger=7').ladder[0].costChallenger.expression.constant).toBe(7);
  });
});
