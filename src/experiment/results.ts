/** What a run leaves in memory: flat arrays and the meaning of their columns. */
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

/** Consecutive draws, in the layout of `Results`. */
export interface Chunk {
  /** First draw id, and one past the last. */
  readonly fromDraw: number;
  readonly toDraw: number;
  readonly values: Float64Array;
  readonly parameters: Float64Array;
  readonly timeline: Float64Array;
  readonly histories: Float64Array;
}

export interface Results {
  readonly plan: Plan;
  /** Outputs of the model, then metrics, then preferences. */
  readonly columns: readonly ResultColumn[];
  readonly parameterColumns: readonly ParameterColumn[];
  /** draws × paths × columns. */
  readonly values: Float64Array;
  /** draws × parameterColumns. */
  readonly parameters: Float64Array;
  /** draws × paths × periods × outcomes: the probability of each state at the end of each period. */
  readonly timeline: Float64Array;
  /** What is kept of a history beside its outcome. */
  readonly historyColumns: readonly ResultColumn[];
  /** draws × paths × histories × (1 + historyColumns): the outcome as its position in OUTCOMES, then the columns. */
  readonly histories: Float64Array;
}

/**
 * Position of a column.
 * @throws RangeError if there is none of that name
 */
export function columnIndex(results: Results, name: string): number {
  const index = results.columns.findIndex((column) => column.name === name);
  if (index < 0) throw new RangeError(`no column is called ${name}`);
  return index;
}

/** The values of one column on one path, by draw; undefined ones are NaN. */
export function columnValues(results: Results, path: number, column: number): Float64Array {
  const { plan, columns, values } = results;
  const selected = new Float64Array(plan.draws);
  for (let draw = 0; draw < plan.draws; draw++) {
    selected[draw] = values[(draw * plan.paths.length + path) * columns.length + column];
  }
  return selected;
}
