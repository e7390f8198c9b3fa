import { describe, expect, test } from 'vitest';
import type { LabelledWorlds } from '../../../src/analysis/discovery/labelled-worlds.ts';
import { countInBox } from '../../../src/analysis/discovery/labelled-worlds.ts';
import {
  findBoxes,
  PRIM_DEFAULTS,
  type PrimObjective,
  type PrimOptions,
  type PrimStep,
} from '../../../src/analysis/discovery/prim.ts';
import reference from '../../fixtures/prim/trajectories.json' with { type: 'json' };
import { plainTrajectory } from './plain-prim.ts';
import { plantedWorlds, worldsOfFixture } from './worlds.ts';

type Limits = Readonly<Record<string, readonly number[] | undefined>>;
type ReferenceStep = readonly [number, number, number, number, number, Limits, Limits];

const CASES = reference.cases.flatMap((entry) => {
  const objectives = [entry.params.obj, ...('sameWith' in entry ? (entry.sameWith as string[]) : [])];
  return objectives.map((objective) => ({
    name: `${entry.data}, ${objective}, α = ${entry.params.peel_alpha}`,
    entry,
    options: {
      peelAlpha: entry.params.peel_alpha,
      pasteAlpha: entry.params.paste_alpha,
      minimumMass: entry.params.mass_min,
      threshold: entry.params.threshold,
      objective: objective as PrimObjective,
      maximumBoxes: entry.boxes.length,
    } satisfies PrimOptions,
  }));
});

describe('PRIM beside EMA Workbench 2.5.3', () => {
  test.each(CASES)('goes the same way: $name', ({ entry, options }) => {
    const data = worldsOfFixture(entry.data);
    const result = findBoxes(data, options);
    expect(result.worlds).toBe(entry.worlds);
    expect(result.ofInterest).toBe(entry.ofInterest);
    expect(result.boxes).toHaveLength(entry.boxes.length);
    result.boxes.forEach((box, b) => {
      const expected = entry.boxes[b] as unknown as readonly ReferenceStep[];
      // Where no box is dense enough the workbench shows the undivided rest alone.
      const steps = box.accepted ? box.steps : box.steps.slice(0, 1);
      expect(steps).toHaveLength(expected.length);
      steps.forEach((step, s) => {
        const [n, k, coverage, density, mass, limits, quasiP] = expected[s];
        expect([step.n, step.k]).toEqual([n, k]);
        close(step.coverage, coverage, 1e-12);
        close(step.density, density, 1e-12);
        close(step.mass, mass, 1e-12);
        expect(step.restrictions.map(({ column }) => data.parameters[column])).toEqual(Object.keys(limits));
        for (const restriction of step.restrictions) {
          const name = data.parameters[restriction.column];
          const [least, greatest] = (entry.init as Limits)[name]!;
          close(restriction.lower ?? least, limits[name]![0], 1e-12);
          close(restriction.upper ?? greatest, limits[name]![1], 1e-12);
          // Binomial tails by different incomplete beta functions.
          close(restriction.lowerQuasiP ?? -1, quasiP[name]![0], 1e-10);
          close(restriction.upperQuasiP ?? -1, quasiP[name]![1], 1e-10);
        }
      });
    });
  });
});

