/** What `flip` and `steelman` have in common: worlds at hand, worlds of their own choice, and files that show these. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Plausibility, shares as sharesOf } from '../../analysis/flip/standard-normal-space.ts';
import { createModel } from '../../deterrence/model.ts';
import { certainScenario } from '../../experiment/certain-scenario.ts';
import { createContext, shapeOf } from '../../experiment/evaluate.ts';
import { createLocalExecutor, uniformKeys } from '../../experiment/executor.ts';
import { type Coordinate, createPointEvaluator, placeIn, uniformsAt } from '../../experiment/normal-points.ts';
import { type Plan, planRun } from '../../experiment/plan.ts';
import type { Chunk, ParameterColumn, ResultShape, Results } from '../../experiment/results.ts';
import { uniformsOf } from '../../experiment/uniforms.ts';
import type { Decision } from '../../report/decision/decision.ts';
import type { FoundWorld, MovedQuantity } from '../../report/flip/findings.ts';
import { shortValue } from '../../report/number-text.ts';
import { loadScenario } from '../../scenario/load.ts';
import { narrowScenario } from '../../scenario/narrow.ts';
import { commonQuantities } from '../../scenario/program.ts';
import type { Quantity, Scenario } from '../../scenario/scenario.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findObjective, type Objective, requireDirection } from '../objective.ts';
import { VERSION } from '../version.ts';
import { evaluateWorlds, openExecutor, type Setting, type Worlds } from '../worlds.ts';
import { type SearchOptions, USUAL_DRAWS } from './flip-options.ts';

/** A source with its worlds at hand, and what is looked at. */
export interface PointSetting {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly results: Results;
  readonly objective: Objective;
  readonly direction: 'minimize' | 'maximize';
  /** 1 where less is better, −1 where more is. */
  readonly sign: number;
  readonly decision: Decision;
  /** Evaluations that were made for the worlds at hand; none where they were read. */
  readonly evaluations: number;
}

/**
 * The worlds of a folder, or some of a scenario.
 * @throws UsageError if the objective is not known or nothing says which way it is better
 */
export async function openPointSetting(
  setting: Setting | Worlds,
  options: SearchOptions,
  environment: Environment,
): Promise<PointSetting> {
  const objective = findObjective(shapeOf(setting.scenario, setting.plan), options);
  const direction = requireDirection(objective);
  const own =
    'results' in setting ? undefined : withDraws(setting, options.draws ?? Math.min(USUAL_DRAWS, setting.plan.draws));
  const { scenario, plan } = own ?? setting;
  const results =
    'results' in setting ? setting.results : await evaluateWorlds({ scenario, plan }, options, environment);
  const { column: _, ...shown } = objective;
  return {
    ...{ scenario, plan, results, objective, direction },
    sign: direction === 'minimize' ? 1 : -1,
    decision: {
      plan,
      objective: { ...shown, direction },
      paths: plan.paths.map(({ name }) => name),
      draws: results.usable,
      leftOut: plan.draws - results.usable,
    },
    evaluations: own ? plan.evaluations : 0,
  };
}

function withDraws({ scenario }: Setting, draws: number): { scenario: Scenario; plan: Plan } {
  const narrowed = narrowScenario(scenario, { run: { draws } });
  return { scenario: narrowed, plan: planRun(narrowed, { version: VERSION, histories: 0 }) };
}

/** Evaluates one column of the results at points, on some paths only; to be closed. */
export interface PathPoints {
  /** For each of the paths the values at the points. */
  at(points: readonly Float64Array[]): Promise<readonly Float64Array[]>;
  evaluations(): number;
  close(): Promise<void>;
}

/**
 * Opens what evaluates some paths at points.
 * @param onProgress called with the evaluations so far
 */
export function openPathPoints(
  { scenario, objective }: PointSetting,
  paths: readonly string[],
  coordinates: readonly Coordinate[],
  options: SearchOptions,
  environment: Environment,
  onProgress: (evaluations: number) => void,
): PathPoints {
  const narrowed = narrowScenario(scenario, { paths });
  const plan = planRun(narrowed, { version: VERSION, histories: 0 });
  const keys = uniformKeys(narrowed, plan);
  const executor = openExecutor(narrowed, plan, options, environment, options.maxEvaluations);
  const evaluator = createPointEvaluator({
    ...{ executor, keys: keys.length, coordinates: placeIn(coordinates, keys) },
    onProgress: (worlds) => onProgress(worlds * paths.length),
  });
  // The narrowed scenario has the paths in the order of the file.
  const places = paths.map((path) => plan.paths.findIndex(({ name }) => name === path));
  const { columns } = shapeOf(narrowed, plan);
  return {
    async at(points) {
      const chunks = await evaluator.at(points);
      return places.map((path) =>
        Float64Array.from(chunks, ({ values }) => values[path * columns.length + objective.column]),
      );
    },
    evaluations: () => evaluator.worlds() * paths.length,
    close: () => executor.close(),
  };
}

/** Looks into single worlds of all paths. */
export interface WorldViewer {
  /** The objective on each path where every quantity is at its median. */
  readonly medians: readonly number[];
  /**
   * A world that was found, and the text of the scenario file that shows it, which has been loaded and evaluated.
   * @throws ProofError if it does not
   */
  view(point: Float64Array, found: FoundPoint): Promise<{ readonly world: FoundWorld; readonly text: string }>;
}

interface FoundPoint {
  readonly plausibility: Plausibility;
  readonly file: string;
  /** What the file shows, in one or two sentences. */
  readonly about: string;
  /** Whether the file shows what it is to show, by what the paths come to in it. */
  holds(values: readonly number[]): boolean;
}

/** A scenario file that was written does not show what it was written for: a fault of the program. */
class ProofError extends Error {
  override readonly name = 'ProofError';
}

