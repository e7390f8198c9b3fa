import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRun } from '../../src/experiment/plan.ts';
import { replaceValues } from '../../src/experiment/replace-values.ts';
import { type CellDesign, planOfCell, planSweep, replacementsOf } from '../../src/experiment/sweep-plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { ScenarioError } from '../../src/scenario/scenario.ts';
import { twoPaths } from '../cli/support.ts';
import { loadText } from '../scenario/scenario-files.ts';

const plan = (variations: string[], zip = false, scenario = loadScenario(twoPaths), cells?: CellDesign) =>
  planSweep(scenario, planRun(scenario, { version: '0.0.0', histories: 0 }), variations, zip, cells);

function faultsOf(variations: string[], zip = false, cells?: CellDesign, scenario = loadScenario(twoPaths)): string[] {
  try {
    plan(variations, zip, scenario, cells);
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
      'deployment:clock.years=5,10',
      'somewhere:roe.threshold=1',
      'deployment:goodwill=0.1',
      'roe.threshold',
      'members.Nobody.resolve=1',
      'fortress.gain=1:0/2',
      'backer.volatility=1',
      'backer.volatility=2',
    ]);
    expect(faults).toEqual([
      expect.stringContaining('must be id=values'),
      expect.stringContaining('did you mean backer.reliability?'),
      expect.stringContaining('roe.automaticity: 1.5 is out of range; must be a number at least 0 and at most 1'),
      expect.stringContaining('clock.years: cannot be varied in one path'),
      expect.stringContaining('somewhere: no such path; known: deployment, fortress'),
      expect.stringContaining('goodwill: is no parameter'),
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

describe('cells that are spread over ranges', () => {
  const ranges = ['backer.reliability=0.2:0.8', 'roe.threshold=log:3:200', 'deployment:tripwire.troops=@q:0.05:0.95'];
  const spread = (name: CellDesign['name'], count: number, seed = 'test', variations = ranges) =>
    plan(variations, false, loadScenario(twoPaths, { seed }), { name, count });

  test('are as many as were asked for, within the ranges, and run with the draws and the design of the scenario', () => {
    const { cells, axes, run, design, evaluations } = spread('sobol', 20);
    expect([cells.length, design, run.design, run.draws, evaluations]).toEqual([20, 'sobol', 'random', 6, 20 * 2 * 6]);
    expect(axes.map(({ values }) => values)).toEqual(axes.map((_, index) => cells.map(({ values }) => values[index])));
    for (const { values } of cells) {
      const [reliability, threshold, troops] = values.map(Number);
      expect(reliability >= 0.2 && reliability <= 0.8 && threshold >= 3 && threshold <= 200).toBe(true);
      expect(troops > 8 && troops < 30).toBe(true);
    }
  });

  test('are the same for the same seed, and others for another', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 8 }).filter((text) => /^\w+$/.test(text)),
        (seed) => {
          const [first, again, other] = [seed, seed, `${seed}x`].map((each) => spread('lhs', 5, each).cells);
          expect(again).toEqual(first);
          expect(other).not.toEqual(first);
        },
      ),
      { seed: 3, numRuns: 10 },
    );
  });

  test('are a Latin hypercube: each of so many equal parts of every range holds one (log: parts of the logarithm)', () => {
    const count = 25;
    const { cells } = spread('lhs', count);
    const parts = (index: number, level: (value: number) => number) =>
      cells.map(({ values }) => Math.floor(count * level(Number(values[index])))).sort((a, b) => a - b);
    const all = Array.from({ length: count }, (_, part) => part);
    expect(parts(0, (value) => (value - 0.2) / 0.6)).toEqual(all);
    expect(parts(1, (value) => Math.log(value / 3) / Math.log(200 / 3))).toEqual(all);
  });

  test('do not move when another quantity is varied as well (Latin hypercube)', () => {
    const two = spread('lhs', 9, 'test', ranges.slice(0, 2)).cells.map(({ values }) => values);
    expect(spread('lhs', 9).cells.map(({ values }) => values.slice(0, 2))).toEqual(two);
  });

  test('hold whole numbers where others make no sense', () => {
    const { cells } = spread('lhs', 30, 'test', ['solver.belief_points=3:5', 'run.draws=log:2:100']);
    const points = cells.map(({ values }) => values[0]);
    expect([3, 4, 5].map((value) => points.filter((each) => each === value).length)).toEqual([10, 10, 10]);
    for (const { values } of cells) expect(Number.isInteger(values[1])).toBe(true);
  });

  test('are not spread over lists, over ranges with a number of values, or over texts', () => {
    const variations = ['backer.reliability=0.1,0.9', 'roe.threshold=1:9/3', 'run.seed=a,b', 'roe.automaticity=0:2'];
    const faults = faultsOf(variations, false, { name: 'lhs', count: 50 });
    expect(faults[0]).toContain('"0.1,0.9" is no range; cells are spread over a range by its ends');
    expect(faults[1]).toContain('"1:9/3" has a step or a number of values');
    expect(faults[2]).toContain('run.seed: takes texts, over which no cells can be spread');
    expect(faults[3]).toMatch(/roe\.automaticity: .* and \d+ more values are out of range/);
    expect(faults).toHaveLength(4);
  });
});

