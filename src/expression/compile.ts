import { create, type MathNode, parseDependencies } from 'mathjs/number';
import { DistributionError } from '../distribution/distribution.ts';
import { FAMILIES, type Family } from '../distribution/families.ts';
import { type Expression, ExpressionError } from './expression.ts';
import { folded, settled } from './fold.ts';
import { BINARY, CONSTANTS, type ExpressionFunction, FUNCTION_NAMES, FUNCTIONS, UNARY } from './functions.ts';
import { didYouMean } from './suggest.ts';
import { isReservedWord, type Token, tokenize } from './tokens.ts';
import { bindTree, type Source, type Tree } from './tree.ts';

/** Only the parser of mathjs: nothing of it is ever evaluated. */
const { parse } = create(parseDependencies, {});

const FAMILY_OF: ReadonlyMap<string, Family> = new Map(FAMILIES.map((family) => [family.name, family]));

export interface ExpressionOptions {
  /** Whether distributions may stand in it; metrics and preferences have none. Default true. */
  readonly distributions?: boolean;
}

/** Whether the word is the name of a distribution family. */
export function isDistributionName(word: string): boolean {
  return FAMILY_OF.has(word);
}

/**
 * Whether a name means something to every expression (a distribution, function, constant, operator, or a word that is
 * refused), so that no quantity can be called by it.
 */
export function isReservedName(name: string): boolean {
  return FAMILY_OF.has(name) || FUNCTIONS.has(name) || CONSTANTS.has(name) || isReservedWord(name);
}

/**
 * Parses an expression, checks it against the whitelist and compiles it. Uniforms are handed to its distributions in
 * order of appearance, an outer one before those among its parameters; all of a mixture shares one.
 * @throws ExpressionError on anything that an expression may not say, distributions with impossible constant parameters
 *   included
 */
export function compileExpression(text: string, options: ExpressionOptions = {}): Expression {
  const tokens = tokenize(text);
  const compiler = new Compiler(tokens, options.distributions ?? true);
  const tree = compiler.number(parseTokens(text, tokens));
  const references = [...compiler.references];
  return {
    text,
    references,
    distributionCount: compiler.uniforms,
    distribution: tree.kind === 'sample' && tree.source.kind === 'fixed' ? tree.source.distribution : undefined,
    constant: tree.kind === 'number' ? tree.value : undefined,
    bind: (slotOf) => bindTree(tree, slotOf),
  };
}

function parseTokens(text: string, tokens: readonly Token[]): MathNode {
  try {
    // A line break ends a statement in mathjs; here it is a blank like any other.
    return parse(text.replace(/\s/g, ' '));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message } = error;
    const { char } = error as SyntaxError & { char?: number };
    const offset = Math.min((char ?? 1) - 1, text.length);
    const what = message.replace(/ \(char \d+\)$/, '');
    const last = tokens.at(-1)!;
    const where = offset >= last.offset + last.text.length ? ` after ${last.text}` : '';
    throw new ExpressionError(what.charAt(0).toLowerCase() + what.slice(1) + where, offset);
  }
}

/**
 * One walk over the parsed expression. The nodes of mathjs know no places, but names appear in the walk in the order
 * in which they stand in the text, so each is matched with its token.
 */
class Compiler {
  readonly references = new Set<string>();
  uniforms = 0;
  readonly #tokens: readonly Token[];
  readonly #names: Iterator<Token>;
  readonly #distributions: boolean;

  constructor(tokens: readonly Token[], distributions: boolean) {
    this.#tokens = tokens;
    this.#names = tokens.filter(({ kind }) => kind === 'name').values();
    this.#distributions = distributions;
  }

