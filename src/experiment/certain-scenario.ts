/** A scenario in which every quantity is what it was in one world: a file that anybody can run and look into. */
import { PARAMETER_INDEX } from '../deterrence/parameters.ts';
import { splitPhased } from '../scenario/phases.ts';
import { buildProgram, commonQuantities, type PathProgram } from '../scenario/program.ts';
import type { Quantity, Scenario } from '../scenario/scenario.ts';
import type { ParameterColumn } from './results.ts';

interface PathData {
  parameters?: Record<string, unknown>;
  phases?: { from_year?: number; parameters?: Record<string, unknown> | null }[];
}

/** Plain data of a scenario file, as far as quantities go. */
interface ScenarioData {
  parameters?: Record<string, unknown>;
  variables?: Record<string, unknown>;
  members?: Record<string, unknown>[];
  ladder?: Record<string, unknown>[];
  paths: Record<string, PathData | null>;
  [key: string]: unknown;
}

/**
 * The resolved scenario with the value that it had in one world in place of every distribution; what is computed from
 * others still is. Correlations go, and so do sweeps: nothing is uncertain any more.
 * @param columns of the sampled values of the scenario @param values of one world, one a column
 * @param remark note on a quantity, by the name of its column
 * @throws Error if a quantity of a member or rung has another value on each path, which no file can say
 */
export function certainScenario(
  scenario: Scenario,
  columns: readonly Pick<ParameterColumn, 'name'>[],
  values: Float64Array,
  remark: (name: string, quantity: Quantity) => string,
): Record<string, unknown> {
  const { correlations: _, sweep: __, ...data } = structuredClone(scenario.resolved) as ScenarioData;
  const known = new Map(columns.map(({ name }, index) => [name, values[index]]));
  const put = (section: Record<string, unknown>, name: string, quantity: Quantity) => {
    section[splitPhased(quantity.id).id] = { value: known.get(name)!, note: remark(name, quantity) };
  };
  for (const [id, quantity] of commonQuantities(scenario)) {
    const [first] = scenario.paths.map(({ name }) => `${name}:${id}`).filter((name) => known.has(name));
    const name = known.has(id) ? id : first;
    if (quantity.expression.distributionCount === 0 || name === undefined) continue;
    if (scenario.variables.has(id)) put(sectionOf(data, 'variables'), name, quantity);
    else if (PARAMETER_INDEX.has(id)) put(sectionOf(data, 'parameters'), name, quantity);
    else putListed(data as ScenarioData, scenario, id, known.get(name)!);
  }
  for (const path of scenario.paths) {
    const program = buildProgram(scenario, path);
    const differs = (id: string) => known.has(`${path.name}:${id}`);
    /** A variable is the same on every path of a file. One that was not must be replaced where it is read. */
    const isVariable = (id: string) => scenario.variables.has(splitPhased(id).id);
    const isLost = (id: string) => differs(id) && isVariable(id) && isSampled(program, id);
    for (const [id, quantity] of program.quantities) {
      const isFree = quantity.expression.distributionCount > 0;
      if (!differs(id) || !(isFree || reads(program, id, isLost)) || isVariable(id)) continue;
      if (!PARAMETER_INDEX.has(splitPhased(id).id)) {
        throw new Error(`${id} has another value on each path, which a scenario file cannot say of members and rungs`);
      }
      put(ownParameters(sectionOf(data.paths, path.name), id), `${path.name}:${id}`, quantity);
    }
  }
  return { ...data, run: { ...scenario.run, draws: 1 } };
}

/** Where a path sets a parameter, from the start or in the phase that its name says; a first phase has the last word. */
function ownParameters(path: PathData, name: string): Record<string, unknown> {
  const { id, fromYear = 0 } = splitPhased(name);
  const phase = path.phases?.find(({ from_year: year = 0, parameters }) =>
    fromYear === 0 ? year === 0 && parameters && id in parameters : year === fromYear,
  );
  return sectionOf((phase ?? path) as Record<string, unknown>, 'parameters');
}

/** A map within another, made where there is none. */
function sectionOf(data: Record<string, unknown>, key: string): Record<string, unknown> {
  data[key] ??= {};
  return data[key] as Record<string, unknown>;
}

/** Whether there is a distribution in what a quantity is computed from. */
function isSampled(program: PathProgram, id: string): boolean {
  const hasDistribution = (name: string) => program.quantities.get(name)!.expression.distributionCount > 0;
  return hasDistribution(id) || reads(program, id, hasDistribution);
}

/** Whether a quantity is computed, at whatever remove, from one with a property. */
function reads(program: PathProgram, id: string, has: (name: string) => boolean): boolean {
  const found = new Set(program.quantities.get(id)!.expression.references);
  for (const name of found) {
    if (!program.quantities.has(name)) continue;
    if (has(name)) return true;
    for (const next of program.quantities.get(name)!.expression.references) found.add(next);
  }
  return false;
}

function putListed(data: ScenarioData, { members }: Scenario, id: string, value: number): void {
  const rung = /^ladder\[(\d+)\]\.(.+)$/.exec(id);
  if (rung) {
    data.ladder![Number(rung[1])][rung[2]] = value;
    return;
  }
  const key = id.slice(id.lastIndexOf('.') + 1);
  const index = members.findIndex(({ name }) => id === `members.${name}.${key}`);
  data.members![index][key] = value;
}
