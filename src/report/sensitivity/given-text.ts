/** What `sensitivity` prints of worlds as they are: the inputs that matter most, and what that means. */
import type { Estimate } from '../../analysis/sensitivity/estimate.ts';
import { formatWithInterval, MISSING } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import {
  type GivenFindings,
  nameInput,
  orderOfInputs,
  sayMarks,
  signOf,
  standings,
  withoutDirection,
} from './findings.ts';
import { meaningOf, nameOutput, type OutputSummary, type Question } from './question.ts';
import { sayGiven, sayOutput, saySubject } from './words.ts';

export interface SensitivityTextOptions extends TextOptions {
  /** Rows of a table. */
  readonly show: number;
}

/** Header, table and sentences. */
export function renderGiven(findings: GivenFindings, options: SensitivityTextOptions): string {
  const { question, output } = findings;
  const { width, style } = options;
  const paragraphs = (sentences: readonly string[]) =>
    sentences.map((sentence) => wrapText(sentence, width)).join('\n');
  return [
    renderQuestion(question, output, options),
    renderInputs(findings, options),
    `${style.bold('In words')}\n${paragraphs(sayGiven(findings))}`,
  ].join('\n\n');
}

/**
 * What was looked at.
 * @param worlds what the output is a mean over
 */
export function renderQuestion(
  question: Question,
  output: OutputSummary,
  { width, style }: TextOptions,
  worlds = 'worlds',
): string {
  const { plan } = question;
  const title = plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title;
  return [
    style.bold(wrapText(title, width)),
    ...saySubject(question).map((line) => style.dim(wrapText(line, width))),
    wrapText(sayOutput(question, output, worlds), width),
  ].join('\n');
}

function renderInputs(findings: GivenFindings, { show, width, style }: SensitivityTextOptions): string {
  const { question, pawn, ranks, delta } = findings;
  const { inputs } = question;
  const columns: { readonly heading: string; cell(input: number): string }[] = [];
  if (ranks) {
    columns.push({ heading: 'PRCC', cell: (input) => shown(ranks.indices[input].partial) });
    columns.push({
      heading: 'If higher',
      cell: (input) => meaningOf(question, signOf(ranks.indices[input].partial)),
    });
  }
  if (pawn) columns.push({ heading: 'PAWN', cell: (input) => shown(pawn.indices[input]) });
  if (delta) columns.push({ heading: 'Delta', cell: (input) => shown(delta.indices[input]) });
  const row = (input: number): TextRow => ({
    label: nameInput(inputs[input]),
    cells: columns.map(({ cell }) => cell(input)),
  });
  const standing = standings(findings);
  const order = orderOfInputs(findings);
  const sure = order.filter((input) => standing[input].isSure).slice(0, show);
  const others = order.filter((input) => !standing[input].isSure).slice(0, show - sure.length);
  const shownInputs = [...sure, ...others];
  const beside = withoutDirection(findings).filter((input) => !shownInputs.includes(input));
  const under = (heading: string, of: readonly number[]): TextRow[] =>
    of.length > 0 ? [{ heading }, ...of.map(row)] : [];
  const rows: TextRow[] = [
    ...sure.map(row),
    ...under(sure.length > 0 ? 'With so many looked at, these may be chance' : 'May all be chance', others),
    ...under('Without a direction, but above noise by PAWN', beside),
  ];
  const table = renderTable({ corner: 'Quantity', columns: columns.map(({ heading }) => heading), rows }, width, style);
  const rest = inputs.length - shownInputs.length - beside.length;
  return [
    style.bold(`What moves ${nameOutput(question)}`),
    table,
    style.dim(wrapText(`${rest > 0 ? `… and ${rest} more. ` : ''}${sayMarks(inputs)}`, width)),
  ].join('\n');
}

function shown(estimate: Estimate): string {
  return Number.isNaN(estimate.value) ? MISSING : formatWithInterval(estimate.value, estimate);
}
