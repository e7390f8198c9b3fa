/** Rules of choice under uncertainty, side by side: what each makes of every path, which path it picks, how surely. */
import { gainsOf, largest, type Payoffs } from '../payoffs.ts';
import { percentileInterval, type ResamplingOptions, resample } from '../resampling.ts';
import type { Interval } from '../statistics.ts';
import { type CountedSample, type OrderedDraws, orderDraws } from './counted-sample.ts';
import { expectedValue, laplace } from './expected-value.ts';
import { best, hurwicz, worst } from './extremes.ts';
import { largestRegret, meanRegret, regretPercentile90, regrets, shareWithoutRegret } from './regret.ts';
import { satisficing, shareAtLeast } from './satisficing.ts';
import { meanLessSd, percentilePeakedness, percentileSkewness, undesirableDeviations } from './spread.ts';
import { tenthPercentile, worstTenthMean } from './tail.ts';

export interface RuleOptions extends ResamplingOptions {
  /** Hurwicz's weight of the worst draw, 0 to 1. */
  readonly pessimism?: number;
  /** Payoff that is good enough, for Starr's domain criterion; without it that rule is left out. */
  readonly threshold?: number;
  /** For each path 1 in the draws in which it meets a requirement, else 0; without it that rule is left out. */
  readonly met?: readonly Uint8Array[];
}

/**
 * What a value is: `payoff`, on the preference's own scale; `loss`, an amount in its units of which less is better;
 * `share` of the draws; `ratio` without unit.
 */
type RuleUnit = 'payoff' | 'loss' | 'share' | 'ratio';

interface RuleValue extends Interval {
  readonly path: string;
  /** Over all draws; low and high are a bootstrap percentile interval (Wilson's for the requirement). */
  readonly value: number;
  /** Whether the rule picks it, alone or with others. */
  readonly picked: boolean;
  /** Share of the resamples in which the rule picks it, equal shares where several tie. They sum to 1 over the paths. */
  readonly pickShare: number;
}

export interface RuleRow {
  readonly rule: RuleName;
  readonly title: string;
  readonly unit: RuleUnit;
  /**
   * Whether it rests on single extreme draws. Then the bootstrap, which knows no world beyond the draws, understates how
   * uncertain it is.
   */
  readonly extreme: boolean;
  readonly values: readonly RuleValue[];
  /** Paths picked, more than one when they tie; none for what only describes. */
  readonly picks: readonly string[];
}

export type RuleName =
  | 'expected_value'
  | 'laplace'
  | 'maximin'
  | 'maximax'
  | 'hurwicz'
  | 'tenth_percentile'
  | 'worst_tenth_mean'
  | 'mean_less_sd'
  | 'undesirable_deviations'
  | 'mean_regret'
  | 'p90_regret'
  | 'minimax_regret'
  | 'best_share'
  | 'starr_domain'
  | 'satisficing'
  | 'percentile_skewness'
  | 'percentile_peakedness';

interface Rule {
  readonly name: RuleName;
  readonly title: string;
  readonly unit: RuleUnit;
  readonly reads: 'gains' | 'regrets' | 'met';
  /** Which value, of gains, it picks; undefined if it only describes. */
  readonly picks: 'largest' | 'smallest' | undefined;
  readonly extreme?: boolean;
  readonly of: (sample: CountedSample) => number;
}

/** Fewer draws than this leave nothing to tell a percentile from an extreme. */
const LEAST_DRAWS = 20;

/**
 * Applies all rules to the payoffs of one preference.
 * @throws Error on fewer than 20 draws, payoffs that are not finite, a pessimism outside [0, 1], marks of a requirement
 *   that do not fit, or bad resampling options
 */
export function applyRules(payoffs: Payoffs, options: RuleOptions): RuleRow[] {
  const gains = gainsOf(payoffs, 'robustness', LEAST_DRAWS);
  const draws = gains[0].length;
  const sign = payoffs.direction === 'maximize' ? 1 : -1;
  checkOptions(options, payoffs.paths, draws);
  const samples: Record<Rule['reads'], readonly OrderedDraws[]> = {
    gains: gains.map(orderDraws),
    regrets: regrets(gains).map(orderDraws),
    met: (options.met ?? []).map((met) => orderDraws(Float64Array.from(met))),
  };
  const rules = rulesFor(options, sign);
  const valuesOf = ({ reads, of }: Rule): number[] => samples[reads].map(({ sample }) => of(sample));
  const observed = rules.map(valuesOf);
  const resampled = rules.map(() => payoffs.paths.map(() => new Float64Array(options.resamples)));
  const picks = rules.map(() => payoffs.paths.map(() => 0));
  resample('decision rules', draws, options, (counts, index) => {
    for (const ordered of [...samples.gains, ...samples.regrets, ...samples.met]) ordered.recount(counts);
    rules.forEach((rule, r) => {
      const values = valuesOf(rule);
      values.forEach((value, p) => {
        resampled[r][p][index] = value;
      });
      const winners = winnersOf(rule, values);
      for (const winner of winners) picks[r][winner] += 1 / winners.length;
    });
  });
  return rules.map((rule, r) => {
    const flip = rule.unit === 'payoff' ? sign : 1;
    const winners = winnersOf(rule, observed[r]);
    return {
      rule: rule.name,
      title: rule.title,
      unit: rule.unit,
      extreme: rule.extreme ?? false,
      picks: winners.map((p) => payoffs.paths[p]),
      values: payoffs.paths.map((path, p) => ({
        path,
        value: flip * observed[r][p],
        ...(rule.reads === 'met' ? shareInterval(options.met![p]) : flipped(percentileInterval(resampled[r][p]), flip)),
        picked: winners.includes(p),
        pickShare: picks[r][p] / options.resamples,
      })),
    };
  });
}

