/** Where lines over the years cross. */
import type { SurvivalDifference } from '../folder/run-data.ts';
import type { ReportedPath } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';

export interface Line {
  readonly path: string;
  /** In the order of the years, the same for all lines. */
  readonly points: readonly { readonly year: number; readonly value: number }[];
}

export interface Crossing {
  /** The path that lies above from then on. */
  readonly rising: string;
  readonly falling: string;
  /** Between two points, by a straight line. */
  readonly year: number;
  readonly value: number;
  /**
   * The years around it in which the order is open: from the last in which the falling path is clearly above, to the
   * first in which the rising one is. NaN where it never is; undefined where nothing is known.
   */
  readonly open?: { readonly from: number; readonly to: number };
}

/** Shares that differ by less than half a percentage point are not seen to have an order. */
const VISIBLE = 0.005;

/** Every crossing of two lines, by the year. Lines that only touch do not cross. */
export function crossings(lines: readonly Line[]): Crossing[] {
  const found: Crossing[] = [];
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) found.push(...cross(a, b));
  });
  return found.sort((x, y) => x.year - y.year);
}

function cross(a: Line, b: Line): Crossing[] {
  const found: Crossing[] = [];
  let before: { year: number; difference: number; value: number } | undefined;
  a.points.forEach(({ year, value }, index) => {
    const difference = value - b.points[index].value;
    if (!(Math.abs(difference) > VISIBLE)) return;
    if (before !== undefined && before.difference > 0 !== difference > 0) {
      const part = before.difference / (before.difference - difference);
      found.push({
        rising: difference > 0 ? a.path : b.path,
        falling: difference > 0 ? b.path : a.path,
        year: before.year + part * (year - before.year),
        value: before.value + part * (value - before.value),
      });
    }
    before = { year, difference, value };
  });
  return found;
}

/**
 * A crossing with the years in which the order of the two paths is open, the 95 % interval of their difference in
 * brackets around 0.
 * @param differences of all pairs, in the order of the years
 */
export function withOpenYears(crossing: Crossing, differences: readonly SurvivalDifference[]): Crossing {
  const { rising, falling, year } = crossing;
  const rows = differences.flatMap((row) => {
    if (row.pathA === rising && row.pathB === falling) return [row];
    if (row.pathA === falling && row.pathB === rising) return [{ ...row, low: -row.high, high: -row.low }];
    return [];
  });
  if (rows.length === 0) return crossing;
  const before = rows.findLastIndex((row) => row.year <= year && row.high < 0);
  const after = rows.findIndex((row) => row.year >= year && row.low > 0);
  const zero = (end: 'low' | 'high', index: number) => {
    const [a, b] = [rows[index], rows[index + 1]];
    return a.year + ((0 - a[end]) / (b[end] - a[end])) * (b.year - a.year);
  };
  return {
    ...crossing,
    open: {
      from: before < 0 ? Number.NaN : Math.min(year, zero('high', before)),
      to: after < 0 ? Number.NaN : after === 0 ? rows[0].year : Math.max(year, zero('low', after - 1)),
    },
  };
}

/** The crossings in words, with the years in which the order is open, where they are known. */
export function sayCrossings(
  met: readonly Crossing[],
  paths: readonly ReportedPath[],
  { say, numbers }: Speech,
): string {
  if (paths.length < 2) return '';
  if (met.length === 0) return say('crossings.none');
  const title = (name: string) => paths.find((path) => path.name === name)?.title ?? name;
  return say('crossings.some', {
    crossings: met
      .map(({ rising, falling, year, open }) => {
        const write = (at: number) => numbers.exact(Number(at.toFixed(1)));
        const said = say('crossings.one', { rising: title(rising), falling: title(falling), year: write(year) });
        if (open === undefined) return said;
        const [from, to] = [open.from, open.to].map((at) => (Number.isNaN(at) ? undefined : write(at)));
        if (from === undefined && to === undefined) return `${said} (${say('crossings.open')})`;
        if (from === undefined) return `${said} (${say('crossings.until', { to: to ?? '' })})`;
        return `${said} (${to === undefined ? say('crossings.since', { from }) : `${from}–${to}`})`;
      })
      .join('; '),
  });
}
