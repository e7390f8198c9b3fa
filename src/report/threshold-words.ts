/** What a search for thresholds has found, in sentences: never more than the numbers say, and under which preference. */
import type { Share } from '../analysis/comparison.ts';
import type { CurvePoint } from '../analysis/threshold/curve-points.ts';
import type { SubjectAnalysis } from '../analysis/threshold/subject-analysis.ts';
import type { NearMiss, Threshold } from '../analysis/threshold/threshold.ts';
import type { ThresholdPlan, ThresholdSubject } from '../experiment/threshold-plan.ts';
import { formatInterval, formatLike, formatShare, formatShort, formatWithInterval, shortValue } from './number-text.ts';

/** The bootstrap of fewer draws gives intervals that are clearly too narrow. */
const FEW_DRAWS = 20;

/** How the signs of what is watched are put into words. */
interface Words {
  /** `deployment and fortress`, `open_war of fortress`. */
  readonly subject: string;
  readonly changes: string;
  readonly never: string;
  readonly same: string;
  /** What holds on average where it is below 0, and where it is above; and that it does so on average, if it must be said. */
  readonly negative: string;
  readonly positive: string;
  readonly average: string;
  /** What the mean is of. */
  readonly mean: string;
}

/** Everything that was found of one subject. */
export function sayThresholds(plan: ThresholdPlan, found: SubjectAnalysis): string[] {
  const words = wordsFor(plan, found.subject);
  const { thresholds, nearMisses, isCutOff, curve } = found.analysis;
  const sentences =
    thresholds.length > 0
      ? thresholds.map((threshold) => sayThreshold(plan, threshold, thresholds.length, words))
      : [sayNone(plan, found, words)];
  sentences.push(...nearMisses.flatMap((miss) => sayNearMiss(plan, miss, words)));
  if (curve.missing > 0) {
    const [are, have] = curve.missing === 1 ? ['draw is', 'it has'] : ['draws are', 'they have'];
    sentences.push(
      `${curve.missing} ${are} left out at all values, since ${have} no value at some; ${curve.draws.length} remain.`,
    );
  }
  if (thresholds.length > 0 && curve.draws.length > 1 && curve.draws.length < FEW_DRAWS) {
    sentences.push(`An interval from ${curve.draws.length} worlds is too narrow, as a rule; take more --draws.`);
  }
  if (isCutOff) {
    sentences.push(`The search ended at ${curve.values.length} values and may not have found all; narrow the --range.`);
  }
  return sentences;
}

/** What the intervals cover, and what not. */
export function sayLimits({ run: { draws, design } }: ThresholdPlan): string {
  const safe = design === 'random' ? '' : `, on the safe side, as a rule, for the ${design} design`;
  return (
    `All values see the same ${draws} ${draws === 1 ? 'world' : 'worlds'}. Intervals are 95 % and cover the sampling error${safe}; ` +
    'whether model, priors and preferences are right is another question. It is means that pass each other: single ' +
    'worlds do so elsewhere, or nowhere.'
  );
}

function wordsFor({ metric: { name, direction } }: ThresholdPlan, subject: ThresholdSubject): Words {
  if (subject.kind === 'level') {
    const { path, level } = subject;
    const what = `${name} of ${path}`;
    return {
      subject: what,
      changes: `passes ${level}`,
      never: `does not pass ${level}`,
      same: `is ${level}`,
      negative: 'the mean is lower',
      positive: 'the mean is higher',
      average: '',
      mean: `mean distance to ${level}`,
    };
  }
  const { pathA, pathB } = subject;
  const of = (path: string) => (direction === undefined ? `${name} is higher on ${path}` : `${path} is better`);
  const isLessBetter = direction === 'minimize';
  return {
    subject: `${direction === undefined ? `As to ${name},` : `Under ${name},`} ${pathA} and ${pathB}`,
    changes: 'change places',
    never: 'do not change places',
    same: 'come out the same',
    negative: of(isLessBetter ? pathA : pathB),
    positive: of(isLessBetter ? pathB : pathA),
    average: ' on average',
    mean: 'mean difference',
  };
}

