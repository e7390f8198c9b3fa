/** What `flip` and `steelman` have found, in sentences. */
import { enumerate, percent, sayShare, spacedUnit } from '../decision/decision.ts';
import { formatShort, formatWithInterval } from '../number-text.ts';
import { type Distance, distanceOf } from './distance.ts';
import type { BestCase, FlipFindings, FoundWorld, MovedQuantity, PointQuestion, SteelmanFindings } from './findings.ts';

/** Quantities that are named in a sentence. */
const NAMED = 4;

/** A value with so many digits that two of a comparison differ in what is shown. */
export function showApart(value: number, other: number): string {
  for (let digits = 3; digits <= 8; digits++) {
    if (formatShort(value, digits) !== formatShort(other, digits)) return formatShort(value, digits);
  }
  return formatShort(value, 3);
}

/** What is compared, and where the search begins. */
export function sayBase(findings: FlipFindings): string[] {
  const { decision, medians, preferred, other, areBestTwo, margin, better } = findings;
  const [a, b] = [decision.paths[preferred], decision.paths[other]];
  const amounts = `${showApart(medians[preferred], medians[other])} against ${showApart(medians[other], medians[preferred])}`;
  const agrees = margin.mean > 0 ? 'So it does' : `There ${b} does better`;
  const amount = formatWithInterval(Math.abs(margin.mean), turned(margin));
  return [
    `Where every quantity is at its median, ${a} does better than ${b}: ${amounts}${spacedUnit(decision)}${areBestTwo ? ', the best two there' : ''}.`,
    `${agrees} on average over the ${decision.draws} worlds at hand, by ${amount.replace('…', ' to ')}; ${a} is better in ${sayShare(better)} of them.`,
  ];
}

function turned({ mean, low, high }: FlipFindings['margin']) {
  return mean < 0 ? { low: -high, high: -low } : { low, high };
}

/** The reversal, how far it is, and what carries it. */
export function sayReversal(findings: FlipFindings): string[] {
  const { decision, preferred, other, reversal, carried, alone, radius, dimensions, lengths } = findings;
  const [a, b] = [decision.paths[preferred], decision.paths[other]];
  if (reversal === undefined) {
    return [
      `No world within ${formatShort(radius)} prior standard deviations of the medians was found in which ${b} does better than ${a}. ` +
        `${findings.exhausted ? 'The search was cut short; --max-evaluations gives it more. ' : ''}That is no proof that there is none: the search is local.`,
    ];
  }
  const { norm, asFar, asFarThisWay } = reversal.plausibility;
  const count = carried?.moved.filter(({ share }) => share > 0).length ?? 0;
  const few = carried
    ? `With ${count === 1 ? 'one quantity' : `${count} quantities`} moved, ${sayMoves(carried.moved)}, and all others at their medians, ` +
      `it takes ${formatShort(carried.plausibility.norm)} (${carried.file}).`
    : findings.exhausted
      ? 'Whether few quantities carry it was not found out before evaluations ended; --max-evaluations gives more.'
      : 'No reversal with ten quantities or fewer was found.';
  const one = alone
    ? ` Alone ${sayMoves(alone.moved)} does it too, at ${formatShort(alone.plausibility.norm)} (${alone.file}).`
    : '';
  return [
    `A joint move of ${formatShort(norm)} prior standard deviations makes ${b} the better of the two (flip.yaml, which was run to prove it). ` +
      `${READINGS[distanceOf(norm)]}`,
    `${few}${one} ${sayBasis(carried ?? reversal)}`,
    `How plausible: a world that lies at least as far out in this very direction has a prior probability of ${formatShort(asFarThisWay)}. ` +
      `At least as far out in whatever direction lie ${percent(asFar)} of all worlds: with ${dimensions} uncertain uniforms nearly all are far from ` +
      'the medians in something, so that number says little here.',
    ...sayMedians(findings),
    ...(lengths.length > 1
      ? [
          `Other reversals that were found lie at ${enumerate(lengths.slice(1, 5).map((length) => formatShort(length)))}.`,
        ]
      : []),
    sayLimits(findings),
  ];
}

/** The medians are one world, which says little where the worlds at hand say otherwise. */
function sayMedians({ reversal, margin, better }: FlipFindings): string[] {
  if (reversal === undefined) return [];
  const byLength = 1 - reversal.plausibility.asFarThisWay;
  if (byLength >= better.low - 0.05 && byLength <= better.high + 0.05) return [];
  const firmer = better.share > byLength;
  return [
    `In the worlds at hand the preference is ${firmer ? 'firmer' : 'less firm'} (${sayShare(better)}) than the distance from the medians alone would ` +
      `say (${percent(byLength)})${margin.mean > 0 ? '' : ', and on average the reverse'}: the world of medians is one of many, and not an average one.`,
  ];
}

const READINGS: Readonly<Record<Distance, string>> = {
  thread: 'That is next to nothing: the verdict at the medians hangs by a thread.',
  near: 'That is less than one standard deviation: the verdict at the medians is not firm.',
  possible: 'That is well within what is believed possible.',
  rare: 'That is a rare but not an outlandish world.',
  far: 'That is far out: the verdict at the medians is firm.',
};

