// Every NAME.yaml in test/fixtures/bad-scenarios is wrong in the way its name says; NAME.txt holds the messages that an
// author should read, written as file:line:column: subject: value; what is allowed. A new case is two new files.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { ScenarioError } from '../../src/scenario/scenario.ts';

const folder = fileURLToPath(new URL('../fixtures/bad-scenarios/', import.meta.url));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length));

describe('a bad scenario', () => {
  it.each(cases)('is refused with all its faults: %s', (name) => {
    const expected = readFileSync(`${folder}${name}.txt`, 'utf8').trimEnd().split('\n');
    const messages = faultsOf(`${folder}${name}.yaml`).map((message) => message.replaceAll(folder, ''));
    expect(messages).toEqual(expected);
  });

  it.each(cases)('is described in lines of their own, without a stack or undefined values: %s', (name) => {
    for (const message of faultsOf(`${folder}${name}.yaml`)) {
      expect(message).not.toMatch(/\n|\bundefined\b(?!-)|\[object| {4}at /);
      expect(message.length).toBeLessThan(folder.length + 700);
    }
  });
});

function faultsOf(file: string): string[] {
  try {
    loadScenario(file);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  throw new Error(`${file} was loaded without a fault`);
}
