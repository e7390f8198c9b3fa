/** What `sensitivity --method tornado` prints: bars, and where another path is preferred. */
import type { PreferredPath, Tornado, TornadoRow } from '../../analysis/sensitivity/tornado.ts';
import { formatInterval, formatShort, formatWithInterval } from '../number-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { nameInput, sayMarks } from './findings.ts';
import { describeQuestion } from './given-json.ts';
import { renderQuestion, type SensitivityTextOptions } from './given-text.ts';
import { nameOutput, type OutputSummary, type Question } from './question.ts';
import { enumerate } from './words.ts';

export interface TornadoFindings {
  readonly question: Question;
  /** Of the draws as they are. */
  readonly output: OutputSummary;
  /** Of what was asked: a single bar in each row. */
  readonly subject: Tornado;
  /** Of all paths. */
  readonly paths: Tornado;
  /** Where the other quantities are, and over how many draws. */
  readonly at: 'draws' | 'median';
  readonly draws: number;
  /** Quantiles of the ends. */
  readonly low: number;
  readonly high: number;
  /** Values of each quantity at its ends. */
  readonly ends: readonly { readonly parameter: string; readonly low: number; readonly high: number }[];
  /** Quantities whose ends are the same value, and which were therefore not moved. */
  readonly same: readonly string[];
}

const BAR = 21;

/** Header, bars and sentences. */
export function renderTornado(findings: TornadoFindings, options: SensitivityTextOptions): string {
  const { question, output, subject } = findings;
  const { width, style } = options;
  const rows = subject.rows.slice(0, options.show);
  const inputs = new Map(question.inputs.map((input) => [input.name, input]));
  const bar = barsFor(rows, output.mean);
  const table = renderTable(
    {
      corner: 'Quantity',
      columns: ['low ░ high █'.padEnd(BAR), 'Swing'],
      rows: rows.map((row): TextRow => {
        const input = inputs.get(row.parameter);
        const [{ swing }] = row.bars;
        const amount = Number.isNaN(swing.low) ? formatShort(swing.value) : formatWithInterval(swing.value, swing);
        return { label: input ? nameInput(input) : row.parameter, cells: [bar(row), amount] };
      }),
    },
    width,
    style,
  );
  const rest = subject.rows.length - rows.length;
  const marks = `${rest > 0 ? `… and ${rest} more. ` : ''}${sayMarks(question.inputs)}`;
  return [
    renderQuestion(question, output, options, findings.at === 'median' ? 'world of all medians' : 'worlds'),
    `${style.bold(`What each quantity alone does to ${nameOutput(question)}`)}\n${table}\n${style.dim(wrapText(marks, width))}`,
    `${style.bold('In words')}\n${sayTornado(findings)
      .map((sentence) => wrapText(sentence, width))
      .join('\n')}`,
  ].join('\n\n');
}

/** Draws bars on one scale; │ is where the mean is without any move. */
function barsFor(rows: readonly TornadoRow[], base: number): (row: TornadoRow) => string {
  const values = rows.flatMap(({ bars: [{ low, high }] }) => [low, high]).filter((value) => !Number.isNaN(value));
  const [least, most] = [Math.min(base, ...values), Math.max(base, ...values)];
  const place = (value: number) => (most > least ? Math.round(((value - least) / (most - least)) * (BAR - 1)) : 0);
  return ({ bars: [{ low, high }] }) => {
    const cells = new Array<string>(BAR).fill(' ');
    const zero = place(base);
    const draw = (value: number, mark: string) => {
      if (Number.isNaN(value)) return;
      const end = place(value);
      for (let i = Math.min(zero, end); i <= Math.max(zero, end); i++) cells[i] = mark;
    };
    // The longer one first, so that both can be seen where they lie on one side.
    const marks = [[low, '░'] as const, [high, '█'] as const].sort(
      ([a], [b]) => Math.abs(b - base) - Math.abs(a - base),
    );
    for (const [value, mark] of marks) draw(value, mark);
    cells[zero] = '│';
    return cells.join('');
  };
}

