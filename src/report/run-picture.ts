/** How the paths end, and how long ceasefires hold, in a few lines of plain text: a first look before the tables. */
import type { RunAnalysis } from '../analysis/run-analysis.ts';
import type { SurvivalRow } from '../analysis/survival.ts';
import type { Results } from '../experiment/results.ts';
import { formatShare } from './number-text.ts';
import { type Hue, type TextStyle, wrapText } from './terminal-table.ts';

interface PictureOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: TextStyle;
}

/** Outcomes from the best to the worst, each with its letter and, on terminals that have colours, its hue. */
const BANDS: readonly { readonly name: string; readonly letter: string; readonly hue: Hue }[] = [
  { name: 'ceasefire_holds', letter: 'H', hue: 'green' },
  { name: 'war_continues', letter: 'W', hue: 'gray' },
  { name: 'renewed_war_repelled', letter: 'R', hue: 'yellow' },
  { name: 'renewed_war_lost', letter: 'L', hue: 'magenta' },
  { name: 'protege_collapses', letter: 'C', hue: 'red' },
  { name: 'general_war', letter: 'G', hue: 'blue' },
  { name: 'nuclear_use', letter: 'N', hue: 'cyan' },
];

const STEPS = [...'▁▂▃▄▅▆▇█'];
const WIDEST_BAR = 60;
const WIDEST_COURSE = 40;
/** As long as fewer ceasefires have begun, a share of them says little. */
const LEAST_BEGUN = 0.02;
const GAP = 2;

/** Both pictures; none where no world could be evaluated. */
export function renderRunPicture(
  { plan, columns: shown }: Results,
  analysis: RunAnalysis,
  options: PictureOptions,
): string | undefined {
  const { width, style } = options;
  const names = plan.paths.map(({ name }) => name);
  const left = Math.min(Math.max(...names.map((name) => name.length)), Math.floor(width / 3)) + 1 + GAP;
  const label = (name: string) => ` ${name.slice(0, left - 1 - GAP)}`.padEnd(left);
  const shares = names.map((path) =>
    BANDS.map(
      ({ name }) => analysis.summary.find((row) => row.path === path && row.metric === name)?.mean ?? Number.NaN,
    ),
  );
  if (shares.some((own) => own.some(Number.isNaN))) return undefined;
  const columns = Math.min(WIDEST_BAR, width - left);
  const bars = shares.map((own, path) => {
    const bar = apportion(own, columns).map((length, band) => {
      const text = BANDS[band].letter.repeat(length);
      return text === '' ? '' : (style.paint?.(BANDS[band].hue, text) ?? text);
    });
    return `${label(names[path])}${bar.join('')}`;
  });
  const legend = BANDS.map(({ name, letter }) => {
    const words = shown.find((column) => column.name === name)?.label ?? name;
    return `${letter} ${words[0].toLowerCase()}${words.slice(1)}`;
  });
  const explanation = `Mean chance of each outcome; what takes less than half a sign is not drawn. ${legend.join('; ')}.`;
  const lines = [style.bold('At a glance: how each path ends'), style.dim(wrapText(explanation, width)), ...bars];
  return [...lines, ...renderCourses(names, analysis.survival.shares, label, options)].join('\n');
}

/** Of the ceasefires that have begun, how many hold: a line of bars for each path, the years from left to right. */
function renderCourses(
  names: readonly string[],
  survival: readonly SurvivalRow[],
  label: (name: string) => string,
  { width, style }: PictureOptions,
): string[] {
  const years = [...new Set(survival.map(({ year }) => year))];
  const room = Math.max(1, width - label('').length - GAP - '100 % (100–100)'.length);
  const columns = Math.min(WIDEST_COURSE, room, years.length);
  // The last year of each column, so that the last of all is among them.
  const shown = Array.from(
    { length: columns },
    (_, column) => years[Math.ceil(((column + 1) * years.length) / columns) - 1],
  );
  const known = survival.filter(({ begun, unbroken }) => begun >= LEAST_BEGUN && Number.isFinite(unbroken));
  const seen = known.filter(({ year }) => shown.includes(year));
  const last = years[years.length - 1];
  if (seen.length === 0 || !names.every((path) => known.some((row) => row.path === path && row.year === last)))
    return [];
  // Tenths: they can be named, and the lowest bar is never an empty one.
  const floor = Math.floor(Math.min(0.9, ...seen.map(({ unbroken }) => unbroken)) * 10 + 1e-9) / 10;
  const lines = names.map((path) => {
    const course = shown.map((year) => {
      const row = seen.find((r) => r.path === path && r.year === year);
      if (row === undefined) return ' ';
      const step = Math.floor(((row.unbroken - floor) / (1 - floor)) * STEPS.length);
      return STEPS[Math.min(STEPS.length - 1, Math.max(0, step))];
    });
    const end = known.findLast((row) => row.path === path);
    const share = end === undefined ? '' : formatShare({ share: end.unbroken, low: end.low, high: end.high });
    return `${label(path)}${course.join('')}${' '.repeat(GAP)}${share}`.trimEnd();
  });
  const explanation =
    `Of the ceasefires that have begun, the share unbroken in the course of ${last} ${last === 1 ? 'year' : 'years'}, from ${Math.round(100 * floor)} % ` +
    `(${STEPS[0]}) to 100 % (${STEPS[STEPS.length - 1]}); behind it the share at the end with its 95 % interval.`;
  return ['', style.dim(wrapText(explanation, width)), ...lines];
}

/** Whole numbers of signs for shares that sum to 1, by largest remainders: they sum to the columns. */
function apportion(shares: readonly number[], columns: number): number[] {
  const exact = shares.map((share) => share * columns);
  const lengths = exact.map(Math.floor);
  const left = columns - lengths.reduce((sum, length) => sum + length, 0);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - lengths[index] }));
  byRemainder.sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Math.max(0, left))) lengths[index]++;
  return lengths;
}
