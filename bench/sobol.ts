/**
 * How long Sobol indices take without the model's runs, beside a yardstick timed in the same run: one million calls of
 * Math.exp. `npm run bench:sobol` bundles this file, as the shipped program is bundled, and runs it.
 *
 * The outputs are those of Sobol's G function on a Saltelli design with second order. Each figure is the median over
 * rounds in which all cases and the yardstick take turns.
 */
import { createSaltelliDesign } from '../src/analysis/sensitivity/saltelli.ts';
import { sobolIndices } from '../src/analysis/sensitivity/sobol-indices.ts';

const FACTORS = 20;
const POINTS = 8192;
const ROUNDS = 7;
const RESAMPLES = [100, 200, 500];

const design = createSaltelliDesign({
  keys: Array.from({ length: FACTORS }, (_, i) => `x${i + 1}`),
  points: POINTS,
  secondOrder: true,
  shiftSeed: 'bench',
});

const outputs = new Float64Array(design.rows);
const x = new Float64Array(FACTORS);
for (let row = 0; row < design.rows; row++) {
  design.fill(row, x);
  outputs[row] = x.reduce((product, u, i) => (product * (Math.abs(4 * u - 2) + i)) / (1 + i), 1);
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

let sink = 0;
function yardstick(): void {
  for (let i = 0; i < 1_000_000; i++) sink += Math.exp(-(i % 1000) / 100);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

const times = RESAMPLES.map((): number[] => []);
const sticks: number[] = [];
for (let round = -2; round < ROUNDS; round++) {
  const stick = time(yardstick);
  if (round >= 0) sticks.push(stick);
  RESAMPLES.forEach((resamples, index) => {
    const ms = time(() => {
      const options = { factors: FACTORS, secondOrder: true, resamples, seed: 'bench' };
      sink += sobolIndices(outputs, options).firstSum.value;
    });
    if (round >= 0) times[index].push(ms);
  });
}

const stick = median(sticks);
console.log(`yardstick: one million Math.exp ${stick.toFixed(2)} ms (${Number.isFinite(sink) ? 'ok' : 'failed'})`);
console.log(`Sobol indices, ${FACTORS} factors with second order, ${POINTS} base points: ms, in yardsticks`);
RESAMPLES.forEach((resamples, index) => {
  const ms = median(times[index]);
  console.log(
    `${`${resamples} resamples`.padEnd(32)} ${ms.toFixed(0).padStart(7)} ${(ms / stick).toFixed(1).padStart(7)}`,
  );
});
