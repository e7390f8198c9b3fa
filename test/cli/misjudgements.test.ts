import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { possibleMisjudgements, whyInseparable } from '../../src/cli/perception/misjudgements.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { twoPaths } from './support.ts';

const misperceptions = fileURLToPath(new URL('../fixtures/misperceptions.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-misjudgements-'));
afterAll(() => rmSync(folder, { recursive: true }));
const load = (file: string, set: readonly string[] = [], paths?: readonly string[]) =>
  loadScenario(file, { set, paths });
const misjudged = (...args: Parameters<typeof load>) => possibleMisjudgements(load(...args)).map(({ name }) => name);
const noBelief = ['challenger.misperception_resolve=0', 'challenger.misperception_backing=0'];

describe('what a challenger may misjudge', () => {
  test('is what is uncertain, or certainly not 0, on some path that is looked at', () => {
    expect(misjudged(misperceptions)).toEqual(['resolve', 'backing', 'strength']);
    expect(misjudged(twoPaths)).toEqual([]);
    // Only the fortress has an error that stays.
    const onlyThere = [...noBelief, 'challenger.overconfidence=0'];
    expect(misjudged(misperceptions, onlyThere)).toEqual(['strength']);
    expect(misjudged(misperceptions, onlyThere, ['deployment'])).toEqual([]);
  });

  test('follows variables, whether they are certain or not', () => {
    const set = (value: string) => ['challenger.overconfidence=goodwill', `goodwill=${value}`];
    expect(misjudged(twoPaths, set('0'))).toEqual([]);
    expect(misjudged(twoPaths, set('0.3'))).toEqual(['strength']);
    expect(misjudged(twoPaths, ['challenger.overconfidence=goodwill'])).toEqual(['strength']);
  });

  test('may begin with a later phase of a path', () => {
    const file = join(folder, 'phases.yaml');
    const phases = 'phases: [{ from_year: 0.5, parameters: { challenger.misperception_backing: -1 } }]';
    const text = readFileSync(twoPaths, 'utf8').replace('    title: Fortress', `    title: Fortress\n    ${phases}`);
    writeFileSync(file, text);
    expect(misjudged(file)).toEqual(['backing']);
    expect(misjudged(file, [], ['deployment'])).toEqual([]);
  });

  test('cannot be put right where something else is computed from it', () => {
    const scenario = load(misperceptions, ['challenger.overconfidence=0.5 * challenger.misperception_backing']);
    expect(whyInseparable(scenario, possibleMisjudgements(scenario))).toBe(
      'challenger.overconfidence is computed from challenger.misperception_backing, so that it would change when ' +
        'challenger.misperception_backing is put right; compute both from a variable instead',
    );
    const apart = load(misperceptions);
    expect(whyInseparable(apart, possibleMisjudgements(apart))).toBeUndefined();
  });
});
