import { describe, expect, test } from 'vitest';
import { shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { columnIndex } from '../../src/experiment/results.ts';
import { createValueEvaluator } from '../../src/experiment/value-evaluator.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { failingModel } from './failing-model.ts';
import { fakeModel } from './fake-model.ts';
import { file } from './two-paths.ts';

function prepare(name: string, path: string | undefined, column: string, model = fakeModel()) {
  const scenario = loadScenario(file, { draws: 40 });
  const plan = planRun(scenario, { version: '0', histories: 0 });
  const shape = shapeOf(scenario, plan);
  const requests: number[] = [];
  const executor = createLocalExecutor(scenario, plan, model);
  const progress: [number, number][] = [];
  const evaluator = createValueEvaluator({
    executor: {
      ...executor,
      evaluate: (request) => {
        requests.push(Number(request.replacements?.[0].value));
        return executor.evaluate(request);
      },
    },
    plan,
    axis: { name: path === undefined ? name : `${path}:${name}`, id: name, path, at: { file: '', line: 0, column: 0 } },
    columns: shape.columns.length,
    column: columnIndex(shape, column),
    onProgress: (done, wanted) => progress.push([done, wanted]),
  });
  return { evaluator, requests, progress };
}

describe('a column at certain values of a quantity', () => {
  test('is that of every path and draw, with the value in place of what the scenario says', async () => {
    // The fake model lets the ceasefire hold with the reliability of the backer.
    const { evaluator } = prepare('backer.reliability', undefined, 'ceasefire_holds');
    const [low, high] = await evaluator.at([0.25, 0.75]);
    expect(low).toEqual([new Float64Array(40).fill(0.25), new Float64Array(40).fill(0.25)]);
    expect(high[1]).toEqual(new Float64Array(40).fill(0.75));
  });

  test('holds the value in the named path only', async () => {
    const { evaluator } = prepare('tripwire.troops', 'deployment', 'budget');
    const [[deployment, fortress]] = await evaluator.at([12]);
    expect([deployment[3], fortress[3]]).toEqual([12, 0]);
  });

  test('is evaluated once for each value, and reports how far it is', async () => {
    const { evaluator, requests, progress } = prepare('backer.reliability', undefined, 'ceasefire_holds');
    await evaluator.at([0.5, 0.25]);
    const count = requests.length;
    const again = await evaluator.at([0.25, 0.5]);
    expect(requests.length).toBe(count);
    expect(again[0][0][0]).toBe(0.25);
    expect(evaluator.values()).toEqual([0.25, 0.5]);
    expect(progress.at(-1)).toEqual([160, 160]);
  });

  test('has no value on any path in a draw that failed on one, and says what failed', async () => {
    // The failing model has no equilibrium above 0.6: at 0.5 in no draw, at 0.7 in all of one path.
    const { evaluator } = prepare('backer.reliability', 'fortress', 'ceasefire_holds', failingModel());
    const [[deployment, fortress]] = await evaluator.at([0.5]);
    const undefinedAt = (column: Float64Array) => [...column.keys()].filter((draw) => Number.isNaN(column[draw]));
    // Deployment keeps its distribution, which is above 0.6 in some draws.
    const failed = undefinedAt(deployment);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(20);
    expect(undefinedAt(fortress)).toEqual(failed);
    await evaluator.at([0.7]);
    const { evaluations, draws, first } = evaluator.failures();
    expect({ evaluations, draws }).toEqual({ evaluations: 2 * failed.length + 40, draws: 40 });
    expect(first).toHaveLength(5);
    expect(first[0].message).toMatch(
      new RegExp(`^fortress:backer\\.reliability=0\\.5: path deployment, draw ${failed[0]}: no equilibrium at 0\\.`),
    );
  });
});
