import { describe, expect, test } from 'vitest';
import type { EvaluationRequest, Executor } from '../../src/experiment/executor.ts';
import { type Plan, planRun } from '../../src/experiment/plan.ts';
import type { Chunk } from '../../src/experiment/results.ts';
import { evaluateInRounds } from '../../src/experiment/rounds.ts';
import { uniformsOf } from '../../src/experiment/uniforms.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { file } from './two-paths.ts';

const asked = { standardError: 0.1, mostDraws: 40 };
const planned = (options: LoadOptions = {}, mostDraws = 40): Plan =>
  planRun(loadScenario(file, options), { version: '0', histories: 0, precision: { ...asked, mostDraws } });

/** An executor that notes what it is asked for, and a store that keeps what it is given. */
function noted(present: readonly string[] = []) {
  const requests: { cell: number; fromDraw: number; toDraw: number }[] = [];
  const kept = new Set(present);
  const executor: Executor = {
    jobs: 2,
    async evaluate({ fromDraw, toDraw, replacements = [] }: EvaluationRequest) {
      requests.push({ cell: Number(replacements[0].value), fromDraw, toDraw });
      return { fromDraw, toDraw, failures: [] } as unknown as Chunk;
    },
    async close() {},
  };
  const store = {
    has: (cell: number, chunk: number) => kept.has(`${cell}/${chunk}`),
    put: (cell: number, chunk: number) => void kept.add(`${cell}/${chunk}`),
  };
  return { executor, store, requests, kept };
}

const work = (plan: Plan, cells: number) => ({
  cells,
  planOf: () => plan,
  replacementsOf: (cell: number) => [
    { id: 'backer.reliability', path: undefined, value: cell, at: { file: '', line: 0, column: 0 } },
  ],
});

/** Draws that each cell was asked for, in order. */
const drawsOf = (requests: readonly { cell: number; fromDraw: number; toDraw: number }[], cell: number) =>
  requests
    .filter((request) => request.cell === cell)
    .flatMap(({ fromDraw, toDraw }) => Array.from({ length: toDraw - fromDraw }, (_, i) => fromDraw + i))
    .sort((a, b) => a - b);

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a plan with a precision', () => {
  test('may take the most draws that are allowed, in whole blocks of those of the scenario', () => {
    expect(planned({ draws: 6 })).toMatchObject({ draws: 36, precision: { standardError: 0.1, block: 6 } });
    expect(planned({ draws: 40 })).toMatchObject({ draws: 40, precision: { block: 40 } });
  });

  test('is another experiment than one without, or with another precision', () => {
    const scenario = loadScenario(file);
    const hash = (standardError?: number) =>
      planRun(scenario, {
        version: '0',
        histories: 0,
        precision: standardError === undefined ? undefined : { ...asked, standardError },
      }).planHash;
    expect(new Set([hash(), hash(0.1), hash(0.2)]).size).toBe(3);
  });
});

