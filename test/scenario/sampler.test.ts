import { describe, expect, it } from 'vitest';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { worldFaults } from '../../src/deterrence/world.ts';
import { createDesign } from '../../src/random/design.ts';
import { createSampler, SampleError } from '../../src/scenario/sampler.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { fraction, loadText, sampleColumns } from './scenario-files.ts';

const noResample = () => {
  throw new Error('resampled without need');
};

/** Parameter vectors of some draws, one list a path. */
function drawWorlds(scenario: Scenario, draws: readonly number[], run = { seed: 's', draws: 1000 }) {
  const sampler = createSampler(scenario);
  const design = createDesign('random', { ...run, keys: sampler.uniformKeys });
  const uniforms = new Float64Array(sampler.uniformKeys.length);
  const columns = new Float64Array(sampler.columns.length);
  return scenario.paths.map((_, path) =>
    draws.map((draw) => {
      design.fill(draw, uniforms);
      return sampler.sample(path, draw, uniforms, noResample, columns);
    }),
  );
}

const parameterOf = (world: { parameters: Float64Array }, id: string) => world.parameters[parameterIndex(id)];

describe('common random numbers', () => {
  const text = `parameters:
  roe.threshold: lognormal(log(20), 0.8)
  roe.ambiguity: 0.5 + roe.threshold / 100
  tripwire.troops: uniform(10, 20)
variables: { delivery: beta(8, 7) }
paths:
  a: {}
  b: { parameters: { tripwire.troops: uniform(110, 120), fortress.gain: delivery * uniform(1, 2) } }
  c: { parameters: { tripwire.troops: 30 } }
`;
  const [a, b, c] = drawWorlds(loadText(text), [0, 1, 2, 3, 4, 5, 6, 7]);

  it('give a parameter that no path overrides the same value on all paths of a draw', () => {
    for (const id of ['roe.threshold', 'roe.ambiguity']) {
      expect(b.map((world) => parameterOf(world, id))).toEqual(a.map((world) => parameterOf(world, id)));
      expect(c.map((world) => parameterOf(world, id))).toEqual(a.map((world) => parameterOf(world, id)));
    }
    expect(new Set(a.map((world) => parameterOf(world, 'roe.threshold'))).size).toBe(8);
  });

  it('give an override the uniform of what it overrides', () => {
    const shift = b.map((world, i) => parameterOf(world, 'tripwire.troops') - parameterOf(a[i], 'tripwire.troops'));
    for (const difference of shift) expect(difference).toBeCloseTo(100, 10);
    expect(c.map((world) => parameterOf(world, 'tripwire.troops'))).toEqual(Array(8).fill(30));
  });

  it('give a path the same values whether the others are sampled or not', () => {
    const shared = `variables: { x: beta(2, 3), y: x + normal(0, 1) }
paths:
  a: { parameters: { war.gain: 5 + x, war.cost: 2 + y ^ 2 } }
  b: { parameters: { war.gain: 5 + x * uniform(1, 2) } }
  c: { parameters: { war.gain: 5 + x * uniform(1, 2), war.cost: 3 * uniform(1, 2) } }
  d: { parameters: { war.gain: 6 + x * uniform(1, 2) } }
`;
    const together = drawWorlds(loadText(shared), [0, 1, 2, 1, 0]);
    const sampler = createSampler(loadText(shared));
    const design = createDesign('random', { seed: 's', draws: 1000, keys: sampler.uniformKeys });
    const uniforms = new Float64Array(sampler.uniformKeys.length);
    const columns = new Float64Array(sampler.columns.length);
    [0, 1, 2, 1, 0].forEach((draw, row) => {
      design.fill(draw, uniforms);
      [3, 0, 2, 1].forEach((path) => {
        const alone = createSampler(loadText(shared)).sample(path, draw, uniforms, noResample, columns);
        expect(sampler.sample(path, draw, uniforms, noResample, columns)).toEqual(alone);
        expect(together[path][row]).toEqual(alone);
      });
    });
  });

  it('leave parameters that nobody sets at their reference values', () => {
    for (const world of a) expect(parameterOf(world, 'war.gain')).toBe(12);
  });
});

