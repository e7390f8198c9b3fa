import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { worldFaults } from '../../src/deterrence/world.ts';
import { evaluate } from './evaluation.ts';
import { anyWorld, edgeWorlds, randomFor } from './random-worlds.ts';

const WORLDS = 250;
/** Sums over some thousand rounded terms of at most the number of periods. */
const TOLERANCE = 1e-9;

const random = randomFor('invariants');
const model = createModel();
const cases = [...Array.from({ length: WORLDS }, () => anyWorld(random)), ...edgeWorlds()].map((world) => ({
  world,
  ...evaluate(world, model),
}));

/** Calls back with every world's outputs by name. */
function forEachCase(check: (output: (name: string) => number, number: number) => void): void {
  cases.forEach(({ outputs }, number) => {
    check((name) => outputs[outputIndex(name)], number);
  });
}

/** Holds two sums of outputs equal in every world. */
function expectEqual(left: readonly string[], right: readonly string[]): void {
  forEachCase((output, number) => {
    const total = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + (name.startsWith('-') ? -output(name.slice(1)) : output(name)), 0);
    const difference = Math.abs(total(left) - total(right)) / Math.max(1, Math.abs(total(right)));
    expect(difference, `world ${number}: ${left.join(' + ')} against ${right.join(' + ')}`).toBeLessThan(TOLERANCE);
  });
}

describe('anywhere in the allowed box', () => {
  test('the worlds of this test are faultless', () => {
    for (const { world } of cases) expect(worldFaults(world)).toEqual([]);
  });

  test('the outcomes are probabilities that sum to 1 at every period', () => {
    cases.forEach(({ timeline, outputs }, number) => {
      for (const row of [...timeline, [...outputs.subarray(0, 7)]]) {
        expect(Math.abs(row.reduce((a, b) => a + b) - 1), `world ${number}`).toBeLessThan(TOLERANCE);
        for (const share of row) {
          expect(share, `world ${number}`).toBeGreaterThanOrEqual(0);
          expect(share, `world ${number}`).toBeLessThanOrEqual(1 + TOLERANCE);
        }
      }
    });
  });

  test('what has ended never begins again, and the last period is the horizon', () => {
    cases.forEach(({ timeline, outputs }, number) => {
      timeline.slice(1).forEach((row, t) => {
        for (let i = 1; i < 7; i++) {
          const rise = row[i] - timeline[t][i];
          // The war of the start only wanes; collapse, renewed wars and lost control only add up.
          expect(i === 1 ? -rise : rise, `world ${number}, outcome ${i}`).toBeGreaterThanOrEqual(-TOLERANCE);
        }
      });
      expect(timeline.at(-1)).toEqual([...outputs.subarray(0, 7)]);
    });
  });

  test('every output is finite, counts are not negative, and only what may be missing is', () => {
    cases.forEach(({ outputs }, number) => {
      OUTPUTS.forEach(({ name, kind, mayBeMissing }, index) => {
        const value = outputs[index];
        if (Number.isNaN(value)) expect(mayBeMissing, `world ${number}: ${name}`).toBe(true);
        else expect(Number.isFinite(value), `world ${number}: ${name} = ${value}`).toBe(true);
        const signed = kind === 'utility' || name === 'miscalculation';
        if (!signed && !Number.isNaN(value)) expect(value, `world ${number}: ${name}`).toBeGreaterThanOrEqual(0);
      });
    });
  });

  test('what is missing is what is undefined', () => {
    forEachCase((output, number) => {
      const breakdown = output('renewed_war') + output('general_war') + output('nuclear_use');
      for (const name of ['ceasefire_year', 'renewed_war_given_ceasefire', 'breakdown_given_ceasefire']) {
        expect(Number.isNaN(output(name)), `world ${number}: ${name}`).toBe(output('ceasefires') === 0);
      }
      expect(Number.isNaN(output('breakdown_year')), `world ${number}`).toBe(breakdown === 0);
    });
  });

  test('conditional chances and the chances of a broken word lie in [0, 1]', () => {
    forEachCase((output, number) => {
      for (const name of [
        'ceasefires',
        'renewed_war_given_ceasefire',
        'breakdown_given_ceasefire',
        'uncovered_cheque',
        'broken_promise',
      ]) {
        const chance = output(name);
        if (!Number.isNaN(chance)) expect(chance, `world ${number}: ${name}`).toBeLessThanOrEqual(1 + TOLERANCE);
      }
      if (!Number.isNaN(output('miscalculation'))) expect(Math.abs(output('miscalculation'))).toBeLessThanOrEqual(1);
    });
  });

  test('every renewed war came by an assault alone, by a spiral, or by a joint war that stayed under control', () => {
    expectEqual(['renewed_war'], ['lone_assault_wars', 'spirals', 'joint_wars', '-joint_war_losses']);
  });

  test('every loss of control came by misreading, on the ladder, or in a joint war', () => {
    expectEqual(['general_war', 'nuclear_use'], ['misreads', 'ladder_losses', 'joint_war_losses']);
  });

  test('hits are those of the three kinds of challenge', () => {
    expectEqual(['hits'], ['hits_probe', 'hits_limited', 'hits_assault']);
  });

  test('responses are those of the three cases', () => {
    expectEqual(['responses'], ['responses_triggered', 'responses_untriggered', 'responses_unhit']);
  });

  test('a hit is answered or absorbed', () => {
    expectEqual(['hits'], ['responses_triggered', 'responses_untriggered', 'absorbed_hits']);
  });

  test('every history ends its first war by a ceasefire, fights on, or has collapsed', () => {
    forEachCase((output, number) => {
      const all = output('ceasefires') + output('war_continues') + output('protege_collapses');
      expect(Math.abs(all - 1), `world ${number}`).toBeLessThan(TOLERANCE);
    });
  });

  test('parts are no larger than the whole', () => {
    const parts = [
      ['assaults_preferred', 'assaults'],
      ['hits_probe', 'probes'],
      ['hits_limited', 'limited_attacks'],
      ['hits_assault', 'assaults'],
      ['triggered', 'hits'],
      ['automatic_responses', 'responses_triggered'],
      ['responses_triggered', 'triggered'],
      ['joint_war_losses', 'joint_wars'],
      ['lone_assault_wars', 'assaults'],
      ['misreads', 'responses'],
      ['uncovered_cheque', 'hits'],
    ];
    forEachCase((output, number) => {
      for (const [part, whole] of parts) {
        const room = output(whole) * (1 + TOLERANCE) + 1e-300;
        expect(output(part), `world ${number}: ${part} of ${whole}`).toBeLessThanOrEqual(room);
      }
    });
  });

  test('years of war and ceasefire fit into the horizon', () => {
    cases.forEach(({ world, outputs, timeline }, number) => {
      const years = outputs[outputIndex('war_years')] + outputs[outputIndex('ceasefire_years')];
      const horizon = timeline.length * world.parameters[parameterIndex('clock.step_years')];
      expect(years, `world ${number}`).toBeLessThanOrEqual(horizon * (1 + TOLERANCE));
    });
  });
});
