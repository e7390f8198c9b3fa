/** `game`: one period of a ceasefire as a tree, in one world and path. */
import { writeFileSync } from 'node:fs';
import { prepareGame } from '../../deterrence/game.ts';
import { createSolution, lastStage, type Solution, solve } from '../../deterrence/solve.ts';
import { createStageGame, labelWithPlay, type StageGame } from '../../deterrence/stage-game.ts';
import { buildStageTree, type StageNode, type StageState } from '../../deterrence/stage-tree.ts';
import type { World } from '../../deterrence/world.ts';
import { didYouMean } from '../../expression/suggest.ts';
import { solveAgentLogit } from '../../game/agent-logit.ts';
import { writeEfg } from '../../game/efg.ts';
import { type DecisionNode, informationSetsOf, nodesOf, scalePayoffs } from '../../game/game-tree.ts';
import { followLogitBranch } from '../../game/logit-branch.ts';
import { drawGame } from '../../report/game-svg.ts';
import { renderGame } from '../../report/game-text.ts';
import { type Equilibrium, type GameView, viewStageTree } from '../../report/game-view.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { singleWorld } from '../single-world.ts';
import { VERSION } from '../version.ts';
import { type GameCommandOptions, POSTURES } from './game-options.ts';

/**
 * Solves the game of a world and prints the tree of one of its periods; writes the files that are asked for.
 * @throws ScenarioError and UsageError for bad input
 */
export function showGame(
  options: GameCommandOptions,
  { stdout, stderr }: Pick<Environment, 'stdout' | 'stderr'>,
): void {
  const { draws, seed, design, set } = options;
  const scenario = loadScenario(options.scenario, { set, draws, seed, design });
  for (const warning of scenario.warnings) stderr.write(`warning: ${warning}\n`);
  const path = findPath(scenario, options.path);
  const world = singleWorld(scenario, scenario.run, path, options.draw);
  const solution = createSolution(prepareGame(world));
  solve(solution);
  const state = findState(solution, options);
  const tree = refuse(() => buildStageTree(world, solution, state));
  const game =
    options.efg !== undefined || options.equilibrium ? createStageGame(world, solution, state, tree) : undefined;
  const solved = game && options.equilibrium ? solveStageGame(game, state, world) : undefined;
  const view: GameView = {
    title: scenario.title,
    statements: [
      ...describeState(scenario, path, solution, state, options),
      describeWorld(scenario, options),
      ...(solved?.statements ?? []),
    ],
    challenger: scenario.actors.challenger,
    belief: state.belief,
    root: viewStageTree(tree, state.belief, options.json ? 0 : options.least, solved?.equilibrium),
  };
  if (options.efg !== undefined && game) {
    const about = `${scenario.title} – ${scenario.paths[path].title}`;
    write(options.efg, efgText(game, about, view.statements, options.scaled));
  }
  if (options.svg !== undefined) write(options.svg, drawGame(view));
  if (options.json) {
    const { belief, posture, stage, period } = state;
    const where = { path: scenario.paths[path].name, draw: options.draw ?? null, period, posture, stage, belief };
    stdout.write(`${JSON.stringify({ version: VERSION, ...where, ...view }, null, 2)}\n`);
    return;
  }
  stdout.write(`${renderGame(view, Math.min(terminalWidth(stdout), 160), terminalStyle(stdout))}\n`);
  for (const file of [options.svg, options.efg]) if (file !== undefined) stderr.write(`wrote ${file}\n`);
}

/** More information sets than these would take minutes: the time grows with their cube. */
const MOST_SETS = 1500;

/** The agent logit equilibrium of the tree, by places in the tree of the period. */
function solveStageGame(
  game: StageGame,
  { belief }: StageState,
  { members }: World,
): { equilibrium: Equilibrium; statements: string[] } {
  const { tree, rationality, origin } = game;
  const sets = informationSetsOf(tree).size;
  const hidden = belief > 0 && belief < 1;
  if (hidden && sets > MOST_SETS) {
    throw new UsageError(`--equilibrium: the tree has ${sets} information sets, must have at most ${MOST_SETS}`);
  }
  const branch = hidden ? followLogitBranch(tree, 1, rationality) : undefined;
  const probabilities = branch ? branch.points[0].probabilities : solveAgentLogit(tree, rationality).probabilities;
  const places = new Map<StageNode, Float64Array[]>();
  for (const [node, { node: place, type }] of origin) {
    const both = places.get(place) ?? [];
    both[type] = probabilities.get(node)!;
    places.set(place, both);
  }
  const found = branch
    ? `on the principal branch after ${branch.steps} steps, ${branch.turns} turns`
    : 'by backward induction, nothing being hidden';
  return {
    equilibrium: (place, move) => {
      const [resolute, irresolute] = places.get(place) ?? [];
      const either = resolute ?? irresolute;
      return either && [(resolute ?? either)[move], (irresolute ?? either)[move]];
    },
    statements: [
      `The agent logit equilibrium of the tree was found ${found}; what follows the period is valued as in our solution.`,
      ...(members.filter(({ weight }) => weight > 0).length > 1
        ? ['In it each vote is that of one member who would vote in our solution as the coalition does.']
        : []),
    ],
  };
}

