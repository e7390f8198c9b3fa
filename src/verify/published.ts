/** Games and fitted models whose solutions are published. */
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { GameTree } from '../game/game-tree.ts';
import { decide, drawUnseen, type Plan } from '../game/tree-plan.ts';
import type { ClaimGroup } from './claim.ts';
import { compare, equalNumbers, smallDeviations } from './finding.ts';
import { gameOf, leaf, playAt } from './trees.ts';

/** Two players who choose one of two moves each without seeing the other's. */
function matrixGame(
  title: string,
  row: readonly (readonly number[])[],
  column: readonly (readonly number[])[],
): GameTree {
  const answer =
    (i: number): Plan =>
    (place) => ({
      kind: 'decision',
      outcome: place.arrival,
      player: 1,
      informationSet: 'unseen',
      actions: [0, 1].map((j) => ({
        name: `c${j}`,
        next: leaf(`r${i} c${j}`, row[i][j], column[i][j])({ ...place, arrival: undefined }),
      })),
    });
  return gameOf(title, ['Row', 'Column'], decide(0, ['r0', answer(0)], ['r1', answer(1)]));
}

const CONSTANT_SUM = matrixGame(
  'Constant sum',
  [
    [1, 1],
    [0, 1],
  ],
  [
    [1, 1],
    [2, 1],
  ],
);
const MATCHING_PENNIES = matrixGame(
  'Asymmetric matching pennies',
  [
    [1.1141, 0],
    [0, 0.2785],
  ],
  [
    [0, 1.1141],
    [1.1141, 0],
  ],
);

/** Alice sees her card and bets or folds; Bob, who does not, calls or folds. */
const POKER = ((): GameTree => {
  const withCard = (card: string, win: number): Plan =>
    decide(
      0,
      ['Bet', decide(1, ['Call', leaf(`${card} called`, win, -win)], ['Fold', leaf('Bob folds', 1, -1)])],
      ['Fold', leaf('Alice folds', -1, 1)],
    );
  return gameOf(
    'Stripped-down poker',
    ['Alice', 'Bob'],
    drawUnseen([1], ['King', 0.5, withCard('King', 2)], ['Queen', 0.5, withCard('Queen', -2)]),
  );
})();

/** One moves; if she does not leave it as it is, two does. */
function egame12({ u11 = 0, u13 = 0, u14 = 0, u24 = 0 }: Readonly<Record<`u${number}`, number>>): GameTree {
  return gameOf(
    'egame12',
    ['1', '2'],
    decide(0, ['L', leaf('1', u11, 0)], ['R', decide(1, ['L', leaf('3', u13, 0)], ['R', leaf('4', u14, u24)])]),
  );
}

/** Regimes as the indicators of a democracy and of a mixed one. */
const AUTOCRACY = [0, 0] as const;
const DEMOCRACY = [1, 0] as const;
const MIXED = [0, 1] as const;
const DISPUTES = [
  ['autocracies', AUTOCRACY, AUTOCRACY, [0.356, 0.2376, 0.4064]],
  ['autocracy against democracy', AUTOCRACY, DEMOCRACY, [0.38, 0.4808, 0.1392]],
  ['democracies', DEMOCRACY, DEMOCRACY, [0.4987, 0.3888, 0.1126]],
  ['mixed regimes', MIXED, MIXED, [0.4394, 0.303, 0.2576]],
  ['democracy against autocracy', DEMOCRACY, AUTOCRACY, [0.6843, 0.1165, 0.1992]],
] as const;

