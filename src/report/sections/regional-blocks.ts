/** What a regional sensitivity analysis says beside its chart: which quantities surely differ in worlds of a kind. */
import { wilsonInterval } from '../../analysis/statistics.ts';
import { numberOf, textOf } from '../folder/read-csv.ts';
import type { Block, Inline } from '../page/document.ts';
import { listPieces, memberOf, pathInline, type ReportContext, withPieces } from './context.ts';

/** A quantity differs surely where its p value, adjusted for their number, is below this. */
const SURE = 0.05;
/** Rows of the table; the file has all. */
const MOST_ROWS = 12;

/** What stands before the chart and after it; nothing where there is no such analysis. */
export async function regionalBlocks({
  folder,
  story,
  speech: { say, numbers },
}: ReportContext): Promise<{ before: readonly Block[]; after: readonly Block[] }> {
  const rows = folder.has('regional.csv') ? await folder.rows('regional.csv') : [];
  if (rows.length === 0) return { before: [], after: [] };
  const settings = memberOf(folder.manifest, 'sensitivity');
  const [inside, outside] = [numberOf(rows[0], 'n_inside'), numberOf(rows[0], 'n_outside')];
  const sure = rows.filter((row) => numberOf(row, 'p_adjusted') < SURE);
  const named = sure.slice(0, MOST_ROWS).map((row): Inline => ({ code: textOf(row, 'parameter') }));
  const verdict: Block = {
    kind: 'paragraph',
    text: [
      ...withPieces(
        say('regional.text', {
          share: numbers.share(inside / (inside + outside), wilsonInterval(inside, inside + outside)),
          n: numbers.count(inside + outside),
        }),
        { path: pathInline(story, String(memberOf(settings, 'path'))) },
      ),
      ' ',
      ...(sure.length === 0
        ? [say('regional.none')]
        : [
            `${say('regional.some', { n: sure.length, all: rows.length })} `,
            ...listPieces(named, say('and')),
            sure.length > named.length ? ' …' : '.',
          ]),
    ],
  };
  const table: Block = {
    kind: 'table',
    caption: say('regional.table', { where: String(memberOf(settings, 'where')) }),
    columns: [
      { label: say('column.quantity') },
      { label: say('regional.inside'), numeric: true },
      { label: say('regional.outside'), numeric: true },
      { label: say('importance.distance'), numeric: true },
      { label: say('regional.p'), numeric: true },
    ],
    rows: rows.slice(0, MOST_ROWS).map((row): Inline[][] => {
      const p = numberOf(row, 'p_adjusted');
      const distance = { low: numberOf(row, 'distance_low'), high: numberOf(row, 'distance_high') };
      return [
        [{ code: textOf(row, 'parameter') }],
        [numbers.short(numberOf(row, 'median_inside'), 3)],
        [numbers.short(numberOf(row, 'median_outside'), 3)],
        [numbers.withInterval(numberOf(row, 'distance'), distance)],
        [p < 0.001 ? `< ${numbers.exact(0.001)}` : numbers.short(p)],
      ];
    }),
  };
  return { before: [verdict], after: [table] };
}