function winnersOf({ picks }: Rule, values: readonly number[]): number[] {
  if (picks === undefined) return [];
  return largest(picks === 'largest' ? values : values.map((value) => -value));
}

function shareInterval(met: Uint8Array): Interval {
  const { low, high } = satisficing(met);
  return { low, high };
}

function flipped({ low, high }: Interval, sign: number): Interval {
  return sign === 1 ? { low, high } : { low: -high, high: -low };
}

function rulesFor({ pessimism = 0.5, threshold, met }: RuleOptions, sign: number): Rule[] {
  const rules: Rule[] = [
    gain('expected_value', 'Expected value', expectedValue),
    gain('laplace', 'Laplace (all draws equally likely)', laplace),
    { ...gain('maximin', 'Maximin (worst draw)', worst), extreme: true },
    { ...gain('maximax', 'Maximax (best draw)', best), extreme: true },
    { ...gain('hurwicz', `Hurwicz (weight of the worst ${pessimism})`, (s) => hurwicz(s, pessimism)), extreme: true },
    gain('tenth_percentile', 'Reached in nine draws of ten', tenthPercentile),
    gain('worst_tenth_mean', 'Mean of the worst tenth', worstTenthMean),
    gain('mean_less_sd', 'Mean less one standard deviation', meanLessSd),
    {
      ...gain('undesirable_deviations', 'Undesirable deviations from the median', undesirableDeviations),
      unit: 'loss',
      picks: 'smallest',
    },
    regret('mean_regret', 'Mean regret', meanRegret),
    regret('p90_regret', '90th percentile of regret', regretPercentile90),
    { ...regret('minimax_regret', 'Minimax regret (largest)', largestRegret), extreme: true },
    {
      ...regret('best_share', 'Best or level with the best', shareWithoutRegret),
      unit: 'share',
      picks: 'largest',
    },
  ];
  if (threshold !== undefined) {
    const title = `Starr's domain (${sign === 1 ? 'at least' : 'at most'} ${threshold})`;
    rules.push({ ...gain('starr_domain', title, (s) => shareAtLeast(s, sign * threshold)), unit: 'share' });
  }
  if (met !== undefined) {
    rules.push({ ...gain('satisficing', 'Meets the requirement', expectedValue), unit: 'share', reads: 'met' });
  }
  rules.push(
    describing('percentile_skewness', 'Skewness towards the good side', percentileSkewness),
    describing('percentile_peakedness', 'Peakedness (normal: 1.90)', percentilePeakedness),
  );
  return rules;
}

function gain(name: RuleName, title: string, of: Rule['of']): Rule {
  return { name, title, unit: 'payoff', reads: 'gains', picks: 'largest', of };
}

function regret(name: RuleName, title: string, of: Rule['of']): Rule {
  return { name, title, unit: 'loss', reads: 'regrets', picks: 'smallest', of };
}

function describing(name: RuleName, title: string, of: Rule['of']): Rule {
  return { name, title, unit: 'ratio', reads: 'gains', picks: undefined, of };
}

function checkOptions({ pessimism = 0.5, threshold, met }: RuleOptions, paths: readonly string[], draws: number): void {
  if (!(pessimism >= 0 && pessimism <= 1)) throw new Error(`pessimism is ${pessimism}, must be from 0 to 1`);
  if (threshold !== undefined && !Number.isFinite(threshold)) {
    throw new Error(`threshold is ${threshold}, must be a finite number`);
  }
  if (met === undefined) return;
  if (met.length !== paths.length) {
    throw new Error(`requirement: marks for ${met.length} paths, ${paths.length} are needed`);
  }
  met.forEach((marks, p) => {
    if (marks.length !== draws) {
      throw new Error(`requirement: path ${paths[p]} has marks for ${marks.length} draws, ${draws} are needed`);
    }
  });
}
