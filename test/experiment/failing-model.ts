import type { Model } from '../../src/deterrence/model.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { fakeModel } from './fake-model.ts';

/** A model that fails in about one world of eight. */
export function failingModel(): Model {
  return fakeModel((world) => {
    const reliability = world.parameters[parameterIndex('backer.reliability')];
    if (reliability > 0.6) throw new RangeError(`no equilibrium at ${reliability}`);
  });
}