/** The game for Gambit, the chances of the solution beside its actions. */
function efgText(game: StageGame, about: string, statements: readonly string[], scaled: boolean): string {
  const { tree, rationality } = game;
  const precisions = tree.players.map((name, i) => `${name} ${short(rationality[i])}`).join('; ');
  const note = [
    tree.comment,
    ...statements,
    "Beside each action stands its chance in the program's own solution. What follows the period is in the payoffs.",
    scaled
      ? 'Payoffs are multiplied by the precision of each player: the equilibrium to ask for is that of lambda 1.'
      : `Precisions: ${precisions}.`,
  ].join(' ');
  const named = { ...tree, title: forGambit(`${about}. ${tree.title}`), comment: forGambit(note) };
  const nodes = nodesOf(named);
  const written = scaled ? scalePayoffs(named, rationality) : named;
  const original = new Map(nodesOf(written).map((node, i) => [node, nodes[i]]));
  return writeEfg(written, (node, move) => labelWithPlay(game, original.get(node) as DecisionNode, move));
}

/** The format cannot quote a backslash. */
const forGambit = (text: string): string => text.replaceAll('\\', '/');

function findPath({ paths }: Scenario, name: string | undefined): number {
  const names = paths.map((path) => path.name);
  if (name === undefined) {
    if (paths.length === 1) return 0;
    throw new UsageError(`--path is missing, must be one of ${names.join(', ')}`);
  }
  const index = names.indexOf(name);
  if (index < 0) {
    throw new UsageError(`--path ${name}: no such path${didYouMean(name, names)}; must be one of ${names.join(', ')}`);
  }
  return index;
}

function findState({ game, grid }: Solution, options: GameCommandOptions): StageState {
  // A year that is a whole number of periods but for rounding begins that period.
  const year = options.year ?? Math.min(USUAL_YEAR, (game.periods - 1) * game.step);
  const period = Math.floor(year / game.step + 1e-9);
  if (period >= game.periods) {
    throw new UsageError(`--year is ${year}, must be below ${game.periods * game.step}, where the scenario ends`);
  }
  const stage = options.stage ?? Math.min(1, lastStage(period));
  if (stage > lastStage(period)) {
    throw new UsageError(
      `--rearmed at year ${year}: must be ${2 * game.step} or later, since force and rearmament take a period each`,
    );
  }
  const belief = options.belief ?? game.firstBelief;
  const point = Math.round(belief * (grid.points - 1));
  return { period, posture: options.posture, stage, belief: grid.belief[point] };
}

/** @throws UsageError with what the tree refuses */
function refuse<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Long enough after the ceasefire that the force may stand and the challenger may have rearmed. */
const USUAL_YEAR = 1;

const short = (value: number): string => String(Number(value.toPrecision(3)));

function describeState(
  { actors, paths }: Scenario,
  path: number,
  { game, grid }: Solution,
  { period, posture, stage, belief }: StageState,
  options: GameCommandOptions,
): string[] {
  const asked = options.belief ?? game.firstBelief;
  const from = options.belief === undefined ? 'as when the ceasefire began' : 'as asked';
  const rounded =
    Math.abs(asked - belief) > 1e-9
      ? `, the nearest of ${grid.points} grid points to ${short(asked)}, ${from}`
      : `, ${from}`;
  const [backs, seen] = [game.backing[posture], game.backingSeen[posture]];
  const hers = backs === seen ? '' : ` (${short(seen)} in the eyes of ${actors.challenger})`;
  const force = game.troops > 0 ? `a force of ${short(game.troops)} thousand` : 'no force';
  const stages = [
    game.troops > 0 ? 'fresh, the force not yet there' : 'fresh',
    game.troops > 0 ? `${force} deployed` : 'no force to deploy',
    `${force}${game.troops > 0 ? ' deployed' : ''}, ${actors.challenger} rearmed`,
  ];
  const phase =
    game.course && game.phase > 0 ? `, on the course from year ${game.course.phases[game.phase].fromYear}` : '';
  return [
    `Path ${paths[path].name} (${paths[path].title})${phase}, year ${short(period * game.step)} (period ${period} of ${game.periods}), a ceasefire, ${stages[stage]}.`,
    `${actors.backer} ${POSTURES[posture]}: backs an answer with chance ${short(backs)}${hers}. ${actors.challenger} believes that the coalition is resolute with chance ${short(belief)}${rounded}.`,
  ];
}

function describeWorld({ run }: Scenario, { draw }: GameCommandOptions): string {
  return draw === undefined
    ? 'The world: every quantity at the median of its distribution, what is computed from others at what these give.'
    : `The world: draw ${draw} of ${run.draws} (design ${run.design}, seed ${run.seed}).`;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
