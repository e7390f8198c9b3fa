import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, suggest } from '../../src/expression/suggest.ts';

describe('suggestions', () => {
  it('count insertions, deletions, substitutions and swaps of neighbours', () => {
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('thresohld', 'threshold')).toBe(1);
    expect(editDistance('same', 'same')).toBe(0);
  });

  it('are the closest candidate, case ignored', () => {
    expect(suggest('roe.treshold', ['roe.ambiguity', 'roe.threshold', 'roe.automaticity'])).toBe('roe.threshold');
    expect(suggest('Backer.Reliability', ['backer.reliability'])).toBe('backer.reliability');
    expect(didYouMean('bta', ['gamma', 'beta'])).toBe(' (did you mean beta?)');
  });

  it('are not made when nothing is like the word', () => {
    expect(suggest('import', ['exp', 'log', 'beta'])).toBeUndefined();
    expect(suggest('x', ['e', 'pi'])).toBeUndefined();
    expect(didYouMean('import', [])).toBe('');
  });
});
