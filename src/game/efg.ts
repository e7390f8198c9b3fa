/** Writes a game in Gambit's .efg format, version 2 with rational numbers (the extensive-form format of Gambit's manual). */
import { type DecisionNode, type GameNode, type GameTree, movesFrom, type Outcome } from './game-tree.ts';

/**
 * The text of the .efg file. Payoffs are the shortest decimals that read back as the same double. Probabilities are
 * decimals that sum to exactly 1, as Gambit demands: the largest at each node is what the others leave.
 * @param tree checked (`checkGameTree`)
 * @param label what an action is called in the file; its name when left out. The same at all nodes of an information set.
 * @throws RangeError if a name has a backslash, which the format cannot quote
 */
export function writeEfg(
  tree: GameTree,
  label: (node: DecisionNode, move: number) => string = (node, move) => node.actions[move].name,
): string {
  const lines = [`EFG 2 R ${quote(tree.title)} ${quoteAll(tree.players)}`, quote(tree.comment), ''];
  const sets = new Map<string, number>();
  const setCounts = tree.players.map(() => 0);
  let chanceSets = 0;
  const outcomes = new Map<Outcome, number>();

  const outcomeText = ({ outcome }: GameNode): string => {
    if (!outcome) return '0';
    let id = outcomes.get(outcome);
    if (id === undefined) {
      id = outcomes.size + 1;
      outcomes.set(outcome, id);
    }
    return `${id} ${quote(outcome.name)} { ${outcome.payoffs.map(decimal).join(' ')} }`;
  };
  const nodeText = (node: GameNode): string => {
    if (node.kind === 'terminal') return `t "" ${outcomeText(node)}`;
    if (node.kind === 'chance') {
      // Each chance node is an information set of its own: shared ones make Gambit see imperfect recall.
      chanceSets++;
      const chances = exactDistribution(node.branches.map((branch) => branch.probability));
      const branches = node.branches.map((branch, i) => `${quote(branch.name)} ${chances[i]}`).join(' ');
      return `c "" ${chanceSets} ${quote(node.name)} { ${branches} } ${outcomeText(node)}`;
    }
    const key = `${node.player} ${node.informationSet}`;
    let set = sets.get(key);
    if (set === undefined) {
      setCounts[node.player]++;
      set = setCounts[node.player];
      sets.set(key, set);
    }
    const actions = quoteAll(node.actions.map((_, move) => label(node, move)));
    return `p "" ${node.player + 1} ${set} ${quote(node.informationSet)} ${actions} ${outcomeText(node)}`;
  };
  const waiting = [tree.root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    lines.push(nodeText(node));
    const moves = movesFrom(node);
    for (let i = moves.length - 1; i >= 0; i--) waiting.push(moves[i].next);
  }
  return `${lines.join('\n')}\n`;
}

function quote(text: string): string {
  if (text.includes('\\')) throw new RangeError(`name ${text}: has a backslash; an .efg file cannot hold one`);
  return `"${text.replaceAll('"', '\\"')}"`;
}

function quoteAll(texts: readonly string[]): string {
  return `{ ${texts.map(quote).join(' ')} }`;
}

function decimal(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

/** Decimals of the given probabilities, the largest of which is replaced by what the others leave of 1. */
function exactDistribution(probabilities: readonly number[]): string[] {
  const parts = probabilities.map(decimalParts);
  const places = Math.max(...parts.map((part) => part.places));
  const largest = probabilities.indexOf(Math.max(...probabilities));
  const scaled = parts.map((part) => part.digits * 10n ** BigInt(places - part.places));
  const others = scaled.reduce((sum, digits, i) => (i === largest ? sum : sum + digits), 0n);
  scaled[largest] = 10n ** BigInt(places) - others;
  return scaled.map((digits) => fixed(digits, places));
}

/** A number from 0 to 1 as digits · 10^−places, exactly its shortest decimal. */
function decimalParts(value: number): { digits: bigint; places: number } {
  const [mantissa, exponent] = value.toExponential().split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

function fixed(digits: bigint, places: number): string {
  if (places === 0) return String(digits);
  const padded = String(digits).padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`.replace(/\.?0+$/, '');
}
