import { scenarioJsonSchema } from '../scenario/schema.ts';

/** The JSON Schema of scenario files as text: what `schema` prints and docs/scenario.schema.json holds. */
export function schemaText(): string {
  return `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
}
