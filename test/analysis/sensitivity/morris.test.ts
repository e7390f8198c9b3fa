import { describe, expect, test } from 'vitest';
import { createMorrisDesign, type MorrisDesign, morrisEffects } from '../../../src/analysis/sensitivity/morris.ts';
import reference from '../../fixtures/morris.json' with { type: 'json' };
import { ishigami, linear } from './test-functions.ts';

const bootstrap = { resamples: 40, seed: 'morris' };

function pointsOf(design: MorrisDesign, inputs: number): Float64Array {
  const points = new Float64Array(design.rows * inputs);
  for (let row = 0; row < design.rows; row++) design.fill(row, points.subarray(row * inputs, (row + 1) * inputs));
  return points;
}

function outputsOf(points: Float64Array, inputs: number, model: (u: ArrayLike<number>) => number): Float64Array {
  return Float64Array.from({ length: points.length / inputs }, (_, row) =>
    model(points.subarray(row * inputs, (row + 1) * inputs)),
  );
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `${i}: ${value} is not ${expected[i]}`).toBeLessThan(tolerance);
  });
}

describe('Morris effects on fixed designs', () => {
  test.each(reference.designs.map((design) => [design.name, design] as const))(
    'of %s are those of SALib 1.4.8, to 1e-12',
    (_, design) => {
      const effects = morrisEffects(Float64Array.from(design.points), Float64Array.from(design.outputs), {
        inputs: design.inputs,
        jump: design.levels / (2 * (design.levels - 1)),
        ...bootstrap,
      });
      const values = (key: 'mu' | 'muStar' | 'sigma') => effects.map((effect) => effect[key].value);
      expectClose(values('mu'), design.mu, 1e-12);
      expectClose(values('muStar'), design.mu_star, 1e-12);
      expectClose(values('sigma'), design.sigma, 1e-12);
    },
  );

  test('have intervals of mu* as wide as those of SALib 1.4.8: Sobol-G, 100 trajectories, within 15 % (its 1000 resamples against our 2000)', () => {
    const design = reference.designs.find(({ name }) => name === 'sobolg8_r100_p8')!;
    const effects = morrisEffects(Float64Array.from(design.points), Float64Array.from(design.outputs), {
      inputs: design.inputs,
      jump: design.levels / (2 * (design.levels - 1)),
      resamples: 2000,
      seed: 'width',
    });
    effects.forEach(({ muStar: { low, high } }, i) => {
      expect(Math.abs((high - low) / 2 / design.mu_star_conf[i] - 1)).toBeLessThan(0.15);
    });
  });
});

describe('Ishigami on a grid of four levels', () => {
  const grid = [reference.ishigami_grid.x1, reference.ishigami_grid.x2, reference.ishigami_grid.x3];

  test('over every trajectory there is: mu, mu* and sigma of the whole grid, to 1e-12', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const points: number[] = [];
    for (let start = 0; start < 64; start++) {
      for (const order of orders) {
        const levels = [start & 3, (start >> 2) & 3, start >> 4];
        points.push(...levels.map((level) => level / 3));
        for (const input of order) {
          levels[input] = (levels[input] + 2) % 4;
          points.push(...levels.map((level) => level / 3));
        }
      }
    }
    const all = Float64Array.from(points);
    const effects = morrisEffects(all, outputsOf(all, 3, ishigami), { inputs: 3, jump: 2 / 3, ...bootstrap });
    const n = effects[0].effects;
    expect(n).toBe(384);
    effects.forEach(({ mu, muStar, sigma }, i) => {
      expectClose(
        [mu.value, muStar.value, sigma.value * Math.sqrt((n - 1) / n)],
        [grid[i].mu, grid[i].mu_star, grid[i].sigma_pop],
        1e-12,
      );
    });
  });

  test('over 20,000 random trajectories: within 4 standard errors of it (fixed seed; error rate below 1e-3)', () => {
    const design = createMorrisDesign({ inputs: 3, levels: 4, trajectories: 20_000, seed: 'grid' });
    const points = pointsOf(design, 3);
    const effects = morrisEffects(points, outputsOf(points, 3, ishigami), {
      inputs: 3,
      jump: design.jump,
      ...bootstrap,
    });
    effects.forEach(({ mu, muStar }, i) => {
      const error = grid[i].sigma_pop / Math.sqrt(20_000);
      expect(Math.abs(mu.value - grid[i].mu)).toBeLessThan(4 * error);
      expect(Math.abs(muStar.value - grid[i].mu_star)).toBeLessThan(4 * error + 1e-12);
    });
  });
});

