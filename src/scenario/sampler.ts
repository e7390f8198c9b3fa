/** From uniforms to worlds: computes every quantity of a draw, in an order in which each finds what it reads. */
import { type AllowedRange, describeRange, isAllowed, parameterIndex } from '../deterrence/parameters.ts';
import type { Member, Rung, World } from '../deterrence/world.ts';
import { DistributionError } from '../distribution/distribution.ts';
import type { Evaluate } from '../expression/expression.ts';
import { splitPhased } from './phases.ts';
import {
  buildProgram,
  certainValues,
  commonQuantities,
  PARAMETER_COUNT,
  type PathProgram,
  slotIn,
  slotsOfPhase,
} from './program.ts';
import { formatFault, type Quantity, type Scenario } from './scenario.ts';
import { type BindShared, createBindShared } from './shared-values.ts';

/** One column of params.csv: a quantity that varies or that a path sets differently. */
interface SampledColumn {
  /** Quantity id, or `path:id` where a path sets it differently; of a phase `path:id@year`. */
  readonly name: string;
  /** Index of the path whose value it shows; any path shows a shared value. */
  readonly path: number;
  readonly id: string;
}

/** Draws a fresh uniform for the attempt-th resampling (from 1) of a quantity: `outside: resample`. */
export type Resample = (key: string, attempt: number) => number;

export interface Sampler {
  /** Keys of the uniforms a draw needs, in the order of the `uniforms` handed to `sample`. The same for all paths. */
  readonly uniformKeys: readonly string[];
  readonly columns: readonly SampledColumn[];
  /**
   * Computes the world of one path from the uniforms of one draw.
   * @param path index in scenario.paths
   * @param draw draw id, for messages
   * @param columnValues filled at the positions of the columns that show this path (length columns.length)
   * @throws SampleError if a value lies outside its range, or cannot be computed
   */
  sample(path: number, draw: number, uniforms: Float64Array, resample: Resample, columnValues: Float64Array): World;
}

/** A value that came out outside its allowed range and was made to fit. */
export interface Adjustment {
  readonly quantity: Quantity;
  readonly how: 'clamped' | 'resampled';
  /** Position of the path. */
  readonly path: number;
  readonly draw: number;
  /** What it first came out as. */
  readonly value: number;
}

/** A draw that gives no world: names the quantity, the path, the draw and the value, and what is allowed. */
export class SampleError extends Error {
  override readonly name = 'SampleError';
  readonly quantity: string;
  readonly path: string;
  readonly draw: number;
  readonly value: number;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(message: string, place: { quantity: string; path: string; draw: number; value: number; reason: string }) {
    super(message);
    this.quantity = place.quantity;
    this.path = place.path;
    this.draw = place.draw;
    this.value = place.value;
    this.reason = place.reason;
  }
}

/** How often `outside: resample` draws again before it gives up. */
const MAX_ATTEMPTS = 1000;
/** How far inside an open bound `outside: clamp` puts a value, as a share of the range (of 1 if that is wider). */
const INSIDE = 1e-9;

/** Opportunities whose rate times the period length is a probability (docs/model.md §1). */
const RATES: ReadonlySet<string> = new Set(['challenger.challenge_rate', 'ceasefire.offer_rate']);

/**
 * Prepares the sampling of a scenario that has been loaded without faults.
 * @param onAdjusted told of every value that is made to fit
 */
export function createSampler(scenario: Scenario, onAdjusted?: (adjustment: Adjustment) => void): Sampler {
  const programs = scenario.paths.map((path) => buildProgram(scenario, path));
  const uniformKeys = keysOf(scenario);
  const keyIndex = new Map(uniformKeys.map((key, index) => [key, index]));
  const columns = columnsOf(scenario, programs);
  const bind = createBindShared();
  const samplePath = programs.map((program, path) =>
    preparePath(scenario, path, program, keyIndex, columns, bind, onAdjusted),
  );
  return {
    uniformKeys,
    columns,
    sample: (path, draw, uniforms, resample, columnValues) => samplePath[path](draw, uniforms, resample, columnValues),
  };
}

/** Key of the n-th (from 0) distribution of a quantity. */
const keyOf = (id: string, n: number): string => (n === 0 ? id : `${id}#${n + 1}`);

