/** What `flip` and `steelman` print: the paths in the worlds that were found, what moves there, and what that means. */
import { percent, renderDecision, sayShare, section } from '../decision/decision.ts';
import { formatShort, MISSING } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import type { FlipFindings, FoundWorld, PointQuestion, SteelmanFindings } from './findings.ts';
import { bestOf, sayBase, sayCase, sayRegion, sayReversal, showApart } from './words.ts';

/** Rows of a table of what moves; the file has all. */
const MOST_ROWS = 10;

/** Header, paths, what moves, sentences. */
export function renderFlip(findings: FlipFindings, options: TextOptions): string {
  const { decision, medians, reversal, carried, alone } = findings;
  const worlds = [
    { heading: 'Medians', values: medians },
    ...(reversal ? [{ heading: 'Reversed', values: reversal.values }] : []),
    ...(carried ? [{ heading: 'By few', values: carried.values }] : []),
    ...(alone ? [{ heading: 'By one', values: alone.values }] : []),
  ];
  return [
    renderDecision(decision, options),
    section(
      'The paths in these worlds',
      `${decision.objective.name} where every quantity is at its median${reversal ? ', and where the two change places' : ''}. * marks the best of all.`,
      renderPaths(findings, worlds, options),
      options,
    ),
    ...(carried ? [renderMoved('By few: what carries the reversal, the rest at its medians', carried, options)] : []),
    ...(reversal ? [renderMoved('Reversed: the shortest move that was found', reversal, options)] : []),
    paragraphs([...sayBase(findings), ...sayReversal(findings)], options),
  ].join('\n\n');
}

/** Header, best cases, what moves in each, sentences. */
export function renderSteelman(findings: SteelmanFindings, options: TextOptions): string {
  const { decision, medians, cases } = findings;
  const worlds = [
    { heading: 'Medians', values: medians },
    ...cases.map(({ path, world }) => ({ heading: `Best for\n${decision.paths[path]}`, values: world.values })),
  ];
  return [
    renderDecision(decision, options),
    section(
      'The best case of each path',
      `${decision.objective.name} where every quantity is at its median, and in the world that is best for each path. * marks the best of all there.`,
      renderPaths(findings, worlds, options),
      options,
    ),
    section(
      'How extreme',
      'Worlds: share of the worlds at hand in which the path does at least as well. Length: in prior standard deviations. This way: ' +
        'prior probability of a world at least as far in this very direction.',
      renderTable(
        {
          corner: 'Path',
          columns: ['Worlds', 'Length', 'This way'],
          rows: cases.map(({ path, world, asGood }) => ({
            label: decision.paths[path],
            cells: [
              sayShare(asGood),
              formatShort(world.plausibility.norm, 3),
              formatShort(world.plausibility.asFarThisWay),
            ],
          })),
        },
        options.width,
        options.style,
      ),
      options,
    ),
    ...cases.map(({ path, world }) => renderMoved(`What speaks for ${decision.paths[path]}`, world, options)),
    paragraphs([...cases.map((one) => sayCase(findings, one)), ...sayRegion(findings)], options),
  ].join('\n\n');
}

function paragraphs(sentences: readonly string[], { width, style }: TextOptions): string {
  return `${style.bold('In words')}\n${sentences.map((sentence) => wrapText(sentence, width)).join('\n')}`;
}

function renderPaths(
  question: PointQuestion,
  worlds: readonly { readonly heading: string; readonly values: readonly number[] }[],
  options: TextOptions,
): string {
  const { decision } = question;
  const rows = decision.paths.map(
    (label, path): TextRow => ({
      label,
      cells: worlds.map(({ values }) => {
        const closest = nearestOther(values, path);
        const shown = Number.isFinite(values[path]) ? showApart(values[path], closest) : MISSING;
        return `${shown}${bestOf(question, values) === path ? '*' : ' '}`;
      }),
    }),
  );
  const columns = worlds.map(({ heading }) => heading.replace('\n', ' '));
  return renderTable({ corner: 'Path', columns, rows }, options.width, options.style);
}

/** The value that must look different: that of another path which is nearest. */
function nearestOther(values: readonly number[], path: number): number {
  const others = values.filter((_, index) => index !== path && values[index] !== values[path]);
  return others.reduce(
    (nearest, value) => (Math.abs(value - values[path]) < Math.abs(nearest - values[path]) ? value : nearest),
    Number.POSITIVE_INFINITY,
  );
}

function renderMoved(title: string, { moved }: FoundWorld, options: TextOptions): string {
  const own = moved.filter(({ share }) => share > 0);
  const rows = own.slice(0, MOST_ROWS).map(
    ({ name, unit, from, to, quantile, share, basis }): TextRow => ({
      label: unit === '' ? name : `${name} (${unit})`,
      cells: [
        showApart(from, to),
        showApart(to, from),
        quantile === undefined ? MISSING : percent(quantile),
        percent(share),
        basis,
      ],
    }),
  );
  const table = renderTable(
    { corner: 'Quantity', columns: ['Median', 'There', 'Quantile', 'Share', 'Rests on'], rows },
    options.width,
    options.style,
  );
  const rest = own.length - rows.length;
  const body = rest > 0 ? `${table}\n${options.style.dim(` … and ${rest} more, each with a smaller share`)}` : table;
  return section(
    title,
    'Quantile: prior probability of less. Share: part of the squared length of the move.',
    body,
    options,
  );
}
