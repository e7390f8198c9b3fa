/** How far somebody is off, over worlds. */
import type { Share } from '../comparison.ts';
import { moments, quantile, withoutMissing } from '../statistics.ts';
import { estimateMean, type MeanEstimate, shareOf } from './effect.ts';

export interface ErrorSummary {
  readonly error: MeanEstimate & { readonly sd: number; readonly q05: number; readonly q95: number };
  /** Worlds in which the error is below 0, and above. */
  readonly under: Share;
  readonly over: Share;
}

/** Describes errors by draw; missing ones do not count. */
export function describeErrors(errors: Float64Array): ErrorSummary {
  const sorted = withoutMissing(errors).sort();
  const count = (sign: number) => sorted.reduce((sum, error) => sum + (sign * error > 0 ? 1 : 0), 0);
  return {
    error: {
      ...estimateMean(sorted),
      sd: moments(sorted).sd,
      q05: quantile(sorted, 0.05),
      q95: quantile(sorted, 0.95),
    },
    under: shareOf(count(-1), sorted.length),
    over: shareOf(count(1), sorted.length),
  };
}
