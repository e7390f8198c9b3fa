import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { expect, test } from 'vitest';
import { holdScore } from '../../src/cli/value-of-information/nested-check.ts';
import { createCopula } from '../../src/random/copula.ts';
import { uniformStream } from '../../src/random/stream.ts';

const keys = ['a', 'b', 'c', 'd'];
const copula = createCopula(keys, [
  ['a', 'b', 0.5],
  ['b', 'c', -0.3],
]);
const score = (uniform: number) => normalQuantile(uniform, 0, 1);
const loadings = (key: number) => copula.loadings(key);

test('the loadings of a key are those of a unit vector, its own alone without correlations', () => {
  for (const key of keys.keys()) {
    expect(loadings(key).reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 12);
  }
  expect([...loadings(3)]).toEqual([0, 0, 0, 1]);
  expect([...loadings(0)]).toEqual([1, 0, 0, 0]);
});

test.each([0, 1, 2, 3])('key %i has the score that it is held at, once the others are correlated with it', (key) => {
  const uniform = uniformStream('hold', String(key));
  const out = new Float64Array(4);
  for (const held of [-2.5, 0, 0.7]) {
    holdScore(held, loadings(key), uniform, out);
    copula.apply(out);
    expect(score(out[key])).toBeCloseTo(held, 7);
  }
});

test('what is correlated with the held key has its conditional mean and spread, what is not its own', () => {
  const uniform = uniformStream('conditional');
  const out = new Float64Array(4);
  const draws = 4000;
  const held = 1.3;
  const scores = keys.map(() => new Float64Array(draws));
  for (let i = 0; i < draws; i++) {
    holdScore(held, loadings(1), uniform, out);
    copula.apply(out);
    out.forEach((value, key) => {
      scores[key][i] = score(value);
    });
  }
  // Normal correlations 2·sin(πρ/6) with b; seed fixed, four standard errors: one failure in 16,000 of the six checks each.
  const rho = [2 * Math.sin((Math.PI * 0.5) / 6), 1, 2 * Math.sin((Math.PI * -0.3) / 6), 0];
  for (const key of [0, 2, 3]) {
    const mean = scores[key].reduce((sum, value) => sum + value, 0) / draws;
    const variance = scores[key].reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws;
    const expected = 1 - rho[key] * rho[key];
    expect(Math.abs(mean - rho[key] * held)).toBeLessThan(4 * Math.sqrt(expected / draws));
    expect(Math.abs(variance - expected)).toBeLessThan(4 * expected * Math.sqrt(2 / draws));
  }
});