describe('PRIM', () => {
  const objectives: PrimObjective[] = ['original', 'lenient1', 'lenient2'];
  const worlds = (seed: string, levels?: number): LabelledWorlds =>
    plantedWorlds({
      seed,
      worlds: 160,
      parameters: 4,
      ...(levels !== undefined && { levels }),
      chance: ([a, b]) => (a > 0.5 && b < 0.6 ? 0.8 : 0.15),
    });

  test.each(objectives)('agrees with PRIM written straight from its definition, ties or none (%s)', (objective) => {
    for (const levels of [undefined, 40, 7, 3, 2]) {
      for (let repeat = 0; repeat < 8; repeat++) {
        const data = worlds(`plain ${levels} ${repeat}`, levels);
        const options: PrimOptions = {
          ...PRIM_DEFAULTS,
          objective,
          peelAlpha: [0.05, 0.1, 0.3][repeat % 3],
          pasteAlpha: [0.05, 0.2][repeat % 2],
          maximumBoxes: 1,
        };
        const expected = plainTrajectory(data, options);
        const { steps } = findBoxes(data, options).boxes[0];
        expect(steps.map(({ n, k }) => [n, k])).toEqual(expected.map(([n, k]) => [n, k]));
        expect(steps.map((step) => limitsOf(data, step))).toEqual(expected.map(([, , limits]) => limits));
      }
    }
  });

  test('counts in every step the worlds that lie within its limits', () => {
    const data = worlds('counts', 12);
    const result = findBoxes(data, { threshold: 0.6 });
    for (const step of result.boxes[0].steps) {
      expect(countInBox(data, step.restrictions)).toEqual({ n: step.n, k: step.k });
    }
  });

  test('looks for each further box among the worlds that are left, and their coverages add up', () => {
    const data = plantedWorlds({
      seed: 'two boxes',
      worlds: 2000,
      parameters: 3,
      chance: ([a, b, c]) => (a > 0.5 && b > 0.5 ? 0.95 : a < 0.25 && c < 0.4 ? 0.9 : 0.01),
    });
    const { boxes, ofInterest } = findBoxes(data, { threshold: 0.7, minimumMass: 0.04 });
    const accepted = boxes.filter((box) => box.accepted).map(({ steps, chosen }) => steps[chosen]);
    expect(accepted.length).toBeGreaterThanOrEqual(2);
    const covered = new Set<number>();
    for (const step of accepted) {
      const fresh = [...data.ofInterest.keys()].filter(
        (world) =>
          !covered.has(world) &&
          step.restrictions.every(({ column, lower = -Infinity, upper = Infinity }) => {
            const value = data.columns[column][world];
            return value >= lower && value <= upper;
          }),
      );
      expect(fresh).toHaveLength(step.n);
      for (const world of fresh) covered.add(world);
    }
    const coveredInterest = [...covered].filter((world) => data.ofInterest[world] === 1).length;
    close(
      accepted.reduce((sum, { coverage }) => sum + coverage, 0),
      coveredInterest / ofInterest,
      1e-12,
    );
    boxes.slice(1).forEach(({ steps }, b) => {
      const before = boxes[b];
      expect(steps[0].n).toBe(before.steps[0].n - before.steps[before.chosen].n);
    });
  });

  test('takes the step that the caller chooses, and goes on without its worlds', () => {
    const data = worldsOfFixture('planted-1000x5');
    const { boxes } = findBoxes(data, { threshold: 0.3, maximumBoxes: 2 }, () => 20);
    expect(boxes[0].chosen).toBe(20);
    expect(boxes[1].steps[0].n).toBe(1000 - boxes[0].steps[20].n);
    expect(() => findBoxes(data, {}, (steps) => steps.length)).toThrow(/step \d+ is chosen, there are steps 0 to/);
  });

  test('gives the same boxes, in the new units, when a parameter is measured in other units', () => {
    const data = worldsOfFixture('planted-1000x5');
    // Powers of two keep the digits.
    const scaled = { ...data, columns: data.columns.map((column, c) => column.map((x) => x * 2 ** (c + 1))) };
    const [before, after] = [data, scaled].map((worldsIn) => findBoxes(worldsIn, { threshold: 0.5 }).boxes[0].steps);
    expect(after.map(({ n, k }) => [n, k])).toEqual(before.map(({ n, k }) => [n, k]));
    after.forEach((step, s) => {
      step.restrictions.forEach(({ column, lower }, r) => {
        const old = before[s].restrictions[r].lower;
        expect(lower).toBe(old === undefined ? undefined : old * 2 ** (column + 1));
      });
    });
  });

  test('ends when no world of interest is left', () => {
    const data = plantedWorlds({ seed: 'halves', worlds: 200, parameters: 2, levels: 2, chance: ([a]) => a * 2 });
    const { boxes } = findBoxes(data, { minimumMass: 0.2 });
    expect(boxes).toHaveLength(1);
    expect(boxes[0].steps[boxes[0].chosen]).toMatchObject({ coverage: 1, density: 1, restrictions: [{ lower: 0.25 }] });
  });

  test('leaves a parameter that does not vary alone', () => {
    const data = worldsOfFixture('planted-1000x5');
    const constant = {
      ...data,
      parameters: ['constant', ...data.parameters],
      columns: [new Float64Array(1000).fill(3), ...data.columns],
    };
    for (const objective of ['lenient1', 'lenient2'] as const) {
      const [with_, without] = [constant, data].map((w) => findBoxes(w, { threshold: 0.5, objective }).boxes[0].steps);
      expect(with_.map(({ n, k }) => [n, k])).toEqual(without.map(({ n, k }) => [n, k]));
      expect(with_.every(({ restrictions }) => restrictions.every(({ column }) => column > 0))).toBe(true);
    }
  });
});

