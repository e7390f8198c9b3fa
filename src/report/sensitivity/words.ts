/** What a sensitivity analysis has found, in sentences: never more than the numbers say, and under which preference. */
import type { PawnResult } from '../../analysis/sensitivity/pawn.ts';
import type { RankResult } from '../../analysis/sensitivity/ranks.ts';
import { formatShare, formatShort, formatWithInterval } from '../number-text.ts';
import { type GivenFindings, orderOfInputs, signOf, standings, withoutDirection } from './findings.ts';
import { meaningOf, nameSubject, type OutputSummary, type Question } from './question.ts';

/** Which number is looked at, and what it is computed from. */
export function saySubject({ plan, objective, isBestTwo, subject, inputs }: Question): string[] {
  const { name, kind, label, text, direction } = objective;
  const formula = text?.replace(/\s+/g, ' ');
  const what =
    kind === 'preference'
      ? `Better means under the preference ${name}${name === plan.preferences[0].name ? ", the scenario's default" : ''}: ${direction} ${formula}`
      : kind === 'metric'
        ? `${name}: ${formula}`
        : `${name}: ${label}`;
  const of =
    subject.kind === 'path'
      ? `On ${subject.path}`
      : `The paired difference ${nameSubject({ subject })}${isBestTwo ? ', the best two on average' : ''}`;
  return [what, `${of}; ${inputs.length} uncertain quantities.`];
}

/** How large the output is, and how much worlds differ. */
export function sayOutput(
  question: Question,
  { mean, low, high, sd, n, leftOut }: OutputSummary,
  worlds = 'worlds',
): string {
  const { objective, subject } = question;
  if (n === 1)
    return `In the ${worlds} it is ${formatShort(mean, 3)}${objective.unit === '' ? '' : ` (unit: ${objective.unit})`}.`;
  const unit = objective.unit === '' ? '' : `, unit: ${objective.unit}`;
  const out = leftOut > 0 ? ` (${leftOut} left out, which failed or have no value)` : '';
  const spread = `worlds differ from it with a standard deviation of ${formatShort(sd)}`;
  const amount = formatWithInterval(mean, { low, high });
  const isSure = low > 0 || high < 0;
  const favours =
    subject.kind === 'difference' && objective.direction !== undefined && isSure
      ? `, in favour of ${meaningOf(question, Math.sign(mean))}`
      : '';
  return `Over ${n} ${worlds}${out} it is ${amount} on average${favours}; ${spread}${unit}.`;
}

/** The most important inputs, how they compare with noise, and what they rest on. */
export function sayGiven(findings: GivenFindings): string[] {
  const { pawn, ranks, delta, skipped } = findings;
  const values = [
    ...(ranks?.indices.map(({ partial }) => partial.value) ?? []),
    ...[pawn, delta].flatMap((one) => one?.indices.map(({ value }) => value) ?? []),
  ];
  if (values.every(Number.isNaN)) {
    return ['It is the same in all worlds: nothing moves it.'];
  }
  return [
    ...sayFirst(findings),
    ...(ranks ? sayRanks(findings, ranks) : []),
    ...(pawn ? [sayPawn(pawn)] : []),
    ...(delta ? [sayDelta()] : []),
    ...sayCorrelated(findings),
    ...skipped.map(({ method, reason }) => `Left out: ${method} ${reason}.`),
    sayMore(),
  ];
}

