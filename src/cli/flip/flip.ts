/** `flip`: the smallest joint move of what is uncertain that reverses which of two paths is preferred. */
import type { CarriedReversal as Carried } from '../../analysis/flip/carriers.ts';
import { findScreenedReversals, type ScreenedResult } from '../../analysis/flip/screened.ts';
import { norm } from '../../analysis/flip/standard-normal-space.ts';
import { meanInterval, moments, wilsonInterval } from '../../analysis/statistics.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import { type Coordinate, coordinatesOf, pointsOfDraws } from '../../experiment/normal-points.ts';
import type { FlipFindings, FoundWorld } from '../../report/flip/findings.ts';
import { describeFlip } from '../../report/flip/json.ts';
import { flipTables } from '../../report/flip/tables.ts';
import { renderFlip } from '../../report/flip/text.ts';
import { narrowScenario } from '../../scenario/narrow.ts';
import { type Analysed, analyseSetting, analyseWorlds } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findPaths } from '../objective.ts';
import { showProgress } from '../progress.ts';
import { isFolder, type Setting } from '../worlds.ts';
import type { FlipCommandOptions } from './flip-options.ts';
import { openPathPoints, openPointSetting, openWorldViewer, type PointSetting } from './point-worlds.ts';

/** How much longer than the shortest a move of few quantities may be, where a tenth is not enough. */
const LONGER = 1.5;
/** Worlds at hand that are looked at for directions. */
const MOST_LOOKED = 2000;
/** Starts besides the origin and the directions of the worlds at hand: each takes as long as a search. */
const STARTS = { axisStarts: 2, randomStarts: 2 } as const;

/**
 * Searches for a reversal and prints it.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError, ProofError and Interrupted
 */
export function findFlip(options: FlipCommandOptions, environment: Environment): Promise<number> {
  const analyse = isFolder(options.scenario) ? analyseWorlds : analyseSetting;
  // All paths of the source are looked at where something was found.
  const all = { ...options, paths: undefined };
  return analyse('flip', all, environment, (setting) => flip(setting, options, environment));
}

async function flip(setting: Setting, options: FlipCommandOptions, environment: Environment): Promise<Analysed> {
  const points = await openPointSetting(setting, options, environment);
  const { scenario, plan, decision, sign, objective } = points;
  const named = findPaths(plan, options.paths);
  if (named.length < 2)
    throw new UsageError(`flip: ${decision.paths[0]} is the only path, there must be two to compare`);
  const base = await openWorldViewer(points, [], environment);
  const merit = (path: number) => sign * base.medians[path];
  const unknown = named.find((path) => !Number.isFinite(base.medians[path]));
  if (unknown !== undefined) {
    throw new UsageError(
      `flip: ${objective.name} has no value on ${decision.paths[unknown]} where every quantity is at its median; take another --metric`,
    );
  }
  const [preferred, other] = [...named].sort((a, b) => merit(a) - merit(b) || a - b);
  const pair = [preferred, other].map((path) => decision.paths[path]);
  if (merit(preferred) === merit(other)) {
    throw new UsageError(`flip: ${pair.join(' and ')} come out the same where every quantity is at its median`);
  }
  const narrowed = narrowScenario(scenario, { paths: pair });
  const coordinates = coordinatesOf(narrowed, plan);
  if (coordinates.length === 0) throw new UsageError(`flip: nothing is uncertain on ${pair.join(' and ')}`);
  const viewer = await openWorldViewer(points, coordinates, environment);
  const differences = differencesAtHand(points, preferred, other);
  const progress = showProgress(
    options.maxEvaluations,
    options.quiet || options.json ? undefined : environment.stderr,
    environment.now,
  );
  const search = openPathPoints(points, pair, coordinates, options, environment, (done) => progress.update(done));
  let result: ScreenedResult;
  try {
    result = await findScreenedReversals(
      async (at) => {
        const [first, second] = await search.at(at);
        return first.map((value, i) => sign * (second[i] - value));
      },
      {
        ...{ dimensions: coordinates.length, seed: plan.seed, radius: options.radius, screened: options.screen },
        ...STARTS,
        directions: directionsOf(points, coordinates, [preferred, other]),
        maximumEvaluations: Math.floor(options.maxEvaluations / 2),
      },
    );
  } finally {
    await search.close();
    progress.stop();
  }

  const others: { name: string; text: string }[] = [];
  const view = async (
    found: { point: Float64Array; plausibility: FoundWorld['plausibility'] },
    file: string,
    about: string,
  ) => {
    const isReversed = (values: readonly number[]) => sign * (values[other] - values[preferred]) < 0;
    const { world, text } = await viewer.view(found.point, {
      ...{ plausibility: found.plausibility, file, holds: isReversed },
      about: `A world in which ${pair[1]} does better than ${pair[0]} under ${objective.name}: ${about}`,
    });
    others.push({ name: file, text });
    return world;
  };
  const reversal =
    result.nearest && (await view(result.nearest, 'flip.yaml', 'the nearest to the medians that was found.'));
  const [one, few] = fewestOf(result);
  const carried =
    few && (await view(few, 'flip-carriers.yaml', 'with few quantities moved, all others at their medians.'));
  const alone =
    one &&
    one !== few &&
    (await view(one, 'flip-alone.yaml', 'with one quantity moved alone, all others at their medians.'));
  const m = moments(differences);
  const better = differences.filter((value) => value > 0).length;
  const findings: FlipFindings = {
    decision,
    medians: base.medians,
    dimensions: coordinates.length,
    screened: result.screened,
    evaluations: search.evaluations(),
    ...{ preferred, other, areBestTwo: options.paths === undefined },
    margin: { mean: m.mean, ...meanInterval(m) },
    better: { share: better / m.n, ...wilsonInterval(better, m.n) },
    ...{ radius: options.radius, reversal, carried, alone: alone || undefined },
    lengths: result.found.map(({ plausibility }) => plausibility.norm),
    converged: result.nearest?.converged ?? false,
    searchedAll: result.searchedAll,
    exhausted: result.exhausted,
    starts: result.starts,
  };
  return {
    settings: {
      ...{ objective: objective.name, direction: points.direction, preferred: pair[0], other: pair[1] },
      ...{ radius: options.radius, max_evaluations: options.maxEvaluations, screen: options.screen },
      ...{ worlds: plan.draws, reversal: reversal?.plausibility.norm ?? null, converged: findings.converged },
      // Of the preferred path over the worlds at hand; the verdict at the medians is that of one world.
      ...{ margin: findings.margin, better: findings.better },
      // Each file was loaded and evaluated before it was kept: the other path does better in it.
      verified: others.map(({ name }) => name),
    },
    tables: flipTables(findings),
    others,
    evaluations: points.evaluations + search.evaluations(),
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeFlip(findings) }),
    text: (text) => renderFlip(findings, text),
    hint:
      reversal === undefined
        ? 'What was compared: paths.csv; datapackage.json explains every column.'
        : 'All quantities that move: moved.csv; the world itself: flip.yaml; datapackage.json explains every column.',
  };
}

