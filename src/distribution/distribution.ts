/** What every distribution can do. A distribution never draws: the uniform is always handed in. */
export interface Distribution {
  /** Name of the family, as in expressions: `beta`, `lognormal`, …. */
  readonly family: string;
  /** Smallest and largest value, possibly infinite. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Value below which a share u of the probability lies; 0 ≤ u ≤ 1. The smallest such value where there are several. */
  quantile(u: number): number;
  /** Probability of a value of at most x. */
  cdf(x: number): number;
}

/** A distribution that cannot exist: names the family, the parameter, its value and what is allowed. */
export class DistributionError extends Error {
  override readonly name = 'DistributionError';
}
