import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { solveAgentLogit } from '../../src/game/agent-logit.ts';
import type { GameTree } from '../../src/game/game-tree.ts';
import { type ErrorStructure, solveStrategicChoice } from '../../src/game/strategic-choice.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { chance, decide, end, game } from './games.ts';

const AGENT: ErrorStructure = { kind: 'agent', link: 'probit', scale: 1 };
const PRIVATE: ErrorStructure = { kind: 'private', link: 'probit', scale: 1 };

/** The games of Kenkel & Signorino, Journal of Statistical Software 56(8), 2014, with their names of utilities. */
interface Utilities {
  readonly [name: `u${number}`]: number;
}

/** One moves; if he does not leave it as it is, two does. */
function egame12({ u11 = 0, u13 = 0, u14 = 0, u24 = 0 }: Utilities): GameTree {
  const second = decide(1, 'two', { L: end(u13, 0), R: end(u14, u24) });
  return game(['1', '2'], decide(0, 'one', { L: end(u11, 0), R: second }));
}

/** Two moves after either action of one. */
function egame122({ u11 = 0, u12 = 0, u13 = 0, u14 = 0, u22 = 0, u24 = 0 }: Utilities): GameTree {
  const left = decide(1, 'left', { L: end(u11, 0), R: end(u12, u22) });
  const right = decide(1, 'right', { L: end(u13, 0), R: end(u14, u24) });
  return game(['1', '2'], decide(0, 'one', { L: left, R: right }));
}

/** Three move in turn; each can end it. */
function egame123({ u11 = 0, u13 = 0, u15 = 0, u16 = 0, u23 = 0, u25 = 0, u26 = 0, u36 = 0 }: Utilities): GameTree {
  const third = decide(2, 'three', { L: end(u15, u25, 0), R: end(u16, u26, u36) });
  const second = decide(1, 'two', { L: end(u13, u23, 0), R: third });
  return game(['1', '2', '3'], decide(0, 'one', { L: end(u11, 0, 0), R: second }));
}

const fixture = (file: string) =>
  readFileSync(new URL(`../fixtures/strategic-choice/${file}`, import.meta.url), 'utf8');

const U122 = { u11: 0.3, u12: -0.8, u13: 0.9, u14: -1.4, u22: 0.7, u24: -0.5 };
const U123 = { u11: 0.2, u13: 0.9, u15: 1.1, u16: -1.6, u23: -0.3, u25: 0.8, u26: -0.9, u36: 0.4 };

