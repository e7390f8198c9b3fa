/**
 * How long PRIM takes on 10,000 worlds of 20 parameters, beside a yardstick timed in the same run: one million calls of
 * Math.exp. `npm run bench:prim` bundles this file, as the shipped program is bundled, and runs it.
 *
 * Each figure is the median over rounds in which all cases and the yardstick take turns.
 */
import { findBoxes, type PrimOptions } from '../src/analysis/discovery/prim.ts';
import { uniformStream } from '../src/random/stream.ts';

const ROUNDS = 11;
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

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

let sink = 0;
function yardstick(): void {
  for (let i = 0; i < 1_000_000; i++) sink += Math.exp(-(i % 1000) / 100);
}

const median = (values: number[]) => values.sort((x, y) => x - y)[values.length >> 1];

const cold = time(() => findBoxes(data, CASES[0][1]));
const times = CASES.map((): number[] => []);
const sticks: number[] = [];
for (let round = -2; round < ROUNDS; round++) {
  const stick = time(yardstick);
  if (round >= 0) sticks.push(stick);
  CASES.forEach(([, options], index) => {
    const ms = time(() => findBoxes(data, options));
    if (round >= 0) times[index].push(ms);
  });
}

const stick = median(sticks);
console.log(`yardstick: one million Math.exp ${stick.toFixed(2)} ms (${Number.isFinite(sink) ? 'ok' : 'failed'})`);
console.log(`${WORLDS} worlds, ${PARAMETERS} parameters: ms, in yardsticks, steps of the boxes`);
console.log(
  `${`${CASES[0][0]}, first call`.padEnd(34)} ${cold.toFixed(1).padStart(7)} ${(cold / stick).toFixed(2).padStart(7)}`,
);
CASES.forEach(([name, options], index) => {
  const ms = median(times[index]);
  const steps = findBoxes(data, options).boxes.map((box) => box.steps.length);
  console.log(
    `${name.padEnd(34)} ${ms.toFixed(1).padStart(7)} ${(ms / stick).toFixed(2).padStart(7)}  ${steps.join(' ')}`,
  );
});
