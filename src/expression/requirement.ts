import { compileExpression } from './compile.ts';
import { ExpressionError } from './expression.ts';
import { didYouMean } from './suggest.ts';
import { tokenize } from './tokens.ts';

/** What must hold for an outcome to be good enough, as in `renewed_war < 0.2 and general_war < 0.01`. */
export interface Requirement {
  readonly text: string;
  /** Names that it reads, each once, in order of appearance. */
  readonly references: readonly string[];
  /**
   * Whether it holds; undefined where something that it reads is missing (NaN).
   * @param values by the index of the name among those given to compileRequirement
   * @throws ExpressionError if it is neither true nor false there
   */
  holds(values: Float64Array): boolean | undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/**
 * Parses a requirement: an expression without distributions that compares something.
 * @param names what it may read
 * @throws ExpressionError on anything that an expression may not say, an unknown name, or a text that compares nothing
 */
export function compileRequirement(text: string, names: readonly string[]): Requirement {
  const expression = compileExpression(text, { distributions: false });
  const tokens = tokenize(text);
  for (const name of expression.references) {
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names) || `, allowed are ${names.join(', ')}`;
    throw new ExpressionError(`unknown name ${name}${hint}`, tokens.find((token) => token.text === name)?.offset);
  }
  if (!tokens.some((token) => COMPARISONS.has(token.text))) {
    throw new ExpressionError(`${text} compares nothing, write a comparison as in ${example(names)}`, 0);
  }
  if (expression.references.length === 0) {
    throw new ExpressionError(`${text} reads no outcome, write a comparison as in ${example(names)}`, 0);
  }
  const evaluate = expression.bind((name) => names.indexOf(name));
  const nothing = new Float64Array(0);
  return {
    text,
    references: expression.references,
    holds(values) {
      const value = evaluate(values, nothing, 0);
      if (Number.isNaN(value)) return undefined;
      if (value === 0 || value === 1) return value === 1;
      throw new ExpressionError(`${text} is ${value}, must be true or false as ${example(names)} is`, 0);
    },
  };
}

function example(names: readonly string[]): string {
  return `${names[0] ?? 'x'} < 0.2`;
}
