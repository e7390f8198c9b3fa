/** All distribution families: the whitelist of the expressions and the table of the documentation derive from this. */

import { bernoulli } from './bernoulli.ts';
import { beta } from './beta.ts';
import { discrete } from './discrete.ts';
import type { Distribution } from './distribution.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { interval } from './interval.ts';
import { lognormal } from './lognormal.ts';
import { mixture } from './mixture.ts';
import { normal } from './normal.ts';
import { pert } from './pert.ts';
import { triangular } from './triangular.ts';
import { truncnormal } from './truncnormal.ts';
import { uniform } from './uniform.ts';

interface FamilyBase {
  readonly name: string;
  /** Names of the parameters in order. */
  readonly parameters: readonly string[];
  /** How many of the last parameters may be left out. */
  readonly optional: number;
  /** What it says about a quantity, in one line. */
  readonly meaning: string;
  readonly example: string;
}

/** A family whose parameters are numbers. */
export interface NumericFamily extends FamilyBase {
  readonly kind: 'numeric';
  /** @throws DistributionError if the parameters are impossible; their number is the caller's business */
  readonly create: (...parameters: number[]) => Distribution;
}

/** Values with weights: two lists of numbers, the second may be left out. */
export interface DiscreteFamily extends FamilyBase {
  readonly kind: 'discrete';
  readonly create: (values: readonly number[], weights?: readonly number[]) => Distribution;
}

/** Any number of distributions, then a list of weights that may be left out. */
export interface MixtureFamily extends FamilyBase {
  readonly kind: 'mixture';
  readonly create: (components: readonly Distribution[], weights?: readonly number[]) => Distribution;
}

export type Family = NumericFamily | DiscreteFamily | MixtureFamily;

export const FAMILIES: readonly Family[] = [
  {
    kind: 'numeric',
    name: 'uniform',
    parameters: ['min', 'max'],
    optional: 0,
    meaning: 'every value between min and max equally likely',
    example: 'uniform(2, 5)',
    create: uniform,
  },
  {
    kind: 'numeric',
    name: 'normal',
    parameters: ['mean', 'sd'],
    optional: 0,
    meaning: 'normal with this mean and standard deviation',
    example: 'normal(0, 10)',
    create: normal,
  },
  {
    kind: 'numeric',
    name: 'truncnormal',
    parameters: ['mean', 'sd', 'min', 'max'],
    optional: 0,
    meaning: 'normal with this mean and standard deviation, given that it lies between min and max',
    example: 'truncnormal(0.5, 0.2, 0, 1)',
    create: truncnormal,
  },
  {
    kind: 'numeric',
    name: 'lognormal',
    parameters: ['mu', 'sigma'],
    optional: 0,
    meaning: 'positive, its natural logarithm normal with mean mu and standard deviation sigma; the median is exp(mu)',
    example: 'lognormal(log(20), 0.8)',
    create: lognormal,
  },
  {
    kind: 'numeric',
    name: 'interval',
    parameters: ['low', 'high'],
    optional: 0,
    meaning: '90 % between low and high, lognormal when both are positive, else normal; also written low to high',
    example: '30 to 70',
    create: interval,
  },
  {
    kind: 'numeric',
    name: 'beta',
    parameters: ['a', 'b'],
    optional: 0,
    meaning: 'a share between 0 and 1 with mean a/(a + b), the narrower the larger a + b',
    example: 'beta(3, 4.5)',
    create: beta,
  },
  {
    kind: 'numeric',
    name: 'gamma',
    parameters: ['shape', 'scale'],
    optional: 0,
    meaning: 'positive, with mean shape·scale',
    example: 'gamma(2, 1.5)',
    create: gamma,
  },
  {
    kind: 'numeric',
    name: 'triangular',
    parameters: ['min', 'mode', 'max'],
    optional: 0,
    meaning: 'between min and max, the density a triangle with its peak at mode',
    example: 'triangular(8, 17, 30)',
    create: triangular,
  },
  {
    kind: 'numeric',
    name: 'pert',
    parameters: ['min', 'mode', 'max', 'lambda'],
    optional: 1,
    meaning: 'between min and max, a smooth peak at mode, the sharper the larger lambda (4 when left out)',
    example: 'pert(8, 17, 30)',
    create: pert,
  },
  {
    kind: 'numeric',
    name: 'exponential',
    parameters: ['rate'],
    optional: 0,
    meaning: 'waiting time for something that happens at a constant rate, with mean 1/rate',
    example: 'exponential(0.5)',
    create: exponential,
  },
  {
    kind: 'numeric',
    name: 'bernoulli',
    parameters: ['p'],
    optional: 0,
    meaning: '1 with probability p, else 0',
    example: 'bernoulli(0.3)',
    create: bernoulli,
  },
  {
    kind: 'discrete',
    name: 'discrete',
    parameters: ['values', 'weights'],
    optional: 1,
    meaning: 'one of these values, with these weights (equal when left out)',
    example: 'discrete([0, 10, 25], [1, 2, 1])',
    create: discrete,
  },
  {
    kind: 'mixture',
    name: 'mixture',
    parameters: ['distribution', '…', 'weights'],
    optional: 1,
    meaning: 'one of these distributions applies, with these weights (equal when left out)',
    example: 'mixture(beta(2, 8), beta(8, 2), [0.7, 0.3])',
    create: mixture,
  },
];
