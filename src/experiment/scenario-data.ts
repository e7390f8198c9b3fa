/**
 * A scenario as plain data that can be sent to another thread, and back. Compiled expressions are functions, which
 * cannot be sent: their texts are, and are compiled anew.
 */
import { compileExpression } from '../expression/compile.ts';
import type { Expression } from '../expression/expression.ts';
import type { Quantity, Scenario } from '../scenario/scenario.ts';

/** What is left of T when every expression in it is given as its text. */
type Data<T> = T extends Expression
  ? string
  : T extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Data<Value>>
    : T extends readonly (infer Item)[]
      ? readonly Data<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Data<T[Key]> }
        : T;

/** A scenario without functions, for the structured clone algorithm. */
export type ScenarioData = Data<Omit<Scenario, 'resolved'>>;

/** The scenario as plain data. The file as it was written (`resolved`) is left out: nothing is computed from it. */
export function packScenario(scenario: Scenario): ScenarioData {
  const { resolved: _, ...parts } = scenario;
  return {
    ...parts,
    parameters: mapValues(parts.parameters, textOf),
    variables: mapValues(parts.variables, textOf),
    members: parts.members.map((member) => ({
      ...member,
      resolve: textOf(member.resolve),
      conditionality: textOf(member.conditionality),
    })),
    ladder: parts.ladder.map((rung) => ({
      ...rung,
      risk: textOf(rung.risk),
      costCoalition: textOf(rung.costCoalition),
      costChallenger: textOf(rung.costChallenger),
    })),
    paths: parts.paths.map((path) => ({ ...path, parameters: mapValues(path.parameters, textOf) })),
    metrics: parts.metrics.map(textOf),
    preferences: parts.preferences.map(textOf),
  };
}

/** The scenario that was packed. It has been checked when it was loaded: nothing in it can be wrong. */
export function unpackScenario(data: ScenarioData): Scenario {
  return {
    ...data,
    parameters: mapValues(data.parameters, compiled<Quantity>),
    variables: mapValues(data.variables, compiled<Quantity>),
    members: data.members.map((member) => ({
      ...member,
      resolve: compiled<Quantity>(member.resolve),
      conditionality: compiled<Quantity>(member.conditionality),
    })),
    ladder: data.ladder.map((rung) => ({
      ...rung,
      risk: compiled<Quantity>(rung.risk),
      costCoalition: compiled<Quantity>(rung.costCoalition),
      costChallenger: compiled<Quantity>(rung.costChallenger),
    })),
    paths: data.paths.map((path) => ({ ...path, parameters: mapValues(path.parameters, compiled<Quantity>) })),
    metrics: data.metrics.map((metric) => compiled(metric)),
    preferences: data.preferences.map((preference) => compiled(preference)),
    resolved: undefined,
  };
}

function textOf<T extends { readonly expression: Expression }>(of: T): Omit<T, 'expression'> & { expression: string } {
  return { ...of, expression: of.expression.text };
}

function compiled<T extends { readonly expression: Expression }>(
  data: Omit<T, 'expression'> & { readonly expression: string },
): T {
  return { ...data, expression: compileExpression(data.expression) } as unknown as T;
}

function mapValues<Key, From, To>(map: ReadonlyMap<Key, From>, change: (value: From) => To): Map<Key, To> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
