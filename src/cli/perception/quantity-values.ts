/** The values of any parameter in the worlds of a run, whether it is sampled, set by a path, or certain. */
import { buildProgram, certainValues, slotIn } from '../../scenario/program.ts';
import type { Worlds } from '../worlds.ts';

/** A parameter on one path, by draw; NaN in failed draws where it is sampled. */
export interface ParameterValues {
  /** What holds from the start. */
  readonly first: Float64Array;
  /** What phases of the path put in its place, in no certain order. */
  readonly later: readonly Float64Array[];
}

/**
 * The values of a parameter on one path.
 * @param path position among the paths of the plan
 * @throws RangeError if there is no such parameter
 */
export function parameterValues({ scenario, plan, results }: Worlds, path: number, id: string): ParameterValues {
  const { name } = plan.paths[path];
  const own = scenario.paths.find((each) => each.name === name);
  if (own === undefined) throw new RangeError(`no path is called ${name}`);
  const program = buildProgram(scenario, own);
  const columnOf = (wanted: string) => results.parameterColumns.findIndex((column) => column.name === wanted);
  const valuesOf = (quantity: string): Float64Array => {
    const column = [columnOf(`${name}:${quantity}`), columnOf(quantity)].find((index) => index >= 0);
    if (column !== undefined) return results.parameter(column);
    return new Float64Array(plan.draws).fill(certainValues(program)[slotIn(program, quantity)]);
  };
  const phases = [...program.quantities.keys()].filter((key) => key.startsWith(`${id}@`));
  return { first: valuesOf(id), later: phases.map(valuesOf) };
}
