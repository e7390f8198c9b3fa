/** Reads Gambit's .efg format, version 2, as far as tests need it: a file that breaks the grammar throws. */
import type { Action, Branch, GameNode, GameTree, Outcome } from '../../src/game/game-tree.ts';

export interface EfgFile {
  readonly tree: GameTree;
  /** Probabilities of the chance nodes as exact fractions, in the order of the file. */
  readonly chances: readonly (readonly Fraction[])[];
}

/** Numerator and denominator. */
export type Fraction = readonly [bigint, bigint];

export function readEfg(text: string): EfgFile {
  const tokens = tokenize(text);
  let at = 0;
  const take = (): string => {
    if (at >= tokens.length) throw new Error('the file ends too early');
    return tokens[at++];
  };
  const expect = (token: string) => {
    const found = take();
    if (found !== token) throw new Error(`expected ${token}, found ${found}`);
  };
  const name = (): string => {
    const token = take();
    if (!token.startsWith('"')) throw new Error(`expected a text, found ${token}`);
    return token.slice(1);
  };
  const integer = (): number => {
    const token = take();
    if (!/^\d+$/.test(token)) throw new Error(`expected a whole number, found ${token}`);
    return Number(token);
  };
  const listOf = <V>(read: () => V): V[] => {
    expect('{');
    const items: V[] = [];
    while (tokens[at] !== '}') items.push(read());
    expect('}');
    return items;
  };

  expect('EFG');
  expect('2');
  expect('R');
  const title = name();
  const players = listOf(name);
  const comment = tokens[at].startsWith('"') ? name() : '';
  const outcomes = new Map<number, Outcome>();
  const chanceNames = new Set<string>();
  const sets = new Map<string, { label: string; actions: string }>();
  const chances: Fraction[][] = [];

  const outcome = (): Outcome | undefined => {
    const id = integer();
    if (id === 0) return undefined;
    if (!tokens[at]?.startsWith('"')) {
      const known = outcomes.get(id);
      if (!known) throw new Error(`outcome ${id} is not defined`);
      return known;
    }
    const label = name();
    const payoffs = listOf(() => toNumber(fraction(take())));
    if (payoffs.length !== players.length) throw new Error(`outcome ${id} has ${payoffs.length} payoffs`);
    const known = outcomes.get(id);
    if (known && (known.name !== label || known.payoffs.some((payoff, i) => payoff !== payoffs[i]))) {
      throw new Error(`outcome ${id} is defined twice`);
    }
    const made = known ?? { name: label, payoffs };
    outcomes.set(id, made);
    return made;
  };

  const node = (): GameNode => {
    const kind = take();
    name();
    if (kind === 't') return { kind: 'terminal', outcome: outcome() };
    if (kind === 'c') {
      integer();
      const label = name();
      if (chanceNames.has(label)) throw new Error(`chance node ${label} stands twice`);
      chanceNames.add(label);
      const moves = listOf(() => [name(), fraction(take())] as const);
      chances.push(moves.map(([, chance]) => chance));
      const own = outcome();
      const branches = moves.map(
        ([branch, chance]): Branch => ({ name: branch, probability: toNumber(chance), next: node() }),
      );
      return { kind: 'chance', name: label, outcome: own, branches };
    }
    if (kind !== 'p') throw new Error(`expected a node, found ${kind}`);
    const player = integer() - 1;
    const set = integer();
    const label = name();
    const names = listOf(name);
    const key = `${player} ${set}`;
    const known = sets.get(key);
    const actions = names.join('\n');
    if (known && (known.label !== label || known.actions !== actions))
      throw new Error(`information set ${key} differs`);
    if (!known && [...sets].some(([k, s]) => k.startsWith(`${player} `) && s.label === label)) {
      throw new Error(`information set ${label} has two numbers`);
    }
    sets.set(key, { label, actions });
    const own = outcome();
    return {
      kind: 'decision',
      player,
      informationSet: label,
      outcome: own,
      actions: names.map((action): Action => ({ name: action, next: node() })),
    };
  };
  const root = node();
  if (at !== tokens.length) throw new Error(`something follows the last node: ${tokens[at]}`);
  return { tree: { title, comment, players, root }, chances };
}

/** Texts keep their first quotation mark so that they are not taken for something else. */
function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const pattern = /\s*(?:"((?:\\"|[^"])*)"|([{}])|([^\s{}",]+),?)/gy;
  while (pattern.lastIndex < text.trimEnd().length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Error(`cannot read: ${text.slice(start, start + 30)}`);
    if (match[1] !== undefined) tokens.push(`"${match[1].replaceAll('\\"', '"')}`);
    else tokens.push(match[2] ?? match[3]);
  }
  return tokens;
}

function fraction(token: string): Fraction {
  const ratio = /^([+-]?\d+)\/(\d+)$/.exec(token);
  if (ratio) return [BigInt(ratio[1]), BigInt(ratio[2])];
  const match = /^([+-]?)(\d*)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(token);
  if (!match || token === '') throw new Error(`expected a number, found ${token}`);
  const [, sign, whole, decimals = '', exponent = '0'] = match;
  const digits = BigInt(`${sign}${whole}${decimals}`);
  const places = decimals.length - Number(exponent);
  return places >= 0 ? [digits, 10n ** BigInt(places)] : [digits * 10n ** BigInt(-places), 1n];
}

function toNumber([numerator, denominator]: Fraction): number {
  // A denominator that is a power of ten is read as the decimal it was, which rounds once.
  const zeros = String(denominator).length - 1;
  if (denominator === 10n ** BigInt(zeros)) return Number(`${numerator}e-${zeros}`);
  return Number(numerator) / Number(denominator);
}