describe('under the random design', () => {
  const base = `parameters: { roe.threshold: 10 to 50, roe.ambiguity: uniform(1, 2) }
variables: { x: normal(0, 1) }
members: [ { name: France, weight: 1, resolve: x + normal(0, 3), conditionality: 5 } ]
paths: { a: {}, b: { parameters: { fortress.gain: uniform(0, 1) } } }\n`;
  const more = `parameters: { war.gain: uniform(5, 15), roe.threshold: 10 to 50, roe.ambiguity: uniform(1, 2), war.cost: 5 to 9 }
variables: { y: normal(0, 1), x: normal(0, 1) }
members: [ { name: Spain, weight: 1, resolve: y, conditionality: 5 }, { name: France, weight: 1, resolve: x + normal(0, 3), conditionality: 5 } ]
paths: { z: { parameters: { tripwire.troops: uniform(0, 30) } }, a: {}, b: { parameters: { fortress.gain: uniform(0, 1) } } }\n`;

  it('another parameter, variable, member or path changes no value of the others', () => {
    const [a, b] = drawWorlds(loadText(base), [0, 1, 2]);
    const [, laterA, laterB] = drawWorlds(loadText(more), [0, 1, 2]);
    for (const id of ['roe.threshold', 'roe.ambiguity', 'fortress.gain']) {
      expect(laterA.map((world) => parameterOf(world, id))).toEqual(a.map((world) => parameterOf(world, id)));
      expect(laterB.map((world) => parameterOf(world, id))).toEqual(b.map((world) => parameterOf(world, id)));
    }
    expect(laterA.map((world) => world.members[1].resolve)).toEqual(a.map((world) => world.members[0].resolve));
  });

  it('more draws change none of those before them', () => {
    const few = drawWorlds(loadText(base), [0, 1, 2], { seed: 's', draws: 3 });
    const many = drawWorlds(loadText(base), [0, 1, 2], { seed: 's', draws: 100_000 });
    expect(many).toEqual(few);
  });

  it('the order in which worlds are sampled does not matter', () => {
    const forwards = drawWorlds(loadText(base), [0, 1, 2, 3]);
    const backwards = drawWorlds(loadText(base), [3, 2, 1, 0]);
    expect(backwards.map((worlds) => worlds.toReversed())).toEqual(forwards);
  });
});

describe('the uniforms of a scenario', () => {
  it('are one for each distribution, named by the quantity', () => {
    const scenario = loadText(`parameters: { roe.threshold: uniform(1, 2) + uniform(1, 2), roe.ambiguity: 1 }
variables: { x: mixture(beta(2, 8), beta(8, 2), [1, 1]), y: x + 1 }
members: [ { name: A B, weight: 1, resolve: normal(0, 1), conditionality: 0 } ]
ladder: [ { name: r, risk: beta(2, 20), cost_coalition: 1, cost_challenger: 1 }, { name: g } ]
paths: { a: { parameters: { roe.threshold: 20 } }, b: { parameters: { war.gain: 5 to 9, roe.ambiguity: 1 to 2 } } }\n`);
    expect(createSampler(scenario).uniformKeys).toEqual([
      'roe.threshold',
      'roe.threshold#2',
      'x',
      'members.A B.resolve',
      'ladder[0].risk',
      'war.gain',
      'roe.ambiguity',
    ]);
  });

  it('are only appended to by a further path', () => {
    const text = (paths: string) => `parameters: { roe.threshold: uniform(1, 2) }\npaths: { ${paths} }\n`;
    const a = 'a: { parameters: { war.gain: 5 to 9 } }';
    const first = createSampler(loadText(text(a))).uniformKeys;
    const second = createSampler(
      loadText(text(`${a}, b: { parameters: { roe.threshold: uniform(1, 2) * (1 to 2), war.cost: 5 to 9 } }`)),
    ).uniformKeys;
    expect(second.slice(0, first.length)).toEqual(first);
  });
});

