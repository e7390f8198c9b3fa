/**
 * How a path that changes course runs through the periods (docs/model.md §2, changes of course): which phase each period
 * belongs to, what its efforts have built up by then, and which force may be in place.
 */
import expm1 from '@stdlib/math-base-special-expm1';
import { parameterIndex as id } from './parameters.ts';
import { periodCount, type World, type WorldPhase } from './world.ts';

const AT = {
  years: id('clock.years'),
  step: id('clock.step_years'),
  troops: id('tripwire.troops'),
  vetoShare: id('embargo.veto_share'),
  phaseOutRate: id('embargo.phase_out_rate'),
  halfYears: id('fortress.half_years'),
  midpointYears: id('integration.midpoint_years'),
};

/** The course of one world. Row t is period t, row T the horizon. Phases and forces are numbered from 0. */
export interface Course {
  /** All phases, the first from year 0. */
  readonly phases: readonly WorldPhase[];
  /** The phase in force, [T+1]. */
  readonly phaseOf: Int32Array;
  /** Sizes that the force in place may have in stages 1 and 2, in thousand: those that are wanted at some time, each once. */
  readonly forces: Float64Array;
  /** The force that is wanted, [T+1]. */
  readonly wanted: Int32Array;
  /** What a force in place becomes when a period begins, [T+1][force]: what is more than wanted leaves at once. */
  readonly settled: Int32Array;
  /** Whether a force may be in place, [T+1][force]. */
  readonly possible: Uint8Array;
}

/** All phases of a world, the first from year 0. */
export function phasesOf({ parameters, phases = [] }: World): WorldPhase[] {
  return [{ fromYear: 0, parameters }, ...phases];
}

/** Works out the course of a faultless world. */
export function planCourse(world: World): Course {
  const phases = phasesOf(world);
  const step = world.parameters[AT.step];
  const periods = periodCount(world.parameters[AT.years], step);
  const phaseOf = Int32Array.from({ length: periods + 1 }, (_, t) =>
    phases.findLastIndex(({ fromYear }) => fromYear <= (t === periods ? t : t + 0.5) * step),
  );
  const troops = Float64Array.from(phaseOf, (phase) => phases[phase].parameters[AT.troops]);
  const forces = Float64Array.from(new Set(troops));
  const wanted = Int32Array.from(troops, (size) => forces.indexOf(size));
  const count = forces.length;
  const settled = Int32Array.from({ length: (periods + 1) * count }, (_, i) => {
    const target = wanted[Math.floor(i / count)];
    return forces[i % count] > forces[target] ? target : i % count;
  });
  const possible = new Uint8Array((periods + 1) * count);
  possible[wanted[0]] = 1;
  for (let t = 0; t < periods; t++) {
    const next = (t + 1) * count;
    for (let force = 0; force < count; force++) {
      if (possible[t * count + force]) possible[next + settled[next + force]] = 1;
    }
    // The one that has arrived by the end of period t, and the one that is wanted from now on.
    possible[next + settled[next + wanted[t]]] = 1;
    possible[next + wanted[t + 1]] = 1;
  }
  return { phases, phaseOf, forces, wanted, settled, possible };
}

/** Build-up of the fortress and of integration: effort integrated over time, each in units of its own half-time. */
export interface Efforts {
  readonly fortress: number;
  readonly integration: number;
  /** g: sanctions delivered, 0 to 1. */
  readonly sanctions: number;
}

/**
 * What has been built up after some years: X = ∫ dy/half_years(y) and ∫ dy/midpoint_years(y), so that a change of course
 * alters what is done from then on and takes nothing away. Of the sanctions the part that is neither delivered nor
 * vetoed shrinks at the rate in force; a veto that grows stops what is to come and undoes nothing.
 */
export function effortsAfter(phases: readonly WorldPhase[], years: number): Efforts {
  let fortress = 0;
  let integration = 0;
  let sanctions = 0;
  phases.forEach(({ fromYear, parameters: p }, i) => {
    const until = i + 1 < phases.length ? Math.min(years, phases[i + 1].fromYear) : years;
    const span = until - fromYear;
    if (!(span > 0)) return;
    fortress += span / p[AT.halfYears];
    integration += span / p[AT.midpointYears];
    const left = 1 - p[AT.vetoShare] - sanctions;
    if (left > 0) sanctions += left * -expm1(-p[AT.phaseOutRate] * span);
  });
  return { fortress, integration, sanctions };
}
