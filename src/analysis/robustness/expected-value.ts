import { type CountedSample, countedMean } from './counted-sample.ts';

/** Expected value under the priors: the mean over the draws. */
export function expectedValue(gains: CountedSample): number {
  return countedMean(gains);
}

/**
 * Laplace's criterion, which treats all worlds as equally likely for want of a reason not to. Over draws from the priors
 * that is the expected value; the two part only over scenarios that somebody chose.
 */
export function laplace(gains: CountedSample): number {
  return countedMean(gains);
}
