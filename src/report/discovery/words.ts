/** What `discover` has found, in sentences: never more than the numbers say, and what they say in unseen worlds. */
import type { Leaf } from '../../analysis/discovery/cart.ts';
import type { Range } from '../../analysis/discovery/labelled-worlds.ts';
import type { Spread } from '../../analysis/discovery/stability.ts';
import { wilsonInterval } from '../../analysis/statistics.ts';
import { enumerate, percent, sayShare } from '../decision/decision.ts';
import { formatShort } from '../number-text.ts';
import type { DiscoveryFindings, DiscoveryInput, FoundBox } from './findings.ts';

/** A quantity that fewer halves than this restrict is not to be relied upon. */
const UNSTABLE = 0.5;

/** `28 % (22–35 %)` of k in n. */
function sayCount(k: number, n: number): string {
  return sayShare({ share: k / n, ...wilsonInterval(k, n) });
}

/** How often the condition holds. */
export function sayCondition({ question, worlds, ofInterest, leftOut }: DiscoveryFindings): string {
  const out = leftOut > 0 ? `; ${leftOut} left out, which failed or have no value` : '';
  return `Looked for: worlds in which ${question.condition}. These are ${ofInterest} of ${worlds}: ${sayCount(ofInterest, worlds)}${out}.`;
}

/** `x ≥ 2.1 and y ≤ 0.4`. */
export function ruleOfBox(restrictions: readonly Range[], inputs: readonly DiscoveryInput[]): string {
  return enumerate(
    restrictions.map(({ column, lower, upper }) => {
      const { name } = inputs[column];
      if (lower !== undefined && upper !== undefined) {
        return `${name} between ${formatShort(lower, 3)} and ${formatShort(upper, 3)}`;
      }
      return lower !== undefined
        ? `${name} ≥ ${formatShort(lower, 3)}`
        : `${name} ≤ ${formatShort(upper ?? Number.NaN, 3)}`;
    }),
  );
}

/** `x > 2.1 and y <= 0.4`; empty if there is no condition. */
export function ruleOfLeaf(
  { conditions }: Pick<Leaf, 'conditions'>,
  inputs: readonly DiscoveryInput[],
  show: (value: number) => string,
): string {
  return conditions
    .flatMap(({ column, above, atMost }) => [
      ...(above === undefined ? [] : [`${inputs[column].name} > ${show(above)}`]),
      ...(atMost === undefined ? [] : [`${inputs[column].name} <= ${show(atMost)}`]),
    ])
    .join(' and ');
}

/** The boxes in sentences, and what they are worth in worlds that were not searched. */
export function sayBoxes(findings: DiscoveryFindings): string[] {
  const { prim, question, worlds, ofInterest } = findings;
  if (prim === undefined) return [];
  const [first, ...more] = prim.boxes;
  if (first.step.restrictions.length === 0) {
    return ['No box was found in which it holds more often: what is known of the worlds does not tell them apart.'];
  }
  const accepted = more.filter((box) => box.accepted);
  const together = [first, ...accepted];
  const sum = (of: (box: FoundBox) => number) => together.reduce((total, box) => total + of(box), 0);
  const doubt = first.accepted
    ? ''
    : ` That is less than the density of ${percent(prim.options.threshold)} that a box must have to count (--density-min).`;
  return [
    `It holds in ${sayCount(ofInterest, worlds)} of all worlds. In those with ${ruleOfBox(first.step.restrictions, question.inputs)} ` +
      `(${sayCount(first.step.n, worlds)} of all) it does in ${sayCount(first.step.k, first.step.n)}${sayHeldOut(first)}; ` +
      `they hold ${sayCount(first.step.k, ofInterest)} of all worlds in which it does.${doubt}`,
    ...sayDoubts(first, question.inputs),
    ...(accepted.length > 0
      ? [
          `Of the rest ${accepted.length === 1 ? 'one more box' : `${accepted.length} more boxes`} of that kind can be told; ` +
            `together they hold ${sayCount(
              sum(({ step }) => step.k),
              ofInterest,
            )} of these worlds.`,
        ]
      : []),
  ];
}

function sayHeldOut({ stability }: FoundBox): string {
  if (stability === undefined) return '';
  const { heldOutDensity } = stability.atCoverage;
  return ` (in halves of the worlds that the search had not seen, in ${saySpread(heldOutDensity)})`;
}

/** `66 %, 52–80 %`: mean and the middle 90 %. */
function saySpread({ mean, low, high }: Spread): string {
  return `${percent(mean)}, 90 % of halves ${(100 * low).toFixed(0)}–${percent(high)}`;
}

/** Which limits other worlds would not give. */
function sayDoubts({ step, stability }: FoundBox, inputs: readonly DiscoveryInput[]): string[] {
  const unstable = step.restrictions.filter(
    ({ column }) => (stability?.parameters[column].atCoverage.share ?? 1) < UNSTABLE,
  );
  if (unstable.length === 0) return [];
  const names = (of: readonly Range[]) => enumerate(of.map(({ column }) => inputs[column].name));
  const steady = step.restrictions.filter((one) => !unstable.includes(one));
  return [
    `${names(unstable)} ${unstable.length === 1 ? 'is' : 'are'} limited in fewer than half of the halves: other worlds ` +
      `would give another box${steady.length > 0 ? `, but for ${names(steady)}` : ''}. More --draws would tell.`,
  ];
}

/** The tree in a sentence. */
export function sayTree({ cart, question, ofInterest, worlds }: DiscoveryFindings): string[] {
  if (cart === undefined) return [];
  const root = cart.pruning[cart.pruning.length - 1];
  const chosen = cart.pruning[cart.chosen];
  if (cart.leaves.length < 2) {
    return [
      `No tree foretells other worlds better than to say ${sayCount(ofInterest, worlds)} everywhere, by cross-validation; with more --draws one may.`,
    ];
  }
  const highest = cart.leaves.reduce((a, b) => (b.share > a.share ? b : a));
  const lowest = cart.leaves.reduce((a, b) => (b.share < a.share ? b : a));
  const rule = (leaf: Leaf) =>
    ruleOfLeaf(leaf, question.inputs, (value) => formatShort(value, 3)).replaceAll('<=', '≤');
  const less = 1 - chosen.crossValidated / root.crossValidated;
  return [
    `By the tree it holds most often, in ${sayCount(highest.k, highest.n)}, where ${rule(highest)}, and least, in ` +
      `${sayCount(lowest.k, lowest.n)}, where ${rule(lowest)}. In worlds from which it was not grown its squared error is ` +
      `${percent(Math.max(0, less))} less than without it.`,
  ];
}

/** How to read it all. */
export function sayReading({ prim }: DiscoveryFindings): string[] {
  const chosen =
    prim?.most === undefined
      ? ''
      : ` Box and tree were looked for among the ${prim.most} quantities that differ most between the two kinds of worlds (--parameters), ` +
        'chosen anew in each half.';
  return [
    'Intervals are 95 % (Wilson) and cover the sampling error, but not that box and tree were chosen because they fit ' +
      `these worlds${prim ? '; the densities held out do' : ''}. A box says where to look, not what causes what.${chosen}`,
  ];
}
