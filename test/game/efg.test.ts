import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeEfg } from '../../src/game/efg.ts';
import { type GameNode, nodesOf } from '../../src/game/game-tree.ts';
import { type Fraction, readEfg } from '../support/efg-reader.ts';
import { chance, decide, end, game } from './games.ts';

const NAMES = ['centipede_mp4_low', 'entry_deterrence', 'escalation_ladder_chance', 'extended_deterrence'];
const fixture = (name: string) => readFileSync(new URL(`../fixtures/gambit/${name}.efg`, import.meta.url), 'utf8');

const isOne = (fractions: readonly Fraction[]): boolean => {
  const common = fractions.reduce((product, [, denominator]) => product * denominator, 1n);
  return fractions.reduce((sum, [n, d]) => sum + (n * common) / d, 0n) === common;
};

const chances = (node: GameNode) => (node.kind === 'chance' ? node.branches.map((branch) => branch.probability) : []);

describe('the .efg text of a game', () => {
  it.each(NAMES)('reads back as the same game: %s', (name) => {
    const { tree } = readEfg(fixture(name));
    expect(readEfg(writeEfg(tree)).tree).toEqual(tree);
  });

  it('is the file of Gambit itself but for spaces: entry deterrence', () => {
    const words = (text: string) => text.split(/\s+/);
    expect(words(writeEfg(readEfg(fixture('entry_deterrence')).tree))).toEqual(words(fixture('entry_deterrence')));
  });

  it('has payoffs that read back as the same doubles', () => {
    const payoffs = [0.1 + 0.2, -1 / 3, 1e-7, -2.5e-300, 1.7976931348623157e308, -0, 1e21, 123456789.125];
    const { tree } = readEfg(writeEfg(game(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'], end(...payoffs))));
    expect(tree.root.outcome?.payoffs).toEqual(payoffs.map((payoff) => payoff + 0));
  });

  it.each([
    [[0.1, 0.2, 0.7]],
    [[1 / 3, 1 / 3, 1 / 3]],
    [[1 - 0.9, 0.9]],
    [[1e-17, 1 - 1e-17]],
    [[2.5e-200, 1]],
    [[0, 1]],
    [[0.3 * 0.8, 0.3 * 0.2, 0.7 * 0.8, 0.7 * 0.2]],
  ])('has chances that sum to exactly 1 and differ by rounding alone: %s', (probabilities) => {
    const root = chance('c', ...probabilities.map((p, i): [string, number, GameNode] => [`${i}`, p, end(i)]));
    const file = readEfg(writeEfg(game(['A'], root)));
    expect(file.chances.every(isOne)).toBe(true);
    chances(file.tree.root).forEach((p, i) => {
      expect(Math.abs(p - probabilities[i])).toBeLessThan(3e-16);
    });
  });

  it('keeps quotation marks and gives nodes that cannot be told apart one information set', () => {
    const tree = game(
      ['The "first"', 'Second'],
      decide(0, 'a "set"', {
        up: decide(1, 'hidden', { left: end(1, 0), right: end(0, 1) }),
        down: decide(1, 'hidden', { left: end(0, 1), right: end(1, 0) }),
      }),
    );
    const text = writeEfg(tree);
    expect(text.match(/^p "" 2 1 "hidden"/gm)).toHaveLength(2);
    const back = readEfg(text).tree;
    expect(back.players).toEqual(tree.players);
    expect(nodesOf(back)[0]).toMatchObject({ informationSet: 'a "set"' });
  });

  it('refuses a backslash', () => {
    expect(() => writeEfg(game(['A\\'], end(1)))).toThrow(
      new RangeError('name A\\: has a backslash; an .efg file cannot hold one'),
    );
  });
});
