/** Programs that are wrong in one thing each, to show that claims can fail. */

import { parameterIndex } from '../../src/deterrence/parameters.ts';
import type { World } from '../../src/deterrence/world.ts';
import { solveAgentLogit } from '../../src/game/agent-logit.ts';
import { followLogitBranch } from '../../src/game/logit-branch.ts';
import { solveStrategicChoice } from '../../src/game/strategic-choice.ts';
import { createSubject, type Subject, type Values, worldWith } from '../../src/verify/subject.ts';

const program = createSubject();

/** The same world with some parameters at other values, whatever it says of them. */
function tamperWith(world: World, values: Values): World {
  const parameters = world.parameters.slice();
  for (const [id, value] of Object.entries(values)) parameters[parameterIndex(id)] = value;
  return { ...world, parameters };
}

/** A program that evaluates every world as if parameters had these values. */
export function deafTo(values: Values): Subject {
  return { ...program, evaluate: (world) => program.evaluate(tamperWith(world, values)) };
}

/** A program whose histories, and only they, are those of other values. */
export function withOtherHistories(values: Values): Subject {
  return { ...program, simulate: (world, streams) => program.simulate(tamperWith(world, values), streams) };
}

const reference = program.evaluate(worldWith({}));

/** A program that says of every world what is true of the reference values, and cannot count to 1. */
export const DEAF: Subject = { ...program, evaluate: () => reference, timeline: () => [[0.5, 0.6]] };

/** Outputs that waver by up to half with every digit of the world. */
export const WAVERING: Subject = {
  ...program,
  evaluate: (world) => {
    const output = program.evaluate(world);
    const values = [...world.parameters, ...world.ladder.map(({ risk }) => risk)];
    const phase = values.reduce((sum, value, i) => sum + (i + 1) * value, 0);
    return (name) => output(name) * (1 + 0.5 * Math.sin(12.9898 * phase + name.length));
  },
};

/** Equilibria of players half as precise as was asked, and never very precise. */
export const IMPRECISE: Subject = {
  ...program,
  solveAgentLogit: (tree, rationality) => {
    const precisions = typeof rationality === 'number' ? tree.players.map(() => rationality) : rationality;
    return solveAgentLogit(
      tree,
      precisions.map((lambda) => 0.2 + Math.min(0.5 * lambda, 3)),
    );
  },
  followLogitBranch: (tree, lambdas, weights) => {
    const asked = [lambdas].flat();
    const branch = followLogitBranch(
      tree,
      asked.map((lambda) => Math.min(0.5 * lambda, 20) + 1e-6 * lambda),
      weights,
    );
    const sorted = asked.toSorted((a, b) => a - b);
    return { ...branch, points: branch.points.map((point, i) => ({ ...point, lambda: sorted[i] })) };
  },
  solveStrategicChoice: (tree, errors) => solveStrategicChoice(tree, { ...errors, scale: 1.1 * errors.scale }),
};

/** Players who take the second-best move wherever they surely took the best. */
export const PERVERSE: Subject = {
  ...program,
  stageGame: (world, state) => {
    const game = program.stageGame(world, state);
    return { ...game, play: new Map([...game.play].map(([node, chances]) => [node, chances.toReversed()])) };
  },
};

/** A model that hangs on how finely its solution is divided. */
export const COARSE: Subject = {
  ...program,
  evaluate: (world) => {
    const output = program.evaluate(world);
    const at = (id: string) => world.parameters[parameterIndex(id)];
    const fineness =
      10 * at('clock.step_years') + at('solver.belief_points') + at('solver.introspection_depth') + world.ladder.length;
    return (name) => output(name) * (1 + 0.1 * fineness);
  },
};
