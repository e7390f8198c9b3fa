import { describe, expect, it } from 'vitest';
import { checkGameTree } from '../../src/game/game-tree.ts';
import { answerTo, differentiateAnswer, layOutAgents, respond } from '../../src/game/logit-response.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { chance, decide, end, game } from './games.ts';

const signal = (card: string, pays: number) =>
  decide(0, card, {
    bet: decide(1, 'bet seen', { call: end(pays, -pays), fold: end(1, -1), raise: end(2 * pays, 1 - 2 * pays) }),
    pass: decide(1, 'pass seen', {
      show: end(pays / 2, -pays / 2),
      leave: decide(0, `${card} again`, { a: end(0, 1), b: end(3, -1) }),
    }),
  });

const GAMES = {
  'with signals and three actions': game(
    ['Sender', 'Receiver'],
    chance(
      'deal',
      ['high', 0.3, signal('high', 2)],
      ['low', 0.5, signal('low', -2)],
      ['middle', 0.2, signal('middle', 0.5)],
    ),
  ),
  'of a driver who forgets whether she has been at the crossing': game(
    ['Driver', 'Other'],
    decide(0, 'crossing', {
      exit: end(0, 1),
      go: decide(0, 'crossing', {
        exit: end(4, 2),
        go: chance(
          'weather',
          ['rain', 0.3, decide(1, 'blind', { a: end(1, 3), b: end(-2, 1) })],
          ['sun', 0.7, decide(1, 'blind', { a: end(0, -3), b: end(5, 2) })],
        ),
      }),
    }),
  ),
};

describe('the derivatives of the logit answer', () => {
  // Central differences with a step of 1e-5 err by about 1e-10 of the third derivative, and by rounding.
  it.each(Object.entries(GAMES))('are those of differences, to 1e-7, in a game %s', (_, tree) => {
    checkGameTree(tree);
    const form = layOutAgents(tree);
    const weights = [1.5, 0.7];
    const n = form.unknowns;
    const random = uniformStream('derivatives of the logit answer', tree.players[0]);
    for (let trial = 0; trial < 5; trial++) {
      const at = Float64Array.from({ length: n }, () => 4 * random() - 2);
      const slopes = new Float64Array(n * n);
      differentiateAnswer(form, respond(form, at), weights, slopes, n);
      for (let j = 0; j < n; j++) {
        const moved = [1e-5, -1e-5].map((step) => {
          const there = at.map((x, i) => (i === j ? x + step : x));
          return answerTo(form, respond(form, there), weights);
        });
        for (let i = 0; i < n; i++) {
          expect(Math.abs(slopes[i * n + j] - (moved[0][i] - moved[1][i]) / 2e-5)).toBeLessThan(1e-7);
        }
      }
    }
  });

  it('has beliefs by Bayes’ rule, however rare the moves that lead there', () => {
    const form = layOutAgents(GAMES['with signals and three actions']);
    const rare = new Float64Array(form.unknowns);
    // Log-odds of 900 against a bet with every card: its probability is 0 in doubles, its shares are not.
    form.sets.forEach((set) => {
      const [node] = set.nodes;
      const decision = form.nodes[node];
      if (decision.kind === 'decision' && ['high', 'low', 'middle'].includes(decision.informationSet))
        rare[set.unknown] = 900;
    });
    const { belief } = respond(form, rare);
    const seen = form.sets.find((set) => set.actions === 3)!;
    [0.3, 0.5, 0.2].forEach((share, i) => {
      expect(belief[seen.nodes[i]]).toBeCloseTo(share, 12);
    });
  });
});
