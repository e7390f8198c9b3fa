import pow from '@stdlib/math-base-special-pow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beta } from '../../src/distribution/beta.ts';
import { DistributionError } from '../../src/distribution/distribution.ts';
import { interval } from '../../src/distribution/interval.ts';
import { mixture } from '../../src/distribution/mixture.ts';
import { normal } from '../../src/distribution/normal.ts';
import { compileExpression, isDistributionName, isReservedName } from '../../src/expression/compile.ts';
import { FUNCTION_NAMES } from '../../src/expression/functions.ts';

describe('arithmetic', () => {
  const known: Record<string, number> = {
    '1 + 2 * 3': 7,
    '(1 + 2) * 3': 9,
    '2 ^ 3 ^ 2': 512,
    '-2 ^ 2': -4,
    '2 ^ -1': 0.5,
    '6 / 3 / 2': 1,
    '+.5e1': 5,
    '1\n + 1': 2,
    '1 < 2': 1,
    '2 <= 1': 0,
    '2 > 1 and not (2 >= 3)': 1,
    '0 or 0': 0,
    '1 == 1 ? 10 : 20': 10,
    '1 != 1 ? 10 : 1 < 0 ? 20 : 30': 30,
    pi: Math.PI,
    'log(e)': 1,
    'exp(0) + log10(1000) + log2(8) + sqrt(16)': 11,
    'abs(-3) + sign(-2) + floor(-1.5) + ceil(1.2)': 2,
    'round(2.5) + 10 * round(-2.5)': -27,
    'min(3, 1, 2, 5) + max(1)': 2,
    'clamp(7, 0, 5) + clamp(-7, 0, 5) + clamp(2, 0, 5)': 7,
    'pow(2, 10)': 1024,
    'tanh(0) + sigmoid(0)': 0.5,
    'sigmoid(logit(0.25))': 0.25,
  };
  for (const [text, value] of Object.entries(known)) {
    it(`${JSON.stringify(text)} is ${value}`, () => {
      const expression = compileExpression(text);
      expect(expression.constant).toBeCloseTo(value, 12);
      expect([expression.references, expression.distributionCount]).toEqual([[], 0]);
    });
  }

  it('agrees with JavaScript on random expressions of numbers and references, exactly', () => {
    fc.assert(
      fc.property(
        arithmetic,
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 3 }),
        (tree, at) => {
          const values = at.map((x) => x / 8);
          const expression = compileExpression(write(tree));
          const slots = new Map([
            ['x', 2],
            ['group.y', 0],
            ['z', 1],
          ]);
          const evaluate = expression.bind((name) => slots.get(name)!);
          const result = evaluate(Float64Array.from(values), new Float64Array(0), 0);
          expect(Object.is(result + 0, compute(tree, values) + 0)).toBe(true);
        },
      ),
      { seed: 4, numRuns: 1000 },
    );
  });

  it('gives what is not a number back as it is', () => {
    expect(compileExpression('log(-1)').constant).toBeNaN();
    expect(compileExpression('1 / 0').constant).toBe(Infinity);
  });

  it('keeps what is missing missing in comparisons and conditions', () => {
    for (const text of ['x < 1', 'x == x', 'x and 0', 'x or 1', 'not x', 'x ? 1 : 2', 'max(x, 1)']) {
      const result = compileExpression(text).bind(() => 0)(Float64Array.of(Number.NaN), new Float64Array(0), 0);
      expect(result, text).toBeNaN();
    }
  });
});

describe('references', () => {
  it('are listed once each in order of appearance, and asked for by name', () => {
    const expression = compileExpression('0.25 + a.b.c * (delivery - a.b.c) + Österreich');
    expect(expression.references).toEqual(['a.b.c', 'delivery', 'Österreich']);
    expect(expression.constant).toBeUndefined();
    const asked = new Set<string>();
    const evaluate = expression.bind((name) => {
      asked.add(name);
      return expression.references.indexOf(name);
    });
    expect(asked).toEqual(new Set(expression.references));
    expect(evaluate(Float64Array.of(2, 5, 10), new Float64Array(0), 0)).toBe(16.25);
  });

  it('may be refused by the one who binds', () => {
    const refuse = (name: string): number => {
      throw new Error(`no ${name}`);
    };
    expect(() => compileExpression('1 + ghost').bind(refuse)).toThrow('no ghost');
  });
});

