import { describe, expect, test } from 'vitest';
import { planRun } from '../../src/experiment/plan.ts';
import { type ExperimentOptions, planExperiments } from '../../src/experiment/sweep-experiments.ts';
import { planSweep } from '../../src/experiment/sweep-plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { faultsOf, HARM, loadText, writeFiles } from '../scenario/scenario-files.ts';

const SCENARIO = `paths: { a: {}, b: { parameters: { roe.threshold: 5 to 20 } }, c: {} }
parameters: { backer.reliability: "beta(3, 4)" }
run: { draws: 7, design: random }
sweep:
  grid: { title: A grid, vary: { backer.reliability: "@q:0.1:0.9/3", b:roe.threshold: [1, 5] }, draws: 20 }
  pairs: { vary: { roe.automaticity: [0, 1], roe.ambiguity: [1, 2] }, zip: true, design: lhs, paths: [c, b] }
  wide: { vary: { roe.automaticity: "0:1", roe.ambiguity: "log:1:9" }, design: sobol, cells: 5, paths: [a, b] }
`;
const planned = (options: Partial<ExperimentOptions> = {}, text = SCENARIO) =>
  planExperiments(loadText(text), { version: '1', ...options });

describe('the experiments of a scenario', () => {
  test('are planned each with its own paths, draws and design', () => {
    const [grid, pairs, wide] = planned().map(({ sweep }) => sweep);
    expect([grid, pairs, wide].map(({ cells }) => cells.length)).toEqual([6, 2, 5]);
    expect([grid, pairs, wide].map(({ run }) => run.paths.map(({ name }) => name).join(''))).toEqual([
      'abc',
      'bc',
      'ab',
    ]);
    expect([grid, pairs, wide].map(({ run }) => run.draws)).toEqual([20, 7, 7]);
    // Where cells are spread the design is theirs.
    expect([grid, pairs, wide].map(({ run }) => run.design)).toEqual(['random', 'lhs', 'random']);
    expect([grid, pairs, wide].map(({ design }) => design)).toEqual([undefined, undefined, 'sobol']);
    expect(pairs.cells.map(({ values }) => values)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(planned()[0]).toMatchObject({ name: 'grid', title: 'A grid' });
  });

  test('can be picked by name; the command line comes before what they say', () => {
    const [grid] = planned({ names: ['wide', 'grid'], given: { draws: true, paths: true, design: true } });
    expect(grid.sweep.run.draws).toBe(7);
    expect(planned({ names: ['wide', 'grid'] }).map(({ name }) => name)).toEqual(['grid', 'wide']);
    const [pairs] = planned({ names: ['pairs'], given: { design: true, paths: true } });
    expect([pairs.sweep.run.design, pairs.sweep.run.paths.length]).toEqual(['random', 3]);
  });

  test('are the same sweeps as on the command line', () => {
    const scenario = loadText(SCENARIO, { draws: 20 });
    const run = planRun(scenario, { version: '1', histories: 0 });
    const typed = planSweep(scenario, run, ['backer.reliability=@q:0.1:0.9/3', 'b:roe.threshold=1,5'], false);
    expect(planned()[0].sweep.planHash).toBe(typed.planHash);
    expect(planned()[0].sweep.cells).toEqual(typed.cells);
  });

  test('come out again from the resolved scenario, and depend on no other experiment', () => {
    for (const { name, sweep, scenario } of planned()) {
      const file = writeFiles({ 'again.json': JSON.stringify(scenario.resolved) });
      const [again, ...others] = planExperiments(loadScenario(file), { version: '1' });
      expect(others).toEqual([]);
      expect(again.name).toBe(name);
      expect(again.sweep.planHash).toBe(sweep.planHash);
      expect(again.sweep.cells).toEqual(sweep.cells);
    }
  });

  test('are refused with everything that is wrong in any of them, each at its place in the file', () => {
    const text = `paths: { a: {}, b: {} }
sweep:
  one: { vary: { roe.treshold: "1,2", roe.automaticity: "0:2/3" } }
  two: { vary: { a:roe.threshold: "1:2", b:clock.years: [1, 2] }, paths: [b] }
  three: { vary: { roe.threshold: [1, 2], roe.ambiguity: [1, 2, 3] }, zip: true }
  four: { vary: { roe.threshold: [1, 2] }, cells: 5 }
  five: { vary: { challenger.challenge_rate: "1,5", run.seed: [a, a] } }
  six: { vary: { challenger.challenge_rate: "1,5" } }
  fine: { vary: { roe.threshold: 7 } }
`;
    expect(faultsOf(() => planned({}, text))).toEqual([
      'test.yaml:6:18: roe.treshold: no such parameter or variable; did you mean roe.threshold?',
      'test.yaml:6:57: roe.automaticity: 2 is out of range; must be a number at least 0 and at most 1',
      'test.yaml:7:18: a: no such path; known: b',
      'test.yaml:7:42: clock.years: cannot be varied in one path, since all paths share one timeline; vary it in all',
      'test.yaml:8:58: roe.ambiguity: has 3 values but roe.threshold 2; with zip they must be equally many',
      'test.yaml:9:34: roe.threshold: "1,2" is no range; cells are spread over a range by its ends, such as 0:1 or log:1:200 or @q:0.05:0.95',
      'test.yaml:10:63: run.seed: a comes twice in "a,a"; must come once',
      'test.yaml:11:45: challenger.challenge_rate: 5 is out of range; must be at most 1 / clock.step_years = 4',
    ]);
  });

  test('are refused by a name that no experiment has', () => {
    expect(faultsOf(() => planned({ names: ['grdi', 'wide'] }))).toEqual([
      '--experiment grdi,wide: grdi: no such experiment; did you mean grid?',
    ]);
    expect(faultsOf(() => planned({ names: ['x'] }, HARM))[0]).toMatch(/x: no such experiment; .*test\.yaml has none/);
  });
});
