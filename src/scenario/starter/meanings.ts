/** What keys of a scenario and parameters mean, in the words of the schema. */
import { scenarioJsonSchema } from '../schema.ts';

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly additionalProperties?: Described;
  readonly anyOf?: readonly Described[];
  readonly $ref?: string;
}

const schema = scenarioJsonSchema() as Described & { readonly definitions: Readonly<Record<string, Described>> };

/**
 * What a key of scenario files means.
 * @param keys it and those above it, from the outside; `*` stands for a name that the author chooses
 * @throws RangeError if there is none
 */
export function meaningOf(...keys: readonly string[]): string {
  let at: Described | undefined = schema;
  for (const key of keys) at = resolve(key === '*' ? at?.additionalProperties : at?.properties?.[key]);
  if (at?.description === undefined) throw new RangeError(`${keys.join(' ')}: the schema says nothing of it`);
  return at.description;
}

/**
 * A parameter's meaning, unit, allowed values and reference value.
 * @throws RangeError if there is none
 */
export function parameterMeaning(id: string): string {
  return meaningOf('parameters', id);
}

/** What a place allows beside nothing at all, wherever it is described. */
function resolve(place: Described | undefined): Described | undefined {
  if (place === undefined || place.description !== undefined || place.properties !== undefined) return place;
  if (place.$ref !== undefined) return schema.definitions[place.$ref.replace('#/definitions/', '')];
  return resolve(place.anyOf?.[0]);
}
