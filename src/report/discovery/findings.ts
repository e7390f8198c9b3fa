/** What `discover` was asked and has found, for tables, text and JSON. */
import type { CartResult } from '../../analysis/discovery/cart.ts';
import type { PrimOptions, PrimStep } from '../../analysis/discovery/prim.ts';
import type { BoxStability } from '../../analysis/discovery/stability.ts';
import type { TradeOffRow } from '../../analysis/discovery/trade-off.ts';
import type { Plan } from '../../experiment/plan.ts';

/** A quantity by which worlds may be described. */
export interface DiscoveryInput {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** What the scenario rests it on. */
  readonly basis: 'source' | 'judgement' | 'nothing';
  /** Prior probability of a value of at most this one; of a computed quantity the share of the worlds at hand. */
  quantile(value: number): number;
}

/** What was asked, by its parts: a requirement on a path, or a path that is worse than another, or not the best of all. */
type AskedCondition =
  | { readonly kind: 'where'; readonly where: string; readonly path: string }
  | { readonly kind: 'worse'; readonly path: string; readonly other: string; readonly metric: string }
  | { readonly kind: 'not best'; readonly path: string; readonly among: number; readonly metric: string };

export interface DiscoveryQuestion {
  readonly plan: Plan;
  /** What holds in the worlds that are looked for, as a clause: `renewed_war > 0.3 on deployment`. */
  readonly condition: string;
  readonly about: AskedCondition;
  readonly kind: AskedCondition['kind'];
  /** By which value judgement; undefined where none is asked for. */
  readonly judgement: string | undefined;
  readonly inputs: readonly DiscoveryInput[];
}

/** A box with what came out when it was looked for again. */
export interface FoundBox {
  readonly step: PrimStep;
  /** Index of the step in its trajectory. */
  readonly index: number;
  /** Whether it is as dense as a box must be to count. */
  readonly accepted: boolean;
  /** Worlds in no earlier box, among which it was found. */
  readonly among: { readonly n: number; readonly k: number };
  /** Undefined where there are too few worlds of either kind to split. */
  readonly stability: BoxStability | undefined;
}

export interface PrimFindings {
  readonly options: PrimOptions;
  /** The boxes, and for each the table of its trajectory. */
  readonly boxes: readonly FoundBox[];
  readonly tables: readonly (readonly TradeOffRow[])[];
  readonly trajectories: readonly (readonly PrimStep[])[];
  /** Whether the first box was proposed by the rule; else its step was given. */
  readonly isProposed: boolean;
  /** How many quantities each search was given, those that differ most between the two kinds of worlds; all if undefined. */
  readonly most: number | undefined;
}

export interface DiscoveryFindings {
  readonly question: DiscoveryQuestion;
  /** Worlds that were looked at, and those in which the condition holds. */
  readonly worlds: number;
  readonly ofInterest: number;
  readonly leftOut: number;
  readonly prim: PrimFindings | undefined;
  readonly cart: CartResult | undefined;
  /** What could not be done, each a sentence. */
  readonly notes: readonly string[];
}
