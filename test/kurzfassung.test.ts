import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/command-table.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const summary = read('docs/kurzfassung.de.md');
const transcript = /<!-- transcript: npm start -->\n```text\n(.*?)\n```/s.exec(read('README.md'))?.[1] ?? '';

describe('the German summary', () => {
  test('takes its numbers from the run that the README shows', () => {
    const numbers = [...summary.matchAll(/\d+,\d+ ±\d+,\d+|\d+(?:,\d+)? % \(\d+(?:,\d+)?–\d+(?:,\d+)?\)/g)];
    expect(numbers.length).toBeGreaterThan(30);
    const shown = transcript.replace(/ +/g, ' ');
    for (const [number] of numbers) expect(shown).toContain(number.replaceAll(',', '.'));
  });

  test('has the shares and means of each preference in the order of the paths', () => {
    for (const [, name, row] of summary.matchAll(/^\|[^|]*\(`(\w+)`\) \|(.*)\|$/gm)) {
      const cells = row.split('|').map((cell) => cell.trim().replaceAll(',', '.'));
      expect(transcript.replace(/ +/g, ' ')).toContain(` ${name} ${cells.join(' ')}`);
    }
  });

  test('names commands that there are', () => {
    const named = [...summary.matchAll(/^stolperdraht (\S+)/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(2);
    for (const name of named) expect(COMMANDS.map(nameOf)).toContain(name);
  });
});
