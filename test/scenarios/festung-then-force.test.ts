/** What the scenario of changing courses is built on: one force, one fortress, in three orders, known beforehand. */
import { describe, expect, it } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { worldFaults } from '../../src/deterrence/world.ts';
import { worldOf } from '../../src/experiment/draw-world.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const DRAWS = 16;
const scenario = loadScenario('scenarios/festung-then-force.yaml', { draws: DRAWS });
const plan = planRun(scenario, { version: 'test', histories: 0 });
const position = (path: string) => plan.paths.findIndex(({ name }) => name === path);
const worlds = (path: string) =>
  Array.from({ length: DRAWS }, (_, draw) => worldOf(scenario, scenario.run, position(path), draw));
const valuesOf = (path: string, id: string) =>
  worlds(path).map(({ parameters, phases = [] }) =>
    [parameters, ...phases.map((phase) => phase.parameters)].map((values) => values[parameterIndex(id)]),
  );

describe('festung-then-force.yaml', () => {
  it('gives worlds that the model accepts, with the years of its description', () => {
    for (const { name, phases } of scenario.paths) {
      expect(phases).toEqual({ fortress_then_force: [3], force_then_fortress: [5] }[name] ?? []);
      for (const world of worlds(name)) expect(worldFaults(world)).toEqual([]);
    }
  });

  it('sends in one order the force of the other, and nobody before its time', () => {
    const [later, first, both] = ['fortress_then_force', 'force_then_fortress', 'combined'].map((path) =>
      valuesOf(path, 'tripwire.troops'),
    );
    for (let draw = 0; draw < DRAWS; draw++) {
      expect(later[draw]).toEqual([0, both[draw][0]]);
      expect(first[draw]).toEqual([both[draw][0], 0]);
    }
    expect(new Set(both.flat()).size).toBe(DRAWS);
  });

  it('takes back with the soldiers the promise that came with them', () => {
    const [leaving, never] = ['force_then_fortress', 'fortress'].map((path) => valuesOf(path, 'commitment.binding'));
    expect(leaving.map(([, afterwards]) => afterwards)).toEqual(never.map(([always]) => always));
  });

  it('shows the announcement at work: more renewed wars before the soldiers come than where none will', () => {
    const context = createContext(scenario, plan, createModel());
    const { timeline, failures } = context.evaluateChunk(0, DRAWS);
    expect(failures).toEqual([]);
    const lost = OUTCOMES.findIndex(({ name }) => name === 'renewed_war_lost');
    const renewedBy = (path: string, years: number) => {
      const period = Math.round(years / plan.stepYears) - 1;
      const shares = Array.from({ length: DRAWS }, (_, draw) => {
        const at = ((draw * plan.paths.length + position(path)) * plan.periods + period) * OUTCOMES.length;
        return timeline[at + lost] + timeline[at + lost + 1];
      });
      return shares.reduce((x, y) => x + y) / DRAWS;
    };
    expect(renewedBy('fortress_then_force', 3)).toBeGreaterThan(renewedBy('fortress', 3) + 0.02);
    expect(renewedBy('force_then_fortress', 5)).toBeLessThan(renewedBy('fortress', 5) - 0.02);
  });
});
