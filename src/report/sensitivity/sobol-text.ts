/** What `sensitivity --method sobol` prints: shares of the variance, and what they mean. */
import type { Estimate } from '../../analysis/sensitivity/estimate.ts';
import type { SobolIndices } from '../../analysis/sensitivity/sobol-indices.ts';
import { formatInterval, formatWithInterval, MISSING } from '../number-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { nameInput, sayMarks } from './findings.ts';
import { describeQuestion } from './given-json.ts';
import { renderQuestion, type SensitivityTextOptions } from './given-text.ts';
import { nameOutput, type OutputSummary, type Question, type QuestionInput } from './question.ts';
import { byMerit, OTHERS } from './tables.ts';
import { enumerate } from './words.ts';

export interface SobolFindings {
  readonly question: Question;
  readonly output: OutputSummary;
  readonly indices: SobolIndices;
  /** Base points of the design. */
  readonly points: number;
  readonly factors: readonly {
    readonly name: string;
    readonly ids: readonly string[];
    /** Of a single quantity. */
    readonly basis: QuestionInput['basis'] | undefined;
  }[];
  /** Ids of quantities that are correlated with each other, in the order in which they are sampled. */
  readonly correlated: readonly (readonly string[])[];
}

/** Pairs that are printed. */
const PAIRS = 6;

/** Header, table and sentences. */
export function renderSobol(findings: SobolFindings, options: SensitivityTextOptions): string {
  const { question, output, indices, factors } = findings;
  const { width, style } = options;
  const order = byMerit(indices.total.map(({ value }) => value));
  const rows = order.slice(0, options.show).map((factor): TextRow => {
    const { name, ids, basis } = factors[factor];
    const label = basis ? nameInput({ name, basis }) : `${name} (${ids.length})`;
    return { label, cells: [shown(indices.first[factor]), shown(indices.total[factor])] };
  });
  const table = renderTable({ corner: 'Quantity', columns: ['First order', 'Total'], rows }, width, style);
  const rest = factors.length - rows.length;
  const marks = `${rest > 0 ? `… and ${rest} more. ` : ''}${sayMarks(question.inputs)}`;
  const pairs = renderPairs(findings, options);
  return [
    renderQuestion(question, output, options),
    `${style.bold(`Shares of the variance of ${nameOutput(question)}`)}\n${table}\n${style.dim(wrapText(marks, width))}`,
    ...(pairs === undefined ? [] : [pairs]),
    `${style.bold('In words')}\n${saySobol(findings)
      .map((sentence) => wrapText(sentence, width))
      .join('\n')}`,
  ].join('\n\n');
}

function renderPairs(
  { indices, factors }: SobolFindings,
  { width, style }: SensitivityTextOptions,
): string | undefined {
  if (indices.second.length === 0) return undefined;
  const order = byMerit(indices.second.map(({ value }) => Math.abs(value))).slice(0, PAIRS);
  const rows = order.map((pair): TextRow => {
    const { factor, other, ...index } = indices.second[pair];
    return { label: `${factors[factor].name} with ${factors[other].name}`, cells: [shown(index)] };
  });
  return renderTable({ corner: 'Together, beyond each alone', columns: ['Second order'], rows }, width, style);
}

function shown(estimate: Estimate): string {
  return Number.isNaN(estimate.value) ? MISSING : formatWithInterval(estimate.value, estimate);
}

/** What accounts for most, how much is interaction, and how far that can be trusted. */
function saySobol(findings: SobolFindings): string[] {
  const { indices, factors, points, question } = findings;
  const { first, total, firstSum, second } = indices;
  if (Number.isNaN(firstSum.value)) return ['It is the same in all worlds: nothing moves it.'];
  const loose = [...first, ...total].filter(({ low, high }) => high - low > WIDE).length;
  const isSure = firstSum.high < 1;
  const surePairs = second.filter(({ low, high }) => low > 0 || high < 0).length;
  return [
    ...sayMost(findings),
    'First order: the share of the variance that would go, on average, if the quantity were known. Total: the share that ' +
      'would stay if everything else were known; what it has beyond the first order are effects that it has only together ' +
      'with others. Totals therefore overlap, and may sum to more than 1.',
    `The first-order indices sum to ${say(firstSum)}: ${
      isSure
        ? 'what is lacking to 1 are effects that quantities have only together.'
        : 'effects that quantities have only together cannot be told from none.'
    }`,
    ...(second.length > 0
      ? [
          `${surePairs} of ${second.length} pairs can be told from 0, where about ${Math.max(1, Math.round(0.05 * second.length))} would be by chance.`,
        ]
      : []),
    ...sayCorrelated(findings),
    ...(loose > 0
      ? [
          `With ${points} base points ${loose} of ${2 * factors.length} intervals are wider than ${WIDE}: take more --points before you rely on an order; fewer --parameters make each point cheaper.`,
        ]
      : []),
    ...(indices.missing > 0
      ? [`${indices.missing} of ${points} base points are left out, in which an output failed or has no value.`]
      : []),
    `Intervals are 95 % (bootstrap over base points), on the safe side, as a rule; all ${question.inputs.length} quantities are varied over their whole distributions.`,
  ];
}

/** An interval wider than this does not bear an order. */
const WIDE = 0.2;
/** A total index that is surely above this is worth a word. */
const NOTABLE = 0.01;

function sayMost({ indices: { total }, factors }: SobolFindings): string[] {
  const order = byMerit(total.map(({ value }) => value));
  const notable = order.filter((factor) => total[factor].low > NOTABLE && factors[factor].name !== OTHERS);
  const rest = order.find((factor) => factors[factor].name === OTHERS);
  const names = notable.slice(0, 3).map((factor) => `${factors[factor].name} (${say(total[factor])})`);
  const named = factors.length - (rest === undefined ? 0 : 1);
  return [
    notable.length === 0
      ? `None of ${named} factors can be told from one that does nothing.`
      : `The largest total ${names.length === 1 ? 'index is that' : 'indices are those'} of ${enumerate(names)}; of ${notable.length} of ${named} factors it is above ${NOTABLE} with the whole of their interval.`,
    ...(rest === undefined
      ? []
      : [
          `The ${factors[rest].ids.length} quantities without an index of their own, varied together, involve ${say(total[rest])} of it.`,
        ]),
  ];
}

/** Of correlated quantities that are in different factors. */
function sayCorrelated({ correlated, factors }: SobolFindings): string[] {
  const factorOf = (id: string) => factors.findIndex(({ ids }) => ids.includes(id));
  const apart = correlated.filter((ids) => new Set(ids.map(factorOf)).size > 1);
  if (apart.length === 0) return [];
  const groups = apart.map(([first, ...others]) => `${first} (with ${enumerate(others)})`);
  return [
    'The indices are of the independent numbers from which quantities are made. What correlated quantities share is counted ' +
      `for the one that is made first, and for the others what they add: ${groups.join('; ')}.`,
  ];
}

function say(estimate: Estimate): string {
  return Number.isNaN(estimate.low)
    ? formatWithInterval(estimate.value, estimate)
    : `${formatWithInterval(estimate.value, estimate).split(' ')[0]}, ${formatInterval(estimate).replace('…', ' to ')}`;
}

/** The document of `--json` as plain data. */
export function describeSobol(findings: SobolFindings): object {
  const { question, output, ...rest } = findings;
  return { ...describeQuestion(question, output), sobol: rest, sentences: saySobol(findings) };
}