describe('the columns of a scenario', () => {
  it('show what varies once, and what differs between paths once a path', () => {
    const scenario = loadText(`parameters: { roe.threshold: 10 to 50, roe.ambiguity: tripwire.troops / 10, war.gain: 3 }
variables: { x: normal(0, 1), y: x + fortress.gain }
paths: { a: {}, b: { parameters: { tripwire.troops: 30 } }, c: { parameters: { fortress.gain: 0.2 } } }\n`);
    expect(createSampler(scenario).columns).toEqual([
      { name: 'roe.threshold', path: 0, id: 'roe.threshold' },
      { name: 'roe.ambiguity', path: 0, id: 'roe.ambiguity' },
      { name: 'b:roe.ambiguity', path: 1, id: 'roe.ambiguity' },
      { name: 'x', path: 0, id: 'x' },
      { name: 'y', path: 0, id: 'y' },
      { name: 'c:y', path: 2, id: 'y' },
      { name: 'tripwire.troops', path: 0, id: 'tripwire.troops' },
      { name: 'b:tripwire.troops', path: 1, id: 'tripwire.troops' },
      { name: 'fortress.gain', path: 0, id: 'fortress.gain' },
      { name: 'c:fortress.gain', path: 2, id: 'fortress.gain' },
    ]);
    const values = sampleColumns(createSampler(scenario), 3, fraction);
    expect(values).toMatchObject({
      'roe.ambiguity': 1.7,
      'b:roe.ambiguity': 3,
      'tripwire.troops': 17,
      'b:tripwire.troops': 30,
      'c:fortress.gain': 0.2,
    });
    expect(values['c:y']).toBeCloseTo(values.x + 0.2, 12);
  });
});

describe('a world', () => {
  it('holds members and ladder of the draw and nothing that the model refuses', () => {
    const scenario =
      loadText(`members: [ { name: France, weight: 3, resolve: normal(0, 5), conditionality: uniform(5, 20) } ]
ladder: [ { name: r, risk: beta(2, 20), cost_coalition: 1 to 5, cost_challenger: 2 }, { name: g } ]\n`);
    const [worlds] = drawWorlds(scenario, [0, 1]);
    for (const world of worlds) {
      expect(worldFaults(world)).toEqual([]);
      expect(world.members[0]).toMatchObject({ name: 'France', weight: 3 });
      expect(world.members[0].conditionality).toBeGreaterThan(5);
      expect(world.ladder.map((rung) => rung.name)).toEqual(['r', 'g']);
    }
    expect(worlds[0].members[0].resolve).not.toBe(worlds[1].members[0].resolve);
    expect(worlds[0].parameters).not.toBe(worlds[1].parameters);
  });

  it('finds references in whatever order they are written', () => {
    const scenario = loadText(
      'variables: { c: b + 1, b: a + 1, a: uniform(1, 2) }\nparameters: { roe.threshold: 10 * c }\n',
    );
    const values = sampleColumns(createSampler(scenario), 1, () => 0.25);
    expect(values).toMatchObject({ a: 1.25, b: 2.25, c: 3.25, 'roe.threshold': 32.5 });
  });
});

