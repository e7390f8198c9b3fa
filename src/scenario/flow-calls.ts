/**
 * Lets a function call stand unquoted in YAML's flow style: `{ value: beta(3, 4.5), source: … }`.
 *
 * YAML ends an unquoted value of a flow collection at every comma, also at one between parentheses, and would read
 * `value: beta(3` and a key `4.5)` here. Nobody who writes a distribution means that. The lexemes of such a value are
 * joined again before the parser sees them; the text and with it all positions stay as they are.
 */
import { Lexer } from 'yaml';

/** The lexer announces a scalar by this lexeme. */
const SCALAR = '\x1f';
/** How far a closing parenthesis is looked for; no expression is longer. */
const LONGEST_CALL = 2000;

/** What a text may hold, so that the parser (which calls itself for every level) cannot bring the process down. */
export interface TextLimits {
  readonly depth: number;
  readonly values: number;
}

/** A text that goes beyond the limits. */
export class TextLimitError extends Error {
  override readonly name = 'TextLimitError';
}

/**
 * Lexemes of a YAML text, calls in one piece. Concatenated without the lexer's marks they are the text.
 * @throws TextLimitError if brackets, or lists that begin on one line, are nested too deeply, or values are too many
 */
export function lexScenario(text: string, limits: TextLimits): string[] {
  const lexemes = [...new Lexer().lex(text)];
  const joined: string[] = [];
  let flowDepth = 0;
  let markers = 0;
  let values = 0;
  for (let index = 0; index < lexemes.length; index++) {
    const lexeme = lexemes[index];
    joined.push(lexeme);
    if (lexeme === '{' || lexeme === '[') flowDepth++;
    if (lexeme === '}' || lexeme === ']') flowDepth--;
    if (lexeme === '-' || lexeme === '?' || lexeme === ':') markers++;
    if (/^(?:\r?\n|,)/.test(lexeme)) markers = 0;
    if (flowDepth > limits.depth || markers > limits.depth) {
      throw new TextLimitError(`the file is nested deeper than ${limits.depth} levels`);
    }
    if (lexeme === SCALAR || /^[,:"'*?-]/.test(lexeme)) values++;
    if (values > 2 * limits.values) throw new TextLimitError(`the file holds more than ${limits.values} values`);
    if (lexeme !== SCALAR || flowDepth === 0 || index + 1 >= lexemes.length) continue;
    const end = endOfCall(lexemes, index + 1);
    joined.push(
      lexemes
        .slice(index + 1, end + 1)
        .filter((part) => part !== SCALAR)
        .join(''),
    );
    index = end;
  }
  return joined;
}

/** Index of the last lexeme of the value that begins at `start`: later than `start` if a call is cut into pieces. */
function endOfCall(lexemes: readonly string[], start: number): number {
  let depth = openParentheses(lexemes[start]);
  let length = lexemes[start].length;
  for (let index = start; depth > 0 && length <= LONGEST_CALL; ) {
    index++;
    const lexeme = lexemes[index];
    // Quotes, comments, braces and anchors are no part of an expression: leave such a text to YAML.
    if (lexeme === undefined || (lexeme !== SCALAR && !/^(?:,|\[|\]|:|\s+)$/.test(lexeme))) {
      if (lexeme === undefined || lexemes[index - 1] !== SCALAR) return start;
      depth += openParentheses(lexeme);
      length += lexeme.length;
      if (depth <= 0) return depth === 0 ? index : start;
    }
  }
  return start;
}

function openParentheses(text: string): number {
  let depth = 0;
  for (const character of text) depth += character === '(' ? 1 : character === ')' ? -1 : 0;
  return depth;
}
