/** What a comparison of solutions says in sentences: whether the winner changes, by how much, and what it rests on. */
import { pairOf } from '../../analysis/solutions/solution-order.ts';
import { enumerate, percent, spacedUnit } from '../decision/decision.ts';
import { formatWithInterval } from '../number-text.ts';
import type { SolutionFinding, SolutionsFindings } from './findings.ts';

/** The sentences, in the order of reading. */
export function saySolutions(findings: SolutionsFindings): string[] {
  return [sayWinners(findings), sayRange(findings), sayParts(findings), sayWeights(findings), sayLimits(findings)];
}

/** One line if another path is first under some solution, else nothing. */
export function warnOfChange({ solutions, pair, decision }: SolutionsFindings): string | undefined {
  const changed = solutions.filter(({ order }) => order[0] !== pair[0]);
  if (changed.length === 0) return undefined;
  const where = changed.map(({ name, order }) => `${order[0]} under ${name}`);
  return (
    `The winner changes: by the mean of ${decision.objective.name}, ${pair[0]} is first under the scenario's own solution, ` +
    `but ${enumerate(where)}.`
  );
}

/** By how much one path is better than another, as a positive number where it is. */
function lead({ decision }: SolutionsFindings, solution: SolutionFinding, path: string, other: string) {
  const { mean, low, high } = pairOf(solution, path, other);
  return decision.objective.direction === 'minimize' ? { mean: -mean, low: -high, high: -low } : { mean, low, high };
}

function sayWinners(findings: SolutionsFindings): string {
  const { solutions, pair, decision } = findings;
  const unit = spacedUnit(decision);
  const under = `Under ${decision.objective.name}`;
  const changed = solutions.filter(({ order }) => order[0] !== pair[0]);
  const open = solutions.filter(
    (one) => !changed.includes(one) && lead(findings, one, one.order[0], one.order[1]).low <= 0,
  );
  const close =
    open.length > 0
      ? ` Its lead cannot be told from nothing under ${enumerate(open.map(({ name, order }) => `${name} (over ${order[1]})`))}.`
      : '';
  if (changed.length === 0) {
    return `${under} ${pair[0]} has the best mean under all ${solutions.length} solutions.${close}`;
  }
  const each = changed.map((one) => {
    const { mean, low, high } = lead(findings, one, one.order[0], pair[0]);
    const sure = low > 0 ? '' : ', too close to call';
    return `under ${one.name} ${one.order[0]}, ahead of it by ${formatWithInterval(mean, { low, high })}${unit}${sure}`;
  });
  const same = solutions.length - changed.length;
  return `${under} ${pair[0]} has the best mean under ${same} of ${solutions.length} solutions; ${enumerate(each)}.${close}`;
}

function sayRange(findings: SolutionsFindings): string {
  const { solutions, pair, decision } = findings;
  const found = solutions
    .map((one) => ({ name: one.name, ...lead(findings, one, ...pair), share: pairOf(one, ...pair).better.a.share }))
    .sort((a, b) => a.mean - b.mean);
  const [least, most] = [found[0], found[found.length - 1]];
  const shares = found.map(({ share }) => share);
  const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  const worlds = low === high ? `${low} of worlds` : `${low.replace(/ %$/, '')} to ${high} of worlds`;
  return (
    `The lead of ${pair[0]} over ${pair[1]} goes from ${formatWithInterval(least.mean, least)} under ${least.name} to ` +
    `${formatWithInterval(most.mean, most)}${spacedUnit(decision)} under ${most.name}; it does better in ${worlds}.`
  );
}

function sayParts({ parts, solutions }: SolutionsFindings): string {
  const { subject, solutions: model, parameters, interaction, contributions } = parts[parts.length - 1];
  const share = (part: { share: number; low: number; high: number }) =>
    `${percent(part.share)} (${percent(part.low).replace(/ %$/, '')}–${percent(part.high)})`;
  const top = contributions.indexOf(Math.max(...contributions));
  const due =
    model.share >= 0.005
      ? ` ${percent(contributions[top])} of the part of the solutions is due to ${solutions[top].name}, the one farthest from the mean of all.`
      : '';
  return (
    `Of the variance of ${subject} over worlds and solutions ${share(model)} lies between the solutions (model ` +
    `uncertainty), ${share(parameters)} is what parameters do under all of them alike, and ${share(interaction)} what ` +
    `parameters do under some and not under others.${due}`
  );
}

function sayWeights({ solutions }: SolutionsFindings): string {
  const { weight } = solutions[0];
  const isEqual = solutions.every((one) => one.weight === weight);
  const weights = isEqual
    ? `Each solution weighs the same, 1 in ${solutions.length}`
    : `The weights are ${enumerate(solutions.map((one) => `${one.name} ${percent(one.weight)}`))}`;
  return (
    `${weights}: an assumption that nothing here supports, and the shares of the variance hang on it, as on which ` +
    'solutions are in the list. --weights and --solutions change both.'
  );
}

function sayLimits({ decision, resamples, same }: SolutionsFindings): string {
  const { design } = decision.plan;
  const safe = design === 'random' ? '' : `, on the safe side, as a rule, for the ${design} design`;
  const left = same.length > 0 ? ` ${enumerate(same)}: left out, as the scenario assumes the same.` : '';
  return (
    `Intervals are 95 % and cover the sampling error of ${decision.draws} worlds${safe} (shares of the variance: bootstrap, ` +
    `${resamples} resamples). All solutions share one game: what it leaves out is not in the model uncertainty.${left}`
  );
}
