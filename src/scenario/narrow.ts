/** A scenario as it is run: with some of its paths, and other draws. */
import { commonQuantities, type QuantityParts } from './program.ts';
import type { RunSettings, Scenario, ScenarioPath } from './scenario.ts';

/** What is run of a scenario. What is left out stays as it is. */
export interface Narrowing {
  /** Names of the paths to keep; they stay in the order of the file. */
  readonly paths?: readonly string[] | undefined;
  readonly run?: Partial<RunSettings> | undefined;
}

/** The scenario with these paths only and these settings, also in its resolved form. The paths must exist. */
export function narrowScenario<S extends Omit<Scenario, 'warnings'>>(
  scenario: S,
  { paths: wanted, run }: Narrowing,
): S {
  const paths = wanted === undefined ? scenario.paths : scenario.paths.filter(({ name }) => wanted.includes(name));
  const correlations = scenario.correlations.filter(({ first, second }) =>
    [first, second].every((id) => isSampled(id, scenario, paths)),
  );
  const narrowed = { ...scenario, paths, correlations, run: { ...scenario.run, ...run } };
  return { ...narrowed, resolved: resolve(narrowed) };
}

/** Whether a quantity has a distribution on any of the paths; on one that is left out it may be the only one. */
function isSampled(id: string, parts: QuantityParts, paths: readonly ScenarioPath[]): boolean {
  const all = [commonQuantities(parts), ...paths.map((path) => path.parameters)];
  return all.some((quantities) => (quantities.get(id)?.expression.distributionCount ?? 0) > 0);
}

/** The scenario as it will be run, as plain data that is itself a scenario file. */
function resolve({ resolved, run, paths, correlations }: Omit<Scenario, 'warnings'>): unknown {
  // What the named sweeps say has no part in a run, and may speak of paths that are left out.
  const { sweep: _, ...data } = resolved as Record<string, unknown> & { paths: Record<string, unknown> };
  const kept = Object.fromEntries(paths.map(({ name }) => [name, data.paths[name]]));
  if (data.correlations !== undefined) {
    data.correlations = correlations.map(({ first, second, rank }) => [first, second, rank]);
  }
  return { ...data, paths: kept, run: { ...run } };
}
