/** The leaves of a classification tree: in how many of the worlds of each rule something holds. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, shorten } from './chart.ts';
import { GROUND, pathTone } from './theme.ts';

export interface Condition {
  readonly quantity: string;
  /** `≤ 0.4` */
  readonly limit: string;
}

/** `x ≤ 0.4` */
export const textOfCondition = ({ quantity, limit }: Condition): string => `${quantity} ${limit}`;

export interface Leaf {
  readonly leaf: number;
  /** Those that all hold. */
  readonly conditions: readonly Condition[];
  /** Worlds in the leaf. */
  readonly n: number;
  /** Share of them in which it holds, and its 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * @param all share of all worlds in which it holds
 * @returns undefined for a tree that is no more than its root
 */
export function leavesChart(leaves: readonly Leaf[], all: number, speech: Speech): Chart | undefined {
  const { say, numbers } = speech;
  if (leaves.length < 2) return undefined;
  const ordered = [...leaves].sort((a, b) => b.share - a.share || a.leaf - b.leaf);
  const rows = ordered.map(({ leaf, conditions, n, share, low, high }) => ({
    ...{ leaf, rule: speech.list(conditions.map(textOfCondition)) },
    ...{ share, low, high, worlds: n },
  }));
  return {
    id: 'tree',
    title: say('tree.title'),
    caption: say('tree.caption', { share: numbers.percent(all) }),
    alternative: rows
      .map((row) =>
        say('tree.leaf', { rule: row.rule, share: numbers.share(row.share, row), n: numbers.count(row.worlds) }),
      )
      .join(' '),
    columns: [
      { name: 'leaf', label: say('tree.number') },
      { name: 'rule', label: say('tree.rule') },
      { name: 'share', label: say('column.worlds') },
      { name: 'low', label: say('column.low') },
      { name: 'high', label: say('column.high') },
      { name: 'worlds', label: say('reproduce.worlds') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const lines = Math.max(...ordered.map(({ conditions }) => conditions.length));
      const labels = Object.fromEntries(
        ordered.map(({ leaf, conditions }) => [
          leaf,
          conditions.map(({ quantity, limit }) => `${shorten(quantity, (isWide ? 44 : 24) - limit.length)} ${limit}`),
        ]),
      );
      const x = {
        type: 'quantitative',
        scale: { domain: [0, isWide ? 1.5 : 1.9], nice: false },
        axis: { title: null, format: '.0%', values: [0, 0.5, 1], domain: false },
      };
      const values = rows.map((row) => ({
        ...row,
        text: `${numbers.share(row.share, row)}${isWide ? ` · ${speech.count('count.worlds', row.worlds)}` : ''}`,
      }));
      return framed(speech.language, {
        width: isWide ? 380 : 165,
        height: { step: Math.max(26, 14 * lines + 8) },
        layer: [
          {
            data: { values },
            encoding: {
              y: {
                field: 'leaf',
                type: 'nominal',
                sort: ordered.map(({ leaf }) => leaf),
                axis: {
                  title: null,
                  domain: false,
                  ticks: false,
                  labelColor: GROUND.ink.light,
                  labelExpr: `${JSON.stringify(labels)}[datum.value]`,
                  labelFontSize: isWide ? 11.5 : 10.5,
                  labelLimit: 400,
                  labelLineHeight: 13,
                  labelPadding: 8,
                },
              },
            },
            layer: [
              {
                mark: { type: 'bar', height: 14, color: pathTone(0).light, opacity: 0.85 },
                encoding: { x: { ...x, field: 'share' } },
              },
              {
                mark: { type: 'rule', strokeWidth: 1.6, color: GROUND.ink.light },
                encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
              },
              {
                mark: { type: 'text', align: 'left', dx: 6, fontSize: 11.5 },
                encoding: { x: { ...x, field: 'high' }, text: { field: 'text' } },
              },
            ],
          },
          {
            data: { values: [{ value: all }] },
            mark: { type: 'rule', strokeDash: [4, 3], strokeWidth: 1.4, color: GROUND.muted.light },
            encoding: { x: { ...x, field: 'value' } },
          },
        ],
      });
    },
  };
}
