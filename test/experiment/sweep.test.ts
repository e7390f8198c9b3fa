import { describe, expect, test } from 'vitest';
import { createModel, type Model } from '../../src/deterrence/model.ts';
import { planChunks } from '../../src/experiment/chunks.ts';
import { createContext, shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor, type Executor } from '../../src/experiment/executor.ts';
import { resultsInMemory } from '../../src/experiment/memory-results.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { createPool } from '../../src/experiment/pool.ts';
import { replaceValues } from '../../src/experiment/replace-values.ts';
import { type Chunk, columnIndex, type Results } from '../../src/experiment/results.ts';
import { evaluateAll, runInMemory } from '../../src/experiment/run.ts';
import { planOfCell, planSweep, replacementsOf } from '../../src/experiment/sweep-plan.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { twoPaths } from '../cli/support.ts';
import { failingModel } from './failing-model.ts';
import { fakeModel } from './fake-model.ts';

const version = { version: '0.0.0', histories: 0 };

async function sweepOf(
  variations: string[],
  { model = fakeModel(), jobs = 1, ...load }: LoadOptions & { model?: Model; jobs?: number } = {},
) {
  const scenario = loadScenario(twoPaths, load);
  const sweep = planSweep(scenario, planRun(scenario, version), variations, false);
  const { cells, axes, run } = sweep;
  const replacements = (cell: number) => replacementsOf(axes, cells[cell]);
  const planOf = (cell: number) => planOfCell(sweep, cells[cell]);
  const executor: Executor = jobs > 1 ? createPool(scenario, run, { jobs }) : createLocalExecutor(scenario, run, model);
  const chunks: Chunk[][] = cells.map(() => []);
  const order: string[] = [];
  const progress: number[] = [];
  const store = {
    has: () => false,
    put(cell: number, chunk: number, data: Chunk) {
      chunks[cell][chunk] = data;
      order.push(`${cell}.${chunk}`);
    },
  };
  const work = { cells: cells.length, planOf, replacementsOf: replacements };
  await evaluateAll(executor, work, store, { onProgress: (done) => progress.push(done) });
  await executor.close();
  const all = cells.map((_, cell) =>
    resultsInMemory(shapeOf(replaceValues(scenario, replacements(cell)), planOf(cell)), chunks[cell]),
  );
  return { all, order, progress, sweep };
}

/** The sampled values of one quantity, by draw. */
function sampled(results: Results, name: string): number[] {
  const column = results.parameterColumns.findIndex((each) => each.name === name);
  expect(column, name).toBeGreaterThanOrEqual(0);
  return [...results.parameter(column)];
}

const bits = (results: Results) =>
  [...results.chunks()].flatMap(({ values, timeline }) =>
    [values, timeline].map(({ buffer }) => Buffer.from(buffer).toString('base64')),
  );

describe('a sweep', () => {
  test.each(['random', 'lhs', 'sobol'])(
    'shows all cells the draws of the scenario itself: what is fixed moves nothing else (design %s)',
    async (design) => {
      const scenario = loadScenario(twoPaths, { design, draws: 20 });
      const plan = planRun(scenario, version);
      const own = await runInMemory(
        createLocalExecutor(scenario, plan, fakeModel()),
        createContext(scenario, plan, fakeModel()),
      );
      // backer.reliability comes first in the file and is correlated with goodwill.
      const { all } = await sweepOf(['backer.reliability=0.2,0.7'], { design, draws: 20 });
      for (const cell of all) {
        expect(sampled(cell, 'goodwill')).toEqual(sampled(own, 'goodwill'));
        expect(sampled(cell, 'deployment:tripwire.troops')).toEqual(sampled(own, 'deployment:tripwire.troops'));
      }
      expect(all.map((cell) => cell.column(0, columnIndex(cell, 'ceasefire_holds'))[0])).toEqual([0.2, 0.7]);
    },
  );

  test.each(['random', 'lhs'])('of one value is the same as setting that value (design %s)', async (design) => {
    const options = { design, draws: 4 };
    const set = loadScenario(twoPaths, { ...options, set: ['deployment:tripwire.troops=12'] });
    const plan = planRun(set, version);
    const expected = await runInMemory(createLocalExecutor(set, plan, createModel()), shapeOf(set, plan));
    const { all } = await sweepOf(['deployment:tripwire.troops=12'], { ...options, model: createModel() });
    expect(bits(all[0])).toEqual(bits(expected));
  });

  test('gives the same bytes in one thread and in a pool, and reports its progress to the end', async () => {
    const variations = ['backer.reliability=0.2,0.5,0.8', 'tripwire.troops=0,20'];
    const one = await sweepOf(variations, { model: createModel(), draws: 5 });
    const two = await sweepOf(variations, { draws: 5, jobs: 2 });
    expect(two.all.map(bits)).toEqual(one.all.map(bits));
    for (const { progress } of [one, two]) {
      expect(progress.at(-1)).toBe(60);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
    }
  });

  test('begins with a few draws of every cell, so that all are about equally far at any time', async () => {
    const { order, sweep } = await sweepOf(['backer.reliability=0.2,0.5,0.8'], { draws: 10 });
    expect(planChunks(sweep.run).count).toBe(3);
    expect(order).toEqual(['0.0', '1.0', '2.0', '0.1', '1.1', '2.1', '0.2', '1.2', '2.2']);
  });

  test('may have cells with other draws, each of which gets its own', async () => {
    const { all, order } = await sweepOf(['run.draws=3,10']);
    expect(order).toEqual(['0.0', '1.0', '1.1', '1.2']);
    expect(all.map(({ plan }) => plan.draws)).toEqual([3, 10]);
    expect(sampled(all[0], 'goodwill')).toEqual(sampled(all[1], 'goodwill').slice(0, 3));
  });

  test('leaves the draws out that fail in a cell, in that cell alone', async () => {
    const { all } = await sweepOf(['backer.reliability=0.2,0.9'], { model: failingModel() });
    expect(all.map(({ usable }) => usable)).toEqual([6, 0]);
  });
});