export const PUBLISHED: ClaimGroup = {
  id: 'published',
  title: 'Published games and fitted models',
  about: 'Games whose equilibria, and models whose fit to data, others have published or computed.',
  claims: [
    {
      id: 'gambit-constant-sum',
      claim: 'Gambit finds the same logit equilibria of a game of simultaneous moves.',
      source: 'Gambit, tests/test_nash.py (const_sum_game.nfg)',
      how: 'Game code, principal branch; λ = 1, 2, 3.',
      expected: 'first actions 0.643, 0.7727, 0.8595 and 0.5883, 0.6117, 0.6038, to the last digit given',
      check: (subject) => {
        const { points } = subject.followLogitBranch(CONSTANT_SUM, [1, 2, 3]);
        const first = (player: string) =>
          points.map(({ probabilities }) => playAt(CONSTANT_SUM, probabilities, player)[0]);
        const [row, column] = [first('Row: start'), first('Column: unseen')];
        return equalNumbers([
          ...[0.643, 0.7727, 0.8595].map((p, i) => compare(`row at λ ${i + 1}`, row[i], p, i === 0 ? 5.1e-4 : 5.1e-5)),
          ...[0.5883, 0.6117, 0.6038].map((p, i) => compare(`column at λ ${i + 1}`, column[i], p, 5.1e-5)),
        ]);
      },
    },
    {
      id: 'ochs',
      claim: 'The logit equilibrium fits the matching pennies that Ochs has had played as well as published.',
      source: 'Ochs 1995; Gambit, tutorial on quantal response',
      how: 'Game code, principal branch; 128 plays each, shares 0.527 and 0.366; λ = 1.84561.',
      expected: 'profile 0.615651, 0.383291 and log-likelihood −174.764532, to 1e-5; lower at λ = 1.8 and 1.9',
      check: (subject) => {
        const fits = subject
          .followLogitBranch(MATCHING_PENNIES, [1.8, 1.84561, 1.9])
          .points.map(({ probabilities }) => {
            const [row] = playAt(MATCHING_PENNIES, probabilities, 'Row: start');
            const [column] = playAt(MATCHING_PENNIES, probabilities, 'Column: unseen');
            const log = (p: number, share: number) => 128 * (share * ln(p) + (1 - share) * ln(1 - p));
            return { row, column, likelihood: log(row, 0.527) + log(column, 0.366) };
          });
        const [before, best, after] = fits;
        const finding = equalNumbers(
          [
            compare('row', best.row, 0.615651, 1e-5),
            compare('column', best.column, 0.383291, 1e-5),
            compare('log-likelihood', best.likelihood, -174.764532, 1e-5),
          ],
          9,
        );
        const isBest = before.likelihood < best.likelihood && after.likelihood < best.likelihood;
        return {
          ...finding,
          holds: finding.holds && isBest,
          found: `${finding.found}; ${isBest ? '' : 'not '}the greatest`,
        };
      },
    },
    {
      id: 'poker',
      claim: 'In stripped-down poker a bet is read as a signal.',
      source: 'Gambit, tests/test_nash.py; an independent program',
      how: 'Game code, principal branch; bet with a King, bet with a Queen, call, at λ = 1, 2, 10 and 2000.',
      expected:
        '0.9318, 0.5391, 0.6144; 0.9952, 0.5027, 0.6648; 1, 0.3687, 0.6846, to the fourth digit; Queen 1/3 and call 2/3 in the limit, to 1e-3',
      check: (subject) => {
        const { points } = subject.followLogitBranch(POKER, [1, 2, 10, 2000]);
        const first = (i: number, set: string) => playAt(POKER, points[i].probabilities, set)[0];
        const sets = ['Alice: King', 'Alice: Queen', 'Bob: Bet'];
        const numbers = [
          [0.9318, 0.5391, 0.6144],
          [0.9952, 0.5027, 0.6648],
          [1, 0.3687, 0.6846],
        ].flatMap((row, i) =>
          row.map((p, j) => compare(`${sets[j]}, λ ${points[i].lambda}`, first(i, sets[j]), p, 5.1e-5)),
        );
        return equalNumbers([
          ...numbers,
          compare('Queen in the limit', first(3, sets[1]), 1 / 3, 1e-3),
          compare('call in the limit', first(3, sets[2]), 2 / 3, 1e-3),
        ]);
      },
    },
    {
      id: 'currency-attacks',
      claim: 'A published model of speculative attacks on currencies has its published fit.',
      source: 'Kenkel & Signorino 2014, pp. 14–16 (Leblang’s data)',
      how: 'Game code, egame12 with private information, probit, log σ = −1.051271; 7152, 42 and 46 observations.',
      expected: 'shares 0.98164, 0.00040, 0.01796, to 1e-6; log-likelihood −646.535 (printed −646.54), to 1e-3',
      check: (subject) => {
        const tree = egame12({ u11: 1, u13: -1, u14: 0, u24: 1 });
        const { endings } = subject.solveStrategicChoice(tree, {
          kind: 'private',
          link: 'probit',
          scale: exp(-1.051271),
        });
        const counts = [7152, 42, 46];
        return equalNumbers(
          [
            ...[0.9816415, 0.0003952, 0.0179633].map((p, i) => compare(`share ${i + 1}`, endings[i], p, 1e-6)),
            compare(
              'log-likelihood',
              endings.reduce((sum, p, i) => sum + counts[i] * ln(p), 0),
              -646.535,
              1e-3,
            ),
          ],
          6,
        );
      },
    },
    {
      id: 'war-1800',
      claim: 'A fitted model of disputes in the 19th century predicts what it is known to predict.',
      source: 'example war1800 of the R package games; a refit by an independent program',
      how: 'Game code, egame12 with errors of agents, probit; status quo, capitulation and war for five pairs of regimes.',
      expected: '15 shares, to 1e-4 (from coefficients of four decimals)',
      check: (subject) => {
        const numbers = DISPUTES.flatMap(([pair, [democratic1, mixed1], [democratic2, mixed2], shares]) => {
          const tree = egame12({
            u11: -0.4954 - 0.74 * 0.4241 + 0.4272,
            u14: 0.2219 - 1.9022 * democratic1 - 0.5841 * mixed1,
            u24: 0.4991 - 0.042 * 0.6176 - 1.5436 * democratic2 - 0.6168 * mixed2,
          });
          const { endings } = subject.solveStrategicChoice(tree, { kind: 'agent', link: 'probit', scale: 1 });
          return shares.map((share, i) =>
            compare(`${['status quo', 'capitulation', 'war'][i]}, ${pair}`, endings[i], share, 1e-4),
          );
        });
        return smallDeviations(numbers, 'shares');
      },
    },
  ],
};
