import { describe, expect, test } from 'vitest';
import { costRange } from '../../../src/analysis/information/cost-range.ts';

const column = (...values: number[]) => Float64Array.from(values);
const paths = ['cheap', 'dear'];
const direction = 'minimize' as const;

describe('the range of the weight of a cost', () => {
  test('ends where the cheapest path is the best in three quarters of the draws, at a round number', () => {
    // The dear path does less harm by 1, 2, 3 and 4 and costs 10 more: it is given up at 0.1, 0.2, 0.3 and 0.4.
    const base = [column(5, 5, 5, 5), column(4, 3, 2, 1)];
    const slope = [column(0, 0, 0, 0), column(10, 10, 10, 10)];
    const range = costRange({ paths, base, slope, direction });
    // Type-7 quantile at 0.75 of the four: 0.325, rounded up to 0.5.
    expect(range).toEqual({ cheapest: 'cheap', to: 0.5, share: 1 });
    const gains = { paths, base: base.map((of) => of.map((x) => -x)), slope: slope.map((of) => of.map((x) => -x)) };
    expect(costRange({ ...gains, direction: 'maximize' })).toEqual(range);
  });

  test('looks at the draws in which the path can win where these are too few', () => {
    // In the last two draws the path that is cheapest on average costs as much as the other and does more harm.
    const base = [column(5, 5, 5, 5), column(4, 3, 4, 4)];
    const slope = [column(0, 0, 10, 10), column(10, 10, 10, 10)];
    expect(costRange({ paths, base, slope, direction })).toEqual({ cheapest: 'cheap', to: 0.2, share: 0.5 });
  });

  test('is undefined where no weight changes anything', () => {
    const same = [column(1, 1), column(1, 1)];
    expect(
      costRange({ paths, base: [column(1, 1), column(2, 2)], slope: [column(0, 0), column(1, 1)], direction }),
    ).toBeUndefined();
    expect(costRange({ paths, base: [column(2, 2), column(1, 1)], slope: same, direction })).toBeUndefined();
  });
});
