/** The values of any parameter in the worlds of a run, whether it is sampled, set by a path, or certain. */
import { parameterIndex } from '../deterrence/parameters.ts';
import { buildProgram, certainValues } from '../scenario/program.ts';
import type { Worlds } from './worlds.ts';

/**
 * A parameter on one path by draw; NaN in failed draws where it is sampled.
 * @param path position among the paths of the plan
 * @throws RangeError if there is no such parameter
 */
export function parameterValues({ scenario, plan, results }: Worlds, path: number, id: string): Float64Array {
  const { name } = plan.paths[path];
  const columnOf = (wanted: string) => results.parameterColumns.findIndex((column) => column.name === wanted);
  const column = [columnOf(`${name}:${id}`), columnOf(id)].find((index) => index >= 0);
  if (column !== undefined) return results.parameter(column);
  const own = scenario.paths.find((each) => each.name === name);
  if (own === undefined) throw new RangeError(`no path is called ${name}`);
  return new Float64Array(plan.draws).fill(certainValues(buildProgram(scenario, own))[parameterIndex(id)]);
}
