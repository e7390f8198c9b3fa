import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor, uniformKeys } from '../../src/experiment/executor.ts';
import {
  coordinatesOf,
  createPointEvaluator,
  placeIn,
  pointsOfDraws,
  uniformsAt,
} from '../../src/experiment/normal-points.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { narrowScenario } from '../../src/scenario/narrow.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));
const scenario = loadScenario(file, { set: ['budget.troop_cost=uniform(0.1, 2)'] });
const plan = planRun(scenario, { version: 'test', histories: 0 });
const keys = uniformKeys(scenario, plan);
const coordinates = coordinatesOf(scenario, plan);

test('coordinates are the uniforms of what the model reads, and of what that is computed from or correlated with', () => {
  expect(coordinates.map(({ id }) => id)).toEqual([
    'backer.reliability',
    'budget.troop_cost',
    'goodwill',
    'tripwire.troops',
  ]);
  const fortress = narrowScenario(scenario, { paths: ['fortress'] });
  expect(coordinatesOf(fortress, plan).map(({ id }) => id)).toEqual([
    'backer.reliability',
    'budget.troop_cost',
    'goodwill',
  ]);
  // Without the quantity that reads it, a variable matters only through what it is correlated with.
  const unread = loadScenario(file, { set: ['coalition.resolve=0.5', 'backer.reliability=0.5'] });
  expect(coordinatesOf(unread, plan).map(({ id }) => id)).toEqual(['tripwire.troops']);
  const correlated = loadScenario(file, { set: ['coalition.resolve=0.5'] });
  expect(coordinatesOf(correlated, plan).map(({ id }) => id)).toEqual([
    'backer.reliability',
    'goodwill',
    'tripwire.troops',
  ]);
});

test('the points of draws give the worlds of these draws', async () => {
  const executor = createLocalExecutor(scenario, plan, createModel());
  const drawn = await executor.evaluate({ fromDraw: 0, toDraw: 3 });
  const points = pointsOfDraws(plan, keys, coordinates, [0, 1, 2]);
  const evaluator = createPointEvaluator({ executor, keys: keys.length, coordinates });
  const chunks = await evaluator.at(points);
  const { columns, parameterColumns } = shapeOf(scenario, plan);
  const width = parameterColumns.length;
  chunks.forEach((chunk, draw) => {
    chunk.parameters.forEach((parameter, i) => {
      expect(parameter).toBeCloseTo(drawn.parameters[draw * width + i], 9);
    });
    const values = drawn.values.subarray(draw * 2 * columns.length, (draw + 1) * 2 * columns.length);
    chunk.values.forEach((value, i) => {
      if (Number.isNaN(values[i])) expect(value).toBeNaN();
      else expect(Math.abs(value - values[i])).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(values[i])));
    });
  });
  expect([evaluator.worlds(), evaluator.failed()]).toEqual([3, 0]);
});

test('the origin is the world of medians, and what has no coordinate stays there', () => {
  expect([...uniformsAt(new Float64Array(4), coordinates, keys.length)]).toEqual(keys.map(() => 0.5));
  const fewer = placeIn(coordinates, ['goodwill']);
  expect(fewer).toEqual([undefined, undefined, { place: 0 }, undefined]);
  const [uniform] = uniformsAt(Float64Array.of(9, 9, 1.6448536269514722, 9), fewer, 1);
  expect(uniform).toBeCloseTo(0.95, 12);
  // Never 0 or 1, where quantiles are infinite.
  const [far] = uniformsAt(Float64Array.of(0, 0, 40, 0), fewer, 1);
  expect(far).toBeLessThan(1);
});
