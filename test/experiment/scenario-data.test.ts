import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/experiment/evaluate.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { packScenario, unpackScenario } from '../../src/experiment/scenario-data.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { fakeModel } from './fake-model.ts';

const paris = fileURLToPath(new URL('../../scenarios/paris-2025.yaml', import.meta.url));

describe('a scenario as plain data', () => {
  const scenario = loadScenario(paris, { draws: 20, set: ['roe.ambiguity=0.1 + 0.2'] });
  const copy = unpackScenario(structuredClone(packScenario(scenario)));

  test('is the same scenario after it has been sent to another thread', () => {
    // JSON leaves out only what a compiled expression does; functions cannot be compared.
    const { resolved: _, ...parts } = scenario;
    const { resolved: __, ...copied } = copy;
    const text = (of: object) =>
      JSON.stringify(of, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
    expect(text(copied)).toBe(text(parts));
  });

  test('gives the same worlds, metrics and preferences to the bit', () => {
    const evaluate = (of: Scenario) => {
      const plan = planRun(scenario, { version: '0.0.0', histories: 0 });
      const { values, parameters } = createContext(of, plan, fakeModel()).evaluateChunk(0, 20);
      return [values, parameters].map(({ buffer }) => Buffer.from(buffer).toString('base64'));
    };
    expect(evaluate(copy)).toEqual(evaluate(scenario));
  });
});