describe('a Morris design', () => {
  test.each([2, 4, 6, 8])('of %i levels stays on the grid and moves each input once, by p / (2(p − 1))', (levels) => {
    const design = createMorrisDesign({ inputs: 5, levels, trajectories: 40, seed: 'walk' });
    const jump = levels / (2 * (levels - 1));
    expect(design.jump).toBe(jump);
    const points = pointsOf(design, 5);
    const seen = new Set<number>();
    for (let row = 0; row < design.rows; row++) {
      const here = [...points.subarray(row * 5, row * 5 + 5)];
      for (const u of here) {
        const level = u * (levels - 1);
        expect(Math.abs(level - Math.round(level))).toBeLessThan(1e-12);
        expect(u >= 0 && u <= 1).toBe(true);
        seen.add(Math.round(level));
      }
      if (row % 6 === 0) continue;
      const moves = here.map((u, i) => Math.abs(u - points[(row - 1) * 5 + i])).filter((move) => move > 0);
      expectClose(moves, [jump], 1e-12);
    }
    expect(seen.size).toBe(levels);
    // Throws unless every input moves once in every trajectory.
    morrisEffects(points, new Float64Array(design.rows), { inputs: 5, jump, ...bootstrap });
  });

  test('leaves a margin at both ends where one is wanted, and the effects in units of the grid', () => {
    const options = { inputs: 3, levels: 4, trajectories: 10, seed: 'edge' };
    const wide = pointsOf(createMorrisDesign(options), 3);
    const narrow = pointsOf(createMorrisDesign({ ...options, margin: 0.05 }), 3);
    wide.forEach((u, i) => {
      expect(narrow[i]).toBeCloseTo(0.05 + 0.9 * u, 14);
    });
    const model = linear([1, 2, 3]);
    const effects = morrisEffects(narrow, outputsOf(narrow, 3, model), { inputs: 3, jump: 2 / 3, ...bootstrap });
    expectClose(
      effects.map(({ mu }) => mu.value),
      [0.9, 1.8, 2.7],
      1e-12,
    );
  });

  test('has the same candidates however many there are, and hangs on the seed', () => {
    const options = { inputs: 3, levels: 4, seed: 'a' };
    const few = pointsOf(createMorrisDesign({ ...options, trajectories: 5 }), 3);
    const many = pointsOf(createMorrisDesign({ ...options, trajectories: 9 }), 3);
    expect(many.subarray(0, few.length)).toEqual(few);
    expect(pointsOf(createMorrisDesign({ ...options, trajectories: 5, seed: 'b' }), 3)).not.toEqual(few);
  });

  test('refuses what it cannot make, and says why', () => {
    const make = (changes: object) => () =>
      createMorrisDesign({ inputs: 3, levels: 4, trajectories: 10, seed: 'x', ...changes });
    expect(make({ levels: 5 })).toThrow('Morris: levels is 5, must be even');
    expect(make({ inputs: 0 })).toThrow('inputs is 0');
    expect(make({ trajectories: 1.5 })).toThrow('trajectories is 1.5');
    expect(make({ candidates: 9 })).toThrow('candidates is 9, must be a whole number of at least 10');
    expect(make({ margin: 0.5 })).toThrow('margin is 0.5');
    expect(() => make({})().fill(40, new Float64Array(3))).toThrow('row is 40');
  });
});

