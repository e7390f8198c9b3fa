/** Where lines over the years cross. */
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

/** The crossings in words. */
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
      .map(({ rising, falling, year }) =>
        say('crossings.one', {
          rising: title(rising),
          falling: title(falling),
          year: numbers.exact(Number(year.toFixed(1))),
        }),
      )
      .join('; '),
  });
}