describe('what PRIM refuses', () => {
  const data = worldsOfFixture('planted-1000x5');
  const first = (count: number): LabelledWorlds => ({
    ...data,
    columns: data.columns.map((column) => column.slice(0, count)),
    ofInterest: data.ofInterest.slice(0, count),
  });

  test.each([
    ['too few worlds', first(19), {}, 'PRIM: 19 worlds are too few, at least 20 are needed'],
    [
      'no world of interest',
      { ...data, ofInterest: new Uint8Array(1000) },
      {},
      'PRIM: 0 of 1000 worlds are of interest, some must be and some not; choose another condition',
    ],
    [
      'all worlds of interest',
      { ...data, ofInterest: new Uint8Array(1000).fill(1) },
      {},
      'PRIM: all 1000 worlds are of interest, some must be and some not; choose another condition',
    ],
    ['no parameter', { ...data, parameters: [], columns: [] }, {}, 'PRIM: 0 parameters are given'],
    [
      'a label of another kind',
      { ...data, ofInterest: new Uint8Array(1000).fill(2) },
      {},
      'world 0 is 2, must be 0 or 1',
    ],
    [
      'a value that is missing',
      { ...data, columns: [data.columns[0].map((x, i) => (i === 7 ? NaN : x)), ...data.columns.slice(1)] },
      {},
      'PRIM: parameter a is NaN in world 7, a finite number is needed',
    ],
    [
      'a column of another length',
      { ...data, columns: [data.columns[0].slice(1), ...data.columns.slice(1)] },
      {},
      'PRIM: parameter a has 999 values, 1000 are needed',
    ],
    ['names that do not fit', { ...data, parameters: ['a'] }, {}, '1 parameter names are given for 5 columns'],
    ['a peel of half the box', data, { peelAlpha: 0.5 }, 'PRIM: peelAlpha is 0.5, must be above 0 and below 0.5'],
    ['a paste of nothing', data, { pasteAlpha: 0 }, 'PRIM: pasteAlpha is 0, must be'],
    ['a mass of 1', data, { minimumMass: 1 }, 'PRIM: minimumMass is 1, must be'],
    ['a threshold above 1', data, { threshold: 1.5 }, 'PRIM: threshold is 1.5, must be'],
    ['no box', data, { maximumBoxes: 0 }, 'PRIM: maximumBoxes is 0, must be'],
  ] satisfies [string, LabelledWorlds, Partial<PrimOptions>, string][])('%s', (_, worlds, options, message) => {
    expect(() => findBoxes(worlds, options)).toThrow(message);
  });
});

function limitsOf(data: LabelledWorlds, step: PrimStep): number[][] {
  return data.columns.map((column, c) => {
    const restriction = step.restrictions.find((one) => one.column === c);
    return [restriction?.lower ?? Math.min(...column), restriction?.upper ?? Math.max(...column)];
  });
}

function close(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}
