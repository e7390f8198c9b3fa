/** Stands in for the model where only what is around it is tested: outputs are simple functions of the parameters. */
import type { Model } from '../../src/deterrence/model.ts';
import { deriveOutputs, OUTCOMES, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import type { World } from '../../src/deterrence/world.ts';

/** A model whose ceasefire holds with the backer's reliability and whose war is lost otherwise. */
export function fakeModel(onEvaluate: (world: World, outputs: Float64Array) => void = () => {}): Model {
  return {
    evaluate(world, outputs, timeline) {
      outputs.fill(0);
      const reliability = world.parameters[parameterIndex('backer.reliability')];
      outputs[outputIndex('ceasefire_holds')] = reliability;
      outputs[outputIndex('renewed_war_lost')] = 1 - reliability;
      outputs[outputIndex('ceasefires')] = 1;
      outputs[outputIndex('ceasefire_year')] = world.parameters[parameterIndex('coalition.resolve')];
      outputs[outputIndex('breakdown_year')] = Number.NaN;
      outputs[outputIndex('budget')] = world.parameters[parameterIndex('tripwire.troops')];
      deriveOutputs(outputs);
      if (timeline) {
        for (let i = 0; i < timeline.length; i++) timeline[i] = outputs[i % OUTCOMES.length];
      }
      onEvaluate(world, outputs.subarray(0, OUTPUTS.length));
    },
    simulate: (_world, streams) =>
      streams.map((random) => {
        const history = new Float64Array(OUTPUTS.length);
        history[outputIndex('nuclear_use')] = 1;
        history[outputIndex('war_years')] = random();
        history[outputIndex('breakdown_year')] = Number.NaN;
        return history;
      }),
  };
}
