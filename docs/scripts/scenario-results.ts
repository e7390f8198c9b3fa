/**
 * Writes the tables of results in docs/scenarios.md: plays the scenarios by the command that the page shows for each and
 * puts what came out between the marks that name it.
 *
 *     npx tsx docs/scripts/scenario-results.ts [NAME…]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BestRow, ComparisonRow } from '../../src/analysis/comparison.ts';
import type { SummaryRow } from '../../src/analysis/summary.ts';
import type { Plan } from '../../src/experiment/plan.ts';
import { formatEstimate, formatWithInterval } from '../../src/report/number-text.ts';

interface Comparison {
  readonly plan: Plan;
  readonly summary: readonly SummaryRow[];
  readonly comparison: readonly ComparisonRow[];
  readonly best: readonly BestRow[];
}

const PAGE = fileURLToPath(new URL('../scenarios.md', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Runs the words after `stolperdraht` and reads the document that it prints. */
function run(words: readonly string[]): Comparison {
  const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-scenarios-'));
  try {
    const args = ['--import', 'tsx', PROGRAM, ...words, '--json', '--out', join(folder, 'results')];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 })) as Comparison;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const percent = (share: number) => String(Math.round(100 * share));

/** One row a path: harm under the first preference, alone and beside the first path in the same worlds, and the way to it. */
function table({ plan, summary, comparison, best }: Comparison): string {
  const preference = plan.preferences[0].name;
  const first = plan.paths[0].name;
  const estimate = (path: string, metric: string) => {
    const row = summary.find((candidate) => candidate.path === path && candidate.metric === metric);
    return row === undefined ? '–' : formatEstimate(row.mean, row.se);
  };
  const beside = (path: string) => {
    const row = comparison.find((r) => r.pathA === first && r.pathB === path && r.metric === preference);
    return row === undefined ? '–' : formatWithInterval(-row.mean, { low: -row.high, high: -row.low });
  };
  const lead = (path: string) => {
    const row = best.find((candidate) => candidate.path === path && candidate.preference === preference);
    return row === undefined ? '–' : `${percent(row.share)} % (${percent(row.low)}–${percent(row.high)})`;
  };
  const onTheWay = ['ceasefires', 'renewed_war_given_ceasefire', 'general_war', 'budget'];
  const heads = [`harm under \`${preference}\``, `beside \`${first}\``, 'best of all in'];
  const rows = plan.paths.map(({ name }) => [
    `\`${name}\``,
    estimate(name, preference),
    beside(name),
    lead(name),
    ...onTheWay.map((metric) => estimate(name, metric)),
  ]);
  const titles = ['path', ...heads, 'ceasefire', 'new war after one', 'general war', 'budget, bn €'];
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Names in the order of the page. */
const marked = [...readFileSync(PAGE, 'utf8').matchAll(/<!-- results: (\S+) -->/g)].map(([, name]) => name);
const wanted = process.argv.slice(2);
for (const name of marked.filter((candidate) => wanted.length === 0 || wanted.includes(candidate))) {
  const command = new RegExp(`^stolperdraht (run scenarios/${name}\\.yaml.*)$`, 'm').exec(
    readFileSync(PAGE, 'utf8'),
  )?.[1];
  if (command === undefined) throw new RangeError(`docs/scenarios.md shows no command for ${name}`);
  const result = table(run(command.split(' ')));
  const between = new RegExp(`(<!-- results: ${name} -->\n).*?(<!-- end -->)`, 's');
  // Read anew: a run takes long enough for an editor to save the page.
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(between, (_, before: string, after: string) => `${before}${result}\n${after}`),
  );
  console.log(`${name}\n${result}\n`);
}
