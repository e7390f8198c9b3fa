import type { Distribution } from '../distribution/distribution.ts';

/**
 * Computes an expression.
 * @param values where its references are found, at the slots given to `bind`
 * @param uniforms one uniform in (0, 1) per distribution in the expression, in order of appearance
 * @param firstUniform index of the expression's first uniform in `uniforms`
 * @throws DistributionError if the parameters of a distribution, computed from the values, are impossible
 */
export type Evaluate = (values: Float64Array, uniforms: Float64Array, firstUniform: number) => number;

/** An expression that has been parsed, checked against the whitelist and compiled. */
export interface Expression {
  readonly text: string;
  /** Names that it reads (`backer.reliability`, `delivery`), each once, in order of appearance. */
  readonly references: readonly string[];
  /** Number of distributions in it that are sampled; each takes one uniform. */
  readonly distributionCount: number;
  /** The distribution, if the whole expression is one whose parameters are constants. */
  readonly distribution: Distribution | undefined;
  /** The value, if it has neither references nor distributions. */
  readonly constant: number | undefined;
  /** Where its references will be found at run time. */
  bind(slotOf: (name: string) => number): Evaluate;
}

/** Something that an expression may not say. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Offset in the text, from 0, where it is known. */
  readonly offset: number | undefined;

  constructor(message: string, offset?: number) {
    super(message);
    this.offset = offset;
  }
}
