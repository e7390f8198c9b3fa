import { describe, expect, it } from 'vitest';
import { prepareGame } from '../../src/deterrence/game.ts';
import { Challenge, Choice, Circumstance, Move, Play, Player, Size } from '../../src/deterrence/layout.ts';
import { rungOffset, voteOffset } from '../../src/deterrence/policy.ts';
import {
  createSolution,
  lastStage,
  policyOffset,
  type Solution,
  solve,
  valueOffset,
} from '../../src/deterrence/solve.ts';
import { createStageGame, labelWithPlay } from '../../src/deterrence/stage-game.ts';
import type { StageState } from '../../src/deterrence/stage-tree.ts';
import type { Member, Rung, World } from '../../src/deterrence/world.ts';
import { solveAgentLogit } from '../../src/game/agent-logit.ts';
import { writeEfg } from '../../src/game/efg.ts';
import {
  checkGameTree,
  type DecisionNode,
  type GameTree,
  informationSetsOf,
  movesFrom,
  nodesOf,
  scalePayoffs,
} from '../../src/game/game-tree.ts';
import { type Fraction, readEfg } from '../support/efg-reader.ts';
import { KNOWN_ANSWERS, worldWith } from './known-answers.ts';

const [shortLadder, longLadder] = [2, 4].map((length): Rung[] =>
  Array.from({ length }, (_, i) => ({
    name: `rung ${i + 1}`,
    risk: 0.03 + 0.07 * i,
    costCoalition: 4 + 6 * i,
    costChallenger: 9 - 2 * i,
  })),
);
const HESITANT: Member[] = [
  { name: 'Observer', weight: 0, resolve: 50, conditionality: 0 },
  { name: 'Voter', weight: 3, resolve: -7, conditionality: 30 },
];

const COMMITTEE: Member[] = [
  { name: 'Bold', weight: 17, resolve: 7, conditionality: 5 },
  { name: 'Rich', weight: 17, resolve: -2, conditionality: 30 },
  { name: 'Near', weight: 6, resolve: 8, conditionality: 12 },
];
const MISPERCEIVED = {
  'challenger.misperception_resolve': -0.8,
  'challenger.misperception_backing': -1.2,
  'challenger.overconfidence': 0.7,
};

const WORLDS: [name: string, world: World][] = [
  ['of reference values', worldWith({})],
  ['with four rungs', worldWith({ 'ladder.initiative': 0.3 }, undefined, longLadder)],
  ['with two rungs', worldWith({ 'ladder.initiative': 0.7 }, undefined, shortLadder)],
  ['of a hesitant member', worldWith({ 'coalition.type_gap': 35, 'coalition.rationality': 0.6 }, HESITANT)],
  ['of a hesitant member with four rungs', worldWith({ 'coalition.erosion': 0.5 }, HESITANT, longLadder)],
  ['without troops', worldWith({ 'tripwire.troops': 0 })],
  [
    'with an opportunity in every period and immediate deployment',
    worldWith({ 'challenger.challenge_rate': 4, 'tripwire.deploy_years': 0 }),
  ],
  [
    'without misreading, spiral, escalation or deniability',
    worldWith({ 'roe.misread_risk': 0, 'challenge.spiral': 0, 'coalition.war_escalation': 0, 'roe.deniability': 0 }),
  ],
  [
    'of one step of introspection and a wrong first belief',
    worldWith({ 'solver.introspection_depth': 1, 'challenger.misperception_resolve': 1.5 }),
  ],
  ['with misperceptions', worldWith(MISPERCEIVED)],
  ['in which only strength is misperceived', worldWith({ 'challenger.overconfidence': -1 })],
  ['of a committee with misperceptions and four rungs', worldWith(MISPERCEIVED, COMMITTEE, longLadder)],
  ['drawn at random', KNOWN_ANSWERS.find((answer) => answer.name === 'random 11')!.world],
];

function solved(world: World): Solution {
  const solution = createSolution(prepareGame(world));
  solve(solution);
  return solution;
}

