/** How far quantities move from their medians in worlds that were searched for: a strip for each distribution. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shorten, shortNames } from './chart.ts';
import { GROUND, pathShape, pathTone } from './theme.ts';

interface Move {
  readonly quantity: string;
  /** Its value at the median, and in the world; in its own unit. */
  readonly from: number;
  readonly to: number;
  /** Its quantile in the world; NaN where it has no single one. */
  readonly quantile: number;
  /** Its part in the squared length of the move. */
  readonly share: number;
}

export interface MovesOfWorld {
  /** What the world is called, in words. */
  readonly world: string;
  /** Position of the path whose colour and mark it has. */
  readonly index: number;
  /** Those with the greatest parts first. */
  readonly moves: readonly Move[];
}

/** Of each world; the files have all. */
const MOST_MOVES = 8;

/** @param id and title of the chart */
export function movesChart(
  worlds: readonly MovesOfWorld[],
  { id, title }: { readonly id: string; readonly title: string },
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  const shown = worlds
    .map((world) => ({
      ...world,
      moves: world.moves.filter(({ quantile, share }) => share > 0 && Number.isFinite(quantile)).slice(0, MOST_MOVES),
    }))
    .filter(({ moves }) => moves.length > 0);
  if (shown.length === 0) return undefined;
  const change = ({ from, to }: Move) => {
    const digits = [3, 4, 5, 6].find((each) => numbers.short(from, each) !== numbers.short(to, each)) ?? 6;
    return `${numbers.short(from, digits)} → ${numbers.short(to, digits)}`;
  };
  const parts = shown.map(({ world, moves }) => {
    const said = moves.map(
      (move) =>
        `${move.quantity} ${change(move)} (${say('moves.quantile', { quantile: numbers.percent(move.quantile) })})`,
    );
    return `${world}: ${said.join('; ')}.`;
  });
  return {
    id,
    title,
    caption: say('moves.caption', { most: MOST_MOVES }),
    alternative: parts.join(' '),
    columns: [
      { name: 'world', label: say('column.world') },
      { name: 'quantity', label: say('column.quantity') },
      { name: 'from', label: say('moves.from') },
      { name: 'to', label: say('moves.to') },
      { name: 'quantile', label: say('column.quantile') },
      { name: 'share', label: say('moves.share') },
    ],
    rows: shown.flatMap(({ world, moves }) => moves.map((move) => ({ world, ...move }))),
    specification: (width) => {
      const isWide = width === 'wide';
      const panels = shown.map(({ world, index, moves }) => {
        const names = shortNames(
          moves.map(({ quantity }) => quantity),
          isWide ? 34 : 22,
        );
        const values = moves.map((move, position) => ({
          ...{ name: names[position], zero: 0, middle: 0.5, one: 1 },
          ...{ quantile: move.quantile, text: change(move) },
        }));
        const x = {
          type: 'quantitative',
          scale: { domain: [0, isWide ? 1.5 : 2.1], nice: false },
          axis: { title: null, format: '.0%', values: [0, 0.5, 1], domain: false, grid: false },
        };
        const color = pathTone(index).light;
        return {
          title: shorten(world, isWide ? 60 : 32),
          data: { values },
          width: isWide ? 440 : 195,
          height: { step: 22 },
          encoding: {
            y: {
              field: 'name',
              type: 'nominal',
              sort: names,
              axis: NAME_AXIS,
            },
          },
          layer: [
            {
              mark: { type: 'bar', height: 11, color: GROUND.faint.light },
              encoding: { x: { ...x, field: 'zero' }, x2: { field: 'one' } },
            },
            {
              mark: { type: 'bar', height: 11, color, opacity: 0.55 },
              encoding: { x: { ...x, field: 'middle' }, x2: { field: 'quantile' } },
            },
            {
              mark: { type: 'tick', thickness: 1.6, size: 15, color: GROUND.ink.light },
              encoding: { x: { ...x, field: 'middle' } },
            },
            {
              mark: { type: 'point', filled: true, size: 60, opacity: 1, color, shape: pathShape(index) },
              encoding: { x: { ...x, field: 'quantile' } },
            },
            {
              mark: { type: 'text', align: 'left', dx: 6, fontSize: 11 },
              encoding: { x: { ...x, field: 'one' }, text: { field: 'text' } },
            },
          ],
        };
      });
      return framed(speech.language, { vconcat: panels, spacing: 20 });
    },
  };
}