function sayThreshold({ axis }: ThresholdPlan, threshold: Threshold, count: number, words: Words): string {
  const { value, low, high, rises, isPlateau, between, without } = threshold;
  const [before, after] = rises ? [words.negative, words.positive] : [words.positive, words.negative];
  const near = count > 1 ? 'just ' : '';
  const shown = low < high ? formatLike(value, { low, high }) : shortValue(value);
  const where = `${axis.name} = ${shown} (${sayInterval(threshold)})`;
  const plateau = isPlateau
    ? ` From about ${shortValue(between.low)} to ${shortValue(between.high)} ${shortSubject(words)} ${words.same} on average.`
    : '';
  const doubt = without > 0 ? ` ${capital(inResamples(without))} there is no such crossing.` : '';
  return `${words.subject} ${words.changes} at ${where}: ${near}below that ${before}${words.average}, ${near}above it ${after}.${plateau}${doubt}`;
}

function sayInterval({ low, high, isBelowRange, isAboveRange }: Threshold): string {
  if (Number.isNaN(low)) return 'how surely, a single world cannot say';
  const shown = (end: number) => formatLike(end, { low, high });
  if (isBelowRange && isAboveRange) return '95 % interval: the whole range and beyond';
  if (isBelowRange) return `95 % interval from below the range, ${shortValue(low)}, to ${shown(high)}`;
  if (isAboveRange) return `95 % interval from ${shown(low)} to above the range, ${shortValue(high)}`;
  return low < high ? `95 % interval ${withTo(formatInterval({ low, high }))}` : 'the same in all resamples';
}

function sayNone(plan: ThresholdPlan, { analysis, points }: SubjectAnalysis, words: Words): string {
  const { axis, range, run } = plan;
  const [low, high] = [range.low, range.high].map(shortValue);
  const { sign, sameSign, curve } = analysis;
  if (sign === 0) return `${words.subject} ${words.same} at all values of ${axis.name} from ${low} to ${high}.`;
  const least = leastSure(points, sign);
  const side = sign > 0 ? words.positive : words.negative;
  const opening = `${words.subject} ${words.never} as ${axis.name} goes from ${low} to ${high}: ${side}${words.average} at all ${points.length} values that were looked at`;
  if (curve.draws.length < 2) return `${opening}; how surely, a single world cannot say.`;
  const margin = sign > 0 ? least : { mean: -least.mean, low: -least.high, high: -least.low };
  return (
    `${opening}, least surely at ${shortValue(least.value)}: by ${withTo(formatWithInterval(margin.mean, margin))}, and in ` +
    `${sayShare(sign > 0 ? least.positive : least.negative)} of worlds. ${capital(inResamples(sameSign))} of the ` +
    `${run.draws} worlds it is so at all these values.`
  );
}

/** The point whose mean is the fewest standard errors from 0, or closest to it where there are none. */
function leastSure(points: readonly CurvePoint[], sign: number): CurvePoint {
  const distance = ({ mean, se }: CurvePoint) => (se > 0 ? (sign * mean) / se : Number.POSITIVE_INFINITY);
  return points.reduce((least, point) => {
    if (distance(point) !== distance(least)) return distance(point) < distance(least) ? point : least;
    return sign * point.mean < sign * least.mean ? point : least;
  });
}

function sayNearMiss({ axis, range }: ThresholdPlan, { from, to, kind }: NearMiss, words: Words): string[] {
  const isEverywhere = from === range.low && to === range.high;
  const where =
    from === to
      ? `At ${axis.name} = ${shortValue(from)}`
      : `From ${axis.name} = ${shortValue(from)} to ${shortValue(to)}`;
  if (kind === 'zero') return isEverywhere ? [] : [`${where} ${shortSubject(words)} ${words.same} on average.`];
  const beyond = from === range.low || to === range.high ? ', or one beyond the range' : '';
  const many = isEverywhere ? 'crossings' : 'two crossings';
  return [
    `${where} the 95 % interval of the ${words.mean} includes 0: ${many} may be hidden there${beyond}; more --draws would tell.`,
  ];
}

/** Without the preference, which has been named. */
function shortSubject({ subject }: Words): string {
  return subject.replace(/^.*, /, '');
}

function inResamples(share: number): string {
  if (share === 0 || share === 1) return share === 0 ? 'in no resample' : 'in all resamples';
  const percent = share < 0.01 ? 'less than 1' : share > 0.99 ? 'more than 99' : formatShort(100 * share);
  return `in ${percent} % of resamples`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sayShare(share: Share): string {
  return formatShare(share).replace(/ \((.*)\)$/, ' ($1 %)');
}

/** An interval with a sign in it reads better with a word. */
function withTo(text: string): string {
  return text.replace('…', ' to ');
}

/** For headings: what was looked at. */
export function nameSubject(subject: ThresholdSubject): string {
  return subject.kind === 'difference' ? `${subject.pathA} − ${subject.pathB}` : subject.path;
}