describe('distributions', () => {
  const values = Float64Array.of(3);
  const at = (text: string, ...uniforms: number[]): number =>
    compileExpression(text).bind(() => 0)(values, Float64Array.from(uniforms), 0);

  it('alone with constant parameters are known', () => {
    const expression = compileExpression('(lognormal(log(20), 2 * 0.4))');
    expect(expression.distribution?.family).toBe('lognormal');
    expect(expression.distribution?.quantile(0.5)).toBeCloseTo(20, 12);
    expect(expression.distributionCount).toBe(1);
    expect(expression.constant).toBeUndefined();
    expect(compileExpression('2 * beta(1, 2)').distribution).toBeUndefined();
    expect(compileExpression('normal(x, 1)').distribution).toBeUndefined();
  });

  it('are sampled by the quantile of their uniform, from the first one on', () => {
    const expression = compileExpression('beta(3, 4.5) * normal(0, 1) + x');
    expect(expression.distributionCount).toBe(2);
    const result = expression.bind(() => 0)(values, Float64Array.of(0.9, 0.2, 0.7), 1);
    expect(result).toBe(beta(3, 4.5).quantile(0.2) * normal(0, 1).quantile(0.7) + 3);
  });

  it('may have parameters that are expressions, read again at each evaluation', () => {
    const evaluate = compileExpression('normal(x, x / 2)').bind(() => 0);
    expect(evaluate(Float64Array.of(4), Float64Array.of(0.3), 0)).toBe(normal(4, 2).quantile(0.3));
    expect(evaluate(Float64Array.of(6), Float64Array.of(0.3), 0)).toBe(normal(6, 3).quantile(0.3));
  });

  it('may have parameters that are sampled; the outer one takes its uniform first', () => {
    expect(at('normal(uniform(0, 10), 1)', 0.5, 0.2)).toBe(2);
    expect(compileExpression('normal(uniform(0, 10), 1)').distributionCount).toBe(2);
  });

  it('as `a to b` are the interval that holds 90 %', () => {
    expect(at('30 to 70', 0.3)).toBe(interval(30, 70).quantile(0.3));
    expect(at('-5 to 5', 0.3)).toBe(interval(-5, 5).quantile(0.3));
    expect(at('2 * (30 to 70)', 0.3)).toBe(2 * interval(30, 70).quantile(0.3));
    expect(at('x to (x + 1)', 0.3)).toBe(interval(3, 4).quantile(0.3));
    expect(compileExpression('30 to 70').distribution?.family).toBe('interval');
  });

  it('share one uniform in a mixture', () => {
    const text = 'mixture(normal(0, 1), (30 to 70), discrete([1, 2], [x, 1]), [0.5, 0.25, 0.25])';
    expect(compileExpression(text).distributionCount).toBe(1);
    expect(compileExpression('mixture(normal(0, 1), 30 to 70)').distribution?.quantile(0.3)).toBe(
      mixture([normal(0, 1), interval(30, 70)]).quantile(0.3),
    );
    expect(at('mixture(discrete([x]), discrete([x + 1]), [1, x])', 0.2)).toBe(3);
    expect(at('mixture(discrete([x]), discrete([x + 1]), [1, x])', 0.3)).toBe(4);
  });

  it('with impossible parameters computed from a draw throw DistributionError', () => {
    expect(() => at('beta(x - 4, 1)', 0.5)).toThrow(new DistributionError('beta: a is -1, must be above 0'));
  });
});

describe('names', () => {
  it('of distributions are known, and functions and constants are reserved with them', () => {
    expect(isDistributionName('beta')).toBe(true);
    expect(isDistributionName('exp')).toBe(false);
    for (const name of [...FUNCTION_NAMES, 'beta', 'mixture', 'pi', 'e', 'to', 'not', 'true', 'in']) {
      expect(isReservedName(name), name).toBe(true);
    }
    expect(isReservedName('delivery')).toBe(false);
  });
});

type Arithmetic =
  | { readonly number: number }
  | { readonly reference: 0 | 1 | 2 }
  | { readonly sign: '-'; readonly of: Arithmetic }
  | { readonly operator: '+' | '-' | '*' | '/' | '^'; readonly left: Arithmetic; readonly right: Arithmetic };

const { arithmetic } = fc.letrec<{ arithmetic: Arithmetic }>((tie) => ({
  arithmetic: fc.oneof(
    { maxDepth: 5 },
    fc.record({ number: fc.integer({ min: 0, max: 400 }).map((n) => n / 16) }),
    fc.record({ reference: fc.constantFrom(0 as const, 1 as const, 2 as const) }),
    fc.record({ sign: fc.constant('-' as const), of: tie('arithmetic') }),
    fc.record({
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const, '^' as const),
      left: tie('arithmetic'),
      right: tie('arithmetic'),
    }),
  ),
}));

const STRENGTH = { '+': 1, '-': 1, '*': 2, '/': 2, sign: 3, '^': 4, atom: 5 };

function strength(tree: Arithmetic): number {
  if ('operator' in tree) return STRENGTH[tree.operator];
  return 'sign' in tree ? STRENGTH.sign : STRENGTH.atom;
}

/** With no more brackets than the rules of precedence ask for, so that these are tested too. */
function write(tree: Arithmetic): string {
  const within = (part: Arithmetic, least: number): string =>
    strength(part) < least ? `(${write(part)})` : write(part);
  if ('number' in tree) return String(tree.number);
  if ('reference' in tree) return ['group.y', 'z', 'x'][tree.reference]!;
  if ('sign' in tree) return `-${within(tree.of, STRENGTH.sign)}`;
  const own = STRENGTH[tree.operator];
  const [left, right] = tree.operator === '^' ? [own + 1, own] : [own, own + 1];
  return `${within(tree.left, left)} ${tree.operator} ${within(tree.right, right)}`;
}

function compute(tree: Arithmetic, values: readonly number[]): number {
  if ('number' in tree) return tree.number;
  if ('reference' in tree) return values[tree.reference]!;
  if ('sign' in tree) return -compute(tree.of, values);
  const left = compute(tree.left, values);
  const right = compute(tree.right, values);
  switch (tree.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      // Of the machine's own power only the last digit differs; the structure is what is tested here.
      return pow(left, right);
  }
}
