/** A scenario as it has been read, checked and compiled: what the author wrote, ready to be sampled. */

import type { AllowedRange } from '../deterrence/parameters.ts';
import type { Expression } from '../expression/expression.ts';

/** Position in a scenario file, line and column from 1. Both are 0 for text of the command line, which `file` then quotes. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What happens to a sampled value outside the allowed range. */
export type Outside = 'error' | 'clamp' | 'resample';

/** One uncertain (or certain) quantity and what the author says of it. */
export interface Quantity {
  /**
   * Parameter id, name of a variable, `members.NAME.resolve`, `members.NAME.conditionality`, `ladder[0].risk`,
   * `ladder[0].cost_coalition`, `ladder[0].cost_challenger`; of a phase `fortress.gain@3`, by the year from which it
   * holds. Also the key of its uniform(s): the same in every path.
   */
  readonly id: string;
  /** Key of its uniform(s) where that is not the id: what is only computed anew in a phase keeps its luck. */
  readonly key?: string;
  readonly expression: Expression;
  readonly range: AllowedRange | undefined;
  readonly outside: Outside;
  readonly source: string | undefined;
  readonly note: string | undefined;
  /** The author says that the value is a judgement, not a finding. */
  readonly judgement: boolean;
  readonly at: Position;
}

export interface ScenarioMember {
  readonly name: string;
  /** Number of states that this member stands for. */
  readonly states: number;
  readonly weight: number;
  readonly resolve: Quantity;
  readonly conditionality: Quantity;
  readonly note: string | undefined;
}

export interface ScenarioRung {
  readonly name: string;
  readonly risk: Quantity;
  readonly costCoalition: Quantity;
  readonly costChallenger: Quantity;
}

export interface ScenarioPath {
  /** Key in the file and in every table. */
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Parameters that this path sets differently, by id: from the start, and (`fortress.gain@3`) what phases change. */
  readonly parameters: ReadonlyMap<string, Quantity>;
  /** Years, above 0 and rising, in which the path changes course; none where it keeps it. */
  readonly phases: readonly number[];
}

/** Two parameters or variables whose ranks are correlated (Spearman), through a Gaussian copula. */
export interface Correlation {
  readonly first: string;
  readonly second: string;
  readonly rank: number;
  readonly at: Position;
}

/** An expression of outputs (and of metrics defined before or after it). */
export interface Metric {
  readonly name: string;
  readonly expression: Expression;
  readonly at: Position;
}

/** A named value judgement: what is to be made small or large. */
export interface Preference {
  readonly name: string;
  readonly title: string | undefined;
  readonly direction: 'minimize' | 'maximize';
  readonly expression: Expression;
  readonly at: Position;
}

export type DesignName = 'random' | 'lhs' | 'sobol';

export interface RunSettings {
  readonly draws: number;
  readonly seed: string;
  readonly design: DesignName;
}

/** Something that a sweep varies, and its values as they were written. */
export interface Variation {
  /** Parameter, variable or other quantity, `path:parameter`, or a run setting. */
  readonly name: string;
  /** A list, a range (`0:1/21`), or a list item by item. */
  readonly values: string | readonly string[];
  /** Where the name stands, and where the values. */
  readonly at: Position;
  readonly valuesAt: Position;
}

/** A named sweep of the scenario's own. What it varies is checked when it is planned. */
export interface SweepExperiment {
  readonly name: string;
  readonly title: string | undefined;
  readonly vary: readonly Variation[];
  /** Whether the quantities are varied side by side instead of being crossed. */
  readonly zip: boolean;
  /** Number of points spread over the ranges of the quantities, by the design; undefined where all values are taken. */
  readonly cells: number | undefined;
  /** Of the cells where `cells` is given, else of the draws; undefined for the usual one. */
  readonly design: DesignName | undefined;
  readonly draws: number | undefined;
  readonly paths: readonly string[] | undefined;
  readonly at: Position;
}

export interface Scenario {
  readonly file: string;
  readonly title: string;
  readonly asOf: string | undefined;
  readonly description: string | undefined;
  readonly actors: {
    readonly challenger: string;
    readonly protege: string;
    readonly coalition: string;
    readonly backer: string;
  };
  /** Parameters that the scenario sets for all paths; the others keep their reference values. */
  readonly parameters: ReadonlyMap<string, Quantity>;
  readonly variables: ReadonlyMap<string, Quantity>;
  readonly correlations: readonly Correlation[];
  /** Correlations that were left out, since another file or the command line has made a quantity of theirs certain. */
  readonly idleCorrelations?: readonly Correlation[];
  readonly members: readonly ScenarioMember[];
  readonly ladder: readonly ScenarioRung[];
  readonly paths: readonly ScenarioPath[];
  /** In an order in which each reads only outputs and metrics before it. */
  readonly metrics: readonly Metric[];
  readonly preferences: readonly Preference[];
  readonly run: RunSettings;
  readonly sweeps: readonly SweepExperiment[];
  /** Things that are allowed but probably not meant, each one line. */
  readonly warnings: readonly string[];
  /**
   * The merged file (after `extends` and `--set`) as plain data, for scenario.resolved.json and the scenario hash. Without
   * its sweeps: a run does not depend on them.
   */
  readonly resolved: unknown;
}

/** One thing that is wrong with a scenario. */
export interface ScenarioFault {
  readonly at: Position | undefined;
  /** Subject first, the offending value in it, and what is allowed; one line. */
  readonly message: string;
}

/** All that is wrong with a scenario, together. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly faults: readonly ScenarioFault[];

  constructor(faults: readonly ScenarioFault[]) {
    super(faults.map(formatFault).join('\n'));
    this.faults = faults;
  }
}

/** `file:line:column: message`, or `--set …: message`, or the message alone when there is no place to point to. */
export function formatFault({ at, message }: ScenarioFault): string {
  if (at === undefined) return message;
  return at.line > 0 ? `${at.file}:${at.line}:${at.column}: ${message}` : `${at.file}: ${message}`;
}