describe('Morris effects', () => {
  const design = createMorrisDesign({ inputs: 4, levels: 4, trajectories: 12, candidates: 30, seed: 'effects' });
  const points = pointsOf(design, 4);
  const options = { inputs: 4, jump: design.jump, ...bootstrap };

  test('of a linear function are its coefficients, without spread; of an input that does nothing 0, exactly', () => {
    const effects = morrisEffects(points, outputsOf(points, 4, linear([3, -2, 0.5, 0])), options);
    expectClose(
      effects.map(({ mu }) => mu.value),
      [3, -2, 0.5, 0],
      1e-12,
    );
    expectClose(
      effects.map(({ muStar }) => muStar.value),
      [3, 2, 0.5, 0],
      1e-12,
    );
    expectClose(
      effects.map(({ sigma }) => sigma.value),
      [0, 0, 0, 0],
      1e-12,
    );
    const { mu, muStar } = effects[3];
    expect([mu.low, mu.high, muStar.low, muStar.high].map(Math.abs)).toEqual([0, 0, 0, 0]);
  });

  test('of an output that does not vary are 0', () => {
    for (const { mu, muStar, sigma } of morrisEffects(points, new Float64Array(60).fill(0.1), options)) {
      expect([mu.value, muStar.value, sigma.value].map(Math.abs)).toEqual([0, 0, 0]);
    }
  });

  test('do not hang on the order of the trajectories but for the last digits, and bound mu by mu*', () => {
    const outputs = outputsOf(points, 4, (u) => ishigami(u) + u[3] * u[0]);
    const [backPoints, backOutputs] = [new Float64Array(points.length), new Float64Array(60)];
    for (let t = 0; t < 12; t++) {
      backPoints.set(points.subarray(20 * t, 20 * (t + 1)), 20 * (11 - t));
      backOutputs.set(outputs.subarray(5 * t, 5 * (t + 1)), 5 * (11 - t));
    }
    const forth = morrisEffects(points, outputs, options);
    const back = morrisEffects(backPoints, backOutputs, options);
    for (const key of ['mu', 'muStar', 'sigma'] as const) {
      expectClose(
        back.map((effect) => effect[key].value),
        forth.map((effect) => effect[key].value),
        1e-13,
      );
    }
    for (const { mu, muStar } of forth) {
      expect(Math.abs(mu.value)).toBeLessThanOrEqual(muStar.value + 1e-13);
      expect(muStar.low <= muStar.value && muStar.value <= muStar.high).toBe(true);
    }
  });

  test('leave out moves to or from a missing output, and are undefined if all are', () => {
    const outputs = outputsOf(points, 4, linear([1, 1, 1, 1]));
    outputs[5] = NaN;
    const effects = morrisEffects(points, outputs, options);
    expect(effects.map((effect) => effect.effects).sort()).toEqual([11, 12, 12, 12]);
    for (const { mu } of effects) expect(mu.value).toBeCloseTo(1, 12);
    const [none] = morrisEffects(points, new Float64Array(60).fill(NaN), options);
    expect([none.effects, none.mu.value, none.muStar.low, none.sigma.value]).toEqual([0, NaN, NaN, NaN]);
  });

  test('say how many trajectories they need and which rows are none', () => {
    const three = { ...options, inputs: 1 };
    expect(() => morrisEffects(Float64Array.of(0, 1, 0, 1, 0, 1), new Float64Array(6), three)).toThrow(
      'Morris: 3 trajectories, at least 4 are needed',
    );
    expect(() => morrisEffects(points, new Float64Array(59), options)).toThrow(
      'do not make whole trajectories of 5 rows',
    );
    const still = points.slice();
    still.copyWithin(8, 4, 8);
    expect(() => morrisEffects(still, new Float64Array(60), options)).toThrow('from row 2 to row 3');
  });
});
