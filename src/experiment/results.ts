/** What comes out of evaluations: chunks of flat arrays, the meaning of their columns, and a view that analyses read. */
import type { OutputKind } from '../deterrence/outputs.ts';
import type { Plan } from './plan.ts';

/** One value of every path and draw: an output of the model, a metric or a preference. */
export interface ResultColumn {
  readonly name: string;
  readonly kind: OutputKind | 'metric' | 'preference';
  readonly unit: string;
  readonly label: string;
  readonly meaning: string;
  /** Whether it may be undefined in some worlds: NaN in memory, an empty cell in files. */
  readonly mayBeMissing: boolean;
}

/** One value of every draw: a sampled quantity. */
export interface ParameterColumn {
  /** Quantity id, or `path:id` where a path sets it differently. */
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
}

/**
 * Why there are no values: the scenario gave no world (`SampleError`), the model failed on it (`EvaluationError`), or the
 * threads that were evaluating it ended (`WorkerError`).
 */
type FailureKind = 'SampleError' | 'EvaluationError' | 'WorkerError';

/** One evaluation, of one path in one draw, that gave no values. Plain data. */
export interface Failure {
  readonly draw: number;
  /** Position of the path. */
  readonly path: number;
  readonly kind: FailureKind;
  /** What is wrong, in one line, without path, draw or place: those are in columns of their own. */
  readonly error: string;
  /** The same with path and draw, and with the place in the scenario where there is one. */
  readonly message: string;
}

/** What rows and columns of results mean. */
export interface ResultShape {
  readonly plan: Plan;
  /** Outputs of the model, then metrics, then preferences; then outputs on demand, where they were asked for. */
  readonly columns: readonly ResultColumn[];
  readonly parameterColumns: readonly ParameterColumn[];
  /** What is kept of a history beside its outcome. */
  readonly historyColumns: readonly ResultColumn[];
}

/** What was computed for consecutive draws. Where an evaluation failed, its values are NaN. */
export interface Chunk {
  /** First draw id, and one past the last. */
  readonly fromDraw: number;
  readonly toDraw: number;
  /** draws × paths × columns. */
  readonly values: Float64Array;
  /** draws × parameterColumns; NaN where the sampling failed before it came to them. */
  readonly parameters: Float64Array;
  /** draws × paths × periods × outcomes: the probability of each state at the end of each period. */
  readonly timeline: Float64Array;
  /** draws × paths × histories × (1 + historyColumns): the outcome as its position in OUTCOMES, then the columns. */
  readonly histories: Float64Array;
  /** In the order of draws, then paths. */
  readonly failures: readonly Failure[];
}

/** How much has failed. */
export interface FailureCount {
  readonly evaluations: number;
  /** Draws that failed on some path. */
  readonly draws: number;
  /** The first of the failures, in the order of draws, then paths; at most `FAILURES_SHOWN`. */
  readonly first: readonly Failure[];
}

/** Failures that are held in memory; all are in the chunks. */
export const FAILURES_SHOWN = 5;

/**
 * The results of all draws of a plan. A draw that failed on one path counts as failed on every path: otherwise the paths
 * would be compared in different worlds.
 */
export interface Results extends ResultShape {
  /** Draws that failed on no path. */
  readonly usable: number;
  readonly failures: FailureCount;
  /** Whether a draw failed on some path. */
  hasFailed(draw: number): boolean;
  /** The values of one column on one path by draw, in an array of the caller's own; undefined and failed ones are NaN. */
  column(path: number, column: number): Float64Array;
  /** The values of one sampled quantity by draw, in an array of the caller's own; NaN in failed draws. */
  parameter(column: number): Float64Array;
  /**
   * The probability of one state (position in OUTCOMES) at the end of one period on one path by draw, in an array of the
   * caller's own; NaN in failed draws.
   */
  state(path: number, period: number, outcome: number): Float64Array;
  /** Everything that was computed, in the order of the draws. */
  chunks(): Iterable<Chunk>;
}

/**
 * Position of a column.
 * @throws RangeError if there is none of that name
 */
export function columnIndex(shape: ResultShape, name: string): number {
  const index = shape.columns.findIndex((column) => column.name === name);
  if (index < 0) throw new RangeError(`no column is called ${name}`);
  return index;
}

/** The values of the draws that have not failed. */
export function withoutFailed(results: Results, values: Float64Array): Float64Array {
  if (results.usable === values.length) return values;
  const kept = new Float64Array(results.usable);
  let count = 0;
  for (let draw = 0; draw < values.length; draw++) if (!results.hasFailed(draw)) kept[count++] = values[draw];
  return kept;
}

/** Marks the draws that failed, and counts the failures, as they are met in the order of draws. */
export function createFailureTally(draws: number) {
  const failed = new Uint8Array(draws);
  const first: Failure[] = [];
  let evaluations = 0;
  let failedDraws = 0;
  return {
    add(failures: readonly Failure[]): void {
      for (const failure of failures) {
        evaluations++;
        if (first.length < FAILURES_SHOWN) first.push(failure);
        if (failed[failure.draw] === 0) failedDraws++;
        failed[failure.draw] = 1;
      }
    },
    hasFailed: (draw: number): boolean => failed[draw] === 1,
    count: (): FailureCount => ({ evaluations, draws: failedDraws, first }),
  };
}
