/** What sampled worlds show of a scenario before any of them is played. */
import { phasesOf } from '../../deterrence/course.ts';
import { type PayoffOrder, payoffOrders } from '../../deterrence/payoff-order.ts';
import type { World } from '../../deterrence/world.ts';
import type { Plan } from '../../experiment/plan.ts';
import { createUniformSource } from '../../experiment/uniforms.ts';
import { formatShort } from '../../report/number-text.ts';
import { type Adjustment, createSampler, SampleError } from '../../scenario/sampler.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Finding, inDraws, positionOf } from './deep-findings.ts';

export interface SampledWorlds {
  /** Names of the sampled quantities, `path:id` where a path has its own, with their values by draw. */
  readonly quantities: ReadonlyMap<string, Float64Array>;
  readonly findings: readonly Finding[];
}

/** Samples all draws of a plan on all paths, without evaluating them. */
export function sampleWorlds(scenario: Scenario, plan: Plan): SampledWorlds {
  const adjustments = new Map<string, AdjustedQuantity>();
  const sampler = createSampler(scenario, (adjustment) => noteAdjustment(adjustments, adjustment));
  const source = createUniformSource(scenario, sampler.uniformKeys, plan);
  const uniforms = new Float64Array(sampler.uniformKeys.length);
  const row = new Float64Array(sampler.columns.length);
  const values = sampler.columns.map(() => new Float64Array(plan.draws).fill(Number.NaN));
  const orders = payoffOrders(scenario.ladder.length).map((order) => watchOrder(order, scenario.paths.length));
  for (let draw = 0; draw < plan.draws; draw++) {
    source.fill(draw, uniforms);
    const resample = source.resample(draw);
    row.fill(Number.NaN);
    for (let path = 0; path < scenario.paths.length; path++) {
      const world = sampleOne(() => sampler.sample(path, draw, uniforms, resample, row));
      if (world) for (const order of orders) order.look(world, path, draw);
    }
    for (const [index, value] of row.entries()) values[index][draw] = value;
  }
  return {
    quantities: new Map(sampler.columns.map(({ name }, index) => [name, values[index]])),
    findings: [
      ...orders.flatMap(({ report }) => report(scenario, plan)),
      ...[...adjustments.values()].map((adjusted) => reportAdjustment(adjusted, plan)),
    ],
  };
}

/** Worlds that cannot be sampled are counted when they are evaluated. */
function sampleOne(sample: () => World): World | undefined {
  try {
    return sample();
  } catch (error) {
    if (error instanceof SampleError) return undefined;
    throw error;
  }
}

interface AdjustedQuantity extends Pick<Adjustment, 'quantity' | 'how'> {
  readonly draws: Set<number>;
  low: number;
  high: number;
}

function noteAdjustment(all: Map<string, AdjustedQuantity>, { quantity, how, draw, value }: Adjustment): void {
  const key = JSON.stringify([quantity.id, quantity.at, how]);
  const known = all.get(key) ?? { quantity, how, draws: new Set<number>(), low: value, high: value };
  known.draws.add(draw);
  known.low = Math.min(known.low, value);
  known.high = Math.max(known.high, value);
  all.set(key, known);
}

function reportAdjustment({ quantity, how, draws, low, high }: AdjustedQuantity, plan: Plan): Finding {
  const met = low === high ? formatShort(low, 4) : `${formatShort(low, 4)} to ${formatShort(high, 4)}`;
  const why =
    how === 'clamped'
      ? 'its bound then has a probability of its own'
      : 'it then has another distribution than is written';
  return {
    check: 'adjusted',
    at: quantity.at,
    subject: quantity.id,
    found: `is ${how === 'clamped' ? 'clamped' : 'sampled again'} ${inDraws(draws.size, plan.draws)}, where it came out as ${met}`,
    advice: `narrow the distribution if that is not meant: ${why}`,
    draws: { count: draws.size, of: plan.draws },
  };
}

/** Counts in how many draws an order is broken on each path, and where it is broken most. */
function watchOrder(order: PayoffOrder, paths: number) {
  const broken = new Uint32Array(paths);
  const looked = new Uint32Array(paths);
  let worst: { readonly draw: number; readonly lesser: number; readonly greater: number } | undefined;
  return {
    look(world: World, path: number, draw: number): void {
      // A world that changes course is out of order where it is so in any phase.
      const all = phasesOf(world).flatMap(({ parameters }) => {
        const sides = order.sides({ ...world, parameters });
        return sides ? [sides] : [];
      });
      if (all.length === 0) return;
      const [lesser, greater] = all.reduce((most, sides) => (sides[0] - sides[1] > most[0] - most[1] ? sides : most));
      looked[path]++;
      if (!(lesser > greater)) return;
      broken[path]++;
      if (!worst || lesser - greater > worst.lesser - worst.greater) worst = { draw, lesser, greater };
    },
    report(scenario: Scenario, plan: Plan): Finding[] {
      if (worst === undefined) return [];
      const names = plan.paths.map(({ name }) => name);
      const most = Math.max(...broken);
      const isSame = broken.every((count, path) => looked[path] === 0 || count === most);
      const counted = names.flatMap((name, path) => (broken[path] > 0 ? [`${broken[path]} on ${name}`] : []));
      const where = isSame ? '' : `: ${counted.join(', ')}`;
      const worstPath = broken.indexOf(most);
      const [path, of] = [names[worstPath], looked[worstPath]];
      const { draw, lesser, greater } = worst;
      // What the file sets can be mended there.
      const subject = order.quantities.find((id) => positionOf(scenario, id, path)?.line) ?? order.quantities[0];
      return [
        {
          check: 'payoff_order',
          at: positionOf(scenario, subject, path),
          subject,
          found: `${order.broken}, ${inDraws(most, of)}${where}; most in draw ${draw}, ${formatShort(lesser, 3)} against ${formatShort(greater, 3)}`,
          advice: `${apartFrom(order.quantities.filter((id) => id !== subject))}, or say in a note that it is meant`,
          draws: { count: most, of },
        },
      ];
    },
  };
}

function apartFrom(others: readonly string[]): string {
  const last = others[others.length - 1];
  const list = others.length === 1 ? last : `${others.slice(0, -1).join(', ')} and ${last}`;
  return `draw it apart from ${list}`;
}
