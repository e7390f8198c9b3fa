import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../src/expression/expression.ts';
import { compileRequirement } from '../../src/expression/requirement.ts';

const names = ['renewed_war', 'general_war', 'breakdown_year'];
const holds = (text: string, ...values: number[]) => compileRequirement(text, names).holds(Float64Array.from(values));

describe('a requirement', () => {
  it('compares outcomes with numbers', () => {
    expect(holds('renewed_war < 0.2', 0.1, 0, 0)).toBe(true);
    expect(holds('renewed_war < 0.2', 0.2, 0, 0)).toBe(false);
    expect(holds('renewed_war <= 0.2', 0.2, 0, 0)).toBe(true);
    expect(holds('breakdown_year > 3', 0, 0, 3)).toBe(false);
    expect(holds('breakdown_year >= 3', 0, 0, 3)).toBe(true);
  });

  it('joins comparisons by and, or and not, and may compute', () => {
    const text = 'renewed_war + general_war < 0.3 and not (breakdown_year < 2)';
    expect(holds(text, 0.1, 0.1, 4)).toBe(true);
    expect(holds(text, 0.1, 0.1, 1)).toBe(false);
    expect(holds(text, 0.2, 0.2, 4)).toBe(false);
    expect(holds('renewed_war < 0.1 or general_war < 0.1', 0.5, 0, 0)).toBe(true);
    expect(compileRequirement(text, names).references).toEqual(['renewed_war', 'general_war', 'breakdown_year']);
  });

  it('is undefined where an outcome is missing', () => {
    expect(holds('breakdown_year > 3', 0, 0, Number.NaN)).toBeUndefined();
  });

  it('that is neither true nor false is refused when it is', () => {
    expect(() => holds('(renewed_war < 0.2) * 3', 0.1, 0, 0)).toThrow(
      '(renewed_war < 0.2) * 3 is 3, must be true or false as renewed_war < 0.2 is',
    );
  });

  it.each([
    ['renewed_wra < 0.2', 'unknown name renewed_wra (did you mean renewed_war?)', 0],
    ['0 < peace', 'unknown name peace, allowed are renewed_war, general_war, breakdown_year', 4],
    ['renewed_war', 'renewed_war compares nothing, write a comparison as in renewed_war < 0.2', 0],
    ['1 < 2', '1 < 2 reads no outcome, write a comparison as in renewed_war < 0.2', 0],
    ['renewed_war = 0.2', '= is not allowed: compare with ==', 12],
    ['0 < renewed_war < 0.2', 'a chain of comparisons is not allowed: write a < b and b < c', 2],
    ['renewed_war < beta(1, 2)', 'beta: a distribution is not allowed here', 14],
    ['renewed_war <', 'unexpected end of expression after <', 13],
  ])('%s is refused with its place', (text, message, offset) => {
    let error: unknown;
    try {
      compileRequirement(text, names);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ExpressionError);
    expect((error as ExpressionError).message).toBe(message);
    expect((error as ExpressionError).offset).toBe(offset);
  });
});