describe('a strategic model', () => {
  // Kenkel & Signorino 2014, pp. 14–16: Leblang's 7240 currency crises, utilities fixed, log σ estimated as −1.0513 and
  // log-likelihood −646.54; a refit by an independent program gives log σ −1.051271, −646.5350 and the probabilities.
  describe('of speculative attacks on currencies', () => {
    const fixed = egame12({ u11: 1, u13: -1, u14: 0, u24: 1 });
    const counts = [7152, 42, 46];
    const at = (logSigma: number) => {
      const { endings } = solveStrategicChoice(fixed, { ...PRIVATE, scale: Math.exp(logSigma) });
      return { endings, log: endings.reduce((sum, p, i) => sum + counts[i] * Math.log(p), 0) };
    };

    it('has the published log-likelihood and probabilities', () => {
      const { endings, log } = at(-1.051271);
      expect(log).toBeCloseTo(-646.535, 4);
      [0.9816415, 0.0003952, 0.0179633].forEach((p, i) => {
        expect(endings[i]).toBeCloseTo(p, 7);
      });
      expect(at(-1.0513).log).toBeCloseTo(-646.54, 1);
    });

    it('has its greatest likelihood at the published estimate, to four decimals', () => {
      const slope = (x: number) => (at(x + 1e-5).log - at(x - 1e-5).log) / 2e-5;
      expect(slope(-1.0514)).toBeGreaterThan(0);
      expect(slope(-1.0512)).toBeLessThan(0);
    });
  });

  // The example of the R package games: 19th-century disputes (war1800), 282 of 313; strategic probit with agent errors.
  // Coefficients and predictions of a refit by an independent program; s_wt_re1 = 0.4241, revis1 = 1, balanc = 0.6176.
  describe('of war in the 19th century', () => {
    const REGIMES = { autocracy: [0, 0], democracy: [1, 0], mixed: [0, 1] } as const;
    const disputes = (initiator: keyof typeof REGIMES, target: keyof typeof REGIMES) => {
      const [democratic1, mixed1] = REGIMES[initiator];
      const [democratic2, mixed2] = REGIMES[target];
      return egame12({
        u11: -0.4954 - 0.74 * 0.4241 + 0.4272 * 1,
        u14: 0.2219 - 1.9022 * democratic1 - 0.5841 * mixed1,
        u24: 0.4991 - 0.042 * 0.6176 - 1.5436 * democratic2 - 0.6168 * mixed2,
      });
    };
    // Printed to four digits from coefficients of four decimals: half a unit of the last digit for each rounding.
    it.each([
      ['autocracy', 'autocracy', 0.356, 0.2376, 0.4064],
      ['autocracy', 'democracy', 0.38, 0.4808, 0.1392],
      ['democracy', 'democracy', 0.4987, 0.3888, 0.1126],
      ['mixed', 'mixed', 0.4394, 0.303, 0.2576],
      ['democracy', 'autocracy', 0.6843, 0.1165, 0.1992],
    ] as const)(
      'predicts the published shares of %s against %s, to 1e-4',
      (initiator, target, ...expected: number[]) => {
        const { endings } = solveStrategicChoice(disputes(initiator, target), AGENT);
        expected.forEach((share, i) => {
          expect(Math.abs(endings[i] - share)).toBeLessThan(1e-4);
        });
      },
    );

    // The observations without gaps (militarized interstate disputes, capabilities, regimes and alliance portfolios of the
    // Correlates of War and Polity projects), as the R package games has them: 124 stayed, 83 capitulated, 75 fought.
    const observations = fixture('war1800.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const likelihood = (link: ErrorStructure['link'], [a, b, c, d, e, f, g, h, i, j]: readonly number[]) =>
      observations.reduce((sum, [outcome, s, revis, balanc, regime1, regime2]) => {
        const is = (regime: string, name: string) => Number(regime === name);
        const tree = egame12({
          u11: a + b * Number(s) + c * Number(revis),
          u14: d + e * is(regime1, 'dem') + f * is(regime1, 'mixed'),
          u24: g + h * Number(balanc) + i * is(regime2, 'dem') + j * is(regime2, 'mixed'),
        });
        const { endings } = solveStrategicChoice(tree, { ...AGENT, link });
        return sum + Math.log(endings[['sq', 'cap', 'war'].indexOf(outcome)]);
      }, 0);

    it.each([
      ['probit', -286.1238, [-0.4954, -0.74, 0.4272, 0.2219, -1.9022, -0.5841, 0.4991, -0.042, -1.5436, -0.6168]],
      ['logit', -286.1828, [-0.8458, -1.1882, 0.6792, 0.2549, -3.0848, -0.9576, 0.7612, -0.008, -2.5052, -0.9788]],
    ] as const)(
      'has the published log-likelihood at the published estimates, which is its greatest: %s',
      (link, log, estimates) => {
        expect(observations).toHaveLength(282);
        const best = likelihood(link, estimates);
        expect(best).toBeCloseTo(log, 4);
        estimates.forEach((estimate, k) => {
          for (const step of [-0.02, 0.02]) {
            const moved = estimates.map((x, other) => (other === k ? estimate + step : x));
            expect(likelihood(link, moved)).toBeLessThan(best);
          }
        });
      },
    );

    it('fits about as well with a logistic link, whose estimates lie on another scale', () => {
      // Autocracy against autocracy under the logit estimates −0.8458 −1.1882 0.6792 | 0.2549 | 0.7612 −0.0080: no more
      // than two percentage points from the probit's.
      const tree = egame12({ u11: -0.8458 - 1.1882 * 0.4241 + 0.6792, u14: 0.2549, u24: 0.7612 - 0.008 * 0.6176 });
      const { endings } = solveStrategicChoice(tree, { ...AGENT, link: 'logit' });
      [0.356, 0.2376, 0.4064].forEach((share, i) => {
        expect(Math.abs(endings[i] - share)).toBeLessThan(0.02);
      });
    });
  });

  const simulated: {
    models: Record<
      'egame122' | 'egame123',
      {
        link: 'probit' | 'logit';
        kind: 'agent' | 'private';
        observations: { utilities: Utilities; endings: number[] }[];
      }[]
    >;
  } = JSON.parse(fixture('simulated.json'));
  const fits = (['egame122', 'egame123'] as const).flatMap((model) =>
    simulated.models[model].map((fit) => ({ model, ...fit })),
  );
  it.each(fits)('predicts what an independent program predicts, to 1e-9: $model, $kind, $link', (fit) => {
    const build = fit.model === 'egame122' ? egame122 : egame123;
    expect(fit.observations).toHaveLength(10);
    for (const { utilities, endings } of fit.observations) {
      const ours = solveStrategicChoice(build(utilities), { kind: fit.kind, link: fit.link, scale: 1 }).endings;
      endings.forEach((p, i) => {
        expect(Math.abs(ours[i] - p)).toBeLessThan(1e-9);
      });
    }
  });

  // The errors themselves, drawn 200,000 times: four standard errors, so that one test in 16,000 fails by chance.
  describe('has the shares of players whose errors are drawn', () => {
    const N = 200_000;
    const normal = (random: () => number) => {
      const radius = Math.sqrt(-2 * Math.log(random()));
      return radius * Math.cos(2 * Math.PI * random());
    };
    const compare = (expected: readonly number[], endingOf: (error: () => number) => number) => {
      const random = uniformStream('strategic choice', 'errors');
      const shares = expected.map(() => 0);
      for (let n = 0; n < N; n++) shares[endingOf(() => normal(random))] += 1 / N;
      expected.forEach((p, i) => {
        expect(Math.abs(shares[i] - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
      });
    };
    /** What one expects others to do, from the solution: index of the decision, in the order of the tree. */
    const answers = (tree: GameTree, errors: ErrorStructure) => {
      const solved = solveStrategicChoice(tree, errors);
      const chances = new Map(
        [...solved.probabilities].map(([node, p]) => [node.kind === 'decision' ? node.informationSet : '', p]),
      );
      return { endings: solved.endings, chances };
    };

    it('private ones of utilities, in egame122', () => {
      const { endings, chances } = answers(egame122(U122), PRIVATE);
      const [p3, p4] = chances.get('left')!;
      const [p5, p6] = chances.get('right')!;
      const u = U122;
      compare(endings, (e) => {
        const goes = p5 * (u.u13 + e()) + p6 * (u.u14 + e()) > p3 * (u.u11 + e()) + p4 * (u.u12 + e());
        const answersRight = (value: number) => value + e() > e();
        return goes ? (answersRight(u.u24) ? 3 : 2) : answersRight(u.u22) ? 1 : 0;
      });
    });

    it('private ones of utilities, in egame123', () => {
      const { endings, chances } = answers(egame123(U123), PRIVATE);
      const [p3, p4] = chances.get('two')!;
      const [p5, p6] = chances.get('three')!;
      const u = U123;
      compare(endings, (e) => {
        const worth = p3 * (u.u13 + e()) + p4 * (p5 * (u.u15 + e()) + p6 * (u.u16 + e()));
        if (worth < u.u11 + e()) return 0;
        if (p5 * (u.u25 + e()) + p6 * (u.u26 + e()) < u.u23 + e()) return 1;
        return u.u36 + e() > e() ? 3 : 2;
      });
    });

    it('agents’ errors of actions, in egame123', () => {
      const { endings, chances } = answers(egame123(U123), AGENT);
      const [p3, p4] = chances.get('two')!;
      const [p5, p6] = chances.get('three')!;
      const u = U123;
      compare(endings, (e) => {
        if (p3 * u.u13 + p4 * (p5 * u.u15 + p6 * u.u16) + e() < u.u11 + e()) return 0;
        if (p5 * u.u25 + p6 * u.u26 + e() < u.u23 + e()) return 1;
        return u.u36 + e() > e() ? 3 : 2;
      });
    });
  });

  it('is the agent logit equilibrium with λ = 1/√2 under a logistic link and agents’ errors, to 1e-14', () => {
    for (const tree of [egame12({ u11: 0.4, u13: 1, u14: -2, u24: 0.3 }), egame122(U122), egame123(U123)]) {
      const ours = solveStrategicChoice(tree, { kind: 'agent', link: 'logit', scale: 1 });
      for (const [node, chances] of solveAgentLogit(tree, Math.SQRT1_2).probabilities) {
        chances.forEach((p, i) => {
          expect(Math.abs(ours.probabilities.get(node)![i] - p)).toBeLessThan(1e-14);
        });
      }
    }
  });

  it('has endings that sum to 1, also with chance moves, and values that they explain', () => {
    const tree = game(
      ['A', 'B'],
      chance(
        'weather',
        ['calm', 0.3, decide(0, 'sail', { no: end(0, 0), yes: end(2, 1) })],
        ['storm', 0.7, end(-1, 1)],
      ),
    );
    const { endings, values } = solveStrategicChoice(tree, PRIVATE);
    expect(endings.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    expect(values.get(tree.root)![0]).toBeCloseTo(endings[1] * 2 - endings[2], 14);
  });

  it('records game, errors and method', () => {
    const tree = egame122(U122);
    const solved = solveStrategicChoice(tree, PRIVATE);
    expect(solved.game).toBe(tree);
    expect(solved.errors).toBe(PRIVATE);
    expect(solved.method).toMatch(/strategic/);
  });

  it('refuses what it has no formula for', () => {
    const solve = (tree: GameTree, errors: Partial<ErrorStructure>) => () =>
      solveStrategicChoice(tree, { ...AGENT, ...errors });
    expect(solve(egame12({}), { scale: 0 })).toThrow(new RangeError('scale 0: must be a finite number above 0'));
    expect(solve(egame12({}), { kind: 'private', link: 'logit' })).toThrow(/^link logit: must be probit/);
    const three = game(['A'], decide(0, 'many', { a: end(1), b: end(2), c: end(3) }));
    expect(solve(three, {})).toThrow(new RangeError('information set A: many: has 3 actions; must have two'));
    const again = decide(0, 'again', { a: end(1, 0), b: end(0, 0) });
    const twice = game(['A', 'B'], decide(0, 'first', { x: again, y: end(0, 0) }));
    expect(solve(twice, {})).not.toThrow();
    expect(solve(twice, { kind: 'private' })).toThrow(/^A: decides twice on the way to again/);
    const unseen = () => decide(1, 'unseen', { a: end(1, 0), b: end(0, 0) });
    const blind = game(['A', 'B'], decide(0, 'first', { x: unseen(), y: unseen() }));
    expect(solve(blind, {})).toThrow(/^information set B: unseen: has 2 nodes; must have one/);
  });
});
