import { expect, test } from 'vitest';
import { permutation } from '../../src/random/shuffle.ts';
import { minimalStandard } from '../support/sample-results.ts';

test('a shuffle keeps every number once and leaves hardly any in place', () => {
  const order = permutation(1000, minimalStandard(5));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  // About one is expected to stay.
  expect(order.filter((to, from) => to === from).length).toBeLessThan(8);
});