  /** A node where a number is wanted. */
  number(node: MathNode): Tree {
    const inner = content(node);
    if (isDistribution(inner)) {
      const uniform = this.uniforms++;
      return { kind: 'sample', uniform, source: this.#source(inner) };
    }
    switch (inner.type) {
      case 'ConstantNode':
        return { kind: 'number', value: (inner as unknown as { value: number }).value };
      case 'SymbolNode':
      case 'AccessorNode':
        return this.#reference(nameOf(inner));
      case 'OperatorNode':
        return this.#operator(inner as unknown as OperatorNode);
      case 'ConditionalNode':
        return this.#condition(inner as unknown as ConditionalNode);
      case 'FunctionNode':
        return this.#call(inner as unknown as FunctionNode);
      case 'ArrayNode':
        return this.#refuse(/^\[/, 'a list [ ] is allowed only as values or weights of discrete and mixture');
      case 'RangeNode':
        return this.#refuse(/^:/, 'a range is not allowed');
      case 'RelationalNode':
        return this.#refuse(/^[<>]|^[=!]=/, 'a chain of comparisons is not allowed: write a < b and b < c');
      default:
        throw new ExpressionError(`${inner.type} is not allowed`);
    }
  }

  #reference(text: string): Tree {
    const offset = this.#place(text);
    const constant = CONSTANTS.get(text);
    if (constant !== undefined) return { kind: 'number', value: constant };
    const family = FAMILY_OF.get(text);
    if (family) throw new ExpressionError(`${text} is a distribution: write ${signature(family)}`, offset);
    const fn = FUNCTIONS.get(text);
    if (fn) throw new ExpressionError(`${text} is a function: write ${signature(fn)}`, offset);
    this.references.add(text);
    return { kind: 'reference', name: text };
  }

  #operator({ fn, op, args }: OperatorNode): Tree {
    const unary = args.length === 1 ? UNARY.get(fn) : undefined;
    if (unary) {
      const operand = this.number(args[0]!);
      return folded({ kind: 'unary', apply: unary, operand }, [operand]);
    }
    const binary = args.length === 2 ? BINARY.get(fn) : undefined;
    if (!binary) throw new ExpressionError(`the operator ${op} is not allowed`);
    const left = this.number(args[0]!);
    const right = this.number(args[1]!);
    return folded({ kind: 'binary', operator: fn, apply: binary, left, right }, [left, right]);
  }

  #condition(node: ConditionalNode): Tree {
    const test = this.number(node.condition);
    const then = this.number(node.trueExpr);
    const otherwise = this.number(node.falseExpr);
    return folded({ kind: 'condition', test, then, otherwise }, [test, then, otherwise]);
  }

  #call(node: FunctionNode): Tree {
    const text = nameOf(node.fn);
    const offset = this.#place(text);
    const fn = FUNCTIONS.get(text);
    if (!fn) {
      const known = [...FUNCTION_NAMES, ...FAMILY_OF.keys()];
      const hint = didYouMean(text, known) || `, allowed are ${known.join(', ')}`;
      throw new ExpressionError(`unknown function ${text}${hint}`, offset);
    }
    const count = node.args.length;
    if (fn.variadic ? count === 0 : count !== fn.parameters.length) {
      throw new ExpressionError(wrongCount(text, fn, count), offset);
    }
    const operands = node.args.map((arg) => this.number(arg));
    return folded({ kind: 'call', apply: fn.apply, operands }, operands);
  }

  /** A node known to be a distribution. */
  #source(node: MathNode): Source {
    const { fn, args } = node as unknown as FunctionNode;
    const isInterval = node.type === 'OperatorNode';
    const name = isInterval ? 'to' : nameOf(fn);
    const offset = isInterval ? this.#find(/^to$/) : this.#place(name);
    const family = FAMILY_OF.get(isInterval ? 'interval' : name)!;
    if (!this.#distributions) throw new ExpressionError(`${name}: a distribution is not allowed here`, offset);
    if (isInterval) refuseLooseOperands(args, offset);
    try {
      return settled(this.#family(family, args, offset));
    } catch (error) {
      if (error instanceof DistributionError) throw new ExpressionError(error.message, offset);
      throw error;
    }
  }

  #family(family: Family, args: readonly MathNode[], offset: number | undefined): Source {
    switch (family.kind) {
      case 'numeric': {
        const { parameters, optional } = family;
        if (args.length > parameters.length || args.length < parameters.length - optional) {
          throw new ExpressionError(wrongCount(family.name, family, args.length), offset);
        }
        return { kind: 'numeric', family, parameters: args.map((arg) => this.number(arg)) };
      }
      case 'discrete': {
        const [values, weights] = args;
        if (args.length < 1 || args.length > 2) {
          throw new ExpressionError(wrongCount(family.name, family, args.length), offset);
        }
        if (args.some((arg) => arg.type !== 'ArrayNode')) {
          throw new ExpressionError(`discrete takes lists: write ${family.example}`, offset);
        }
        return { kind: 'discrete', family, values: this.#list(values!), weights: weights && this.#list(weights) };
      }
      case 'mixture': {
        const last = args.at(-1);
        const weights = last?.type === 'ArrayNode' ? last : undefined;
        const components = weights ? args.slice(0, -1) : args;
        components.forEach((component, i) => {
          if (isDistribution(content(component))) return;
          throw new ExpressionError(
            `mixture: component ${i + 1} is not a distribution, as in ${family.example}`,
            offset,
          );
        });
        return {
          kind: 'mixture',
          family,
          components: components.map((component) => this.#source(content(component))),
          weights: weights && this.#list(weights),
        };
      }
    }
  }

  #list(node: MathNode): Tree[] {
    return (node as unknown as { items: MathNode[] }).items.map((item) => this.number(item));
  }

  /** Offset of the next name, which must be the one that the parser found there. */
  #place(name: string): number {
    const token: Token | undefined = this.#names.next().value;
    if (token?.text !== name) throw new ExpressionError(`${name} is not allowed here`, token?.offset);
    return token.offset;
  }

  /** Offset of the first token like this. */
  #find(pattern: RegExp): number | undefined {
    return this.#tokens.find(({ text }) => pattern.test(text))?.offset;
  }

  #refuse(pattern: RegExp, message: string): never {
    throw new ExpressionError(message, this.#find(pattern));
  }
}

