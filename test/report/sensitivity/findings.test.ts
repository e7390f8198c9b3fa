import { describe, expect, test } from 'vitest';
import { pawnIndices } from '../../../src/analysis/sensitivity/pawn.ts';
import { rankIndices } from '../../../src/analysis/sensitivity/ranks.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import { standings, withoutDirection } from '../../../src/report/sensitivity/findings.ts';

/** Inputs that are independent and uniform, the first of which may decide. */
function draws(seed: string, inputs: number, n: number, output: (values: readonly number[], noise: number) => number) {
  const uniform = uniformStream(seed, 'findings');
  const columns = Array.from({ length: inputs }, () => new Float64Array(n));
  const outputs = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (const column of columns) column[i] = uniform();
    outputs[i] = output(
      columns.map((column) => column[i]),
      uniform(),
    );
  }
  return { columns, outputs };
}

const options = { resamples: 100, seed: 'findings' };
const SAMPLES = 20;

describe('inputs', () => {
  test('that do nothing are in few samples called sure (20 samples of 40 inputs, fixed seeds; 5 of 20 or more: error rate below 3e-3)', () => {
    let [called, out] = [0, 0];
    for (let sample = 0; sample < SAMPLES; sample++) {
      const { columns, outputs } = draws(`idle ${sample}`, 40, 200, (_, noise) => noise);
      const standing = standings({ ranks: rankIndices(columns, outputs, options), pawn: undefined, delta: undefined });
      if (standing.some(({ isSure }) => isSure)) called++;
      out += standing.filter(({ isOut }) => isOut).length;
    }
    expect(called).toBeLessThan(5);
    // About 5 % of 800 can be told from noise all the same.
    expect(out).toBeGreaterThan(10);
    expect(out).toBeLessThan(80);
  });

  test('that do nothing are in few samples called sure by PAWN (20 samples, as above)', () => {
    let called = 0;
    for (let sample = 0; sample < SAMPLES; sample++) {
      const { columns, outputs } = draws(`idle pawn ${sample}`, 40, 200, (_, noise) => noise);
      const pawn = pawnIndices(columns, outputs, { ...options, slices: 10, statistic: 'median' });
      if (standings({ ranks: undefined, pawn, delta: undefined }).some(({ isSure }) => isSure)) called++;
    }
    expect(called).toBeLessThan(5);
  });

  test('that decide are sure, and those whose effect goes both ways stand out by PAWN without a direction', () => {
    const both = draws('both', 3, 400, ([rising, bent], noise) => rising + 8 * (bent - 0.5) ** 2 + 0.1 * noise);
    const ranks = rankIndices(both.columns, both.outputs, options);
    const pawn = pawnIndices(both.columns, both.outputs, { ...options, slices: 10, statistic: 'median' });
    expect(standings({ ranks, pawn, delta: undefined }).map(({ isSure }) => isSure)).toEqual([true, false, false]);
    expect(withoutDirection({ ranks, pawn })).toEqual([1]);
  });
});
