import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { drawsOf, planChunks, usefulThreads } from '../../src/experiment/chunks.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));
const plan = (draws: number, histories = 0) => planRun(loadScenario(file, { draws }), { version: '0.0.0', histories });

describe('a plan is cut into chunks', () => {
  test.each([
    [1, 0],
    [7, 0],
    [8, 0],
    [1000, 0],
    [1001, 250],
    [100_000, 0],
    [3, 1_000_000],
  ])('that hold each of %d draws (with %d histories) once, in order', (draws, histories) => {
    const chunking = planChunks(plan(draws, histories));
    let next = 0;
    for (let chunk = 0; chunk < chunking.count; chunk++) {
      const { fromDraw, toDraw } = drawsOf(chunking, chunk);
      expect(fromDraw).toBe(next);
      expect(toDraw).toBeGreaterThan(fromDraw);
      next = toDraw;
    }
    expect(next).toBe(draws);
  });

  test('that are small enough to see them pass, and no more than it takes for that', () => {
    expect(planChunks(plan(1000)).count).toBe(250);
    expect(planChunks(plan(100_000)).count).toBeLessThan(1000);
    // As large as they get: 256 evaluations.
    expect(planChunks(plan(1_000_000))).toEqual({ draws: 1_000_000, size: 128, count: 7813 });
    expect(planChunks(plan(5, 1_000_000)).count).toBe(5);
  });
});

describe('the number of threads', () => {
  test('is what one may have where there is enough to do, and never above', () => {
    expect(usefulThreads(plan(1000), 1)).toBe(1);
    expect(usefulThreads(plan(1000), 3)).toBe(3);
    expect(usefulThreads(plan(1000), 1024)).toBe(31);
  });

  test('is 1 where starting others would take longer than the work', () => {
    expect(usefulThreads(plan(1), 8)).toBe(1);
    expect(usefulThreads(plan(40), 8)).toBe(1);
    expect(usefulThreads(plan(64), 8)).toBe(2);
  });
});
