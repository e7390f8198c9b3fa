/** The model: one world in, every output out (docs/model.md §7). */
import { type BrokenWord, chanceFromStart, createBrokenWord, watchPeriod } from './broken-word.ts';
import { phasesOf } from './course.ts';
import { prepareGame } from './game.ts';
import { Player, Posture, Size, Words } from './layout.ts';
import { deriveOutputs, OUTPUTS, outputIndex as out } from './outputs.ts';
import { parameterIndex } from './parameters.ts';
import { propagate } from './propagate.ts';
import { createPropagation, type Propagation } from './propagation.ts';
import { type History, simulate } from './simulate.ts';
import { reuseSolution, type Solution, solve, startValue } from './solve.ts';
import { countPeriod, createTruePayoff, type TruePayoff, truePayoffOfStart } from './true-payoff.ts';
import { type World, withParameters } from './world.ts';

/** Version of what the model computes: it changes whenever a number may. */
export const MODEL_VERSION = '2';

const AT = {
  ceasefires: out('ceasefires'),
  breakdownGivenCeasefire: out('breakdown_given_ceasefire'),
  uncoveredCheque: out('uncovered_cheque'),
  brokenPromise: out('broken_promise'),
  miscalculation: out('miscalculation'),
  valueChallenger: out('value_challenger'),
  valueResolute: out('value_resolute'),
  valueIrresolute: out('value_irresolute'),
};

/** What the challenger may see wrongly; all at 0 she sees the world as it is. */
const MISPERCEPTIONS = [
  'challenger.misperception_resolve',
  'challenger.misperception_backing',
  'challenger.overconfidence',
].map(parameterIndex);

export interface Model {
  /**
   * Solves one faultless world (`worldFaults`).
   * @param outputs OUTPUTS.length, written; what is undefined is NaN
   * @param timeline [period][outcome], written if given: shares at the end of each period, `ceasefire_holds` being a
   *   ceasefire in force and `war_continues` the war of the start going on
   * @param onDemand ON_DEMAND_OUTPUTS.length, written if given
   */
  evaluate(world: World, outputs: Float64Array, timeline?: Float64Array, onDemand?: Float64Array): void;
  /**
   * Plays single histories of a faultless world.
   * @param streams one source of uniforms in (0, 1) per history
   * @returns one row per history (simulate.ts)
   */
  simulate(world: World, streams: readonly (() => number)[]): History[];
}

/** Where the games of one shape are solved. */
interface Rooms {
  readonly solution: Solution;
  readonly propagation: Propagation;
  readonly brokenWord: BrokenWord;
  /** Only where it was asked for. */
  truePayoff: TruePayoff | undefined;
}

/** A model with room of its own, which is kept from one evaluation to the next. */
export function createModel(): Model {
  let rooms: Rooms | undefined;
  const informed = new Float64Array(OUTPUTS.length);

  /** Rooms with a game that is to be solved. */
  const prepare = (world: World): Rooms => {
    const game = prepareGame(world, rooms?.solution.game.committee);
    const solution = reuseSolution(rooms?.solution, game);
    if (rooms?.solution !== solution) {
      rooms = {
        solution,
        propagation: createPropagation(solution),
        brokenWord: createBrokenWord(solution),
        truePayoff: undefined,
      };
    }
    return rooms;
  };

  return {
    evaluate(world, outputs, timeline, onDemand) {
      const seeing = asItIs(world);
      const place = prepare(world);
      const { solution, propagation, brokenWord } = place;
      const { committee } = solution.game;
      const truth = onDemand && prepareGame(seeing, committee);
      if (truth) place.truePayoff ??= createTruePayoff(solution);
      const { truePayoff } = place;
      solve(solution, (t) => {
        watchPeriod(solution, brokenWord, t);
        if (truth && truePayoff) countPeriod(solution, truth, truePayoff, t);
      });
      if (onDemand && truePayoff) onDemand[0] = truePayoffOfStart(solution, truePayoff);
      propagate(solution, propagation, outputs, timeline);
      deriveOutputs(outputs);
      outputs[AT.valueChallenger] = startValue(solution, 0, Posture.Engaged, Player.Challenger);
      outputs[AT.valueResolute] = startValue(solution, 0, Posture.Engaged, Player.Resolute);
      outputs[AT.valueIrresolute] = startValue(solution, 0, Posture.Engaged, Player.Irresolute);
      outputs[AT.uncoveredCheque] = meetsFromStart(solution, propagation, brokenWord, Words.UncoveredCheque);
      outputs[AT.brokenPromise] = meetsFromStart(solution, propagation, brokenWord, Words.BrokenPromise);
      if (seeing === world) {
        outputs[AT.miscalculation] = outputs[AT.ceasefires] > 0 ? 0 : Number.NaN;
        return;
      }
      const { solution: seen } = prepare(seeing);
      solve(seen);
      propagate(seen, propagation, informed, undefined);
      deriveOutputs(informed);
      outputs[AT.miscalculation] = outputs[AT.breakdownGivenCeasefire] - informed[AT.breakdownGivenCeasefire];
    },
    simulate(world, streams) {
      const { solution } = prepare(world);
      solve(solution);
      return simulate(solution, streams);
    },
  };
}

/** The world in which the challenger sees what she may misjudge as it is: the same, if she does so anyway. */
function asItIs(world: World): World {
  const seesClearly = phasesOf(world).every(({ parameters }) =>
    MISPERCEPTIONS.every((index) => parameters[index] === 0),
  );
  if (seesClearly) return world;
  return withParameters(world, (parameters) => {
    for (const index of MISPERCEPTIONS) parameters[index] = 0;
  });
}

/** Chance that a word is broken, over all the times at which a ceasefire may begin. */
function meetsFromStart(solution: Solution, propagation: Propagation, room: BrokenWord, word: Words): number {
  let chance = 0;
  for (let t = 0; t < solution.game.periods; t++) {
    for (let u = 0; u < Size.Postures; u++) {
      chance += propagation.begun[Size.Postures * t + u] * chanceFromStart(solution, room, t, u, word);
    }
  }
  return Math.min(1, chance);
}
