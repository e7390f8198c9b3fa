import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts';
import type { Sampler } from '../../src/scenario/sampler.ts';
import { type Scenario, ScenarioError } from '../../src/scenario/scenario.ts';

/** A preference that forgets nothing. */
export const HARM =
  'preferences:\n  harm: { minimize: protege_collapses + war_years + renewed_war_lost + general_war + nuclear_use }\n';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Writes files into a new temporary folder and returns the path of the first. */
export function writeFiles(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return join(folder, Object.keys(files)[0]);
}

/** Loads a scenario with a title and preferences, and the given rest; a single empty path unless the rest has paths. */
export function loadText(rest: string, options: LoadOptions = {}): Scenario {
  const paths = /^paths:/m.test(rest) ? '' : 'paths: { a: {} }\n';
  const preferences = /^preferences:/m.test(rest) ? '' : HARM;
  return loadScenario(writeFiles({ 'test.yaml': `title: A test\n${paths}${preferences}${rest}` }), options);
}

/** The messages of a scenario that is refused, without the folder of the file. */
export function faultsOf(load: () => unknown): string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.replaceAll(/\S*scenario-\w+\//g, '').split('\n');
    throw error;
  }
  throw new Error('the scenario was loaded without a fault');
}

/** Values of all columns for one draw, by name. */
export function sampleColumns(
  sampler: Sampler,
  pathCount: number,
  uniformOf: (key: string) => number,
): Record<string, number> {
  const values = new Float64Array(sampler.columns.length).fill(Number.NaN);
  const uniforms = Float64Array.from(sampler.uniformKeys, uniformOf);
  for (let path = 0; path < pathCount; path++) {
    sampler.sample(path, 0, uniforms, (key, attempt) => fraction(`${key} ${attempt}`), values);
  }
  return Object.fromEntries(sampler.columns.map((column, index) => [column.name, values[index]]));
}

/** A number in (0, 1) that depends on a text alone (FNV-1a). */
export function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash + 0.5) / 2 ** 32;
}
