import { describe, expect, test } from 'vitest';
import type { EvaluationRequest, Executor } from '../../src/experiment/executor.ts';
import type { Chunk, Failure } from '../../src/experiment/results.ts';
import { cutDraws, evaluateRows, type RowBatch } from '../../src/experiment/row-evaluator.ts';

const PATHS = 2;
const COLUMNS = 3;
/** What column 1 of a path and draw is: its own number, more where there are uniforms. */
const numberOf = (path: number, draw: number, uniform: number) => 100 * path + draw + uniform;

/** Answers after a while of its own, so that batches end in another order than they began. */
function fakeExecutor(failing: readonly Pick<Failure, 'draw' | 'path'>[] = []): Executor {
  const evaluate = async ({ fromDraw, toDraw, uniforms }: EvaluationRequest): Promise<Chunk> => {
    for (let turn = 0; turn < (fromDraw * 7) % 5; turn++) await Promise.resolve();
    if (fromDraw === 999) throw new Error('the thread has ended');
    const draws = toDraw - fromDraw;
    const values = new Float64Array(draws * PATHS * COLUMNS).fill(-1);
    for (let row = 0; row < draws; row++) {
      for (let path = 0; path < PATHS; path++) {
        values[(row * PATHS + path) * COLUMNS + 1] = numberOf(path, fromDraw + row, uniforms?.[row] ?? 0);
      }
    }
    const failures = failing
      .filter(({ draw }) => draw >= fromDraw && draw < toDraw)
      .map((each): Failure => ({ ...each, kind: 'EvaluationError', error: 'odd', message: `draw ${each.draw}: odd` }));
    return { fromDraw, toDraw, values, failures, parameters: values, timeline: values, histories: values };
  };
  return { jobs: 2, evaluate, close: async () => {} };
}

const options = { paths: PATHS, columns: COLUMNS, column: 1 };

describe('rows', () => {
  test('are cut into batches that hold every draw once', () => {
    for (const [draws, paths] of [
      [1, 1],
      [64, 1],
      [65, 1],
      [100, 4],
      [3, 100],
    ]) {
      const cuts = cutDraws(draws, paths);
      expect(
        cuts.flatMap(({ fromDraw, toDraw }) => Array.from({ length: toDraw - fromDraw }, (_, i) => fromDraw + i)),
      ).toEqual(Array.from({ length: draws }, (_, draw) => draw));
    }
  });

  test('come to their places on every path, in whatever order they are evaluated', async () => {
    const draws = 150;
    // Two rows a draw, the second with uniforms.
    const batches = [0, 0.5].flatMap((uniform, place) =>
      cutDraws(draws, PATHS).map(
        (cut): RowBatch => ({
          ...cut,
          rowOf: (draw) => 2 * draw + place,
          ...(place === 1 ? { uniforms: () => new Float64Array(cut.toDraw - cut.fromDraw).fill(uniform) } : {}),
        }),
      ),
    );
    const progress: number[] = [];
    const { values, failures } = await evaluateRows(fakeExecutor(), batches, {
      ...{ ...options, rows: 2 * draws },
      onProgress: (done) => progress.push(done),
    });
    for (let path = 0; path < PATHS; path++) {
      expect([...values[path]]).toEqual(
        Array.from({ length: 2 * draws }, (_, row) => numberOf(path, Math.floor(row / 2), row % 2 === 1 ? 0.5 : 0)),
      );
    }
    expect(failures).toEqual({ evaluations: 0, draws: 0, first: [] });
    expect(progress.at(-1)).toBe(2 * draws * PATHS);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  });

  test('that failed on one path are missing on all, and are counted in the order of batches', async () => {
    const failing = [
      { draw: 3, path: 1 },
      { draw: 70, path: 0 },
      { draw: 70, path: 1 },
    ];
    const batches = cutDraws(80, PATHS).map((cut) => ({ ...cut, rowOf: (draw: number) => draw }));
    const { values, failures } = await evaluateRows(fakeExecutor(failing), batches, { ...options, rows: 80 });
    for (const ofPath of values) {
      expect([...ofPath].flatMap((value, row) => (Number.isNaN(value) ? [row] : []))).toEqual([3, 70]);
    }
    expect(failures).toMatchObject({ evaluations: 3, draws: 2 });
    expect(failures.first.map(({ draw }) => draw)).toEqual([3, 70, 70]);
  });

  test('end with what the executor throws, or with the reason of the signal', async () => {
    const broken = [{ fromDraw: 999, toDraw: 1000, rowOf: () => 0 }];
    await expect(evaluateRows(fakeExecutor(), broken, { ...options, rows: 1 })).rejects.toThrow('the thread has ended');
    const signal = AbortSignal.abort(new Error('interrupted'));
    const one = [{ fromDraw: 0, toDraw: 1, rowOf: () => 0 }];
    await expect(evaluateRows(fakeExecutor(), one, { ...options, rows: 1, signal })).rejects.toThrow('interrupted');
  });
});
