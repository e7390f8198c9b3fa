import { describe, expect, it } from 'vitest';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import type { World } from '../../src/deterrence/world.ts';
import { worldFaults } from '../../src/deterrence/world.ts';
import { certainScenario } from '../../src/experiment/certain-scenario.ts';
import { replaceValues } from '../../src/experiment/replace-values.ts';
import { packScenario, unpackScenario } from '../../src/experiment/scenario-data.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { splitPhased } from '../../src/scenario/phases.ts';
import { createSampler } from '../../src/scenario/sampler.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { faultsOf, fraction, HARM, loadText, sampleColumns, writeFiles } from './scenario-files.ts';

const TEXT = `parameters:
  fortress.gain: { value: "uniform(0.2, 0.4)", judgement: true }
  fortress.half_years: 4
  tripwire.strength_per_10k: tripwire.troops / 1000
variables:
  will: { value: "uniform(0, 1)", judgement: true }
  doubled: 2 * tripwire.troops
paths:
  kept: { parameters: { tripwire.troops: 0 } }
  changing:
    parameters: { tripwire.troops: 5, war.gain: doubled }
    phases:
      - parameters: { tripwire.troops: 0 }
      - from_year: 3
        parameters:
          tripwire.troops: { value: "uniform(10, 20)", judgement: true }
          fortress.half_years: 2 + will
      - from_year: 6
        parameters: { fortress.gain: { value: "tripwire.troops / 100 + uniform(0, 1)", judgement: true } }
`;

/** The world of a path with uniforms that are a function of their key. */
function worldOf(scenario: Scenario, path: string, uniformOf = fraction): World {
  const sampler = createSampler(scenario);
  const uniforms = Float64Array.from(sampler.uniformKeys, uniformOf);
  const index = scenario.paths.findIndex(({ name }) => name === path);
  return sampler.sample(index, 0, uniforms, () => 0.5, new Float64Array(sampler.columns.length));
}

const valuesOf = (world: World, id: string) =>
  [world.parameters, ...(world.phases ?? []).map(({ parameters }) => parameters)].map(
    (parameters) => parameters[parameterIndex(id)],
  );

