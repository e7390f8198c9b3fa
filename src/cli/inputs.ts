/** The uncertain quantities of worlds: what an analysis can put the differences between worlds down to. */
import { uniformKeys } from '../experiment/executor.ts';
import type { Plan } from '../experiment/plan.ts';
import type { ParameterColumn, ResultShape } from '../experiment/results.ts';
import { unknownName } from '../scenario/names.ts';
import { commonQuantities } from '../scenario/program.ts';
import type { Quantity, Scenario } from '../scenario/scenario.ts';
import { UsageError } from './errors.ts';

/** A quantity with a distribution of its own. What is only computed from others is none. */
export interface Input extends Pick<ParameterColumn, 'label' | 'unit' | 'meaning'> {
  /** The id; `path:id` where it is that of one path, and others have another. */
  readonly name: string;
  readonly id: string;
  /** Its values: position among the parameter columns of results. */
  readonly column: number;
  /** Its uniforms: positions among `uniformKeys`. Those of a quantity are the same on every path. */
  readonly uniforms: readonly number[];
  /** What the scenario says of it: expression, source, note, whether it is a judgement. */
  readonly quantity: Quantity;
  /** Ids of the quantities whose ranks are correlated with its own. */
  readonly correlated: readonly string[];
}

/** A quantity as it holds on some path. */
interface Candidate {
  readonly quantity: Quantity;
  readonly column: number;
}

/**
 * The uncertain quantities that can matter on some paths, in the order of the parameter columns' ids. Where paths have
 * different distributions of a quantity that follow from the same uniform, one of them stands for all.
 * @param paths names; all of the scenario when left out
 */
export function findInputs(
  scenario: Scenario,
  plan: Plan,
  { parameterColumns }: Pick<ResultShape, 'parameterColumns'>,
  paths: readonly string[] = plan.paths.map(({ name }) => name),
): Input[] {
  const keys = uniformKeys(scenario, plan);
  const columnOf = new Map(parameterColumns.map(({ name }, index) => [name, index]));
  const common = commonQuantities(scenario);
  const looked = scenario.paths.filter(({ name }) => paths.includes(name));
  const ids = new Set([...common.keys(), ...looked.flatMap((path) => [...path.parameters.keys()])]);
  return [...ids].flatMap((id) => {
    const candidates = new Map<number, Candidate>();
    for (const path of looked) {
      const quantity = path.parameters.get(id) ?? common.get(id);
      const column = columnOf.get(`${path.name}:${id}`) ?? columnOf.get(id);
      if (quantity === undefined || column === undefined || quantity.expression.distributionCount === 0) continue;
      // What a phase brings back is the quantity that it was before.
      if (quantity.key !== undefined && quantity.key !== id) continue;
      if (!candidates.has(column)) candidates.set(column, { quantity, column });
    }
    const all = [...candidates.values()];
    const together = all.length > 1 && all.every(({ quantity }) => quantity.expression.distribution !== undefined);
    const correlated = scenario.correlations.flatMap(({ first, second }) =>
      first === id ? [second] : second === id ? [first] : [],
    );
    return (together ? all.slice(0, 1) : all).map(({ quantity, column }): Input => {
      const { name, label, unit, meaning } = parameterColumns[column];
      return {
        ...{ name: together ? id : name, id, column, label, unit, meaning, quantity, correlated },
        uniforms: keys.flatMap((key, index) => (isUniformOf(key, id) ? [index] : [])),
      };
    });
  });
}

/** Keys are the id, then `id#2` and so on. */
function isUniformOf(key: string, id: string): boolean {
  return key === id || (key.startsWith(`${id}#`) && /^\d+$/.test(key.slice(id.length + 1)));
}

/**
 * The inputs that some names ask for, in the order of the names. An id asks for all of that id.
 * @throws UsageError naming what is not known and what was probably meant
 */
export function pickInputs(inputs: readonly Input[], names: readonly string[]): Input[] {
  const picked = names.flatMap((name) => {
    const found = inputs.filter((input) => input.name === name || input.id === name);
    if (found.length > 0) return found;
    const known = new Set(inputs.flatMap(({ name: one, id }) => [one, id]));
    throw new UsageError(`--parameters ${unknownName('uncertain quantity on these paths', name, known)}`);
  });
  return [...new Set(picked)];
}