describe('rounds', () => {
  test('evaluate each draw once, and each cell as far as its rule says', async () => {
    const { executor, store, requests } = noted();
    const asked: [number, number, number][] = [];
    await evaluateInRounds(executor, work(planned({ draws: 5 }), 3), store, {
      first: 5,
      next(cell, fromDraw, toDraw) {
        asked.push([cell, fromDraw, toDraw]);
        return [undefined, toDraw < 15 ? toDraw + 5 : undefined, toDraw < 40 ? 40 : undefined][cell];
      },
    });
    expect([0, 1, 2].map((cell) => drawsOf(requests, cell))).toEqual([upTo(5), upTo(15), upTo(40)]);
    expect(asked).toEqual([
      [0, 0, 5],
      [1, 0, 5],
      [2, 0, 5],
      [1, 5, 10],
      [2, 5, 40],
      [1, 10, 15],
    ]);
  });

  test('go no further than the most draws', async () => {
    const { executor, store, requests } = noted();
    await evaluateInRounds(executor, work(planned({ draws: 5 }, 12), 1), store, {
      first: 5,
      next: (_cell, _from, toDraw) => (toDraw < 10 ? 1000 : undefined),
    });
    expect(drawsOf(requests, 0)).toEqual(upTo(10));
  });

  test('ask for nothing that is there already, and decide the same', async () => {
    const rule = { first: 4, next: (_cell: number, _from: number, to: number) => (to < 12 ? to + 4 : undefined) };
    const whole = noted();
    await evaluateInRounds(whole.executor, work(planned({ draws: 4 }), 2), whole.store, rule);
    const half = [...whole.kept].slice(0, whole.kept.size / 2);
    const rest = noted(half);
    await evaluateInRounds(rest.executor, work(planned({ draws: 4 }), 2), rest.store, rule);
    expect(rest.requests.length).toBe(whole.requests.length - half.length);
    expect([...rest.kept].sort()).toEqual([...whole.kept].sort());
  });

  test('report progress to the end, with what is wanted as far as is known', async () => {
    const { executor, store } = noted();
    const reports: [number, number][] = [];
    const rule = {
      first: 5,
      next: (cell: number, _from: number, to: number) => (cell > 0 && to < 10 ? 10 : undefined),
    };
    await evaluateInRounds(executor, work(planned({ draws: 5 }), 2), store, rule, {
      onProgress: (done, wanted) => reports.push([done, wanted]),
    });
    expect(reports.at(-1)).toEqual([30, 30]);
    expect(reports[0][1]).toBe(20);
    expect(reports.every(([done, wanted], i) => done <= wanted && (i === 0 || done >= reports[i - 1][0]))).toBe(true);
  });
});

describe('the draws of a run that goes on', () => {
  const uniforms = (options: LoadOptions, precision: boolean, draws: number) => {
    const scenario = loadScenario(file, options);
    const source = uniformsOf(scenario, precision ? planned(options) : scenario.run);
    return upTo(draws).map((draw) => {
      const row = new Float64Array(source.keys.length);
      source.fill(draw, row);
      return [...row];
    });
  };

  test.each(['random', 'sobol'])('are those of a longer run (design %s)', (design) => {
    expect(uniforms({ draws: 8, design }, true, 40)).toEqual(uniforms({ draws: 40, design }, false, 40));
  });

  test('begin with those of a run without (design lhs)', () => {
    expect(uniforms({ draws: 8, design: 'lhs' }, true, 8)).toEqual(uniforms({ draws: 8, design: 'lhs' }, false, 8));
  });

  test('are a new hypercube in each block (design lhs)', () => {
    // Correlations move uniforms between strata; those of a quantity without any stay where they are.
    const rows = uniforms({ draws: 8, design: 'lhs' }, true, 40);
    const { keys } = uniformsOf(loadScenario(file), loadScenario(file).run);
    const free = keys.findIndex((key) => key.startsWith('tripwire.troops'));
    expect(free).toBeGreaterThanOrEqual(0);
    const blocks = upTo(5).map((block) => rows.slice(8 * block, 8 * block + 8).map((row) => row[free]));
    for (const block of blocks) {
      expect(block.map((u) => Math.floor(8 * u)).sort((a, b) => a - b)).toEqual(upTo(8));
    }
    expect(new Set(blocks.flat()).size).toBe(40);
    expect(new Set(blocks.map((block) => block.map((u) => Math.floor(8 * u)).join())).size).toBeGreaterThan(1);
  });

  test('do not depend on the order in which they are asked for (design lhs)', () => {
    const scenario = loadScenario(file, { draws: 8, design: 'lhs' });
    const source = uniformsOf(scenario, planned({ draws: 8, design: 'lhs' }));
    const row = () => new Float64Array(source.keys.length);
    const [first, again] = [row(), row()];
    source.fill(3, first);
    for (const draw of [39, 30, 20, 10, 12, 38]) source.fill(draw, row());
    source.fill(3, again);
    expect(again).toEqual(first);
  });
});