/** Keys of the common quantities first, then what paths need beyond them: a further path only appends. */
function keysOf(scenario: Scenario): string[] {
  const keys = new Set<string>();
  const add = (quantities: ReadonlyMap<string, Quantity>) => {
    for (const [id, { key = id, expression }] of quantities) {
      for (let n = 0; n < expression.distributionCount; n++) keys.add(keyOf(key, n));
    }
  };
  add(commonQuantities(scenario));
  for (const path of scenario.paths) add(path.parameters);
  return [...keys];
}

function columnsOf(scenario: Scenario, programs: readonly PathProgram[]): SampledColumn[] {
  const own = scenario.paths.map((path, index) => differingIds(programs[index], path.parameters));
  const ids = new Set([
    ...commonQuantities(scenario).keys(),
    ...scenario.paths.flatMap((p) => [...p.parameters.keys()]),
    ...programs.flatMap(({ quantities }) => [...quantities.keys()]),
  ]);
  const columns: SampledColumn[] = [];
  for (const id of ids) {
    const differs = own.some((set) => set.has(id));
    if (!differs && !programs[0].uncertain.has(id)) continue;
    const isPhased = splitPhased(id).fromYear !== undefined;
    const shared = isPhased ? -1 : own.findIndex((set) => !set.has(id));
    if (shared >= 0) columns.push({ name: id, path: shared, id });
    own.forEach((set, path) => {
      if (set.has(id)) columns.push({ name: `${scenario.paths[path].name}:${id}`, path, id });
    });
  }
  return columns;
}

/** What a path sets itself, and what is computed from that. */
function differingIds(program: PathProgram, set: ReadonlyMap<string, Quantity>): Set<string> {
  const differing = new Set(set.keys());
  for (const id of program.order) {
    if (program.quantities.get(id)!.expression.references.some((name) => differing.has(name))) differing.add(id);
  }
  return differing;
}

/** One uncertain quantity of a path, ready to be computed. */
interface Step {
  readonly quantity: Quantity;
  readonly slot: number;
  readonly evaluate: Evaluate;
  /** Its uniforms in the path's own vector of uniforms, and their keys. */
  readonly firstUniform: number;
  readonly keys: readonly string[];
  readonly range: AllowedRange | undefined;
  /** Values that `outside: clamp` stops at. */
  readonly low: number;
  readonly high: number;
}

type SamplePath = (draw: number, uniforms: Float64Array, resample: Resample, columnValues: Float64Array) => World;

function preparePath(
  scenario: Scenario,
  path: number,
  program: PathProgram,
  keyIndex: ReadonlyMap<string, number>,
  columns: readonly SampledColumn[],
  bind: BindShared,
  onAdjusted?: (adjustment: Adjustment) => void,
): SamplePath {
  const certain = certainValues(program);
  const stepYears = certain[parameterIndex('clock.step_years')];
  const steps: Step[] = [];
  const sources: number[] = [];
  for (const id of program.order.filter((name) => program.uncertain.has(name))) {
    const quantity = program.quantities.get(id)!;
    const key = quantity.key ?? id;
    const keys = Array.from({ length: quantity.expression.distributionCount }, (_, n) => keyOf(key, n));
    const range = RATES.has(splitPhased(id).id) ? rateRange(quantity.range!, stepYears) : quantity.range;
    const evaluate = bind(quantity, program);
    const bounds = range ? clampBounds(range) : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    steps.push({ quantity, slot: slotIn(program, id), evaluate, firstUniform: sources.length, keys, range, ...bounds });
    sources.push(...keys.map((key) => keyIndex.get(key)!));
  }
  const shown = columns.flatMap((column, index) =>
    column.path === path ? [{ index, slot: slotIn(program, column.id) }] : [],
  );
  const coalition = prepareMembers(scenario, program);
  const ladder = prepareLadder(scenario, program);
  const phases = program.phases.map((phase) => ({ fromYear: phase.fromYear, slots: slotsOfPhase(program, phase) }));
  const values = new Float64Array(certain.length);
  const own = new Float64Array(sources.length);
  const pathName = scenario.paths[path].name;
  const adjusted = onAdjusted && ((part: Omit<Adjustment, 'path'>) => onAdjusted({ ...part, path }));

  return (draw, uniforms, resample, columnValues) => {
    values.set(certain);
    for (let i = 0; i < sources.length; i++) own[i] = uniforms[sources[i]];
    for (const step of steps) values[step.slot] = compute(step, values, own, resample, pathName, draw, adjusted);
    for (const { index, slot } of shown) columnValues[index] = values[slot];
    return {
      parameters: values.slice(0, PARAMETER_COUNT),
      ...(phases.length > 0 && {
        phases: phases.map(({ fromYear, slots }) => ({
          fromYear,
          parameters: Float64Array.from(slots, (slot) => values[slot]),
        })),
      }),
      members: coalition(values),
      ladder: ladder(values),
    };
  };
}