describe('what is varied beside the quantities of the worlds', () => {
  const plans = (variations: string[], scenario = loadScenario(twoPaths)) => {
    const sweep = plan(variations, false, scenario);
    return { sweep, cells: sweep.cells.map((cell) => planOfCell(sweep, cell)) };
  };

  test('gives cells with other draws, seed or design a plan of their own, and counts their evaluations', () => {
    const { sweep, cells } = plans(['run.draws=6,10', 'run.seed=test,b', 'run.design=random,lhs']);
    expect(cells.map(({ draws, seed, design }) => [draws, seed, design].join(' '))).toEqual([
      '6 test random',
      '6 test lhs',
      '6 b random',
      '6 b lhs',
      '10 test random',
      '10 test lhs',
      '10 b random',
      '10 b lhs',
    ]);
    expect(sweep.cells[0].plan).toBeUndefined();
    expect(sweep.evaluations).toBe(4 * 2 * 6 + 4 * 2 * 10);
    expect(cells.map(({ evaluations }) => evaluations)).toEqual([12, 12, 12, 12, 20, 20, 20, 20]);
    expect(new Set(cells.map(({ planHash }) => planHash)).size).toBe(8);
    expect(structuredClone(sweep)).toEqual(sweep);
  });

  test('changes the periods with the clock, on all paths', () => {
    const { cells } = plans(['clock.years=1,2', 'clock.step_years=0.5,0.25']);
    expect(cells.map(({ periods, stepYears }) => [periods, stepYears])).toEqual([
      [2, 0.5],
      [4, 0.25],
      [4, 0.5],
      [8, 0.25],
    ]);
    expect(faultsOf(['clock.years=1000'])[0]).toContain('out of range');
    expect(faultsOf(['clock.step_years=5'])[0]).toContain('must be a length that divides clock.years');
  });

  test('reaches the weights and states of members', () => {
    const scenario = loadText(COALITION);
    const { axes, cells } = plan(['members.A=B: c.weight=2,3', 'members.A=B: c.states=4,5'], true, scenario);
    const [member] = replaceValues(scenario, replacementsOf(axes, cells[1])).members;
    expect([member.weight, member.states]).toEqual([3, 5]);
    const none = faultsOf(['members.A=B: c.weight=0,1'], false, undefined, scenario);
    expect(none).toEqual([expect.stringContaining('members: the weights sum to 0 in a cell')]);
    const half = faultsOf(['members.A=B: c.weight=0.5'], false, undefined, scenario);
    expect(half[0]).toContain('0.5 is out of range; must be an integer from 0 to 1000');
  });

  test('refuses what draws, seed and design cannot be', () => {
    const faults = faultsOf(['run.draws=0,1.5', 'run.design=lhs,sobel', 'run.sed=a', 'deployment:run.draws=5']);
    expect(faults).toEqual([
      expect.stringContaining('run.draws: 0, 1.5 are out of range; must be an integer from 1 to 10000000'),
      expect.stringContaining('run.design: "sobel" is not allowed; must be one of random, lhs, sobol'),
      expect.stringContaining('did you mean run.seed?'),
      expect.stringContaining('run.draws: is no parameter'),
    ]);
  });
});

describe('a quantity of one phase of a path', () => {
  const phased = loadText(`paths:
  a: { parameters: { tripwire.troops: 1 }, phases: [ { from_year: 3, parameters: { tripwire.troops: "uniform(10, 20)" } } ] }
  b: {}
`);
  const refused = (variation: string) => faultsOf([variation], false, undefined, phased);

  test('is varied by itself, with what the file says of it', () => {
    const { axes } = plan(['a:tripwire.troops@3=@q:0.25:0.75/3'], false, phased);
    expect(axes).toMatchObject([{ id: 'tripwire.troops@3', path: 'a', label: 'Troops', values: [12.5, 15, 17.5] }]);
  });

  test('is refused where there is no such phase, no path is named, or it cannot change', () => {
    expect(refused('b:tripwire.troops@3=1')[0]).toMatch(/path b has no phase that begins in year 3; it has none$/);
    expect(refused('tripwire.troops@3=1')[0]).toMatch(/is that of one phase; name its path too, as in path:/);
    expect(refused('a:coalition.resolve@3=0.5')[0]).toMatch(/coalition\.resolve cannot change with a phase/);
    expect(refused('a:tripwire.troops@3=-1')[0]).toMatch(/-1 is out of range/);
  });

  test('is among what a parameter is varied in when it is varied everywhere', () => {
    const { axes } = plan(['tripwire.troops=5,6'], false, phased);
    expect(axes[0].overrides).toEqual(['a']);
  });
});
