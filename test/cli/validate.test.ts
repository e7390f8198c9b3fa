import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { validateScenarios } from '../../src/cli/validate/validate.ts';
import { faultsOf, HARM, writeFiles } from '../scenario/scenario-files.ts';

/** An output that keeps what is written to it. */
function keepText(): { stdout: Environment['stdout']; text: () => string } {
  const parts: string[] = [];
  const write = (part: string): boolean => parts.push(part) > 0;
  return { stdout: { write } as unknown as Environment['stdout'], text: () => parts.join('') };
}

/** Runs the command and returns what it prints, without the folders of the files. */
function printed(files: readonly string[], settings: readonly string[] = []): string {
  const { stdout, text } = keepText();
  validateScenarios(files, settings, { stdout });
  return text().replaceAll(/\S*scenario-\w+\//g, '');
}

const scenario = (rest: string) =>
  writeFiles({
    'test.yaml': `title: A test\npaths: { a: {}, b: { parameters: { roe.threshold: 20 } } }\n${HARM}${rest}`,
  });

describe('validate', () => {
  it('sums up a scenario that is in order, with its warnings', () => {
    const file = scenario(
      'variables: { x: { value: "beta(2, 3)", note: n } }\nmembers:\n  - { name: Some, states: 3, weight: 1, resolve: 0, conditionality: 0 }\n',
    );
    expect(printed([file])).toBe(
      'ok: test.yaml: 2 paths (a, b), 1 sampled distribution, 1 member for 3 states, 0 metrics, 1 preference, 1000 draws (lhs, seed test), 1 warning\n' +
        'warning: test.yaml:5:26: variables.x: is never used\n',
    );
  });

  it('reports the faults of all files together, after the summaries of the others', () => {
    const [good, bad, worse] = [
      scenario(''),
      scenario('parameters: { roe.treshold: 3 }\n'),
      scenario('run: { draws: 0 }\n'),
    ];
    const { stdout, text } = keepText();
    expect(faultsOf(() => validateScenarios([bad, good, worse], [], { stdout }))).toEqual([
      'test.yaml:5:15: roe.treshold: no such parameter; did you mean roe.threshold?',
      'test.yaml:5:15: run.draws: 0 is out of range; must be an integer from 1 to 10000000',
    ]);
    expect(text()).toMatch(/^ok: [^\n]*test\.yaml: 2 paths/);
  });

  it('samples worlds, so that values out of range are found before a long run', () => {
    const file = scenario(
      'parameters: { tripwire.troops: { value: "normal(17, 10)", note: n } }\nrun: { draws: 200 }\n',
    );
    const faults = faultsOf(() => printed([file]));
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(
      /^test\.yaml:5:41: tripwire\.troops in draw \d+ on path a: -[\d.]+ is out of range; .* \(and in [78] more of 200 draws\)$/,
    );
    expect(faults[1]).toMatch(/on path b/);
  });

  it('applies --set first', () => {
    expect(printed([scenario('parameters: { war.gain: 3 }\n')], ['war.gain=5 to 9'])).toMatch(/1 sampled distribution/);
    expect(faultsOf(() => printed([scenario('')], ['war.gain=-1']))).toEqual([
      '--set war.gain=-1: war.gain: -1 is out of range; must be a number at least 0 and at most 1000000',
    ]);
  });
});