/** Inputs that stand out from noise, by the method that the order follows, and how many would by chance. */
function sayFirst(findings: GivenFindings): string[] {
  const { question, ranks } = findings;
  const { inputs } = question;
  const standing = standings(findings);
  const order = orderOfInputs(findings);
  const out = order.filter((input) => standing[input].isOut).length;
  const sure = order.filter((input) => standing[input].isSure);
  const byChance = Math.max(1, Math.round(0.05 * inputs.length));
  const told = `Of ${inputs.length} quantities ${out} can be told ${ranks ? 'from 0 by rank correlation' : 'from noise'}, where about ${byChance} would be by chance`;
  const first = sure.slice(0, NAMED).map((input) => {
    const sign = ranks ? signOf(ranks.indices[input].partial) : 0;
    return sign === 0 ? inputs[input].name : `${inputs[input].name} (higher ${saysHigher(question, sign)})`;
  });
  const besides = withoutDirection(findings).map((input) => inputs[input].name);
  const sourced = sure.filter((input) => inputs[input].basis === 'source').length;
  return [
    sure.length === 0
      ? `No quantity stands out surely, if one counts how many were looked at: none matters much alone, or there are too few draws to tell. ${told}.`
      : `It hangs most on ${enumerate(first)}. ${told}; ${sure.length} surely, if one counts how many were looked at, of which ` +
        `${sourced === 0 ? 'none' : sourced} ${sourced < 2 ? 'rests' : 'rest'} on a source.`,
    ...(besides.length > 0
      ? [`${enumerate(besides)} matter${besides.length === 1 ? 's' : ''} without a direction that can be told.`]
      : []),
  ];
}

/** So many are named in words. */
const NAMED = 3;

function sayPawn({ indices }: PawnResult): string {
  const limits = indices.map(({ dummyLimit }) => dummyLimit).filter((limit) => !Number.isNaN(limit));
  const limit = formatShort(Math.max(...limits));
  return (
    'PAWN is how far the distribution of the output moves when a quantity is held in a narrow range: 0 not at all, 1 ' +
    `completely. It sees effects of any shape, but one that does nothing scores up to ${limit} in so many worlds.`
  );
}

function sayDelta(): string {
  return 'Delta is how much the density of the output changes on average when a quantity becomes known: 0 not at all, 1 completely.';
}

function sayRanks({ question }: GivenFindings, { fit, draws }: RankResult): string[] {
  if (Number.isNaN(fit.value)) return [];
  const share = formatShare({ share: fit.value, low: fit.low, high: fit.high }).replace(/ \((.*)\)$/, ' ($1 %)');
  const chance = question.inputs.length / (draws - 1);
  const ofChance =
    chance > 0.02
      ? `, about ${formatShare({ share: chance, low: chance, high: chance }).replace(/ \(.*/, '')} of it by chance`
      : '';
  return [
    'PRCC is the correlation of ranks with all other quantities taken out, from −1 to 1. Rising and falling effects of all ' +
      `quantities together account for ${share} of the variance of ranks${ofChance}; the rest is effects that go both ways, or ` +
      'that hang on each other.',
  ];
}

/** PAWN and delta credit an input with what those do that go with it. */
function sayCorrelated({ question, pawn, delta, ...rest }: GivenFindings): string[] {
  if (pawn === undefined && delta === undefined) return [];
  const first = orderOfInputs({ ...rest, pawn, delta }).slice(0, 12);
  const correlated = first.map((input) => question.inputs[input]).filter((input) => input.correlated.length > 0);
  if (correlated.length === 0) return [];
  const names = correlated.map(({ name }) => name);
  return [
    `The scenario correlates ${enumerate(names)} with others: ${pawn ? 'PAWN' : 'delta'} counts what moves together${rest.ranks ? ', PRCC does not' : ''}.`,
  ];
}

function sayMore(): string {
  return (
    'Intervals are 95 % and cover the sampling error only. --method tornado shows what each quantity alone does and where it ' +
    'changes which path is preferred, --method sobol splits the variance into shares and finds interactions; both evaluate ' +
    'new worlds (--dry-run says how long).'
  );
}

/** What a higher value does. */
function saysHigher(question: Question, sign: number): string {
  const meaning = meaningOf(question, sign);
  if (question.subject.kind === 'path' || question.objective.direction === undefined) return `is ${meaning}`;
  return `favours ${meaning}`;
}

/** `a, b and c`. */
export function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
