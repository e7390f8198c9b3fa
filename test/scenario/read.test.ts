import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lexScenario } from '../../src/scenario/flow-calls.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { faultsOf, HARM, writeFiles } from './scenario-files.ts';

const faultsOfFile = (content: string | Uint8Array) =>
  faultsOf(() => loadScenario(writeFiles({ 'test.yaml': content })));
const good = `title: A test\npaths: { a: {} }\n${HARM}`;

describe('a file', () => {
  it('that does not exist, or is a folder, is named', () => {
    const file = writeFiles({ 'test.yaml': good });
    expect(faultsOf(() => loadScenario(`${dirname(file)}/none.yaml`))).toEqual(['none.yaml: does not exist']);
    expect(faultsOf(() => loadScenario(`${file}/none.yaml`))).toEqual(['test.yaml/none.yaml: does not exist']);
    expect(faultsOf(() => loadScenario(`${dirname(file)}/`))[0]).toMatch(/is a folder, not a scenario file$/);
    expect(faultsOf(() => loadScenario('/dev/null'))).toEqual(['/dev/null: is not a regular file']);
  });

  it('of more than a million bytes is refused unread', () => {
    expect(faultsOfFile(`${good}# ${'x'.repeat(1_000_000)}`)[0]).toMatch(/has 1000\d{3} bytes; .* at most 1000000$/);
  });

  it('that is not UTF-8 is refused', () => {
    expect(faultsOfFile(Uint8Array.of(0xff, 0xfe, 0x74, 0x00))).toEqual(['test.yaml: is not text in UTF-8']);
  });

  it('may have a byte order mark and Windows line ends', () => {
    const scenario = loadScenario(writeFiles({ 'test.yaml': `\uFEFF${good.replaceAll('\n', '\r\n')}` }));
    expect(scenario.title).toBe('A test');
  });

  it.each([
    ['brackets', `a: ${'['.repeat(50_000)}`],
    ['braces', `a: ${'{a: '.repeat(50_000)}`],
    ['list marks', `${'- '.repeat(50_000)}a`],
    ['key marks', `${'? '.repeat(50_000)}a`],
    ['block maps', Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('that is nested without end by %s is refused', (_, text) => {
    expect(faultsOfFile(text)).toEqual([
      expect.stringMatching(/^test\.yaml:\d+:\d+: the file is nested deeper than 50 levels$/),
    ]);
  });

  it('with hundreds of thousands of values is refused', () => {
    expect(faultsOfFile(`a: {${'(,'.repeat(400_000)}}`)).toEqual([
      'test.yaml:1:1: the file holds more than 20000 values',
    ]);
  });
});

describe('the lexemes of a text', () => {
  it.each([
    '{ a: beta(1, 2), b: [f(g(1, 2), [3, 4]), "x, (", 5] } # c(d, e)',
    'a: (\nb: c)\n',
    '{ a: (((, b: 2 }',
    '{ a: f(1,\n  2) }',
    "{ a: f(1, 'x') }",
  ])('are the text again when put together: %s', (text) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the lexer's marks are control characters
    const marks = /[\x02\x18\x1f]/g;
    expect(lexScenario(text, { depth: 50, values: 100 }).join('').replace(marks, '')).toBe(text);
  });
});
