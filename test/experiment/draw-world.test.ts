import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { traceWorld } from '../../src/deterrence/trace.ts';
import { historyStream, votersStream, worldOf } from '../../src/experiment/draw-world.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));

describe('one world by itself', () => {
  test.each([
    ['random', undefined],
    ['lhs', undefined],
    ['sobol', undefined],
    ['lhs', { standardError: 0.1, mostDraws: 12 }],
  ] as const)(
    'is the one that a run evaluates, and its trace the history that it counts: %s %o',
    (design, precision) => {
      const scenario = loadScenario(file, { set: ['tripwire.deploy_years=0', 'clock.years=4'], design });
      const plan = planRun(scenario, { version: 'test', histories: 5, ...(precision ? { precision } : {}) });
      const context = createContext(scenario, plan, createModel());
      const chunk = context.evaluateChunk(0, plan.draws);
      const width = 1 + context.historyColumns.length;
      const columns = context.historyColumns.map(({ name }) => OUTPUTS.findIndex((output) => output.name === name));
      const outputs = new Float64Array(OUTPUTS.length);
      for (let draw = 0; draw < plan.draws; draw++) {
        plan.paths.forEach((_, path) => {
          const world = worldOf(scenario, plan, path, draw);
          createModel().evaluate(world, outputs);
          const row = draw * plan.paths.length + path;
          const start = row * context.columns.length;
          expect([...outputs]).toEqual([...chunk.values.subarray(start, start + OUTPUTS.length)]);
          for (let i = 0; i < plan.histories; i++) {
            const stream = historyStream(plan.seed, draw, i);
            const { history } = traceWorld(world, stream, votersStream(plan.seed, draw, i));
            const at = (row * plan.histories + i) * width;
            const expected = [history.indexOf(1), ...columns.map((column) => history[column])];
            expect([...chunk.histories.subarray(at, at + width)]).toEqual(expected);
          }
        });
      }
    },
  );

  test('says what is wrong where a draw gives none', () => {
    const scenario = loadScenario(file, { set: ['coalition.resolve=0.2 + 0.9 * goodwill'], draws: 30 });
    const failing = Array.from({ length: 30 }, (_, draw) => {
      try {
        worldOf(scenario, scenario.run, 0, draw);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    }).filter((message) => message !== undefined);
    expect(failing.length).toBeGreaterThan(0);
    expect(failing[0]).toMatch(/coalition\.resolve in draw \d+ on path deployment: 1\.\d+ is out of range/);
  });
});
