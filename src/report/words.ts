/** The verdict in a few sentences: they name the preference, say how sure it is, and never more than the numbers do. */
import type { Share } from '../analysis/comparison.ts';
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { Interval } from '../analysis/statistics.ts';
import type { Plan, PlannedPreference } from '../experiment/plan.ts';
import { formatInterval, formatLike, formatShare, formatShort } from './number-text.ts';

/** The paths in the order of their mean objective under one preference. */
interface Order {
  readonly preference: PlannedPreference;
  readonly paths: readonly string[];
  /** From each path to the next. */
  readonly steps: readonly Step[];
  /** Share of worlds in which the first is the best of all. */
  readonly firstIsBest: Share;
}

/** One path against the next in the order. */
interface Step {
  readonly path: string;
  readonly next: string;
  /** Share of worlds in which the path does better than the next, and the reverse. */
  readonly better: Share;
  readonly worse: Share;
  /** How much better its mean objective is, never negative, and the 95 % interval of the paired difference. */
  readonly margin: Interval & { readonly mean: number };
}

/** Two or three sentences on which path does better under which preference, and how surely. */
export function sayVerdict(plan: Plan, analysis: RunAnalysis): string[] {
  if (plan.paths.length < 2) return ['Only one path was run, so there is nothing to compare.'];
  if (plan.draws < 2) return ['A single world was sampled: its numbers say nothing of how sure they are.'];
  const [first, ...others] = plan.preferences.flatMap((preference) => orderPaths(plan, analysis, preference) ?? []);
  if (first === undefined)
    return ['The objectives are undefined on some path in every world: nothing can be compared.'];
  return [sayFirst(first), ...(others.length > 0 ? [sayOthers(first, others)] : []), sayLimits(plan)];
}

function orderPaths(plan: Plan, { summary, comparison, best }: RunAnalysis, preference: PlannedPreference) {
  const sign = preference.direction === 'minimize' ? 1 : -1;
  const isPreference = (row: { kind: string; metric: string }) =>
    row.kind === 'preference' && row.metric === preference.name;
  const paths = summary
    .filter((row) => isPreference(row) && row.n > 0)
    .sort((a, b) => sign * (a.mean - b.mean))
    .map((row) => row.path);
  if (paths.length < plan.paths.length) return undefined;
  const steps = paths.slice(1).map((next, index): Step | undefined => {
    const path = paths[index];
    const pair = comparison.find(
      (row) => isPreference(row) && [row.pathA, row.pathB].every((name) => name === path || name === next),
    );
    if (!pair?.better || pair.n < 2) return undefined;
    const isA = pair.pathA === path;
    const { mean, low, high } = pair;
    const turn = isA === (sign === 1);
    return {
      path,
      next,
      better: isA ? pair.better.a : pair.better.b,
      worse: isA ? pair.better.b : pair.better.a,
      margin: turn ? { mean: -mean, low: -high, high: -low } : { mean, low, high },
    };
  });
  const firstIsBest = best.find((row) => row.preference === preference.name && row.path === paths[0]);
  if (!firstIsBest || steps.includes(undefined)) return undefined;
  return { preference, paths, steps: steps as Step[], firstIsBest } satisfies Order;
}

function sayFirst({ preference, paths, steps, firstIsBest }: Order): string {
  const opening =
    paths.length === 2
      ? `Under ${preference.name}, `
      : `Under ${preference.name}, the order by the mean objective is ${paths.join(', ')}: `;
  const ending = paths.length === 2 ? '' : `; ${paths[0]} is the best of all in ${percent(firstIsBest)} of worlds`;
  return `${opening}${enumerate(steps.map((step) => sayStep(step, preference)))}${ending}.`;
}

function sayStep(step: Step, { direction }: PlannedPreference): string {
  const { path, next, better, worse, margin } = step;
  if (neverApart(step)) return `${path} and ${next} come out the same in every world`;
  const amount = Number.isFinite(margin.low) ? formatLike(margin.mean, margin) : formatShort(margin.mean);
  const difference = includesZero(step)
    ? `but the interval of the mean difference, ${sayInterval(margin)}, includes 0`
    : `${direction === 'minimize' ? 'harm lower' : 'objective higher'} on average by ${amount} (${sayInterval(margin)})`;
  const reverse = better.share < worse.share ? `, ${next} in ${percent(worse)}` : '';
  return `${path} does better than ${next} in ${percent(better)} of worlds${reverse} (${difference})`;
}

function sayOthers(first: Order, others: readonly Order[]): string {
  const each = others.map(({ preference, paths, steps }) => {
    const [{ better, next }] = steps;
    const same = paths.every((path, index) => path === first.paths[index]);
    if (steps.every(neverApart)) return `under ${preference.name} all paths come out the same`;
    const order = same ? 'is the same' : `is ${paths.join(', ')}`;
    const doubt = includesZero(steps[0]) ? ', but the interval of the mean difference includes 0' : '';
    return `under ${preference.name} it ${order} (${paths[0]} better than ${next} in ${percent(better)} of worlds${doubt})`;
  });
  const opening = first.paths.length === 2 ? 'As to which comes first on average, ' : 'As to that order, ';
  return `${opening}${enumerate(each)}.`;
}

function neverApart({ better, worse }: Step): boolean {
  return better.share === 0 && worse.share === 0;
}

/** Equal values have a margin of exactly 0 and an interval without width. */
function includesZero({ margin }: Step): boolean {
  return !(margin.low > 0);
}

function sayLimits({ draws, design }: Plan): string {
  const safe = design === 'random' ? '' : `, on the safe side, as a rule, for the ${design} design`;
  return `The intervals are 95 % and cover the sampling error of ${draws} worlds${safe}; whether model, priors and preferences are right is another question.`;
}

function percent(share: Share): string {
  return formatShare(share).replace(/ \((.*)\)$/, ' ($1 %)');
}

function sayInterval(interval: Interval): string {
  return formatInterval(interval).replace('…', ' to ');
}

/** `a, b and c`. */
function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
