/** What `sensitivity --method morris` writes and prints: how large the effects of moves are, and how they differ. */
import type { Estimate } from '../../analysis/sensitivity/estimate.ts';
import type { MorrisEffects } from '../../analysis/sensitivity/morris.ts';
import type { Table } from '../csv.ts';
import { formatWithInterval, MISSING } from '../number-text.ts';
import { integer } from '../table-columns.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { nameInput, sayMarks } from './findings.ts';
import { describeQuestion } from './given-json.ts';
import { renderQuestion, type SensitivityTextOptions } from './given-text.ts';
import { meaningOf, nameOutput, type OutputSummary, type Question } from './question.ts';
import { byMerit, estimateCells, estimateColumns, PARAMETER } from './tables.ts';
import { enumerate } from './words.ts';

export interface MorrisFindings {
  /** Its inputs are those that were moved. */
  readonly question: Question;
  /** Over the worlds of the design. */
  readonly output: OutputSummary;
  /** One for each input. */
  readonly effects: readonly MorrisEffects[];
  readonly trajectories: number;
  /** Quantities that stayed at their medians. */
  readonly fixed: number;
  /** Quantiles between which quantities move. */
  readonly low: number;
  readonly high: number;
}

/** One row a quantity. */
export function morrisTable({ question, effects, low, high }: MorrisFindings): Table {
  const order = byMerit(effects.map(({ muStar }) => muStar.value));
  const scale = `of going from its ${low} to its ${high} quantile`;
  return {
    name: 'morris',
    title: 'Morris screening',
    description: 'Elementary effects of each quantity, moved alone from many places; the largest mean size first.',
    columns: [
      ...PARAMETER,
      ...estimateColumns('mu', `Mean effect, ${scale}.`, 'bootstrap over trajectories'),
      ...estimateColumns('mu_star', `Mean size of the effect, ${scale}.`, 'bootstrap over trajectories'),
      ...estimateColumns('sigma', 'Standard deviation of the effects.', 'bootstrap over trajectories'),
      integer('effects', 'Trajectories in which the output is there on both sides of the move.'),
    ],
    key: ['parameter'],
    rows: () =>
      order.map((input) => {
        const { name, basis } = question.inputs[input];
        const { mu, muStar, sigma, effects: count } = effects[input];
        return [name, basis, ...[mu, muStar, sigma].flatMap(estimateCells), count];
      }),
  };
}

/** Header, table and sentences. */
export function renderMorris(findings: MorrisFindings, options: SensitivityTextOptions): string {
  const { question, output, effects } = findings;
  const { inputs } = question;
  const { width, style, show } = options;
  const order = byMerit(effects.map(({ muStar }) => muStar.value));
  const rows = order.slice(0, show).map((input): TextRow => {
    const { mu, muStar, sigma } = effects[input];
    const sign = mu.low > 0 ? 1 : mu.high < 0 ? -1 : 0;
    return { label: nameInput(inputs[input]), cells: [shown(muStar), meaningOf(question, sign), shown(sigma)] };
  });
  const rest = inputs.length - rows.length;
  const marks = `${rest > 0 ? `… and ${rest} more. ` : ''}${sayMarks(inputs)}`;
  const table = renderTable(
    { corner: 'Quantity', columns: ['Size (mu*)', 'If higher', 'Spread (sigma)'], rows },
    width,
    style,
  );
  return [
    renderQuestion(question, output, options, 'worlds of the design'),
    `${style.bold(`What moves ${nameOutput(question)}`)}\n${table}\n${style.dim(wrapText(marks, width))}`,
    `${style.bold('In words')}\n${sayMorris(findings)
      .map((sentence) => wrapText(sentence, width))
      .join('\n')}`,
  ].join('\n\n');
}

function shown(estimate: Estimate): string {
  return Number.isNaN(estimate.value) ? MISSING : formatWithInterval(estimate.value, estimate);
}

/** Of so many the spread is looked at. */
const FIRST = 10;

/** Which quantities matter, which hang on others, and which do nothing. */
function sayMorris({ question, effects, trajectories, fixed, low, high }: MorrisFindings): string[] {
  const order = byMerit(effects.map(({ muStar }) => muStar.value));
  const largest = effects[order[0]].muStar.value;
  if (!(largest > 0)) return ['It is the same in all worlds: nothing moves it.'];
  const names = (positions: readonly number[]) => enumerate(positions.map((input) => question.inputs[input].name));
  const small = order.filter((input) => effects[input].muStar.high < 0.05 * largest);
  const shownFirst = order.slice(0, FIRST);
  const bent = shownFirst.filter((input) => effects[input].sigma.value > effects[input].muStar.value).length;
  return [
    `The largest effects are those of ${names(order.slice(0, 3))}. The size is the mean change of the output, up or down, as the quantity ` +
      `goes from its ${low} to its ${high} quantile, over ${trajectories} places chosen to be far apart; sigma is how much the effect differs ` +
      'between places, because the quantity works otherwise elsewhere or together with others.',
    ...(bent > 0
      ? [
          `For ${bent} of the first ${shownFirst.length} sigma is larger than the size: what they do depends on where the others are.`,
        ]
      : []),
    `${small.length} of ${effects.length} quantities have surely less than a twentieth of the largest effect: they can be left out of closer looks.`,
    ...(fixed > 0 ? [`${fixed} other quantities stayed at their medians.`] : []),
    'Screening orders quantities cheaply; it does not say which share of the uncertainty is theirs. Intervals are 95 % (bootstrap over trajectories) ' +
      'and rough, since the trajectories are chosen. --method sobol with --parameters for the first of these gives shares.',
    ...(question.inputs.some(({ correlated }) => correlated.length > 0)
      ? ['Where the scenario correlates quantities, a move of one takes along what is sampled from it.']
      : []),
  ];
}

/** The document of `--json` as plain data. */
export function describeMorris(findings: MorrisFindings): object {
  const { question, output, ...rest } = findings;
  return { ...describeQuestion(question, output), morris: rest, sentences: sayMorris(findings) };
}
