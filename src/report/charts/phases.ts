/** The state of each path over the years, as stacked areas that sum to all histories. */
import type { RunData, TimelineEntry } from '../folder/run-data.ts';
import type { Story } from '../folder/story.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { pathLabels } from './path-marks.ts';
import { GROUND, stateTone } from './theme.ts';

/** From the bottom: what is hoped for, what goes on, and how it ends otherwise. */
const ORDER = [
  'ceasefire_holds',
  'war_continues',
  'renewed_war_repelled',
  'renewed_war_lost',
  'protege_collapses',
  'general_war',
  'nuclear_use',
];

/** A band at least so thick somewhere bears its name. */
const LABELLED = 0.1;

export function phasesChart(story: Story, data: RunData, speech: Speech): Chart {
  const { numbers, say } = speech;
  const states = [...data.outcomes].sort((a, b) => rank(a) - rank(b));
  const nameOf = (state: string) => speech.label(data.columns.get(state)?.label ?? state);
  const bands = story.paths.flatMap((path) => stack(data.timeline, path.name, states));
  const rows = bands.map(({ path, year, state, mean }) => ({ path, year, outcome: nameOf(state), mean }));
  const last = Math.max(...data.timeline.map(({ year }) => year));
  const parts = story.paths.map((path) => {
    const at = (state: string, year: number) =>
      bands.find((band) => band.path === path.name && band.state === state && band.year === year)?.mean ?? Number.NaN;
    return say('phases.path', {
      path: path.title,
      war: numbers.percent(at('war_continues', last)),
      holds: numbers.percent(at('ceasefire_holds', last)),
      worst: numbers.percent(at('protege_collapses', last) + at('renewed_war_lost', last)),
    });
  });
  return {
    id: 'phases',
    title: say('phases.title'),
    caption: say('phases.caption'),
    alternative: `${say('phases.alternative', { years: numbers.exact(last) })} ${parts.join(' ')}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'year', label: say('column.year') },
      { name: 'outcome', label: say('column.state') },
      { name: 'mean', label: say('column.mean') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const panelWidth = isWide ? (story.paths.length === 1 ? 640 : 310) : 300;
      const labels = pathLabels(story.paths, 40);
      const shown = states.filter((state) => bands.some((band) => band.state === state && band.mean >= 0.002));
      return framed(speech.language, {
        data: {
          values: [
            ...bands.map((band) => ({ ...band, kind: 'band' })),
            ...story.paths.flatMap((path) => placeLabels(bands, path.name, states, nameOf, last, panelWidth)),
          ].map((row) => ({ ...row, panel: labels.get(row.path) })),
        },
        facet: {
          field: 'panel',
          type: 'nominal',
          sort: [...labels.values()],
          header: { title: null, labelAnchor: 'start', labelPadding: 4 },
        },
        columns: isWide ? 2 : 1,
        spacing: { row: 22, column: 22 },
        spec: {
          width: panelWidth,
          height: isWide ? 210 : 200,
          layer: [
            {
              transform: [{ filter: "datum.kind === 'band'" }],
              mark: { type: 'area', stroke: GROUND.paper.light, strokeWidth: 0.8, opacity: 1 },
              encoding: {
                y: {
                  field: 'from',
                  type: 'quantitative',
                  scale: { domain: [0, 1], nice: false },
                  axis: { title: null, format: '.0%', tickCount: 5, grid: false, values: [0, 0.25, 0.5, 0.75, 1] },
                },
                y2: { field: 'to' },
                color: {
                  field: 'state',
                  type: 'nominal',
                  scale: { domain: shown, range: shown.map((state) => stateTone(state).light) },
                  legend: {
                    title: null,
                    orient: 'bottom',
                    columns: isWide ? 4 : 2,
                    symbolType: 'square',
                    labelExpr: `${JSON.stringify(Object.fromEntries(shown.map((s) => [s, nameOf(s)])))}[datum.label]`,
                  },
                },
                detail: { field: 'state' },
              },
            },
            {
              transform: [{ filter: "datum.kind === 'label'" }],
              mark: { type: 'text', fontSize: 11.5, color: '#1b1f25' },
              encoding: { y: { field: 'middle', type: 'quantitative' }, text: { field: 'text' } },
            },
          ],
          encoding: {
            x: {
              field: 'year',
              type: 'quantitative',
              scale: { domain: [0, last], nice: false },
              axis: { title: say('axis.years'), tickCount: 5, grid: false },
            },
          },
        },
      });
    },
  };
}

function rank(state: string): number {
  const place = ORDER.indexOf(state);
  return place < 0 ? ORDER.length : place;
}

interface Band {
  readonly path: string;
  readonly year: number;
  readonly state: string;
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

/** The states of a path on top of each other, year by year; at the start all histories are at war. */
function stack(timeline: readonly TimelineEntry[], path: string, states: readonly string[]): Band[] {
  const own = timeline.filter((row) => row.path === path);
  const means = new Map(own.map(({ year, outcome, mean }) => [`${year} ${outcome}`, mean]));
  const years = [0, ...new Set(own.map(({ year }) => year))];
  return years.flatMap((year) => {
    let height = 0;
    return states.map((state) => {
      const mean = year === 0 ? Number(state === 'war_continues') : (means.get(`${year} ${state}`) ?? 0);
      const from = height;
      height += mean;
      return { path, year, state, mean, from, to: height };
    });
  });
}

/** The name of a band where it is thickest, as far as it has room there. */
function placeLabels(
  bands: readonly Band[],
  path: string,
  states: readonly string[],
  nameOf: (state: string) => string,
  last: number,
  panelWidth: number,
) {
  return states.flatMap((state) => {
    const text = shorten(nameOf(state), 24);
    const half = ((text.length * 6.4) / 2 / panelWidth) * last;
    const candidates = bands.filter(
      (band) => band.path === path && band.state === state && band.year >= half && band.year <= last - half,
    );
    const thickest = candidates.reduce<Band | undefined>(
      (best, band) => (best === undefined || room(bands, band, half) > room(bands, best, half) ? band : best),
      undefined,
    );
    if (thickest === undefined || room(bands, thickest, half) < LABELLED) return [];
    return [{ path, year: thickest.year, kind: 'label', text, middle: (thickest.from + thickest.to) / 2 }];
  });
}

/** How thick a level strip around the middle of a band may be without leaving it, over the length of a label. */
function room(bands: readonly Band[], at: Band, half: number): number {
  const middle = (at.from + at.to) / 2;
  const near = bands.filter(
    (band) => band.path === at.path && band.state === at.state && Math.abs(band.year - at.year) <= half,
  );
  return 2 * Math.min(...near.map(({ from, to }) => Math.min(to - middle, middle - from)));
}