describe('a path with phases', () => {
  const scenario = loadText(TEXT);
  const world = worldOf(scenario, 'changing');

  it('gives a world that the model accepts, with the years of its phases', () => {
    expect(worldFaults(world)).toEqual([]);
    expect(world.phases?.map(({ fromYear }) => fromYear)).toEqual([3, 6]);
    expect(worldOf(scenario, 'kept').phases).toBeUndefined();
  });

  it('sets in the first phase what holds from the start', () => {
    expect(valuesOf(world, 'tripwire.troops')[0]).toBe(0);
    expect(scenario.paths[1].parameters.get('tripwire.troops')?.expression.text).toBe('0');
  });

  it('keeps in a phase what that does not set, as it was sampled before', () => {
    const [, troops, later] = valuesOf(world, 'tripwire.troops');
    expect(troops).toBe(10 + 10 * fraction('tripwire.troops@3'));
    expect(later).toBe(troops);
    const [gain, same] = valuesOf(world, 'fortress.gain');
    expect(gain).toBeCloseTo(0.2 + 0.2 * fraction('fortress.gain'), 15);
    expect(same).toBe(gain);
  });

  it('reads in an expression what holds in that phase', () => {
    const [, troops] = valuesOf(world, 'tripwire.troops');
    expect(valuesOf(world, 'fortress.gain')[2]).toBeCloseTo(troops / 100 + fraction('fortress.gain@6'), 15);
    expect(valuesOf(world, 'fortress.half_years')).toEqual([4, 2 + fraction('will'), 2 + fraction('will')]);
  });

  it('computes anew what is computed from what has changed, through variables too', () => {
    const troops = valuesOf(world, 'tripwire.troops');
    expect(valuesOf(world, 'tripwire.strength_per_10k')).toEqual(troops.map((size) => size / 1000));
    expect(valuesOf(world, 'war.gain')).toEqual(troops.map((size) => 2 * size));
  });

  it('keeps the luck of what is only computed anew', () => {
    const noisy = loadText(`parameters: { war.gain: { value: "tripwire.troops * uniform(1, 2)", judgement: true } }
paths: { a: { parameters: { tripwire.troops: 1 }, phases: [ { from_year: 3, parameters: { tripwire.troops: 2 } } ] } }
`);
    const [before, after] = valuesOf(worldOf(noisy, 'a'), 'war.gain');
    expect(before).toBe(1 + fraction('war.gain'));
    expect(after).toBe(2 * before);
  });

  it('has columns for what changes, named by path and year', () => {
    const names = createSampler(scenario).columns.map(({ name }) => name);
    expect(names.filter((name) => name.includes('@'))).toEqual([
      'changing:tripwire.troops@3',
      'changing:fortress.half_years@3',
      'changing:fortress.gain@6',
      'changing:tripwire.strength_per_10k@3',
      'changing:doubled@3',
      'changing:war.gain@3',
    ]);
    const columns = sampleColumns(createSampler(scenario), 2, fraction);
    expect(columns['changing:war.gain@3']).toBe(valuesOf(world, 'war.gain')[1]);
    expect(columns['changing:tripwire.troops']).toBe(0);
  });

  it('leaves the worlds of the other paths alone', () => {
    const without = loadText(TEXT.slice(0, TEXT.indexOf('  changing:')));
    expect(worldOf(scenario, 'kept')).toEqual(worldOf(without, 'kept'));
  });

  it('may begin without a phase from the start', () => {
    const late = loadText('paths: { a: { phases: [ { from_year: 2.5, parameters: { tripwire.troops: 1 } } ] } }\n');
    expect(valuesOf(worldOf(late, 'a'), 'tripwire.troops')).toEqual([17, 1]);
  });

  it('is the same after a way to another thread', () => {
    const sent = unpackScenario(structuredClone(packScenario(scenario)));
    expect(worldOf(sent, 'changing')).toEqual(world);
  });

  it('is one that differs from a path that is the same but for a phase', () => {
    const twins = loadText(`paths:
  a: { parameters: { tripwire.troops: 1 } }
  b: { parameters: { tripwire.troops: 1 }, phases: [ { from_year: 3, parameters: { tripwire.troops: 2 } } ] }
`);
    expect(twins.warnings).toEqual([]);
  });

  it('is varied by extends as a list: the new one takes the place of the old', () => {
    const file = writeFiles({
      'b.yaml': 'extends: a.yaml\npaths: { p: { phases: [ { from_year: 4, parameters: { fortress.gain: 1 } } ] } }\n',
      'a.yaml': `title: A\n${HARM}paths: { p: { phases: [ { from_year: 2, parameters: { tripwire.troops: 1 } } ] } }\n`,
    });
    const [path] = loadScenario(file).paths;
    expect(path.phases).toEqual([4]);
    expect([...path.parameters.keys()]).toEqual(['fortress.gain@4']);
  });
});

describe('names of phases', () => {
  it('are taken apart, and those of members left whole', () => {
    expect(splitPhased('fortress.gain@3')).toEqual({ id: 'fortress.gain', fromYear: 3 });
    expect(splitPhased('fortress.gain@2.5')).toEqual({ id: 'fortress.gain', fromYear: 2.5 });
    expect(splitPhased('fortress.gain').fromYear).toBeUndefined();
    expect(splitPhased('members.A@3.resolve')).toEqual({ id: 'members.A@3.resolve', fromYear: undefined });
  });
});