function compute(
  step: Step,
  values: Float64Array,
  uniforms: Float64Array,
  resample: Resample,
  path: string,
  draw: number,
  onAdjusted?: (adjustment: Omit<Adjustment, 'path'>) => void,
): number {
  const { range, quantity } = step;
  let value = evaluateStep(step, values, uniforms, path, draw);
  if (range ? isAllowed(value, range) : Number.isFinite(value)) return value;
  if (range && quantity.outside === 'clamp' && !Number.isNaN(value)) {
    onAdjusted?.({ quantity, how: 'clamped', draw, value });
    const inside = Math.min(Math.max(value, step.low), step.high);
    return range.integer ? Math.round(inside) : inside;
  }
  if (quantity.outside === 'resample' && step.keys.length > 0) {
    onAdjusted?.({ quantity, how: 'resampled', draw, value });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      for (let n = 0; n < step.keys.length; n++) uniforms[step.firstUniform + n] = resample(step.keys[n], attempt);
      value = evaluateStep(step, values, uniforms, path, draw);
      if (range ? isAllowed(value, range) : Number.isFinite(value)) return value;
    }
  }
  return fail(step, path, draw, value, outsideMessage(step, value));
}

function evaluateStep(step: Step, values: Float64Array, uniforms: Float64Array, path: string, draw: number): number {
  try {
    return step.evaluate(values, uniforms, step.firstUniform);
  } catch (error) {
    if (error instanceof DistributionError) return fail(step, path, draw, Number.NaN, `${error.message}`);
    throw error;
  }
}

function outsideMessage({ quantity, range, keys }: Step, value: number): string {
  const allowed = range ? describeRange(range) : 'a finite number';
  if (quantity.outside === 'resample' && keys.length > 0) {
    return `${value} is out of range, also after ${MAX_ATTEMPTS} new samples; must be ${allowed}`;
  }
  if (quantity.outside === 'resample') {
    return `${value} is out of range, and it has no distribution of its own to resample; must be ${allowed}`;
  }
  const remedy =
    range && !Number.isNaN(value) ? '; change the expression, or say outside: clamp or outside: resample' : '';
  return `${value} is out of range; must be ${allowed}${remedy}`;
}

function fail(step: Step, path: string, draw: number, value: number, reason: string): never {
  const { id, at } = step.quantity;
  const message = formatFault({ at, message: `${id} in draw ${draw} on path ${path}: ${reason}` });
  throw new SampleError(message, { quantity: id, path, draw, value, reason });
}

/** A rate may not exceed one opportunity a period. A rate of exactly 1/Δ is meant, whatever the rounding. */
function rateRange(range: AllowedRange, stepYears: number): AllowedRange {
  return { ...range, max: Math.min(range.max, (1 + 1e-12) / stepYears) };
}

function clampBounds({ min, max, minOpen, maxOpen }: AllowedRange): { low: number; high: number } {
  const inside = INSIDE * Math.min(1, max - min);
  return { low: minOpen ? min + inside : min, high: maxOpen ? max - inside : max };
}

function prepareMembers(scenario: Scenario, program: PathProgram): (values: Float64Array) => readonly Member[] {
  const members = scenario.members.map(({ name, weight, resolve, conditionality }) => ({
    name,
    weight,
    resolve: slotIn(program, resolve.id),
    conditionality: slotIn(program, conditionality.id),
  }));
  return (values) =>
    members.map(({ name, weight, resolve, conditionality }) => ({
      name,
      weight,
      resolve: values[resolve],
      conditionality: values[conditionality],
    }));
}

function prepareLadder(scenario: Scenario, program: PathProgram): (values: Float64Array) => readonly Rung[] {
  const rungs = scenario.ladder.map(({ name, risk, costCoalition, costChallenger }) => ({
    name,
    risk: slotIn(program, risk.id),
    costCoalition: slotIn(program, costCoalition.id),
    costChallenger: slotIn(program, costChallenger.id),
  }));
  return (values) =>
    rungs.map(({ name, risk, costCoalition, costChallenger }) => ({
      name,
      risk: values[risk],
      costCoalition: values[costCoalition],
      costChallenger: values[costChallenger],
    }));
}
