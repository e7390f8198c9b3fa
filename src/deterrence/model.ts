/** The model: one world in, every output out (docs/model.md §7). */

import { Player } from './belief-grid.ts';
import { type BrokenWord, chanceFromStart, createBrokenWord, Word, watchPeriod } from './broken-word.ts';
import { phasesOf } from './course.ts';
import { prepareGame } from './game.ts';
import { deriveOutputs, OUTPUTS, outputIndex as out } from './outputs.ts';
import { parameterIndex } from './parameters.ts';
import { propagate } from './propagate.ts';
import { createPropagation, type Propagation } from './propagation.ts';
import { Posture, Size } from './schedule.ts';
import { type History, simulate } from './simulate.ts';
import { reuseSolution, type Solution, solve, startValue } from './solve.ts';
import { type World, withParameters } from './world.ts';

/** Version of what the model computes: it changes whenever a number may. */
export const MODEL_VERSION = '1';

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
   */
  evaluate(world: World, outputs: Float64Array, timeline?: Float64Array): void;
  /**
   * Plays single histories of a faultless world.
   * @param streams one source of uniforms in (0, 1) per history
   * @returns one row per history (simulate.ts)
   */
  simulate(world: World, streams: readonly (() => number)[]): History[];
}

/** A model with room of its own, which is kept from one evaluation to the next. */
export function createModel(): Model {
  let solution: Solution | undefined;
  let propagation: Propagation | undefined;
  let brokenWord: BrokenWord | undefined;
  const informed = new Float64Array(OUTPUTS.length);

  const solveWorld = (world: World, watch: boolean): Solution => {
    const game = prepareGame(world, solution?.game.committee);
    const solved = reuseSolution(solution, game);
    if (solved !== solution || !propagation || !brokenWord) {
      propagation = createPropagation(game.points, game.periods, game.rungs);
      brokenWord = createBrokenWord(game.points, game.periods);
    }
    solution = solved;
    const room = brokenWord;
    solve(solved, watch ? (t) => watchPeriod(solved, room, t) : undefined);
    return solved;
  };

  return {
    evaluate(world, outputs, timeline) {
      const solved = solveWorld(world, true);
      if (!propagation || !brokenWord) throw new Error('the model has no room');
      propagate(solved, propagation, outputs, timeline);
      deriveOutputs(outputs);
      outputs[AT.valueChallenger] = startValue(solved, 0, Posture.Engaged, Player.Challenger);
      outputs[AT.valueResolute] = startValue(solved, 0, Posture.Engaged, Player.Resolute);
      outputs[AT.valueIrresolute] = startValue(solved, 0, Posture.Engaged, Player.Irresolute);
      outputs[AT.uncoveredCheque] = meetsFromStart(solved, propagation, brokenWord, Word.UncoveredCheque);
      outputs[AT.brokenPromise] = meetsFromStart(solved, propagation, brokenWord, Word.BrokenPromise);
      if (phasesOf(world).every(({ parameters }) => MISPERCEPTIONS.every((index) => parameters[index] === 0))) {
        outputs[AT.miscalculation] = outputs[AT.ceasefires] > 0 ? 0 : Number.NaN;
        return;
      }
      const seeing = withParameters(world, (parameters) => {
        for (const index of MISPERCEPTIONS) parameters[index] = 0;
      });
      propagate(solveWorld(seeing, false), propagation, informed, undefined);
      deriveOutputs(informed);
      outputs[AT.miscalculation] = outputs[AT.breakdownGivenCeasefire] - informed[AT.breakdownGivenCeasefire];
    },
    simulate(world, streams) {
      return simulate(solveWorld(world, false), streams);
    },
  };
}

/** Chance that a word is broken, over all the times at which a ceasefire may begin. */
function meetsFromStart(solution: Solution, propagation: Propagation, room: BrokenWord, word: number): number {
  let chance = 0;
  for (let t = 0; t < solution.game.periods; t++) {
    for (let u = 0; u < Size.Postures; u++) {
      chance += propagation.begun[Size.Postures * t + u] * chanceFromStart(solution, room, t, u, word);
    }
  }
  return Math.min(1, chance);
}
