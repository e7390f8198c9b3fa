/**
 * How long Sobol indices take without the model's runs. `npm run bench:sobol` bundles this file, as the shipped program is
 * bundled, and runs it.
 *
 * The outputs are those of Sobol's G function on a Saltelli design with second order.
 */
import { createSaltelliDesign } from '../src/analysis/sensitivity/saltelli.ts';
import { sobolIndices } from '../src/analysis/sensitivity/sobol-indices.ts';
import { timeCases } from './timing.ts';

const FACTORS = 20;
const POINTS = 8192;

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

timeCases(
  `Sobol indices, ${FACTORS} factors with second order, ${POINTS} base points`,
  [100, 200, 500].map((resamples) => ({
    name: `${resamples} resamples`,
    work: () => sobolIndices(outputs, { factors: FACTORS, secondOrder: true, resamples, seed: 'bench' }),
  })),
  { rounds: 7, warming: 2, decimals: 0 },
);