/** All states of the first two periods, of one in the middle and of the last. */
function* statesOf({ game }: Solution): Generator<StageState> {
  for (const period of new Set([0, 1, Math.floor(game.periods / 2), game.periods - 1])) {
    for (const posture of [0, 1, 2]) {
      for (let stage = 0; stage <= lastStage(period); stage++) {
        for (const belief of [0, 1]) yield { period, posture, stage, belief };
      }
    }
  }
}

const KINDS = new Map([
  ['probe', Challenge.Probe],
  ['limited attack', Challenge.Limited],
  ['assault', Challenge.Assault],
]);
const CIRCUMSTANCES = new Map([
  ['triggered', Circumstance.Triggered],
  ['hit', Circumstance.Untriggered],
  ['not hit', Circumstance.Unhit],
]);

/** The engine's play at a decision, which the moves that lead to it identify. */
function enginePlay(
  solution: Solution,
  { period, posture, stage, belief }: StageState,
  node: DecisionNode,
): { place: number; play: number[] } {
  const { layout, grid, policy } = solution;
  const state = policyOffset(solution, period) + (Size.Stages * posture + stage) * layout.perState;
  const point = belief === 1 ? grid.points - 1 : 0;
  const read = (offset: number, stride: number, ...entries: number[]) => {
    const at = state + offset + stride * point;
    return { place: at + entries[0], play: entries.map((entry) => policy[at + entry]) };
  };
  const [yes, no] = belief === 1 ? [Play.ResoluteYes, Play.ResoluteNo] : [Play.IrresoluteYes, Play.IrresoluteNo];
  const trail = node.informationSet.split(' > ');
  if (trail.length === 1) return read(0, Choice.Width, 0, Challenge.Probe, Challenge.Limited, Challenge.Assault);
  const kind = KINDS.get(trail[1])!;
  if (trail.length === 3) return read(voteOffset(layout, kind, CIRCUMSTANCES.get(trail[2])!), Play.Width, yes, no);
  const rung = 1 + trail.filter((move) => move === 'climb').length;
  const offset = rungOffset(layout, rung, kind, trail.includes('backed') ? 1 : 0);
  return trail.at(-1) === 'challenger'
    ? read(offset, Move.Width, Move.Climb, Move.Stop)
    : read(offset, Move.Width, yes, no);
}

