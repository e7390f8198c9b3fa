/** What is verified: the parts of the program that claims are about, so that a broken one can be put in their place. */
import { prepareGame } from '../deterrence/game.ts';
import { createModel } from '../deterrence/model.ts';
import { OUTCOMES, OUTPUTS, outputIndex } from '../deterrence/outputs.ts';
import { parameterIndex, referenceParameters } from '../deterrence/parameters.ts';
import type { History } from '../deterrence/simulate.ts';
import { createSolution, solve } from '../deterrence/solve.ts';
import { createStageGame, type StageGame } from '../deterrence/stage-game.ts';
import type { StageState } from '../deterrence/stage-tree.ts';
import {
  type Member,
  periodCount,
  REFERENCE_LADDER,
  REFERENCE_MEMBERS,
  type Rung,
  type World,
} from '../deterrence/world.ts';
import { solveAgentLogit } from '../game/agent-logit.ts';
import { followLogitBranch } from '../game/logit-branch.ts';
import { solveStrategicChoice } from '../game/strategic-choice.ts';

/** An evaluated world: its outputs by name. */
export type Output = (name: string) => number;

export interface Subject {
  readonly evaluate: (world: World) => Output;
  /** Shares of the outcomes at the end of each period. */
  readonly timeline: (world: World) => number[][];
  readonly simulate: (world: World, streams: readonly (() => number)[]) => History[];
  readonly stageGame: (world: World, state: StageState) => StageGame;
  readonly solveAgentLogit: typeof solveAgentLogit;
  readonly followLogitBranch: typeof followLogitBranch;
  readonly solveStrategicChoice: typeof solveStrategicChoice;
}

/** The program as it is. */
export function createSubject(): Subject {
  const model = createModel();
  return {
    evaluate: (world) => {
      const outputs = new Float64Array(OUTPUTS.length);
      model.evaluate(world, outputs);
      return (name) => outputs[outputIndex(name)];
    },
    timeline: (world) => {
      const periods = periodCount(
        world.parameters[parameterIndex('clock.years')],
        world.parameters[parameterIndex('clock.step_years')],
      );
      const flat = new Float64Array(periods * OUTCOMES.length);
      model.evaluate(world, new Float64Array(OUTPUTS.length), flat);
      return Array.from({ length: periods }, (_, t) => [
        ...flat.subarray(t * OUTCOMES.length, (t + 1) * OUTCOMES.length),
      ]);
    },
    simulate: (world, streams) => model.simulate(world, streams),
    stageGame: (world, state) => {
      const solution = createSolution(prepareGame(world));
      solve(solution);
      return createStageGame(world, solution, state);
    },
    solveAgentLogit,
    followLogitBranch,
    solveStrategicChoice,
  };
}

/** Values of parameters by id; what is left out has its reference value. */
export type Values = Readonly<Record<string, number>>;

/** A world of reference values but for the given ones. */
export function worldWith(
  values: Values,
  members: readonly Member[] = REFERENCE_MEMBERS,
  ladder: readonly Rung[] = REFERENCE_LADDER,
): World {
  const parameters = referenceParameters();
  for (const [id, value] of Object.entries(values)) parameters[parameterIndex(id)] = value;
  return { parameters, members, ladder };
}

/** One voter without conditions: the coalition decides as one. */
export const ONE_VOTER: readonly Member[] = [{ name: 'Coalition', weight: 1, resolve: 0, conditionality: 0 }];
