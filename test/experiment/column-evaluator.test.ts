import { describe, expect, test } from 'vitest';
import { evaluateColumns } from '../../src/experiment/column-evaluator.ts';
import type { EvaluationRequest, Executor } from '../../src/experiment/executor.ts';
import type { Plan } from '../../src/experiment/plan.ts';
import type { Replacement } from '../../src/experiment/replace-values.ts';
import type { Chunk } from '../../src/experiment/results.ts';

const PATHS = 2;
const COLUMNS = 4;
const DRAWS = 150;
const plan = { draws: DRAWS, paths: [{ name: 'a' }, { name: 'b' }] } as unknown as Plan;
const replacement: Replacement = { id: 'x', path: undefined, value: 0, at: { file: 'test', line: 0, column: 0 } };
const numberOf = (path: number, draw: number, column: number) => 1000 * column + 400 * path + draw;

/** Answers after a while of its own; draw 70 fails on the second path. */
function fakeExecutor(asked: Pick<EvaluationRequest, 'replacements' | 'onDemand'>[]): Executor {
  const evaluate = async ({ fromDraw, toDraw, replacements, onDemand }: EvaluationRequest): Promise<Chunk> => {
    asked.push({ replacements, onDemand });
    for (let turn = 0; turn < (fromDraw * 7) % 5; turn++) await Promise.resolve();
    const values = Float64Array.from({ length: (toDraw - fromDraw) * PATHS * COLUMNS }, (_, at) => {
      const row = Math.floor(at / COLUMNS);
      return numberOf(row % PATHS, fromDraw + Math.floor(row / PATHS), at % COLUMNS);
    });
    const failed = fromDraw <= 70 && toDraw > 70;
    const failures = failed
      ? [{ draw: 70, path: 1, kind: 'EvaluationError' as const, error: 'odd', message: 'odd' }]
      : [];
    return { fromDraw, toDraw, values, failures, parameters: values, timeline: values, histories: values };
  };
  return { jobs: 2, evaluate, close: async () => {} };
}

describe('columns', () => {
  test('come to their places on every path and in the order in which they are wanted, with what replaces values and what is asked for', async () => {
    const asked: Pick<EvaluationRequest, 'replacements' | 'onDemand'>[] = [];
    const progress: number[] = [];
    const { values, failures } = await evaluateColumns(fakeExecutor(asked), {
      ...{ plan, replacements: [replacement], columns: COLUMNS, wanted: [3, 1], onDemand: true },
      onProgress: (done) => progress.push(done),
    });
    for (let path = 0; path < PATHS; path++) {
      for (const [index, column] of [3, 1].entries()) {
        const expected = Array.from({ length: DRAWS }, (_, draw) =>
          draw === 70 ? Number.NaN : numberOf(path, draw, column),
        );
        expect([...values[path][index]]).toEqual(expected);
      }
    }
    expect(failures).toMatchObject({ evaluations: 1, draws: 1 });
    expect(asked.length).toBeGreaterThan(1);
    for (const each of asked) expect(each).toEqual({ replacements: [replacement], onDemand: true });
    expect(progress.at(-1)).toBe(DRAWS * PATHS);
  });
});
