/** `steelman`: for each path the world that speaks most for it, within what is believed. */
import { mostMoving } from '../../analysis/flip/screened.ts';
import { centralBall, centralBox, plausibility, type Region } from '../../analysis/flip/standard-normal-space.ts';
import { findExtreme } from '../../analysis/flip/steelman.ts';
import { wilsonInterval } from '../../analysis/statistics.ts';
import { type Coordinate, coordinatesOf } from '../../experiment/normal-points.ts';
import { joinKey } from '../../random/stream.ts';
import type { BestCase, SteelmanFindings } from '../../report/flip/findings.ts';
import { describeSteelman } from '../../report/flip/json.ts';
import { steelmanTables } from '../../report/flip/tables.ts';
import { renderSteelman } from '../../report/flip/text.ts';
import { type Analysed, analyseSetting, analyseWorlds } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findPaths } from '../objective.ts';
import { showProgress } from '../progress.ts';
import { isFolder, type Setting } from '../worlds.ts';
import type { SteelmanCommandOptions } from './flip-options.ts';
import { openPathPoints, openPointSetting, openWorldViewer, type PointSetting } from './point-worlds.ts';

/** Starts besides the medians: each takes as long as a search. */
const RANDOM_STARTS = 1;

/**
 * Searches for the best cases and prints them.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError, ProofError and Interrupted
 */
export function makeBestCases(options: SteelmanCommandOptions, environment: Environment): Promise<number> {
  const analyse = isFolder(options.scenario) ? analyseWorlds : analyseSetting;
  // How the other paths do in a best case is looked at too.
  const all = { ...options, paths: undefined };
  return analyse('steelman', all, environment, (setting) => steelman(setting, options, environment));
}

async function steelman(
  setting: Setting,
  options: SteelmanCommandOptions,
  environment: Environment,
): Promise<Analysed> {
  const points = await openPointSetting(setting, options, environment);
  const { scenario, plan, decision, objective } = points;
  const paths = findPaths(plan, options.paths);
  const coordinates = coordinatesOf(scenario, plan);
  if (coordinates.length === 0) throw new UsageError('steelman: nothing is uncertain, so there is no best case');
  const dimensions = coordinates.length;
  const region = regionOf(options, dimensions);
  const viewer = await openWorldViewer(points, coordinates, environment);
  const unknown = paths.find((path) => !Number.isFinite(viewer.medians[path]));
  if (unknown !== undefined) {
    throw new UsageError(
      `steelman: ${objective.name} has no value on ${decision.paths[unknown]} where every quantity is at its median; take another --metric`,
    );
  }
  const progress = showProgress(
    paths.length * options.maxEvaluations,
    options.quiet || options.json ? undefined : environment.stderr,
    environment.now,
  );
  const cases: BestCase[] = [];
  const others: { name: string; text: string }[] = [];
  let evaluations = 0;
  try {
    for (const path of paths) {
      const name = decision.paths[path];
      const before = evaluations;
      const found = await bestCase(points, { path, coordinates, region }, options, environment, (done) =>
        progress.update(before + done),
      );
      evaluations += found.evaluations;
      const file = `steelman-${name}.yaml`;
      const { sign } = points;
      const isBetter = (values: readonly number[]) => sign * values[path] <= sign * viewer.medians[path];
      const { world, text } = await viewer.view(found.point, {
        ...{ plausibility: plausibility(found.norm, dimensions), file, holds: isBetter },
        about: `The world that was found to be best for ${name} under ${objective.name}, in the region ${options.region} with ${options.content} of all worlds.`,
      });
      others.push({ name: file, text });
      const { converged, ends } = found;
      cases.push({ path, world, asGood: shareAsGood(points, path, world.values[path]), converged, ends });
    }
  } finally {
    progress.stop();
  }
  const findings: SteelmanFindings = {
    ...{ decision, medians: viewer.medians, dimensions, screened: Math.min(options.screen, dimensions) },
    ...{ evaluations, region, isLine: options.region === 'line', content: options.content, cases },
  };
  return {
    settings: {
      ...{ objective: objective.name, direction: points.direction, paths: paths.map((path) => decision.paths[path]) },
      ...{ region: options.region, content: options.content, max_evaluations: options.maxEvaluations },
      ...{ screen: options.screen, worlds: plan.draws, verified: others.map(({ name }) => name) },
    },
    tables: steelmanTables(findings),
    others,
    evaluations: points.evaluations + evaluations,
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeSteelman(findings) }),
    text: (text) => renderSteelman(findings, text),
    hint: 'All quantities that move: moved.csv; the worlds themselves: steelman-….yaml; datapackage.json explains every column.',
  };
}

function regionOf({ region, content }: SteelmanCommandOptions, dimensions: number): Region {
  if (region === 'box') return centralBox(dimensions, content);
  // Along one line a world is one standard normal number from the medians.
  return centralBall(region === 'line' ? 1 : dimensions, content);
}

interface CaseQuestion {
  readonly path: number;
  readonly coordinates: readonly Coordinate[];
  readonly region: Region;
}

async function bestCase(
  setting: PointSetting,
  { path, coordinates, region }: CaseQuestion,
  options: SteelmanCommandOptions,
  environment: Environment,
  onProgress: (evaluations: number) => void,
) {
  const { plan, direction } = setting;
  const { name } = plan.paths[path];
  const search = openPathPoints(setting, [name], coordinates, options, environment, onProgress);
  try {
    const evaluate = async (points: readonly Float64Array[]) => (await search.at(points))[0];
    const kept = await mostMoving(evaluate, coordinates.length, options.screen);
    const widen = (point: Float64Array): Float64Array => {
      const wide = new Float64Array(coordinates.length);
      kept.forEach((coordinate, i) => {
        wide[coordinate] = point[i];
      });
      return wide;
    };
    const { best, ends } = await findExtreme((points) => evaluate(points.map(widen)), {
      ...{ dimensions: kept.length, sense: direction, region, randomStarts: RANDOM_STARTS },
      seed: joinKey([plan.seed, 'steelman', name]),
      maximumEvaluations: Math.max(1, options.maxEvaluations - search.evaluations()),
    });
    return {
      point: widen(best.point),
      norm: best.plausibility.norm,
      converged: best.converged,
      ends: ends.map(({ value }) => value),
      evaluations: search.evaluations(),
    };
  } finally {
    await search.close();
  }
}

/** In how many of the worlds at hand a path does at least as well as in its best case. */
function shareAsGood({ results, objective, sign }: PointSetting, path: number, best: number): BestCase['asGood'] {
  const values = results.column(path, objective.column).filter((value) => Number.isFinite(value));
  const count = values.filter((value) => sign * value <= sign * best).length;
  return { share: count / values.length, ...wilsonInterval(count, values.length), count, n: values.length };
}