/** What was moved, what did most, and where another path is preferred. */
function sayTornado(findings: TornadoFindings): string[] {
  const { question, subject, at, draws, low, high, same } = findings;
  const others =
    at === 'median'
      ? 'all others at their medians, a single world without any sampling error'
      : `all others as they are in ${draws} draws`;
  const [first] = subject.rows;
  const moved = subject.rows.filter(({ bars: [{ swing }] }) => swing.low > 0 || swing.high < 0).length;
  const widest = first && Math.abs(first.bars[0].swing.value) > 0;
  return [
    `Each quantity goes from its ${percent(low)} to its ${percent(high)} quantile, with ${others}; │ is where it stands without any move. ` +
      'The swing is the value at the high end less that at the low one.',
    ...(widest
      ? [
          `The widest swing is that of ${first.parameter}${Number.isNaN(first.bars[0].swing.low) ? '' : `; ${moved} of ${subject.rows.length} can be told from 0`}.`,
        ]
      : ['No quantity alone moves it.']),
    ...(question.objective.direction === undefined ? [] : sayPreferred(findings)),
    ...(same.length > 0 ? [`Not moved, since both ends are the same value: ${enumerate(same)}.`] : []),
    'One at a time, a tornado sees no effects that quantities have only together, nor that a correlated quantity would move along.',
  ];
}

function sayPreferred({ question, paths, ends }: TornadoFindings): string[] {
  const { plan } = question;
  const { preferredBase, rows } = paths;
  if (plan.paths.length < 2) return [];
  if (preferredBase.path === undefined)
    return ['On average the first place is shared, so no change of it can be marked.'];
  const base = plan.paths[preferredBase.path].name;
  const isSingle = Number.isNaN(preferredBase.advantage.low);
  const sure = ({ advantage }: PreferredPath) => isSingle || advantage.low > 0;
  const changes = rows.flatMap((row) => {
    const end = ends.find(({ parameter }) => parameter === row.parameter);
    return (['low', 'high'] as const).flatMap((which) => {
      const preferred = which === 'low' ? row.preferredLow : row.preferredHigh;
      if (preferred.path === undefined || preferred.path === preferredBase.path || end === undefined) return [];
      const { advantage } = preferred;
      const interval = Number.isNaN(advantage.low) ? '' : ` (${formatInterval(advantage).replace('…', ' to ')})`;
      const by = `by ${formatShort(advantage.value)}${interval}`;
      const where = `${which} end of ${row.parameter} (${formatShort(end[which], 3)})`;
      return [{ isSure: sure(preferred), where, path: plan.paths[preferred.path].name, by, size: advantage.value }];
    });
  });
  changes.sort((a, b) => b.size - a.size);
  const opening = isSingle
    ? `In this world ${base} is preferred, by ${formatShort(preferredBase.advantage.value)}`
    : `On average over these draws ${base} is preferred${sure(preferredBase) ? '' : ', though the interval of its advantage includes 0'}`;
  if (changes.length === 0) return [`${opening}; no quantity alone changes that between its ends.`];
  const certain = changes.filter(({ isSure }) => isSure);
  const open = changes.filter(({ isSure }) => !isSure);
  const list = (some: typeof changes, say: (change: (typeof changes)[number]) => string) =>
    `${some.slice(0, SHOWN_CHANGES).map(say).join('; ')}${moreThan(some.length)}`;
  return [
    `${opening}. ${
      certain.length === 0
        ? 'No quantity alone surely changes that between its ends.'
        : `That ${isSingle ? '' : 'surely '}changes at ${certain.length} of ${2 * rows.length} ends, the most clearly: ${list(
            certain,
            ({ where, path, by }) => `at the ${where} it is ${path}, ${by}`,
          )}.`
    }`,
    ...(open.length > 0
      ? [
          `At ${open.length === 1 ? 'one' : open.length}${certain.length > 0 ? ' more' : ''} end${open.length === 1 ? '' : 's'} another path is ahead, but the interval of its advantage includes 0: ${list(open, ({ where, path }) => `${where}, ${path}`)}.`,
        ]
      : []),
    ...(isSingle
      ? [
          'A single world says little of the average over all worlds, on which a preference rests: --at draws:N takes N of them.',
        ]
      : []),
  ];
}

const SHOWN_CHANGES = 6;

function moreThan(count: number): string {
  return count > SHOWN_CHANGES ? `; and ${count - SHOWN_CHANGES} more` : '';
}

function percent(share: number): string {
  return `${formatShort(100 * share, 3).replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))} %`;
}

/** The document of `--json` as plain data. */
export function describeTornado(findings: TornadoFindings): object {
  const { question, output, ...rest } = findings;
  return { ...describeQuestion(question, output), tornado: rest, sentences: sayTornado(findings) };
}
