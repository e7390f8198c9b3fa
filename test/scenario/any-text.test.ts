import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { formatFault, ScenarioError } from '../../src/scenario/scenario.ts';
import { writeFiles } from './scenario-files.ts';

const documentation = readFileSync(new URL('../../docs/scenario-files.md', import.meta.url), 'utf8');
const [, sketch] = [...documentation.matchAll(/^```yaml[^\n]*\n(.*?)^```/gms)].map((match) => match[1]);

const junk = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '(',
    ')',
    '"',
    "'",
    '\n',
    '  ',
    '- ',
    '#',
    '&a',
    '*a',
    '!',
    '|',
    '>',
    'null',
    'true',
  ],
  ...[
    '1e999',
    '-',
    '\t',
    ' to ',
    'beta(',
    '.',
    '0',
    'é',
    '\0',
    'extends: x.yaml\n',
    '\n---\n',
    '? ',
    '<<',
    '@',
    '`',
    '%',
  ],
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(40), insert: junk });

describe('whatever stands in a file', () => {
  it('is either a scenario or refused with faults that stand in it', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = sketch;
        for (const { at, remove, insert } of edits) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + insert + text.slice(offset + remove);
        }
        const lineCount = text.split('\n').length;
        try {
          loadScenario(writeFiles({ 'test.yaml': text }));
        } catch (error) {
          expect(error).toBeInstanceOf(ScenarioError);
          for (const fault of (error as ScenarioError).faults) {
            expect(formatFault(fault)).not.toMatch(/\n|\bundefined\b|NaN|\[object/);
            if (fault.at) expect(fault.at.line).toBeLessThanOrEqual(lineCount);
          }
        }
      }),
      { seed: 20250915, numRuns: 300 },
    );
  });
});
