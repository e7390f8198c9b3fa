import { afterEach, describe, expect, test } from 'vitest';
import { createModel, type Model } from '../../src/deterrence/model.ts';
import { createCellContexts } from '../../src/experiment/cell-contexts.ts';
import { createContext, EvaluationError } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { createPool, type Pool } from '../../src/experiment/pool.ts';
import type { Results } from '../../src/experiment/results.ts';
import { runPlan } from '../../src/experiment/run.ts';
import { replacementsOfCells, runSweep } from '../../src/experiment/run-sweep.ts';
import { planSweep } from '../../src/experiment/sweep-plan.ts';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import { twoPaths } from '../cli/support.ts';
import { failingModel } from './failing-model.ts';
import { fakeModel } from './fake-model.ts';

const open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

const version = { version: '0.0.0', histories: 0 };

async function sweepOf(
  variations: string[],
  { model = fakeModel(), jobs = 1, ...load }: LoadOptions & { model?: Model; jobs?: number } = {},
) {
  const scenario = loadScenario(twoPaths, load);
  const sweep = planSweep(scenario, planRun(scenario, version), variations, false);
  const cells = replacementsOfCells(sweep);
  const pool = jobs > 1 ? createPool(scenario, sweep.run, { jobs, cells }) : undefined;
  if (pool) open.push(pool);
  const progress: number[] = [];
  const all: Results[] = [];
  const contexts = createCellContexts(scenario, sweep.run, cells, model, 2);
  for await (const results of runSweep(sweep, contexts, { pool, onProgress: (n) => progress.push(n) })) {
    all.push(results);
  }
  return { all, progress, sweep };
}

/** The sampled values of one quantity, by draw. */
function sampled({ parameterColumns, parameters, plan }: Results, name: string): number[] {
  const column = parameterColumns.findIndex((each) => each.name === name);
  expect(column, name).toBeGreaterThanOrEqual(0);
  return Array.from({ length: plan.draws }, (_, draw) => parameters[draw * parameterColumns.length + column]);
}

const bits = ({ values, timeline }: Results) =>
  [values, timeline].map(({ buffer }) => Buffer.from(buffer).toString('base64'));

describe('a sweep', () => {
  test.each(['random', 'lhs', 'sobol'])(
    'shows all cells the draws of the scenario itself: what is fixed moves nothing else (design %s)',
    async (design) => {
      const scenario = loadScenario(twoPaths, { design, draws: 20 });
      const own = await runPlan(createContext(scenario, planRun(scenario, version), fakeModel()));
      // backer.reliability comes first in the file and is correlated with goodwill.
      const { all } = await sweepOf(['backer.reliability=0.2,0.7'], { design, draws: 20 });
      for (const cell of all) {
        expect(sampled(cell, 'goodwill')).toEqual(sampled(own, 'goodwill'));
        expect(sampled(cell, 'deployment:tripwire.troops')).toEqual(sampled(own, 'deployment:tripwire.troops'));
      }
      const reliability = all[1].columns.findIndex(({ name }) => name === 'ceasefire_holds');
      expect(all.map((cell) => cell.values[reliability])).toEqual([0.2, 0.7]);
    },
  );

  test.each(['random', 'lhs'])('of one value is the same as setting that value (design %s)', async (design) => {
    const options = { design, draws: 4 };
    const set = loadScenario(twoPaths, { ...options, set: ['deployment:tripwire.troops=12'] });
    const expected = await runPlan(createContext(set, planRun(set, version), createModel()));
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
  }, 60_000);

  test('names the cell of an evaluation that fails', async () => {
    const failure = sweepOf(['backer.reliability=0.2,0.9'], { model: failingModel() });
    await expect(failure).rejects.toThrow(EvaluationError);
    await expect(failure).rejects.toThrow(
      'cell 1 (backer.reliability=0.9): path deployment, draw 0: no equilibrium at 0.9',
    );
  });
});
