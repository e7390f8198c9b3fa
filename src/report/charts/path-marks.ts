/** How paths look in charts: the same colour, shape and short name everywhere. */
import type { ReportedPath } from '../folder/story.ts';
import { shortNames } from './chart.ts';
import { pathShape, pathTone } from './theme.ts';

/** Short names of paths, different from each other. */
export function pathLabels(paths: readonly ReportedPath[], most: number): ReadonlyMap<string, string> {
  const short = shortNames(
    paths.map(({ title }) => title),
    most,
  );
  return new Map(paths.map(({ name }, index) => [name, short[index]]));
}

/** A legend over the chart with the short names of the paths; their names are values of the column `path`. */
export function pathLegend(paths: readonly ReportedPath[], isWide: boolean) {
  const labels = pathLabels(paths, isWide ? 34 : 22);
  return {
    title: null,
    orient: 'top',
    columns: isWide ? 4 : 2,
    labelExpr: `${JSON.stringify(Object.fromEntries(labels))}[datum.label] || datum.label`,
    symbolSize: 80,
    symbolOpacity: 1,
  } as const;
}

/** Encodings of colour and shape by the column `path`, without a legend: names stand beside the marks. */
export function pathEncodings(paths: readonly ReportedPath[]) {
  const domain = paths.map(({ name }) => name);
  return {
    color: {
      field: 'path',
      type: 'nominal',
      scale: { domain, range: paths.map(({ index }) => pathTone(index).light) },
      legend: null,
    },
    shape: {
      field: 'path',
      type: 'nominal',
      scale: { domain, range: paths.map(({ index }) => pathShape(index)) },
      legend: null,
    },
  } as const;
}

/**
 * Places for labels beside the ends of lines, so that they do not cover each other.
 * @param wanted heights at which they would best stand
 * @param gap smallest distance
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const places = [...wanted];
  let floor = low;
  for (const index of order) {
    places[index] = Math.max(places[index], floor);
    floor = places[index] + gap;
  }
  let ceiling = high;
  for (const index of order.reverse()) {
    places[index] = Math.min(places[index], ceiling);
    ceiling = places[index] - gap;
  }
  return places;
}
