import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { prepareGame } from '../../src/deterrence/game.ts';
import { createSolution, solve } from '../../src/deterrence/solve.ts';
import { buildStageTree } from '../../src/deterrence/stage-tree.ts';
import { drawGame } from '../../src/report/game-svg.ts';
import { renderGame, shortChance } from '../../src/report/game-text.ts';
import { type GameView, type ViewNode, viewStageTree } from '../../src/report/game-view.ts';
import { worldWith } from '../deterrence/known-answers.ts';

const BELIEF = 0.375;
const world = worldWith({ 'challenger.overconfidence': 0.6, 'challenger.misperception_backing': -1 });
const solution = createSolution(prepareGame(world));
solve(solution);
const tree = buildStageTree(world, solution, { period: 8, posture: 1, stage: 2, belief: BELIEF });
const whole = viewStageTree(tree, BELIEF, 0);
const plain = { bold: (text: string) => text, dim: (text: string) => text };

const gameOf = (root: ViewNode, more: Partial<GameView> = {}): GameView => ({
  title: 'A game',
  statements: ['First statement.', 'Second statement.'],
  challenger: 'Russia',
  belief: BELIEF,
  root,
  ...more,
});

function* nodesOf(node: ViewNode): Generator<ViewNode> {
  yield node;
  for (const { next } of node.branches) yield* nodesOf(next);
}

describe('what is shown of a period', () => {
  it('begins with what everybody expects, and every place is worth what its branches are', () => {
    tree.values.forEach((value, player) => {
      expect(whole.payoffs[player]).toBeCloseTo(value, 9);
    });
    let inner = 0;
    for (const { branches, payoffs } of nodesOf(whole)) {
      if (branches.length === 0) continue;
      inner++;
      for (const type of [0, 1] as const) {
        const total = branches.reduce((sum, { chance }) => sum + chance[type], 0);
        const worth = branches.reduce((sum, { chance, next }) => sum + chance[type] * next.payoffs[1 + type], 0);
        expect(total).toBeCloseTo(1, 9);
        expect(worth).toBeCloseTo(payoffs[1 + type], 7);
      }
    }
    expect(inner).toBeGreaterThan(100);
  });

  it('leaves out roundings of the belief and chance moves that leave no choice', () => {
    for (const { what, branches, left } of nodesOf(whole)) {
      expect(what).not.toBe('belief');
      expect(branches).not.toHaveLength(1);
      expect(left).toBeUndefined();
    }
  });

  it('has beliefs that rise after an answer and fall after none', () => {
    const [opportunity] = whole.branches;
    const attack = opportunity.next.branches.find(({ name }) => name === 'limited attack')!.next;
    const hit = attack.branches.find(({ name }) => name === 'hit')!.next;
    const [respond, absorb] = hit.branches;
    expect(hit.belief).toBe(BELIEF);
    expect(respond.next.branches[0].next.branches[1].next.belief).toBeGreaterThan(BELIEF);
    const after = absorb.next.branches.find(({ name }) => name === 'success')!.next;
    expect(after.belief).toBeLessThan(BELIEF);
  });

  it('says what she takes a chance for where she misperceives it, and only there', () => {
    const seen = [...nodesOf(whole)].flatMap(({ what, branches }) => branches.map((b) => ({ what, ...b })));
    const backing = seen.filter(({ what }) => what === 'backing');
    expect(backing.every((b) => b.seen !== undefined)).toBe(true);
    expect(
      seen.filter(({ what }) => what === 'tripwire' || what === 'joint war').every((b) => b.seen === undefined),
    ).toBe(true);
  });

  it('leaves out what is rare after a challenge of its kind, but no challenge, and says its name and chance', () => {
    const some = viewStageTree(tree, BELIEF, 0.1);
    const few = viewStageTree(tree, BELIEF, 0.5);
    const count = (root: ViewNode) => [...nodesOf(root)].length;
    expect(count(whole)).toBeGreaterThan(count(some));
    expect(count(some)).toBeGreaterThan(count(few));
    const kinds = few.branches[0].next.branches.map(({ name }) => name);
    expect(kinds).toEqual(['none', 'probe', 'limited attack', 'assault']);
    let left = 0;
    for (const node of nodesOf(some)) {
      if (node.left === undefined || node.branches.length === 0 || node.mover === 'coalition') continue;
      left++;
      expect(node.left.names.length).toBeGreaterThan(0);
      const shown = node.branches.reduce((sum, { chance }) => sum + chance[0], 0);
      expect(shown + node.left.chance).toBeCloseTo(1, 9);
    }
    expect(left).toBeGreaterThan(3);
  });
});

describe('the tree as text', () => {
  it.each([60, 80, 120])('fits a width of %i', (width) => {
    const text = renderGame(gameOf(viewStageTree(tree, BELIEF, 0.05)), width, plain);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    expect(text).toMatch(/assault/);
  });

  it('has a column for each type that there may be', () => {
    const heads = (belief: number) =>
      renderGame(gameOf(whole, { belief }), 80, plain)
        .split('\n')
        .find((line) => /^\s+chance/.test(line))!
        .trim()
        .split(/\s+/);
    expect(heads(0.5)).toEqual(['chance', 'Russia', 'resolute', 'irresolute']);
    expect(heads(0)).toEqual(['chance', 'Russia', 'irresolute']);
    expect(heads(1)).toEqual(['chance', 'Russia', 'resolute']);
  });

  it('leaves the coalition’s columns out where there is no room, and says so', () => {
    const text = renderGame(gameOf(viewStageTree(tree, BELIEF, 0.05)), 60, plain);
    expect(text).not.toMatch(/chance +Russia +resolute/);
    expect(text).toMatch(/76\s+columns/);
  });

  it('never says that something is certain that is not', () => {
    expect([0, 1e-9, 0.0004, 0.25, 0.9996, 1].map(shortChance)).toEqual([
      '0',
      '<0.001',
      '<0.001',
      '0.250',
      '>0.999',
      '1',
    ]);
  });
});

describe('the tree as a picture', () => {
  it('is drawn by an independent program, hostile names and all', () => {
    const hostile = 'A <script>alert("1")</script> & "so on" ]]>';
    const picture = drawGame(gameOf(viewStageTree(tree, BELIEF, 0.05), { title: hostile, challenger: '<b>&' }));
    expect(picture).not.toContain('<script');
    expect(picture).not.toContain('<b>');
    const rendered = new Resvg(picture).render();
    expect(rendered.width).toBeGreaterThan(1000);
    expect(picture.match(/<text/g)!.length).toBeGreaterThan(100);
  });

  it('keeps everything within its bounds', () => {
    const picture = drawGame(gameOf(viewStageTree(tree, BELIEF, 0.01)));
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(picture)!.map(Number);
    for (const [, x, y] of picture.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)"/g)) {
      expect(Number(x) >= 0 && Number(x) <= width && Number(y) >= 0 && Number(y) <= height).toBe(true);
    }
  });
});
