import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemaText } from '../../src/cli/schema.ts';
import { PARAMETERS } from '../../src/deterrence/parameters.ts';

const root = new URL('../../', import.meta.url);
const schema = JSON.parse(schemaText());

describe('the JSON Schema of scenario files', () => {
  it('is the one in docs/scenario.schema.json (write it anew by: npm run -s stolperdraht schema > docs/scenario.schema.json)', () => {
    expect(readFileSync(new URL('docs/scenario.schema.json', root), 'utf8')).toBe(schemaText());
  });

  it('shows meaning, unit, range and reference value of every parameter', () => {
    const { properties } = schema.definitions.parameters;
    expect(Object.keys(properties)).toEqual(PARAMETERS.map((p) => p.id));
    for (const p of PARAMETERS) {
      expect(properties[p.id]).toMatchObject({ title: p.label, default: p.reference });
      for (const part of [p.meaning, `Unit: ${p.unit}.`, `${p.reference}`]) {
        expect(properties[p.id].description).toContain(part);
      }
    }
    expect(properties['backer.reliability'].anyOf[0]).toEqual({
      type: 'number',
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
    });
  });

  it('refuses unknown keys, so that an editor marks them', () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.definitions.parameters.additionalProperties).toBe(false);
  });

  it('is named on the first line of every shipped scenario', () => {
    const folder = new URL('scenarios/', root);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    for (const name of files) {
      const file = new URL(name, folder);
      const [first] = readFileSync(file, 'utf8').split('\n');
      const path = /^# yaml-language-server: \$schema=(.+)$/.exec(first)?.[1];
      expect(path, name).toBeDefined();
      expect(existsSync(new URL(path!, file)), name).toBe(true);
    }
  });
});
