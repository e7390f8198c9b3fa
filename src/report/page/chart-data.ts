/** The data of a chart as a table that can be downloaded. */
import type { Chart } from '../charts/chart.ts';
import { csvText } from '../csv.ts';

/** CSV as the tables of the results have it: full digits, formulas disarmed. */
export function csvOf({ id, title, columns, rows }: Chart): string {
  const pieces = csvText({
    name: id,
    title,
    description: title,
    columns: columns.map(({ name, label }) => ({ name, type: 'string', description: label })),
    key: [],
    rows: () => rows.map((row) => columns.map(({ name }) => row[name])),
  });
  return [...pieces].map(({ text }) => text).join('');
}