describe('the game of a period', () => {
  it.each(WORLDS)(
    'has at belief 0 and 1 the engine’s play as its logit equilibrium, to 1e-9, in a world %s',
    (_, world) => {
      const solution = solved(world);
      for (const state of statesOf(solution)) {
        const { tree, rationality } = createStageGame(world, solution, state);
        checkGameTree(tree);
        const { probabilities, values } = solveAgentLogit(tree, rationality);
        let worst = 0;
        for (const node of nodesOf(tree)) {
          if (node.kind !== 'decision') continue;
          const ours = probabilities.get(node)!;
          enginePlay(solution, state, node).play.forEach((chance, move) => {
            worst = Math.max(worst, Math.abs(ours[move] - chance));
          });
        }
        expect(worst, JSON.stringify(state)).toBeLessThan(1e-9);
        const at = valueOffset(solution, state.period, Size.Stages * state.posture + state.stage);
        const point = state.belief === 1 ? solution.grid.points - 1 : 0;
        const value = solution.values[at + Player.Challenger * solution.grid.points + point];
        expect(Math.abs(values.get(tree.root)![Player.Challenger] - value)).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(value)),
        );
      }
    },
  );

  it('gives the coalition the engine’s value when its inclinations are taken off', () => {
    const world = worldWith({}, HESITANT);
    const solution = solved(world);
    const { points } = solution.grid;
    for (const state of statesOf(solution)) {
      const { tree, rationality } = createStageGame(world, solution, state);
      const { probabilities, values } = solveAgentLogit(tree, rationality);
      // The agent of the first vote is inclined at every response by vote, and the challenger's part tells it apart.
      const halfGap = state.belief === 1 ? 10 : -10;
      const inclination = halfGap - 7 - 30 * (1 - solution.game.backing[state.posture]);
      let responses = 0;
      const walk = (node: (typeof tree)['root'], reach: number): void => {
        if (node.kind === 'terminal') return;
        const moves = node.kind === 'decision' ? node.actions : node.branches;
        moves.forEach((move, i) => {
          const chance = reach * probabilities.get(node)![i];
          if (move.name === 'respond') responses += chance;
          walk(move.next, chance);
        });
      };
      walk(tree.root, 1);
      const at = valueOffset(solution, state.period, Size.Stages * state.posture + state.stage);
      const row = state.belief === 1 ? Player.Resolute * points + points - 1 : Player.Irresolute * points;
      const value = values.get(tree.root)![1] - responses * inclination;
      expect(value).toBeCloseTo(solution.values[at + row], 9);
    }
  });

  it('has every decision of the period', () => {
    const world = worldWith({}, undefined, longLadder);
    const solution = solved(world);
    const state = { period: 5, posture: 1, stage: 1, belief: 1 } as const;
    const { tree } = createStageGame(world, solution, state);
    const places = new Set(
      nodesOf(tree)
        .filter((node) => node.kind === 'decision')
        .map((node) => enginePlay(solution, state, node).place),
    );
    // The choice; eight votes; on three rungs, under three challenges, backed or not, a move of either side.
    expect(places.size).toBe(1 + 8 + 3 * 3 * 2 * 2);
  });

  it.each([3, 4])(
    'is read back from its .efg text with the same payoffs and chances that sum to 1 (%i rungs)',
    (rungs) => {
      const world = worldWith({}, undefined, rungs === 4 ? longLadder : undefined);
      const { tree } = createStageGame(world, solved(world), { period: 7, posture: 0, stage: 2, belief: 0 });
      const file = readEfg(writeEfg(tree));
      const nodes = nodesOf(tree);
      const back = nodesOf(file.tree);
      expect(back).toHaveLength(nodes.length);
      nodes.forEach((node, i) => {
        expect(back[i].kind).toBe(node.kind);
        expect(back[i].outcome?.name).toBe(node.outcome?.name);
        // Negative zero is written as 0.
        expect(back[i].outcome?.payoffs).toEqual(node.outcome?.payoffs.map((payoff) => payoff + 0));
      });
      const isOne = (fractions: readonly Fraction[]) => {
        const common = fractions.reduce((product, [, d]) => product * d, 1n);
        return fractions.reduce((sum, [n, d]) => sum + (n * common) / d, 0n) === common;
      };
      expect(file.chances.length).toBeGreaterThan(100);
      expect(file.chances.every(isOne)).toBe(true);
    },
  );

  it('has the same equilibrium at λ = 1 with payoffs multiplied by λ, for programs that know a single one', () => {
    const world = worldWith({}, HESITANT);
    const solution = solved(world);
    const state = { period: 7, posture: 1, stage: 2, belief: 1 } as const;
    const { tree, rationality } = createStageGame(world, solution, state);
    const { tree: scaled } = readEfg(writeEfg(scalePayoffs(tree, rationality)));
    const { probabilities } = solveAgentLogit(scaled, 1);
    for (const node of nodesOf(scaled)) {
      if (node.kind !== 'decision') continue;
      enginePlay(solution, state, node).play.forEach((chance, move) => {
        expect(Math.abs(probabilities.get(node)![move] - chance)).toBeLessThan(1e-9);
      });
    }
  });

  it('has the play of the engine beside its actions, also in its .efg text', () => {
    const world = worldWith(MISPERCEIVED, COMMITTEE);
    const solution = solved(world);
    for (const belief of [0, 1]) {
      const state = { period: 9, posture: 1, stage: 2, belief };
      const stageGame = createStageGame(world, solution, state);
      const decisions = nodesOf(stageGame.tree).filter((node) => node.kind === 'decision');
      expect(stageGame.play.size).toBe(decisions.length);
      for (const node of decisions) {
        expect(stageGame.play.get(node)).toEqual(enginePlay(solution, state, node).play);
      }
      const text = writeEfg(stageGame.tree, (node, move) => labelWithPlay(stageGame, node, move));
      const file = nodesOf(readEfg(text).tree);
      nodesOf(stageGame.tree).forEach((node, i) => {
        const back = file[i];
        if (node.kind !== 'decision' || back.kind !== 'decision') return;
        back.actions.forEach((action, move) => {
          const [, name, chance] = /^(.*) (\S+)$/.exec(action.name)!;
          expect(name).toBe(node.actions[move].name);
          expect(Number(chance)).toBeCloseTo(stageGame.play.get(node)![move], 3);
        });
      });
    }
  });

  describe('at a belief between 0 and 1', () => {
    const world = worldWith(MISPERCEIVED, HESITANT);
    const solution = solved(world);
    const state: StageState = { period: 9, posture: 0, stage: 1, belief: 0.375 };
    const { tree, rationality, play } = createStageGame(world, solution, state);

    it('begins with the type, which the challenger does not see and the coalition does', () => {
      checkGameTree(tree);
      expect(tree.root).toMatchObject({
        kind: 'chance',
        branches: [
          { name: 'resolute', probability: 0.375 },
          { name: 'irresolute', probability: 0.625 },
        ],
      });
      for (const [name, nodes] of informationSetsOf(tree)) {
        expect(nodes, name).toHaveLength(name.startsWith('Challenger') ? 2 : 1);
        const plays = nodes.map((node) => JSON.stringify(play.get(node)));
        expect(new Set(plays).size, name).toBe(1);
      }
      expect(rationality).toHaveLength(tree.players.length);
    });

    it('has for each type the play of the engine at the choice and the first votes', () => {
      const policyAt = policyOffset(solution, 9) + solution.layout.perState * 1;
      const choice = policyAt + Choice.Width * 3;
      const hit = policyAt + voteOffset(solution.layout, Challenge.Limited, Circumstance.Untriggered) + Play.Width * 3;
      const at = (player: number, set: string) => {
        const [node] = informationSetsOf(tree).get(`${tree.players[player]}: ${set}`)!;
        return play.get(node);
      };
      const { policy } = solution;
      expect(at(0, 'opportunity')).toEqual([...policy.subarray(choice, choice + 4)]);
      expect(tree.players[2]).toBe('Resolute coalition, first vote');
      const vote = 'opportunity > limited attack > hit';
      expect(at(2, `resolute > ${vote}`)).toEqual([policy[hit + Play.ResoluteYes], policy[hit + Play.ResoluteNo]]);
      expect(at(5, `irresolute > ${vote}`)).toEqual([
        policy[hit + Play.IrresoluteYes],
        policy[hit + Play.IrresoluteNo],
      ]);
    });

    it('is read back from its .efg text', () => {
      const back = readEfg(writeEfg(tree)).tree;
      expect(nodesOf(back)).toHaveLength(nodesOf(tree).length);
      expect(informationSetsOf(back).size).toBe(informationSetsOf(tree).size);
    });

    it('pays a type that is not there nothing', () => {
      const resolute = tree.players.map((name) => name.startsWith('Resolute'));
      const walk = (node: GameTree['root'], type: string): void => {
        node.outcome?.payoffs.forEach((payoff, player) => {
          if (player > 1 && resolute[player] !== (type === 'resolute')) expect(payoff + 0).toBe(0);
        });
        for (const move of movesFrom(node)) walk(move.next, type === '' ? move.name : type);
      };
      walk(tree.root, '');
    });
  });

  it('refuses states that there are not', () => {
    const world = worldWith({});
    const build = () => createStageGame(world, solved(world), { period: 1, posture: 0, stage: 2, belief: 0.5 });
    expect(build).toThrow(new RangeError('in period 1 stage 2: must be an integer from 0 to 1'));
  });
});