describe('settings of the command line', () => {
  const troops = (...set: string[]) => valuesOf(worldOf(loadText(TEXT, { set }), 'changing'), 'tripwire.troops');

  it('hold in all phases of a path', () => {
    expect(troops('changing:tripwire.troops=30')).toEqual([30, 30, 30]);
  });

  it('hold in one phase, and where no later one says otherwise', () => {
    const [before] = troops();
    expect(troops('changing:tripwire.troops@3=30')).toEqual([before, 30, 30]);
    expect(troops('changing:tripwire.troops@6=30')[2]).toBe(30);
  });

  it('are refused for a phase that is not there', () => {
    expect(faultsOf(() => troops('changing:tripwire.troops@4=1'))).toEqual([
      '--set changing:tripwire.troops@4=1: changing:tripwire.troops@4: path changing has no phase that begins in year 4; its phases begin in 0, 3, 6',
    ]);
    expect(faultsOf(() => troops('kept:tripwire.troops@3=1'))[0]).toMatch(
      /no phase that begins in year 3; it has none$/,
    );
  });
});

describe('values that replace those of the scenario', () => {
  const scenario = loadText(TEXT);
  const at = { file: 'test', line: 0, column: 0 };
  const troops = (id: string, path?: string) =>
    valuesOf(worldOf(replaceValues(scenario, [{ id, path, value: 30, at }]), 'changing'), 'tripwire.troops');

  it('hold in all phases', () => {
    expect(troops('tripwire.troops')).toEqual([30, 30, 30]);
    expect(troops('tripwire.troops', 'changing')).toEqual([30, 30, 30]);
  });

  it('hold in one phase', () => {
    expect(troops('tripwire.troops@3', 'changing')).toEqual([0, 30, 30]);
  });
});

describe('a scenario of one certain world', () => {
  it('is that world, phases included', () => {
    const scenario = loadText(TEXT);
    const sampler = createSampler(scenario);
    const values = Object.entries(sampleColumns(sampler, 2, fraction));
    const data = certainScenario(
      scenario,
      values.map(([name]) => ({ name })),
      Float64Array.from(values, ([, value]) => value),
      () => 'as sampled',
    );
    const again = loadScenario(writeFiles({ 'certain.json': JSON.stringify(data) }));
    for (const path of ['kept', 'changing']) {
      expect(createSampler(again).uniformKeys).toEqual([]);
      const [world, expected] = [worldOf(again, path), worldOf(scenario, path)];
      expect(world.parameters).toEqual(expected.parameters);
      expect(world.phases).toEqual(expected.phases);
    }
  });
});

describe('a phase that no longer sets a parameter', () => {
  const text = `parameters: { commitment.binding: { value: "uniform(0, 0.2)", judgement: true } }
paths:
  kept: { parameters: { tripwire.troops: 0 } }
  bound:
    parameters: { commitment.binding: 0.5, tripwire.troops: 20 }
    phases: [ { from_year: 3, parameters: { commitment.binding: null, tripwire.troops: null } } ]
`;

  it('goes back to what the scenario says for all paths, with the luck that it has there', () => {
    const scenario = loadText(text);
    const shared = 0.2 * fraction('commitment.binding');
    expect(valuesOf(worldOf(scenario, 'bound'), 'commitment.binding')).toEqual([0.5, shared]);
    expect(valuesOf(worldOf(scenario, 'kept'), 'commitment.binding')).toEqual([shared]);
    expect(createSampler(scenario).uniformKeys).toEqual(['commitment.binding']);
  });

  it('goes back to the reference value where the scenario says nothing', () => {
    expect(valuesOf(worldOf(loadText(text), 'bound'), 'tripwire.troops')).toEqual([20, 17]);
  });

  it('goes back to what the command line says, and to what replaces it', () => {
    const set = loadText(text, { set: ['commitment.binding=0.3'] });
    expect(valuesOf(worldOf(set, 'bound'), 'commitment.binding')).toEqual([0.5, 0.3]);
    const at = { file: 'test', line: 0, column: 0 };
    const replacement = { id: 'commitment.binding', path: undefined, value: 0.9, at, exact: true };
    const replaced = replaceValues(loadText(text), [replacement]);
    expect(valuesOf(worldOf(replaced, 'kept'), 'commitment.binding')).toEqual([0.9]);
    expect(valuesOf(worldOf(replaced, 'bound'), 'commitment.binding')[1]).toBe(0.9);
  });
});