interface OperatorNode {
  readonly fn: string;
  readonly op: string;
  readonly args: readonly MathNode[];
}

interface ConditionalNode {
  readonly condition: MathNode;
  readonly trueExpr: MathNode;
  readonly falseExpr: MathNode;
}

interface FunctionNode {
  readonly fn: MathNode;
  readonly args: readonly MathNode[];
}

function content(node: MathNode): MathNode {
  let inner = node;
  while (inner.type === 'ParenthesisNode') inner = (inner as unknown as { content: MathNode }).content;
  return inner;
}

/** `a`, or `a.b.c` where it is written so; what else there may be before a dot is not allowed. */
function nameOf(node: MathNode): string {
  if (node.type === 'SymbolNode') return (node as unknown as { name: string }).name;
  if (node.type !== 'AccessorNode') throw new ExpressionError('a name is expected before . or (');
  const { object, name } = node as unknown as { object: MathNode; name: string };
  return `${nameOf(object)}.${name}`;
}

function isDistribution(node: MathNode): boolean {
  if (node.type === 'OperatorNode') return (node as unknown as OperatorNode).fn === 'to';
  if (node.type !== 'FunctionNode') return false;
  return FAMILY_OF.has(nameOf((node as unknown as FunctionNode).fn));
}

/** `2 * 30 to 70` would mean 60 to 70, because `to` binds less than the arithmetic does: not what anybody means. */
function refuseLooseOperands(args: readonly MathNode[], offset: number | undefined): void {
  for (const arg of args) {
    const operand = arg.type === 'OperatorNode' ? (arg as unknown as OperatorNode) : undefined;
    const isSigned = operand?.args.length === 1 && operand.args[0]!.type !== 'OperatorNode';
    if ((operand && !isSigned) || arg.type === 'ConditionalNode') {
      throw new ExpressionError(
        'to: put brackets around what it joins or around the whole, as in 2 * (30 to 70)',
        offset,
      );
    }
  }
}

function signature(of: Family | ExpressionFunction): string {
  return `${of.name}(${of.parameters.join(', ')})`;
}

function wrongCount(name: string, of: Family | ExpressionFunction, count: number): string {
  return `${name} is given ${count} ${count === 1 ? 'argument' : 'arguments'}, write ${signature(of)}`;
}