describe('a sampled value outside the allowed range', () => {
  const parameter = (value: string, outside = 'error') =>
    createSampler(
      loadText(`parameters: { backer.reliability: { value: "${value}", outside: ${outside}, note: n } }\n`),
    );
  const sample = (sampler: ReturnType<typeof parameter>, u: number, resample: (key: string, n: number) => number) =>
    sampler.sample(0, 17, Float64Array.of(u), resample, new Float64Array(sampler.columns.length)).parameters[
      parameterIndex('backer.reliability')
    ];

  it('is an error that names parameter, path, draw, value and place', () => {
    const sampler = parameter('uniform(0.5, 1.5)');
    expect(sample(sampler, 0.25, noResample)).toBe(0.75);
    expect(() => sample(sampler, 0.75, noResample)).toThrow(SampleError);
    expect(() => sample(sampler, 0.75, noResample)).toThrow(
      /test\.yaml:5:44: backer\.reliability in draw 17 on path a: 1\.25 is out of range; must be a number above 0 and below 1; change the expression, or say outside: clamp or outside: resample$/,
    );
  });

  it('is moved to the nearest allowed value by outside: clamp, just inside an open bound', () => {
    const sampler = parameter('uniform(-1, 2)', 'clamp');
    expect(sample(sampler, 0.9, noResample)).toBe(1 - 1e-9);
    expect(sample(sampler, 0.1, noResample)).toBe(1e-9);
    expect(sample(sampler, 0.5, noResample)).toBe(0.5);
  });

  it('is rounded by outside: clamp where only whole numbers are allowed', () => {
    const sampler = createSampler(
      loadText('parameters: { solver.introspection_depth: { value: "uniform(1, 30)", outside: clamp, note: n } }\n'),
    );
    const depth = (u: number) => sampleColumns(sampler, 1, () => u)['solver.introspection_depth'];
    expect([depth(0.3), depth(0.99)]).toEqual([10, 20]);
  });

  it('is drawn again by outside: resample, with the attempt in the key of the new uniform', () => {
    const sampler = parameter('uniform(-1, 2)', 'resample');
    const asked: string[] = [];
    const resample = (key: string, attempt: number) => {
      asked.push(`${key} ${attempt}`);
      return attempt < 3 ? 0.99 : 0.5;
    };
    expect(sample(sampler, 0.01, resample)).toBe(0.5);
    expect(asked).toEqual(['backer.reliability 1', 'backer.reliability 2', 'backer.reliability 3']);
    expect(() => sample(sampler, 0.01, () => 0.99)).toThrow(/also after 1000 new samples/);
  });

  it('cannot be drawn again without a distribution of its own', () => {
    const sampler = createSampler(
      loadText(
        'variables: { x: normal(0, 1) }\nparameters: { roe.ambiguity: { value: 10 * x, outside: resample, note: n } }\n',
      ),
    );
    expect(() => sampleColumns(sampler, 1, () => 0.01)).toThrow(/has no distribution of its own to resample/);
  });

  it('is found also when it is no number, or a distribution becomes impossible on the way', () => {
    const failing = (variable: string, parameterText: string) => () =>
      sampleColumns(
        createSampler(loadText(`variables: { x: ${variable} }\nparameters: { roe.threshold: "${parameterText}" }\n`)),
        1,
        () => 0.01,
      );
    expect(failing('normal(0, 1)', '20 + sqrt(x)')).toThrow(/roe\.threshold in draw 0 on path a: NaN is out of range/);
    expect(failing('log(uniform(-1, 1))', '20 + x')).toThrow(
      /x in draw 0 on path a: NaN is out of range; must be a finite number$/,
    );
    expect(failing('normal(0, 1)', 'lognormal(3, x)')).toThrow(
      /roe\.threshold in draw 0 on path a: lognormal: sigma is -2\.3/,
    );
  });

  it('is seen in rates that allow more than one opportunity a period', () => {
    const text = (outside: string) =>
      `parameters: { ceasefire.offer_rate: { value: "uniform(0, 8)", outside: ${outside}, note: n } }\n`;
    const rate = (outside: string) =>
      sampleColumns(createSampler(loadText(text(outside))), 1, () => 0.75)['ceasefire.offer_rate'];
    expect(() => rate('error')).toThrow(/ceasefire\.offer_rate in draw 0 on path a: 6 is out of range/);
    expect(rate('clamp')).toBeCloseTo(4, 9);
  });
});
