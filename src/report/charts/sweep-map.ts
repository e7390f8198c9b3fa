/** The strategy map: which path leads where two quantities are varied, and how surely. Letters say it without colour. */

import type { ReportedPreference, Story } from '../folder/story.ts';
import { leadOfCell, type SweepData } from '../folder/sweep-data.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { GROUND, letter, pathTone } from './theme.ts';

const OPACITY = { open: 0.14, mean: 0.34, worlds: 0.6 } as const;
/** What stands after the letter. */
const MARK = { open: '?', mean: '', worlds: '!' } as const;
const MOST_SIDE = 40;

export function sweepMapChart(
  story: Story,
  sweep: SweepData,
  preference: ReportedPreference,
  speech: Speech,
): Chart | undefined {
  const [down, across] = sweep.quantities;
  if (sweep.zip || sweep.quantities.length !== 2 || story.paths.length < 2) return undefined;
  if ([down, across].some(({ values }) => values.length > MOST_SIDE)) return undefined;
  const { numbers, say } = speech;
  const names = story.paths.map(({ name }) => name);
  const letters = new Map(story.paths.map(({ name, index }) => [name, index]));
  const cells = sweep.cells.flatMap((cell) => {
    const lead = leadOfCell(cell, names, preference);
    return lead === undefined ? [] : [{ cell, lead }];
  });
  if (cells.length === 0) return undefined;
  const rows = cells.map(({ cell: { values }, lead }) => ({
    down: values[0],
    across: values[1],
    path: lead.path,
    next: lead.next,
    margin: lead.margin.mean,
    low: lead.margin.low,
    high: lead.margin.high,
    share: lead.better.share,
    certainty: say(`map.${lead.certainty}`),
  }));
  const parts = story.paths.flatMap(({ name, title, index }) => {
    const own = cells.filter(({ lead }) => lead.path === name);
    if (own.length === 0) return [];
    const open = own.filter(({ lead }) => lead.certainty === 'open').length;
    return [
      say('map.path', {
        letter: letter(index),
        path: title,
        count: own.length,
        cells: sweep.cells.length,
        open,
      }),
    ];
  });
  const axis = (quantity: (typeof sweep.quantities)[number]) =>
    quantity.label === quantity.name ? quantity.name : `${speech.label(quantity.label)} (${quantity.name})`;
  return {
    id: `map-${story.preferences.indexOf(preference) + 1}`,
    title: say('map.title', { preference: preference.name }),
    caption: `${say('map.caption')} ${story.paths.map(({ title, index }) => `${letter(index)}: ${title}`).join('; ')}.`,
    alternative: `${say('map.alternative', { down: axis(down), across: axis(across) })} ${parts.join(' ')}`,
    columns: [
      { name: 'down', label: down.name },
      { name: 'across', label: across.name },
      { name: 'path', label: say('column.path') },
      { name: 'next', label: say('column.next') },
      { name: 'margin', label: say('column.margin') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
      { name: 'share', label: say('column.worlds') },
      { name: 'certainty', label: say('column.certainty') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const number = (value: number) => numbers.exact(Number(value.toPrecision(6)));
      const side = (isWide ? 620 : 280) / across.values.length;
      const values = cells.map(({ cell, lead }) => ({
        down: number(cell.values[0]),
        across: number(cell.values[1]),
        path: lead.path,
        opacity: OPACITY[lead.certainty],
        text: `${letter(letters.get(lead.path) ?? 0)}${MARK[lead.certainty]}`,
      }));
      return framed(speech.language, {
        data: { values },
        width: { step: Math.min(side, 90) },
        height: { step: Math.min(Math.max(side * 0.6, 18), 44) },
        layer: [
          {
            mark: { type: 'rect', stroke: GROUND.paper.light, strokeWidth: 1.5 },
            encoding: {
              color: {
                field: 'path',
                type: 'nominal',
                scale: { domain: names, range: story.paths.map(({ index }) => pathTone(index).light) },
                legend: null,
              },
              opacity: { field: 'opacity', type: 'quantitative', scale: null, legend: null },
            },
          },
          {
            mark: { type: 'text', fontWeight: 600, fontSize: Math.max(8, Math.min(14, side / 2.2)) },
            encoding: { text: { field: 'text' } },
          },
        ],
        encoding: {
          x: {
            field: 'across',
            type: 'ordinal',
            sort: across.values.map(number),
            axis: {
              title: shorten(axis(across), isWide ? 80 : 42),
              labelAngle: 0,
              domain: false,
              ticks: false,
              labelOverlap: true,
            },
          },
          y: {
            field: 'down',
            type: 'ordinal',
            sort: [...down.values].reverse().map(number),
            axis: { title: shorten(axis(down), 50), domain: false, ticks: false, labelOverlap: true },
          },
        },
      });
    },
  };
}
