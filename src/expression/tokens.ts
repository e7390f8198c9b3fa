import { ExpressionError } from './expression.ts';

/** Longest expression, in characters, and deepest nesting of brackets: what keeps hostile text from the parser's stack. */
const MAX_LENGTH = 2000;
const MAX_DEPTH = 64;

export interface Token {
  readonly kind: 'number' | 'name' | 'word' | 'operator' | 'open' | 'close' | 'separator';
  readonly text: string;
  /** From 0. */
  readonly offset: number;
}

/** Operators that are words. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'to']);

/** Words that mathjs reads in a way of its own, and what to write in their place. */
const REFUSED_WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'write 1'],
  ['false', 'write 0'],
  ['null', 'write a number'],
  ['undefined', 'write a number'],
  ['NaN', 'write a number'],
  ['Infinity', 'write a number'],
  ['end', 'there are no ranges'],
  ['mod', 'write x - y * floor(x / y)'],
  ['xor', 'write (x != 0) != (y != 0)'],
  ['in', 'there are no units'],
]);

const REFUSED_SIGNS: readonly (readonly [string, string])[] = [
  ['**', 'write ^ for powers'],
  ['&&', 'write and'],
  ['||', 'write or'],
  ['<<', 'there are no bit operators'],
  ['>>', 'there are no bit operators'],
  ['??', 'write a number'],
  ['&', 'write and'],
  ['|', 'write or'],
  ['~', 'write not'],
  ['!', 'write not'],
  ['%', 'write 0.05 for 5 %'],
  ['=', 'compare with =='],
  ['"', 'there is no text in expressions'],
  ["'", 'there is no text in expressions'],
  ['`', 'there is no text in expressions'],
  [';', 'there is one expression, and no matrix'],
  ['{', 'there are no objects'],
  ['}', 'there are no objects'],
  ['#', 'there are no comments'],
];

const SPACE = /\s+/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const SIGN = /<=|>=|==|!=|[-+*/^<>?:]/y;

/**
 * Splits the text and refuses, with a place, whatever no expression may contain, before the parser sees it.
 * @throws ExpressionError on text that is too long, too deeply nested or has a forbidden character, word or number, and
 *   on two values side by side (implicit multiplication, indexing)
 */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(
      `the expression has ${text.length} characters, at most ${MAX_LENGTH} are allowed`,
      MAX_LENGTH,
    );
  }
  const tokens: Token[] = [];
  let depth = 0;
  let offset = 0;
  while (offset < text.length) {
    const space = matchAt(SPACE, text, offset);
    if (space !== undefined) {
      offset += space.length;
      continue;
    }
    const token = readToken(text, offset);
    if (token.kind === 'open' && ++depth > MAX_DEPTH) {
      throw new ExpressionError(
        `brackets are nested more than ${MAX_DEPTH} deep, at most ${MAX_DEPTH} are allowed`,
        offset,
      );
    }
    if (token.kind === 'close') depth--;
    refuseAdjacent(tokens.at(-1), token);
    tokens.push(token);
    offset += token.text.length;
  }
  if (tokens.length === 0) throw new ExpressionError('the expression is empty', 0);
  return tokens;
}

/** Whether the word is an operator or refused: no name for anything. */
export function isReservedWord(word: string): boolean {
  return WORDS.has(word) || REFUSED_WORDS.has(word);
}

function readToken(text: string, offset: number): Token {
  const number = matchAt(NUMBER, text, offset);
  if (number !== undefined) {
    if (!Number.isFinite(Number(number))) throw new ExpressionError(`${number} is too large for a number`, offset);
    return { kind: 'number', text: number, offset };
  }
  const name = matchAt(NAME, text, offset);
  if (name !== undefined) {
    if (WORDS.has(name)) return { kind: 'word', text: name, offset };
    const instead = REFUSED_WORDS.get(name);
    if (instead !== undefined) throw new ExpressionError(`${name} is not allowed: ${instead}`, offset);
    // The members of every object: never to be looked up by a name that a user wrote.
    const inherited = name.split('.').find((part) => part in Object.prototype);
    if (inherited !== undefined) throw new ExpressionError(`${inherited} is not allowed`, offset);
    return { kind: 'name', text: name, offset };
  }
  const character = String.fromCodePoint(text.codePointAt(offset)!);
  if (character === '(' || character === '[') return { kind: 'open', text: character, offset };
  if (character === ')' || character === ']') return { kind: 'close', text: character, offset };
  if (character === ',') return { kind: 'separator', text: character, offset };
  const equality = text.startsWith('==', offset) || text.startsWith('!=', offset);
  const refused = equality ? undefined : REFUSED_SIGNS.find(([sign]) => text.startsWith(sign, offset));
  if (refused !== undefined) throw new ExpressionError(`${refused[0]} is not allowed: ${refused[1]}`, offset);
  const sign = matchAt(SIGN, text, offset);
  if (sign !== undefined) return { kind: 'operator', text: sign, offset };
  throw new ExpressionError(`unexpected character ${JSON.stringify(character)}`, offset);
}

function refuseAdjacent(previous: Token | undefined, token: Token): void {
  const afterValue = previous?.kind === 'number' || previous?.kind === 'name' || previous?.kind === 'close';
  if (token.kind === 'word' && token.text !== 'not' && !afterValue) {
    throw new ExpressionError(`${token.text} has no value before it`, token.offset);
  }
  if (previous === undefined || !afterValue) return;
  if (token.text === '[') throw new ExpressionError('indexing with [ ] is not allowed', token.offset);
  const isCall = previous.kind === 'name' && token.text === '(';
  const beginsValue = token.kind === 'number' || token.kind === 'name' || token.kind === 'open';
  if (beginsValue && !isCall) {
    throw new ExpressionError(
      `an operator is missing between ${previous.text} and ${token.text} (a product is written with *)`,
      token.offset,
    );
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
