/** What a search for thresholds will look at, as plain data: which quantity moves in which range, and what is watched. */
import type { AllowedRange } from '../deterrence/parameters.ts';
import { type Position, type Scenario, ScenarioError } from '../scenario/scenario.ts';
import { createFaults, type Faults } from '../scenario/source.ts';
import { canonicalJson, type Plan, sha256 } from './plan.ts';
import { isRunSetting } from './run-settings.ts';
import { type Axis, type Place, placeOf } from './sweep-axes.ts';
import { planDefinition } from './sweep-plan.ts';
import { readEnds, SpecError } from './sweep-spec.ts';

/** The values between which a threshold is looked for. */
interface SearchRange {
  readonly low: number;
  readonly high: number;
  /** Whether the points of the scan are spaced by equal differences or by equal factors. */
  readonly scale: 'linear' | 'log';
  /** Whether the quantity takes whole numbers only. */
  readonly whole: boolean;
  /** Where the range comes from: the user, the quantity's own distribution (1 % to 99 %), or what it may be at all. */
  readonly origin: 'given' | 'distribution' | 'allowed';
}

/** What passes 0 at a threshold: a paired difference between two paths, or how far a path is above a level. */
export type ThresholdSubject =
  | { readonly kind: 'difference'; readonly pathA: string; readonly pathB: string }
  | { readonly kind: 'level'; readonly path: string; readonly level: number };

/** What is watched, on every path. */
interface WatchedMetric {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** Its place among the columns of results. */
  readonly column: number;
  /** Of a preference: which way is better. */
  readonly direction: 'minimize' | 'maximize' | undefined;
}

export interface ThresholdPlan {
  /** What is run at every value. */
  readonly run: Plan;
  /** The quantity that moves; its values are the ends of the range. */
  readonly axis: Axis;
  readonly range: SearchRange;
  readonly metric: WatchedMetric;
  readonly subjects: readonly ThresholdSubject[];
  /** Points of the coarse scan. */
  readonly points: number;
  /** SHA-256 of everything that determines the results, in hexadecimal. */
  readonly planHash: string;
}

export interface ThresholdDefinition {
  /** An id, or `path:id`. */
  readonly parameter: string;
  /** `0:1`, `log:1:200` or `@q:0.05:0.95`; undefined for the usual range. */
  readonly range: string | undefined;
  readonly metric: WatchedMetric;
  readonly subjects: readonly ThresholdSubject[];
  readonly points: number;
}

const USUAL_QUANTILES = '@q:0.01:0.99';
const RANGE = /^(?:log:|@q:)?[-+.\deE]+:[-+.\deE]+$/;
/** A range that spans so many factors of 10 or more is looked at by factors. */
const WIDE_FACTOR = 30;
/** What a quantity may be at all is a range worth searching if it is no wider: shares, log-odds, steps. */
const WIDEST_ALLOWED = 20;
/** How far from an end that is not allowed itself, as a share of the range. */
const FROM_OPEN_END = 0.01;

/**
 * Plans a search for thresholds and checks the ends of its range.
 * @param run what is run at every value
 * @throws ScenarioError with everything that is wrong with parameter and range
 */
export function planThreshold(scenario: Scenario, run: Plan, definition: ThresholdDefinition): ThresholdPlan {
  const { parameter, metric, subjects, points } = definition;
  const faults = createFaults();
  const planned = planRange(scenario, run, definition, faults);
  if (planned === undefined) throw new ScenarioError(faults.sorted());
  const { range, axis } = planned;
  const planHash = sha256(
    canonicalJson({ run: run.planHash, parameter, range, metric: metric.name, subjects, points }),
  );
  return { run, axis, range, metric, subjects, points, planHash };
}

function planRange(
  scenario: Scenario,
  run: Plan,
  { parameter: name, range: written }: ThresholdDefinition,
  faults: Faults,
): { range: SearchRange; axis: Axis } | undefined {
  const at: Position = { file: `--parameter ${name}`, line: 0, column: 0 };
  const valuesAt: Position = written === undefined ? at : { file: `--range ${written}`, line: 0, column: 0 };
  const id = name.slice(name.indexOf(':') + 1);
  if (isRunSetting(id)) {
    return void faults.add(
      at,
      `${id}: is a setting of the run; a threshold is looked for in a quantity of the scenario`,
    );
  }
  const place = placeOf(scenario, run, name, at, faults);
  if (place === undefined) return undefined;
  const range = readRange(place, written, valuesAt, faults);
  if (range === undefined) return undefined;
  const values = [String(range.low), String(range.high)];
  // The ends are cells of a sweep: what may not be varied, or not so far, is found out in the same way.
  const sweep = planDefinition(scenario, run, { vary: [{ name, values, at, valuesAt }], zip: false }, faults);
  return sweep && { range, axis: sweep.axes[0] };
}

function readRange(place: Place, written: string | undefined, at: Position, faults: Faults): SearchRange | undefined {
  const { id } = place;
  if (written !== undefined) {
    if (!RANGE.test(written)) {
      const forms = '0:1 or log:1:200 or @q:0.05:0.95';
      return void faults.add(at, `${id}: ${JSON.stringify(written)} is no range; must be written like ${forms}`);
    }
    try {
      const scale = written.startsWith('log:') ? 'log' : 'linear';
      return { ...endsOf(written, place), scale, whole: place.range?.integer === true, origin: 'given' };
    } catch (error) {
      if (error instanceof SpecError) return void faults.add(at, `${id}: ${error.message}`);
      throw error;
    }
  }
  const usual = rangeOfDistribution(place) ?? allowedRange(place.range);
  if (usual !== undefined) return usual;
  const why = place.own === undefined ? 'keeps its reference value' : `is ${JSON.stringify(place.own.text)}`;
  return void faults.add(
    at,
    `${id}: has no range of its own to be searched, since in the scenario it ${why}; say which: --range LOW:HIGH`,
  );
}

function endsOf(written: string, place: Place): { low: number; high: number } {
  const valueAt = readEnds(written, { own: place.own, whole: place.range?.integer === true });
  return { low: valueAt(0), high: valueAt(1) };
}

/** Its 1 % and 99 % quantiles to three digits; undefined for what has no distribution, or just one value. */
function rangeOfDistribution(place: Place): SearchRange | undefined {
  const { own, range: allowed } = place;
  if (own?.distribution === undefined || own.constant !== undefined) return undefined;
  const whole = allowed?.integer === true;
  const ends = endsOf(USUAL_QUANTILES, place);
  const [low, high] = [ends.low, ends.high].map((end) => {
    const short = whole ? end : Number(end.toPrecision(3));
    const isOutside = allowed !== undefined && (short < allowed.min || short > allowed.max);
    return isOutside ? Math.min(allowed.max, Math.max(allowed.min, short)) : short;
  });
  if (!(low < high)) return undefined;
  const scale = low > 0 && high / low >= WIDE_FACTOR ? 'log' : 'linear';
  return { low, high, scale, whole, origin: 'distribution' };
}

function allowedRange(allowed: AllowedRange | undefined): SearchRange | undefined {
  if (allowed === undefined) return undefined;
  const { min, max, minOpen, maxOpen, integer } = allowed;
  const width = max - min;
  if (!(width > 0 && width <= WIDEST_ALLOWED)) return undefined;
  return {
    low: minOpen ? min + FROM_OPEN_END * width : min,
    high: maxOpen ? max - FROM_OPEN_END * width : max,
    scale: 'linear',
    whole: integer === true,
    origin: 'allowed',
  };
}
