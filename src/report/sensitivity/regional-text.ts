/** What `sensitivity --method regional` prints: quantities that are different in worlds of a kind. */
import type { RegionalIndex, RegionalResult } from '../../analysis/sensitivity/regional.ts';
import { wilsonInterval } from '../../analysis/statistics.ts';
import { formatShare, formatShort, formatWithInterval } from '../number-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { nameInput, sayMarks } from './findings.ts';
import type { SensitivityTextOptions } from './given-text.ts';
import { nameSubject, type Question } from './question.ts';
import { byMerit } from './tables.ts';
import { enumerate } from './words.ts';

export interface RegionalFindings {
  readonly question: Question;
  /** What holds in the worlds of the kind. */
  readonly where: string;
  readonly regional: RegionalResult;
}

/** Header, table and sentences. */
export function renderRegional(findings: RegionalFindings, options: SensitivityTextOptions): string {
  const { question, where, regional } = findings;
  const { plan, inputs } = question;
  const { width, style, show } = options;
  const order = byMerit(regional.indices.map(({ distance }) => distance.value));
  const rows = order.slice(0, show).map((input): TextRow => {
    const { distance, pAdjusted, medianBehavioural, medianOther } = regional.indices[input];
    return {
      label: nameInput(inputs[input]),
      cells: [
        formatWithInterval(distance.value, distance),
        sayP(pAdjusted),
        formatShort(medianBehavioural, 3),
        formatShort(medianOther, 3),
      ],
    };
  });
  const columns = ['Distance', 'p', 'median there', 'elsewhere'];
  const rest = inputs.length - rows.length;
  const marks = `${rest > 0 ? `… and ${rest} more. ` : ''}${sayMarks(inputs)}`;
  return [
    style.bold(wrapText(plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title, width)),
    `${style.bold(wrapText(`What is different where ${where}, ${nameSubject(question)}`, width))}\n${renderTable({ corner: 'Quantity', columns, rows }, width, style)}\n${style.dim(wrapText(marks, width))}`,
    `${style.bold('In words')}\n${sayRegional(findings)
      .map((sentence) => wrapText(sentence, width))
      .join('\n')}`,
  ].join('\n\n');
}

/** How many worlds are of the kind, and by which quantities they can be told. */
function sayRegional({ question, where, regional }: RegionalFindings): string[] {
  const { indices, behavioural, other, missing } = regional;
  const worlds = behavioural + other;
  const share = { share: behavioural / worlds, ...wilsonInterval(behavioural, worlds) };
  const sure = byMerit(indices.map(({ distance }) => distance.value)).filter(
    (input) => indices[input].pAdjusted < 0.05,
  );
  const out = missing > 0 ? ` (${missing} left out, which failed or have no value)` : '';
  const first = sure.slice(0, 3).map((input) => `${question.inputs[input].name} (${sayMove(indices[input])})`);
  return [
    `On ${nameSubject(question)}, ${where} in ${behavioural} of ${worlds} worlds${out}, ${formatShare(share).replace(/ \((.*)\)$/, ' ($1 %)')}.`,
    sure.length === 0
      ? 'No quantity is surely different there: none tells such worlds alone, or there are too few worlds to tell.'
      : `What is most different there: ${enumerate(first)}. ${sure.length} of ${indices.length} quantities differ at a p below 0.05, which is adjusted for looking at so many (Holm).`,
    'The distance is the largest difference between the shares of worlds up to some value there and elsewhere (Kolmogorov–Smirnov): 0 for ' +
      'no difference, 1 where the two do not overlap. Its interval is 95 %.',
    'A quantity that matters only together with others may not show; discover looks for such regions.',
  ];
}

function sayMove({ medianBehavioural, medianOther }: RegionalIndex): string {
  if (medianBehavioural === medianOther) return 'of another spread';
  return medianBehavioural > medianOther ? 'higher' : 'lower';
}

function sayP(p: number): string {
  return p < 0.001 ? '< 0.001' : formatShort(p);
}

/** The document of `--json` as plain data. */
export function describeRegional(findings: RegionalFindings): object {
  const { question, where, regional } = findings;
  const { plan, subject, inputs } = question;
  return { plan, subject, where, inputs, regional, sentences: sayRegional(findings) };
}
