/** What a robustness analysis says in sentences: which rules agree, how surely, and what it all rests on. */
import type { RuleRow } from '../../analysis/robustness/decision-rules.ts';
import type { Dominance } from '../../analysis/robustness/dominance.ts';
import { enumerate, percent, sayShare, spacedUnit } from '../decision/decision.ts';
import { formatShort } from '../number-text.ts';
import { type RobustnessFindings, ruleLabel, SAME_AS_EXPECTED } from './findings.ts';

/** A pick in fewer resamples than this is called open. */
const SURE = 0.95;

/** Dominance that is found in fewer resamples rests on few draws. */
const RELIABLE = 0.8;

/** The sentences, in the order of reading. */
export function sayRobustness(findings: RobustnessFindings): string[] {
  return [sayPicks(findings), saySureness(findings), ...sayRequirements(findings), sayLimits(findings)];
}

/** Rules that choose, each reason once. */
function choosing({ rules }: RobustnessFindings): RuleRow[] {
  return rules.filter(({ rule, picks }) => picks.length > 0 && !SAME_AS_EXPECTED.has(rule));
}

function sayPicks(findings: RobustnessFindings): string {
  const { decision } = findings;
  const rules = choosing(findings);
  const single = (path: string) => rules.filter(({ picks }) => picks.length === 1 && picks[0] === path);
  const level = rules.filter(({ picks }) => picks.length > 1);
  const byPath = decision.paths
    .map((path) => ({ path, rules: single(path) }))
    .filter((each) => each.rules.length > 0)
    .sort((a, b) => b.rules.length - a.rules.length);
  const name = (some: readonly RuleRow[]) => enumerate(some.map(({ rule }) => `“${ruleLabel(rule)}”`));
  const under = `Under ${decision.objective.name}`;
  const note = 'Laplace and mean regret always pick what the expected value picks, and are not counted again.';
  if (byPath.length === 1 && level.length === 0) {
    return `${under} all ${rules.length} rules of choice pick ${byPath[0].path}. ${note}`;
  }
  const [first, ...others] = byPath;
  const parts = [
    ...(first ? [`${first.rules.length} pick${first.rules.length === 1 ? 's' : ''} ${first.path}`] : []),
    ...others.map(({ path, rules: some }) => `${some.length} ${path} (${name(some)})`),
    ...(level.length > 0 ? [`${level.length} find several paths level (${name(level)})`] : []),
  ];
  return `${under}, of ${rules.length} rules of choice ${enumerate(parts)}. ${note}`;
}

function saySureness(findings: RobustnessFindings): string {
  const open = choosing(findings).flatMap(({ rule, values, extreme }) => {
    const inOrder = [...values].sort((a, b) => b.pickShare - a.pickShare);
    if (extreme || inOrder[0].pickShare >= SURE) return [];
    const shares = inOrder.filter(({ pickShare }) => pickShare >= 0.05);
    return [
      `“${ruleLabel(rule)}” (${enumerate(shares.map(({ path, pickShare }) => `${path} in ${percent(pickShare)}`))})`,
    ];
  });
  const single =
    'The rules that look at single worlds know none beyond those sampled: with more draws their values get more extreme, ' +
    'and their picks are less sure than the shares say.';
  if (open.length === 0) {
    return `Apart from those that look at single worlds, each picks the same path in at least 95 % of resamples of the draws. ${single}`;
  }
  return `Too close to call with so many draws, by the share of resamples: ${enumerate(open)}. ${single}`;
}

function sayRequirements({ requirements }: RobustnessFindings): string[] {
  return requirements.map(({ text, paths }) => {
    const each = [...paths]
      .sort((a, b) => b.share - a.share)
      .map((one) => `on ${one.path} in ${sayShare(one)} of worlds`);
    return `${text} holds ${enumerate(each)}.`;
  });
}

function sayLimits({ decision, resamples }: RobustnessFindings): string {
  const { design } = decision.plan;
  const safe = design === 'random' ? '' : `, on the safe side, as a rule, for the ${design} design`;
  return (
    `Every rule takes ${decision.objective.name} for what is good and differs only in how it meets uncertainty: under other ` +
    `values all may pick another path. Intervals are 95 % (bootstrap, ${resamples} resamples) and cover the sampling error of ` +
    `${decision.draws} worlds${safe}.`
  );
}

/** For each pair of paths the strongest that can be said, and what keeps the next from holding. */
export function sayDominance(findings: RobustnessFindings): { pair: string; finding: string }[] {
  const { decision, dominance } = findings;
  const { paths } = decision;
  const of = (better: string, worse: string, order: 1 | 2) =>
    dominance.find((one) => one.better === better && one.worse === worse && one.order === order)!;
  return paths.flatMap((a, index) =>
    paths.slice(index + 1).map((b) => {
      const [better, worse] = strongest(of, a, b);
      const [first, second] = [of(better, worse, 1), of(better, worse, 2)];
      return { pair: `${better} over ${worse}`, finding: sayPair(findings, first, second, of(worse, better, 2)) };
    }),
  );
}

/** The direction in which more holds, or less is in the way. */
function strongest(
  of: (better: string, worse: string, order: 1 | 2) => Dominance,
  a: string,
  b: string,
): [better: string, worse: string] {
  const forward: [string, string] = [a, b];
  const backward: [string, string] = [b, a];
  for (const order of [1, 2] as const) {
    if (of(a, b, order).holds) return forward;
    if (of(b, a, order).holds) return backward;
  }
  return of(a, b, 2).violation <= of(b, a, 2).violation ? forward : backward;
}

function sayPair(findings: RobustnessFindings, first: Dominance, second: Dominance, reverse: Dominance): string {
  const { decision } = findings;
  const support = ({ support: { share } }: Dominance) =>
    `in ${share < RELIABLE ? 'only ' : ''}${percent(share)} of resamples`;
  const obstacle = sayFirstOrder(findings, first);
  if (first.holds) {
    const lesser = first.support.share < RELIABLE ? `; second order ${support(second)}` : '';
    return `first order (${support(first)}): any level is reached at least as often${lesser}`;
  }
  if (second.holds) return `second order (${support(second)}); not first order, as ${obstacle}`;
  if (second.violation === 0 && first.violation === 0 && reverse.violation === 0)
    return 'none: the same in every world';
  const shortfall = `${formatShort(second.violation)}${spacedUnit(decision)}`;
  return (
    `none. Second order fails (it holds ${support(second)}), as the mean shortfall of ${second.better} behind a level of ` +
    `${formatShort(second.at ?? Number.NaN, 3)} is up to ${shortfall} larger; first order, as ${obstacle}`
  );
}

function sayFirstOrder({ decision }: RobustnessFindings, { better, violation, at }: Dominance): string {
  const side = decision.objective.direction === 'minimize' ? 'or more' : 'or less';
  return `${better} is at ${formatShort(at ?? Number.NaN, 3)} ${side} in ${percent(violation)} more of worlds`;
}