function sayMoves(moved: readonly MovedQuantity[]): string {
  const named = moved.filter(({ share }) => share > 0).slice(0, NAMED);
  const rest = moved.filter(({ share }) => share > 0).length - named.length;
  const each = named.map(
    ({ name, from, to, unit }) =>
      `${name} from ${showApart(from, to)} to ${showApart(to, from)}${unit === '' ? '' : ` ${unit}`}`,
  );
  return rest > 0 ? `${each.join(', ')} and ${rest} more` : enumerate(each);
}

function sayBasis({ moved }: FoundWorld): string {
  const own = moved.filter(({ share }) => share > 0).slice(0, 10);
  const sourced = own.filter(({ basis }) => basis === 'source').map(({ name }) => name);
  if (own.length === 1) {
    return sourced.length > 0 ? `${own[0].name} rests on a source.` : `${own[0].name} does not rest on a source.`;
  }
  if (sourced.length === own.length) return 'All of these rest on a source.';
  if (sourced.length === 0) return 'None of these rests on a source.';
  return `Of these ${enumerate(sourced)} ${sourced.length === 1 ? 'rests' : 'rest'} on a source, the others do not.`;
}

function sayLimits({ converged, searchedAll, screened, dimensions, starts, evaluations }: FlipFindings): string {
  const local = converged
    ? 'No point near it is a shorter move'
    : 'The search had not come to rest: a shorter move is likely, for which --max-evaluations has to be greater';
  const screen =
    screened < dimensions
      ? ` It was looked for among the ${screened} uniforms of ${dimensions} that alone move the difference most${searchedAll ? ', and then among all' : '; the search among all was cut short'}.`
      : '';
  return `${local}; whether a shorter one lies elsewhere, ${starts} searches (${evaluations} evaluations) cannot rule out: the length is an upper bound.${screen}`;
}

/** Each best case in two sentences. */
export function sayCase(findings: SteelmanFindings, { path, world, asGood }: BestCase): string {
  const { decision, medians } = findings;
  const { objective, paths } = decision;
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const name = paths[path];
  const own = world.values[path];
  const better = paths.filter((_, other) => other !== path && sign * world.values[other] < sign * own);
  const standing =
    paths.length < 2
      ? ''
      : better.length === 0
        ? `; there it is the best of all, ahead of ${nextBest(findings, world, path)}`
        : `; even there ${enumerate(better)} ${better.length === 1 ? 'does' : 'do'} better`;
  return (
    `At its best ${name} comes to ${showApart(own, medians[path])} instead of ${showApart(medians[path], own)}${spacedUnit(decision)} at the medians${standing}. ` +
    `It speaks for it most: ${sayMoves(world.moved)}. Of the ${asGood.n} worlds at hand it does as well in ${asGood.count}: ${sayShare(asGood)}.`
  );
}

function nextBest({ decision }: SteelmanFindings, { values }: FoundWorld, path: number): string {
  const sign = decision.objective.direction === 'minimize' ? 1 : -1;
  const [next] = decision.paths
    .map((name, index) => ({ name, index, merit: sign * values[index] }))
    .filter(({ index }) => index !== path)
    .sort((a, b) => a.merit - b.merit);
  return `${next.name} with ${showApart(values[next.index], values[path])}`;
}

/** How far out the cases are, and what that means. */
export function sayRegion({ region, isLine, content, dimensions, screened, cases }: SteelmanFindings): string[] {
  const share = percent(content);
  const unsettled = cases.filter(({ converged }) => !converged).length;
  const far =
    region.kind === 'ball'
      ? `no further than ${formatShort(region.radius, 3)} prior standard deviations from the medians, all ${dimensions} uncertain uniforms taken together`
      : `with none of ${dimensions} uncertain uniforms further than ${formatShort(region.halfWidth, 3)} prior standard deviations from its median`;
  return [
    isLine
      ? `A case must lie ${far}: along any one line through the medians ${share} of worlds do.`
      : `A case must lie in the region that holds ${share} of all worlds: ${far}. Usual worlds are about as far out, but in all ` +
        'directions at once; a best case puts the whole distance into what helps, which hardly any world does.',
    'How extreme a case is, the share of worlds at hand says that do as well.',
    `${screened < dimensions ? `Moved were the ${screened} uniforms that alone move each path most. ` : ''}${
      unsettled > 0
        ? `In ${unsettled} of ${cases.length} the search had not come to rest, so that there may be a better case still; --max-evaluations gives it more.`
        : 'Each search came to rest; that there is no better case elsewhere is not proven.'
    }`,
  ];
}

/** What paths come to, for tables: with the sign of what is better left to the header. */
export function bestOf({ decision }: PointQuestion, values: readonly number[]): number {
  const sign = decision.objective.direction === 'minimize' ? 1 : -1;
  const merits = values.map((value) => (Number.isFinite(value) ? sign * value : Number.POSITIVE_INFINITY));
  return merits.indexOf(Math.min(...merits));
}
