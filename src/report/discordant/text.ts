/** What `discordant` prints. */
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextTable, wrapText } from '../terminal-table.ts';
import type { DiscordantFindings } from './findings.ts';
import { sayCount, sayDiscordance, sayPoints, sayShare } from './words.ts';

/** Header, tables, sentences, and how to look at single futures. */
export function renderDiscordant(findings: DiscordantFindings, { width, style }: TextOptions): string {
  const { title, asOf, paths, pairs, draws, design, seed } = findings;
  const [a, b] = paths;
  const wrap = (text: string) => wrapText(text, width);
  const worlds = `${sayCount(pairs.perDraw)} ${pairs.perDraw === 1 ? 'history' : 'histories'} in each of ${sayCount(pairs.draws.length)} worlds`;
  return [
    [
      style.bold(wrap(asOf ? `${title} (as of ${asOf})` : title)),
      style.dim(
        wrap(
          `${worlds} (of ${sayCount(draws)}; design ${design}, seed ${seed}), each on both paths with the same luck.`,
        ),
      ),
      wrap(`${a.name}: ${a.title}. ${b.name}: ${b.title}.`),
    ].join('\n'),
    `${style.bold('What happens on one path and not on the other')}\n${renderTable(eventTable(findings), width, style)}\n${style.dim(wrap('Share of futures with its 95 % interval; difference of the two paths in percentage points, from the histories and exact.'))}`,
    `${style.bold(`How futures end with ${a.name} (rows) and with ${b.name} (columns)`)}\n${renderTable(crossTable(findings), width, style)}`,
    `${style.bold('In words')}\n${sayDiscordance(findings).map(wrap).join('\n')}`,
    ...renderReplays(findings, style.bold),
  ].join('\n\n');
}

function eventTable({ events, paths: [a, b] }: DiscordantFindings): TextTable {
  return {
    corner: 'Event',
    columns: [`only ${a.name}`, `only ${b.name}`, 'difference', 'exact'],
    rows: events.map(({ label, table }) => ({
      label,
      cells: [sayShare(table.onlyA), sayShare(table.onlyB), sayPoints(table.difference), sayPoints(table.exact)],
    })),
  };
}

/** Counts; outcomes that never come are left out. */
function crossTable({ cross, outcomes }: DiscordantFindings): TextTable {
  const all = outcomes.map((_, i) => i);
  const rows = all.filter((i) => cross[i].some(({ count }) => count > 0));
  const columns = all.filter((i) => cross.some((row) => row[i].count > 0));
  return {
    corner: 'Futures',
    columns: columns.map((i) => outcomes[i].label.replace(/,? /, '\n')),
    rows: rows.map((i) => ({ label: outcomes[i].label, cells: columns.map((j) => sayCount(cross[i][j].count)) })),
  };
}

function renderReplays(
  { replays, paths, events: [event] }: DiscordantFindings,
  bold: (text: string) => string,
): string[] {
  return replays.flatMap((commands, index) => {
    if (commands.length === 0) return [];
    const heading = `To read such futures: ${event.label.toLowerCase()} with ${paths[index].name} only`;
    return [`${bold(heading)}\n${commands.join('\n')}`];
  });
}
