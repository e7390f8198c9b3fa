/** Expected value of perfect information: what it would be worth to know the world before choosing the path. */
import { gainsOf, largest, type Payoffs } from '../payoffs.ts';
import { percentileInterval, type ResamplingOptions, resample } from '../resampling.ts';
import { type Interval, meanInterval, moments } from '../statistics.ts';

export interface Evpi extends Interval {
  /**
   * Mean of the best less the best of the means, in units of the preference; at least 0. low and high are Student's 95 %
   * interval of the mean regret of the path with the best mean, which takes for granted that it is that path.
   */
  readonly value: number;
  readonly standardError: number;
  /** Bootstrap percentile interval, in which each resample chooses its own best path. */
  readonly bootstrap: Interval;
  /**
   * How much the estimate lies below the truth because the best of the estimated means is too good, by the bootstrap: the
   * mean of the resamples less the value. At most about 0.
   */
  readonly bias: number;
  /** Paths with the best expected payoff, more than one when they tie. */
  readonly best: readonly string[];
}

const LEAST_DRAWS = 30;

/**
 * EVPI from draws (Raiffa & Schlaifer 1961).
 * @throws Error on fewer than 30 draws, payoffs that are not finite, or bad resampling options
 */
export function evpi(payoffs: Payoffs, resampling: ResamplingOptions): Evpi {
  const gains = gainsOf(payoffs, 'EVPI', LEAST_DRAWS);
  const draws = gains[0].length;
  const tops = Float64Array.from({ length: draws }, (_, draw) => Math.max(...gains.map((column) => column[draw])));
  const winners = largest(gains.map((column) => moments(column).mean));
  const { mean, se, n, sd } = moments(tops.map((top, draw) => top - gains[winners[0]][draw]));
  const interval = meanInterval({ mean, se, n, sd });
  // The regret of each path: its smallest mean is the EVPI, with less rounding than a difference of two means.
  const regret = gains.map((column) => tops.map((top, draw) => top - column[draw]));
  const resampled = new Float64Array(resampling.resamples);
  resample('EVPI', draws, resampling, (counts, index) => {
    let least = Number.POSITIVE_INFINITY;
    for (const column of regret) {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += counts[draw] * column[draw];
      least = Math.min(least, sum / draws);
    }
    resampled[index] = least;
  });
  return {
    value: mean,
    standardError: se,
    low: Math.max(0, interval.low),
    high: interval.high,
    bootstrap: percentileInterval(resampled),
    bias: moments(resampled).mean - mean,
    best: winners.map((p) => payoffs.paths[p]),
  };
}