/**
 * The reversals with one quantity alone and with few: as few as make the move at most a tenth longer, failing that half as
 * long again, failing that those with which it is the shortest.
 */
function fewestOf({ nearest, carriers }: ScreenedResult): readonly [Carried | undefined, Carried | undefined] {
  if (nearest === undefined || carriers === undefined) return [undefined, undefined];
  const found = carriers.byCount.filter((each) => each !== undefined);
  const short = found.find(({ plausibility }) => plausibility.norm <= LONGER * nearest.plausibility.norm);
  const few = carriers.chosen ?? short ?? found.sort((a, b) => a.plausibility.norm - b.plausibility.norm)[0];
  return [carriers.byCount[0], few];
}

/** By how much the preferred path is better, in the worlds at hand that have both values. */
function differencesAtHand({ results, objective, sign }: PointSetting, preferred: number, other: number): Float64Array {
  const [first, second] = [preferred, other].map((path) => results.column(path, objective.column));
  return first.map((value, draw) => sign * (second[draw] - value)).filter((value) => Number.isFinite(value));
}

/**
 * Two directions from the worlds at hand: from the middle of those in which the preferred path is better to the middle of
 * the others, and to the nearest of the others.
 */
function directionsOf(
  { plan, results, scenario, objective, sign }: PointSetting,
  coordinates: readonly Coordinate[],
  [preferred, other]: readonly [number, number],
): Float64Array[] {
  // Where a run went on in blocks its draws are of several designs.
  if (plan.precision) return [];
  const [first, second] = [preferred, other].map((path) => results.column(path, objective.column));
  const ids = [...first.keys()].slice(0, MOST_LOOKED).filter((draw) => Number.isFinite(first[draw] - second[draw]));
  const points = pointsOfDraws(plan, uniformKeys(scenario, plan), coordinates, ids);
  const reversed = points.filter((_, i) => sign * (second[ids[i]] - first[ids[i]]) < 0);
  const usual = points.filter((_, i) => sign * (second[ids[i]] - first[ids[i]]) > 0);
  if (reversed.length === 0 || usual.length === 0) return [];
  const [there, here] = [reversed, usual].map(middle);
  const nearest = reversed.reduce((a, b) => (norm(b) < norm(a) ? b : a));
  return [there.map((value, i) => value - here[i]), nearest].filter((direction) => norm(direction) > 0);
}

function middle(points: readonly Float64Array[]): Float64Array {
  return points[0].map((_, i) => points.reduce((sum, point) => sum + point[i], 0) / points.length);
}