/** Opens the viewer. */
export async function openWorldViewer(
  setting: PointSetting,
  coordinates: readonly Coordinate[],
  { signal }: Environment,
): Promise<WorldViewer> {
  const { scenario, plan, objective } = setting;
  const shape = shapeOf(scenario, plan);
  const keys = uniformKeys(scenario, plan);
  const places = placeIn(coordinates, keys);
  const executor = createLocalExecutor(scenario, plan, createModel(), signal);
  const evaluator = createPointEvaluator({ executor, keys: keys.length, coordinates: places });
  const { correlate } = uniformsOf(scenario, plan);
  const look = async (point: Float64Array) => {
    const [chunk] = await evaluator.at([point]);
    const [failure] = chunk.failures;
    if (failure) throw new UsageError(`${failure.message}: this world cannot be looked at, nor searched from`);
    return chunk;
  };
  const origin = await look(new Float64Array(coordinates.length));
  const valuesOf = (chunk: Chunk) =>
    plan.paths.map((_, path) => chunk.values[path * shape.columns.length + objective.column]);
  return {
    medians: valuesOf(origin),
    async view(point, { plausibility, file, about, holds }) {
      const chunk = await look(point);
      const uniforms = uniformsAt(point, places, keys.length);
      correlate(uniforms);
      const moved = movedQuantities(setting, shape, { coordinates, keys, point, uniforms }, origin, chunk);
      const text = scenarioText(scenario, shape, chunk, { about, moved });
      const values = evaluateFile(text, setting);
      if (!holds(values)) {
        throw new ProofError(
          `${file}: the scenario that was written does not show what was found; values ${values.join(', ')}`,
        );
      }
      return { world: { plausibility, values, moved, file }, text };
    },
  };
}

interface PlacedPoint {
  readonly coordinates: readonly Coordinate[];
  readonly keys: readonly string[];
  readonly point: Float64Array;
  /** Correlated. */
  readonly uniforms: Float64Array;
}

/** Every quantity with a distribution whose value is not that of the medians, by its part in the move. */
function movedQuantities(
  { scenario }: PointSetting,
  { parameterColumns }: ResultShape,
  { coordinates, keys, point, uniforms }: PlacedPoint,
  origin: Chunk,
  chunk: Chunk,
): MovedQuantity[] {
  const parts = sharesOf(point);
  const rows = parameterColumns.flatMap((column, index): MovedQuantity[] => {
    const found = quantityOf(scenario, column);
    const [from, to] = [origin.parameters[index], chunk.parameters[index]];
    if (found === undefined || found.quantity.expression.distributionCount === 0 || Object.is(from, to)) return [];
    const { id, source, judgement, expression } = found.quantity;
    const own = coordinates.flatMap((coordinate, i) => (coordinate.id === id ? [i] : []));
    if (own.length === 0) return [];
    return [
      {
        ...{ name: column.name, label: column.label, unit: column.unit, source, from, to },
        basis: source !== undefined ? 'source' : judgement ? 'judgement' : 'nothing',
        quantile: expression.distributionCount === 1 ? uniforms[keys.indexOf(id)] : undefined,
        share: own.reduce((sum, i) => sum + parts[i], 0),
      },
    ];
  });
  return rows.sort((a, b) => b.share - a.share);
}

/** The quantity whose values a column has. */
function quantityOf(scenario: Scenario, { name }: ParameterColumn): { readonly quantity: Quantity } | undefined {
  const common = commonQuantities(scenario);
  const path = scenario.paths.find((each) => name.startsWith(`${each.name}:`));
  const id = path ? name.slice(path.name.length + 1) : name;
  const quantity = path?.parameters.get(id) ?? common.get(id);
  return quantity && { quantity };
}

function scenarioText(
  scenario: Scenario,
  { parameterColumns }: ResultShape,
  { parameters }: Chunk,
  { about, moved }: { readonly about: string; readonly moved: readonly MovedQuantity[] },
): string {
  const byName = new Map(moved.map((quantity) => [quantity.name, quantity]));
  const data = certainScenario(scenario, parameterColumns, parameters, (name, { expression }) => {
    const found = byName.get(name);
    const prior = expression.text.replace(/\s+/g, ' ');
    return found === undefined
      ? `At its median; was ${prior}.`
      : `Moved from its median ${shortValue(found.from)}${found.quantile === undefined ? '' : ` to its quantile ${shortValue(found.quantile)}`}; was ${prior}.`;
  });
  const comment = [
    about,
    `Made by stolperdraht ${VERSION} from ${scenario.title}`,
    'One certain world: every distribution has given way to a value, and nothing else is changed.',
  ];
  const { title, ...rest } = data as { title: string };
  return `${comment.map((line) => `# ${line.replace(/\s+/g, ' ')}\n`).join('')}\n${stringify({ title, ...rest }, { lineWidth: 0 })}`;
}

/** Loads the text as a file, as anybody would, and evaluates the objective on its paths. */
function evaluateFile(text: string, { plan, objective }: PointSetting): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-proof-'));
  try {
    const file = join(folder, 'proof.yaml');
    writeFileSync(file, text);
    const scenario = loadScenario(file);
    const proof = planRun(scenario, { version: VERSION, histories: 0 });
    const shape = shapeOf(scenario, proof);
    const [uncertain] = uniformKeys(scenario, proof);
    if (uncertain !== undefined) throw new ProofError(`the scenario that was written leaves ${uncertain} uncertain`);
    const chunk = createContext(scenario, proof, createModel()).evaluateChunk(0, 1);
    return plan.paths.map(({ name }) => {
      const path = proof.paths.findIndex((each) => each.name === name);
      return chunk.values[path * shape.columns.length + objective.column];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
