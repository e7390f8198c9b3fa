/** How the choice hangs on one weight in the values: of a cost, or between two preferences. */
import { acceptabilityCurve, frontier, type WeightedPayoffs } from '../../analysis/information/acceptability.ts';
import { costRange } from '../../analysis/information/cost-range.ts';
import { readSpec, SpecError } from '../../experiment/sweep-spec.ts';
import type { WeightFinding } from '../../report/information/findings.ts';
import type { AskedDecision } from '../decision.ts';
import { UsageError } from '../errors.ts';
import { findObjective } from '../objective.ts';
import type { Worlds } from '../worlds.ts';
import type { WeightChoice } from './value-of-information-options.ts';

/** What is looked at where nothing is asked for: the question of a treasury. */
const USUAL_COST = 'budget';
const POINTS = 21;
const LEAST_DRAWS = 20;

/** A weight cannot be moved, and nobody has asked that it be. */
export interface NoWeight {
  readonly reason: string;
}

/**
 * Moves the weight.
 * @throws UsageError if what was asked for cannot be had
 */
export function moveWeight(
  worlds: Worlds,
  asked: AskedDecision,
  choice: WeightChoice | undefined,
): WeightFinding | NoWeight {
  if (choice?.kind === 'between') return between(worlds, asked, choice);
  const name = choice?.name ?? USUAL_COST;
  const found = moveCost(worlds, asked, name, choice?.values);
  if (choice === undefined && !('reason' in found) && found.segments[0].path === found.range?.cheapest) {
    return { reason: `${found.segments[0].path} costs least and is the best on average, whatever it counts` };
  }
  if (choice !== undefined && 'reason' in found) throw new UsageError(`--cost ${name}: ${found.reason}`);
  return found;
}

function moveCost(
  worlds: Worlds,
  asked: AskedDecision,
  name: string,
  written: string | undefined,
): WeightFinding | NoWeight {
  const { results } = worlds;
  const { decision, payoffs } = asked;
  const cost = findColumn(worlds, '--cost', name);
  if (cost.column === asked.column) return { reason: 'it is what the paths are judged by' };
  const sign = payoffs.direction === 'minimize' ? 1 : -1;
  const columns = asked.pathIndices.map((path) => results.column(path, cost.column).map((value) => sign * value));
  const kept = asked.draws.map((_, i) => i).filter((i) => columns.every((of) => Number.isFinite(of[asked.draws[i]])));
  if (kept.length < LEAST_DRAWS)
    return { reason: `it has a value on all paths in ${kept.length} draws, ${LEAST_DRAWS} are needed` };
  const weighted: WeightedPayoffs = {
    paths: decision.paths,
    base: payoffs.values.map((of) => Float64Array.from(kept, (i) => of[i])),
    slope: columns.map((of) => Float64Array.from(kept, (i) => of[asked.draws[i]])),
    direction: payoffs.direction,
  };
  const range = costRange(weighted);
  const weights = written === undefined ? spread(range?.to) : readWeights(name, written);
  if (weights === undefined) return { reason: 'no weight of it changes which path is the best' };
  return {
    ...{ kind: 'cost', name, unit: cost.unit, first: undefined, second: undefined },
    range: written === undefined ? range : undefined,
    draws: kept.length,
    leftOut: decision.draws - kept.length,
    points: acceptabilityCurve(weighted, weights),
    segments: frontier(weighted, weights[0], weights[weights.length - 1]),
  };
}

/** (1 − w)·A + w·B. */
function between(
  worlds: Worlds,
  { decision, pathIndices }: AskedDecision,
  { first, second }: Extract<WeightChoice, { kind: 'between' }>,
): WeightFinding {
  const { results, plan } = worlds;
  const [a, b] = [first, second].map((name) => findObjective(results, { preference: name }));
  if (a.direction === undefined || a.direction !== b.direction) {
    throw new UsageError(
      `--between ${first},${second}: the first is ${a.direction}d and the second ${b.direction}d, both must be the same way`,
    );
  }
  if (first === second) throw new UsageError(`--between names ${first} twice, must name two preferences`);
  const columns = pathIndices.map((path) => ({ a: results.column(path, a.column), b: results.column(path, b.column) }));
  const kept = Uint32Array.from({ length: plan.draws }, (_, draw) => draw).filter((draw) =>
    columns.every((of) => Number.isFinite(of.a[draw]) && Number.isFinite(of.b[draw])),
  );
  if (kept.length < LEAST_DRAWS) {
    throw new UsageError(`--between: ${kept.length} draws have values of both, at least ${LEAST_DRAWS} are needed`);
  }
  const weighted: WeightedPayoffs = {
    paths: decision.paths,
    base: columns.map((of) => Float64Array.from(kept, (draw) => of.a[draw])),
    slope: columns.map((of) => Float64Array.from(kept, (draw) => of.b[draw] - of.a[draw])),
    direction: a.direction,
  };
  const weights = spread(1)!;
  return {
    ...{ kind: 'between', name: `${first},${second}`, unit: '', first, second, range: undefined },
    draws: kept.length,
    leftOut: plan.draws - kept.length,
    points: acceptabilityCurve(weighted, weights),
    segments: frontier(weighted, 0, 1),
  };
}

function findColumn({ results }: Worlds, option: string, name: string) {
  try {
    return findObjective(results, { metric: name });
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(error.message.replace('--metric', option));
    throw error;
  }
}

/** From 0 to the end, evenly. */
function spread(to: number | undefined): number[] | undefined {
  if (to === undefined) return undefined;
  return Array.from({ length: POINTS }, (_, i) => Number(((to * i) / (POINTS - 1)).toPrecision(12)));
}

function readWeights(name: string, written: string): number[] {
  try {
    const weights = readSpec(written, { own: undefined, whole: false }).sort((a, b) => a - b);
    if (weights.length >= 2) return weights;
    throw new UsageError(`--cost ${name}=${written}: one weight, at least two are needed`);
  } catch (error) {
    if (error instanceof SpecError) throw new UsageError(`--cost ${name}: ${error.message}`);
    throw error;
  }
}
