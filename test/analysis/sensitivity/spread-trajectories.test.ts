import { describe, expect, test } from 'vitest';
import {
  chooseSpread,
  spreadOf,
  type Trajectory,
  trajectoryDistances,
} from '../../../src/analysis/sensitivity/spread-trajectories.ts';
import { minimalStandard } from '../../support/sample-results.ts';

function randomTrajectories(count: number, inputs: number, seed: number): Trajectory[] {
  const uniform = minimalStandard(seed);
  return Array.from({ length: count }, () => {
    const start = Int32Array.from({ length: inputs }, () => Math.floor(4 * uniform()));
    const order = [...start.keys()].map((input) => ({ input, key: uniform() })).sort((a, b) => a.key - b.key);
    return { start, steps: order.map(({ input }) => ({ input, change: start[input] < 2 ? 2 : -2 })) };
  });
}

function pointsOf({ start, steps }: Trajectory): number[][] {
  const points = [[...start]];
  for (const { input, change } of steps) {
    points.push(points.at(-1)!.map((level, i) => (i === input ? level + change : level)));
  }
  return points;
}

/** A symmetric matrix of random distances. */
function randomDistances(count: number, seed: number): Float64Array {
  const uniform = minimalStandard(seed);
  const distances = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) distances[a * count + b] = distances[b * count + a] = 1 + uniform();
  }
  return distances;
}

function everyChoice(count: number, wanted: number, from = 0): number[][] {
  if (wanted === 0) return [[]];
  const choices: number[][] = [];
  for (let first = from; first <= count - wanted; first++) {
    for (const rest of everyChoice(count, wanted - 1, first + 1)) choices.push([first, ...rest]);
  }
  return choices;
}

describe('distances between trajectories', () => {
  test('are the sums of the distances between all their points, to 1e-10', () => {
    const trajectories = randomTrajectories(12, 6, 5);
    const distances = trajectoryDistances(trajectories);
    trajectories.forEach((first, a) => {
      trajectories.forEach((second, b) => {
        let sum = 0;
        if (a !== b)
          for (const x of pointsOf(first))
            for (const y of pointsOf(second)) sum += Math.hypot(...x.map((v, i) => v - y[i]));
        expect(Math.abs(distances[a * 12 + b] - sum)).toBeLessThan(1e-10);
      });
    });
  });

  test("are those of Campolongo's example worked by hand: two trajectories in two inputs", () => {
    const first = {
      start: Int32Array.of(0, 0),
      steps: [
        { input: 0, change: 2 },
        { input: 1, change: 2 },
      ],
    };
    const second = {
      start: Int32Array.of(3, 3),
      steps: [
        { input: 0, change: -2 },
        { input: 1, change: -2 },
      ],
    };
    const root = Math.sqrt;
    // (0,0), (2,0), (2,2) against (3,3), (1,3), (1,1)
    const sum = root(18) + root(10) + root(2) + root(10) + root(10) + root(2) + root(2) + root(2) + root(2);
    expect(trajectoryDistances([first, second])[1]).toBeCloseTo(sum, 12);
  });
});

describe('the choice of trajectories', () => {
  test('is the best of all choices if these are few', () => {
    const distances = randomDistances(12, 9);
    for (const wanted of [1, 2, 5, 11, 12]) {
      const chosen = chooseSpread(distances, 12, wanted);
      const best = Math.max(...everyChoice(12, wanted).map((choice) => spreadOf(choice, distances, 12)));
      expect(chosen).toHaveLength(wanted);
      expect(new Set(chosen).size).toBe(wanted);
      expect(spreadOf(chosen, distances, 12)).toBeCloseTo(best, 10);
    }
  });

  test('among many choices has more spread than any of 2000 random ones, and takes each trajectory once', () => {
    const trajectories = randomTrajectories(60, 8, 3);
    const distances = trajectoryDistances(trajectories);
    const chosen = chooseSpread(distances, 60, 10);
    expect(new Set(chosen).size).toBe(10);
    expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
    const uniform = minimalStandard(21);
    for (let i = 0; i < 2000; i++) {
      const random = trajectories.map((_, at) => ({ at, key: uniform() })).sort((a, b) => a.key - b.key);
      const choice = random.slice(0, 10).map(({ at }) => at);
      expect(spreadOf(choice, distances, 60)).toBeLessThan(spreadOf(chosen, distances, 60));
    }
  });

  test('among many choices finds the far-off group that is there', () => {
    // Trajectories 0, 7, 14 … are far from one another and from all others.
    const count = 70;
    const distances = new Float64Array(count * count).fill(1);
    for (let a = 0; a < count; a += 7) for (let b = 0; b < count; b += 7) if (a !== b) distances[a * count + b] = 10;
    expect(chooseSpread(distances, count, 10)).toEqual([0, 7, 14, 21, 28, 35, 42, 49, 56, 63]);
  });
});
