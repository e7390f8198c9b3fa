import { describe, expect, test } from 'vitest';
import { meanResponse, pickSolutions, solutionConcepts } from '../../src/cli/compare-solutions/solution-concepts.ts';
import { OWN_SOLUTION, SOLUTION_NAMES } from '../../src/cli/compare-solutions/solution-names.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { isAllowed, PARAMETER_INDEX, PARAMETERS } from '../../src/deterrence/parameters.ts';
import { shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { columnIndex } from '../../src/experiment/results.ts';
import { runInMemory } from '../../src/experiment/run.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { fakeModel } from '../experiment/fake-model.ts';
import { loadText } from '../scenario/scenario-files.ts';

/** Two members that disagree, and a quorum that is uncertain. */
const COALITION =
  'paths: { a: { parameters: { tripwire.troops: 0 } }, b: {} }\n' +
  'parameters:\n  clock.years: 1\n  clock.step_years: 0.5\n  solver.belief_points: 3\n' +
  '  coalition.quorum: { value: "uniform(0.2, 0.9)", judgement: true }\n' +
  'members:\n' +
  '  - { name: Eager, states: 1, weight: 3, resolve: 40, conditionality: 5, note: n }\n' +
  '  - { name: Shy, states: 2, weight: 5, resolve: "normal(-40, 5)", conditionality: 30, judgement: true }\n' +
  'metrics:\n' +
  '  answered: (responses - automatic_responses) / (limited_attacks + assaults + hits_probe - automatic_responses)\n';

function open(scenario: Scenario, model = createModel()) {
  const plan = planRun(scenario, { version: 'test', histories: 0 });
  return { plan, shape: shapeOf(scenario, plan), executor: createLocalExecutor(scenario, plan, model) };
}

describe('assumptions about play', () => {
  test.each([0.001, 0.3, 0.5, 0.9, 0.999])(
    'let every vote of any coalition pass with a fixed chance of %d, whatever quorum, members and stakes',
    async (chance) => {
      const scenario = loadText(COALITION, { draws: 4 });
      const { shape, executor } = open(scenario);
      const { replacements } = solutionConcepts(scenario, chance).find(({ name }) => name === 'fixed_response')!;
      const { values, failures } = await executor.evaluate({ fromDraw: 0, toDraw: 4, replacements });
      expect(failures).toEqual([]);
      const width = shape.columns.length;
      const answered = columnIndex(shape, 'answered');
      for (let row = 0; row < 8; row++) {
        // A rationality of 7e-6 at most, and stakes below 1000, move the log-odds by less than 0.007.
        expect(Math.abs(values[row * width + answered] - chance)).toBeLessThan(0.007 * chance * (1 - chance) + 1e-6);
      }
    },
  );

  test('replace only what there is, by values that are allowed', () => {
    const scenario = loadText(COALITION, { draws: 4 });
    const known = new Set(scenario.members.flatMap(({ name, resolve }) => [`members.${name}.weight`, resolve.id]));
    const concepts = solutionConcepts(scenario, 0.2);
    expect(concepts.map(({ name }) => name)).toEqual([OWN_SOLUTION, ...SOLUTION_NAMES]);
    for (const { id, value, path } of concepts.flatMap(({ replacements }) => replacements)) {
      expect(path).toBeUndefined();
      const index = PARAMETER_INDEX.get(id);
      if (index === undefined) expect(known.has(id)).toBe(true);
      else expect(isAllowed(Number(value), PARAMETERS[index].range)).toBe(true);
    }
  });

  test('are left out where the scenario says the same, by a value of its own or by the reference value', () => {
    const names = (text: string) => {
      const scenario = loadText(text);
      return pickSolutions(scenario, solutionConcepts(scenario, 0.2), undefined).same.map(({ name }) => name);
    };
    expect(names('')).toEqual([]);
    expect(names('parameters: { solver.introspection_depth: 6, solver.telescoping: 0.25 }\n')).toEqual([
      ...['depth_6', 'quick_telescoping'],
    ]);
    // On one path only is not the same.
    expect(names('paths: { a: {}, b: { parameters: { solver.introspection_depth: 2 } } }\n')).toEqual([]);
    expect(names('parameters: { solver.telescoping: { value: "uniform(0.25, 0.3)", judgement: true } }\n')).toEqual([]);
  });

  test('have no chance of a response to start from where nobody votes', async () => {
    const scenario = loadText('', { draws: 3 });
    const { plan, shape, executor } = open(scenario, fakeModel());
    const results = await runInMemory(executor, { ...shape, plan }, { failFast: false });
    expect(meanResponse(results, [0])).toBeUndefined();
  });

  test('take for that chance all votes that pass out of all that are held, over paths and draws', async () => {
    const counts = { limited_attacks: 3, assaults: 1, hits_probe: 2, automatic_responses: 1, responses: 2.5 };
    const scenario = loadText('', { draws: 3 });
    const shape = open(scenario).shape;
    const model = fakeModel((_, outputs) => {
      for (const [name, count] of Object.entries(counts)) outputs[columnIndex(shape, name)] = count;
    });
    const { executor, plan } = open(scenario, model);
    const results = await runInMemory(executor, { ...shape, plan }, { failFast: false });
    // 2.5 − 1 of 3 + 1 + 2 − 1.
    expect(meanResponse(results, [0])).toBe(0.3);
  });
});
