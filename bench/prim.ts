/**
 * How long PRIM takes on 10,000 worlds of 20 parameters. `npm run bench:prim` bundles this file, as the shipped program is
 * bundled, and runs it.
 */
import { findBoxes, type PrimOptions } from '../src/analysis/discovery/prim.ts';
import { uniformStream } from '../src/random/stream.ts';
import { time, timeCases } from './timing.ts';

const WORLDS = 10_000;
const PARAMETERS = 20;

const uniform = uniformStream('bench', 'prim');
const columns = Array.from({ length: PARAMETERS }, () => Float64Array.from({ length: WORLDS }, uniform));
const [a, b, c] = columns;
const data = {
  parameters: columns.map((_, i) => `x${i + 1}`),
  columns,
  ofInterest: Uint8Array.from(a, (x, w) =>
    uniform() < (x > 0.6 && b[w] < 0.5 && c[w] > 0.2 && c[w] < 0.8 ? 0.9 : 0.08) ? 1 : 0,
  ),
};

const CASES: readonly (readonly [string, Partial<PrimOptions>])[] = [
  ['one box, 5 % a peel', { maximumBoxes: 1, threshold: 0.5 }],
  ['one box, 1 % a peel', { maximumBoxes: 1, threshold: 0.5, peelAlpha: 0.01, pasteAlpha: 0.01 }],
  ['all boxes, 5 % a peel', { threshold: 0.5 }],
];

console.log(`${CASES[0][0]}, first call: ${time(() => findBoxes(data, CASES[0][1])).toFixed(1)} ms`);
timeCases(
  `${WORLDS} worlds, ${PARAMETERS} parameters`,
  CASES.map(([name, options]) => ({
    name,
    work: () => findBoxes(data, options),
    note: () =>
      `steps of the boxes: ${findBoxes(data, options)
        .boxes.map(({ steps }) => steps.length)
        .join(' ')}`,
  })),
  { rounds: 11, warming: 2, decimals: 1 },
);
