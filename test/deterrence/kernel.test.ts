import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernel } from '../../build-kernel.ts';
import { prepareGame } from '../../src/deterrence/game.ts';
import { Kernel } from '../../src/deterrence/kernel.ts';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { parameterIndex, referenceParameters } from '../../src/deterrence/parameters.ts';
import { layOutPolicy } from '../../src/deterrence/policy.ts';
import { createSolution, solve } from '../../src/deterrence/solve.ts';
import { REFERENCE_LADDER, REFERENCE_MEMBERS, type World } from '../../src/deterrence/world.ts';

function world(changes: Readonly<Record<string, number>> = {}, members = REFERENCE_MEMBERS): World {
  const parameters = referenceParameters();
  for (const [id, value] of Object.entries(changes)) parameters[parameterIndex(id)] = value;
  return { parameters, members, ladder: REFERENCE_LADDER };
}

describe('the compiled inner loops', () => {
  it('are compiled from their source as it is now (write them anew with npm run kernel)', async () => {
    const committed = readFileSync(new URL('../../src/deterrence/kernel-program.ts', import.meta.url), 'utf8');
    expect(await compileKernel()).toBe(committed);
  });
});

describe('the memory of a kernel', () => {
  const game = prepareGame(world());
  const kernel = () => new Kernel(game, layOutPolicy(game.points, game.rungs));

  it('keeps what stands in it when it grows, under the views that there are', () => {
    const small = kernel();
    const before = small.doubles(1000).fill(1);
    const large = small.doubles(4_000_000).fill(2);
    const after = small.doubles(1000).fill(3);
    expect(before.every((x) => x === 1)).toBe(true);
    expect(large.every((x) => x === 2)).toBe(true);
    expect(after.every((x) => x === 3)).toBe(true);
    before[0] = 5;
    expect(new Float64Array(after.buffer, before.byteOffset, 1)[0]).toBe(5);
  });

  it('gives out room in whole vectors, of which none reaches into another', () => {
    const one = kernel();
    const rooms = [1, 2, 3, 9, 27, 81].flatMap((length) => [one.doubles(length), one.integers(length)]);
    for (const [i, room] of rooms.entries()) {
      expect(room.byteOffset % 16).toBe(0);
      // Loops that go by two may touch one double beyond an odd number.
      if (i > 0) expect(room.byteOffset).toBeGreaterThanOrEqual(rooms[i - 1].byteOffset + rooms[i - 1].byteLength + 8);
    }
  });

  it("is no other's: a solution stands while another is made", () => {
    const first = createSolution(game);
    solve(first);
    const [values, policy] = [first.values.slice(), first.policy.slice()];
    solve(createSolution(prepareGame(world({ 'backer.reliability': 0.9, 'challenger.rationality': 0.1 }))));
    expect(first.values).toEqual(values);
    expect(first.policy).toEqual(policy);
  });
});

describe('a model that is used again', () => {
  const committee = (size: number) =>
    Array.from({ length: size }, (_, i) => ({
      name: `member ${i + 1}`,
      weight: 1 + ((7 * i) % 12),
      resolve: ((5 * i) % 13) - 6,
      conditionality: 8 + ((11 * i) % 18),
    }));
  // Committees of rising and falling size, so that tables have to find room; a coalition without a force after one with;
  // misperceptions; other shapes in between.
  const worlds: readonly (readonly [string, World])[] = [
    ['five members', world({}, committee(5))],
    ['a single member', world()],
    ['twenty members', world({ 'coalition.rationality': 0.5 }, committee(20))],
    ['no force', world({ 'tripwire.troops': 0 }, committee(5))],
    ['misperceptions', world({ 'challenger.overconfidence': 0.4, 'challenger.misperception_resolve': -0.5 })],
    ['an even number of beliefs', world({ 'solver.belief_points': 12 })],
    ['deeper introspection', world({ 'solver.introspection_depth': 6 }, committee(7))],
    ['no introspection', world({ 'solver.introspection_depth': 1 }, committee(3))],
    ['five members again', world({}, committee(5))],
  ];
  const fresh = worlds.map(([, each]) => {
    const outputs = new Float64Array(OUTPUTS.length);
    createModel().evaluate(each, outputs);
    return outputs;
  });
  const used = createModel();

  for (const [i, [name, each]] of worlds.entries()) {
    it(`finds the bits that a new one finds: ${name}`, () => {
      const outputs = new Float64Array(OUTPUTS.length);
      used.evaluate(each, outputs);
      expect(outputs).toEqual(fresh[i]);
    });
  }
});
