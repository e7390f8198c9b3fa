import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/command-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const pages = ['README.md', ...readdirSync(`${root}/docs`).flatMap((f) => (f.endsWith('.md') ? [`docs/${f}`] : []))];
const commands = COMMANDS.map(nameOf);

/** Commands that a text names where it shows code. */
const named = (text: string) => [...text.matchAll(/(?:^|`)stolperdraht ([a-z-]+)/gm)].map(([, name]) => name);

describe('the pages', () => {
  test.each(pages)('name only commands that there are: %s', (page) => {
    expect(named(read(page)).filter((name) => !commands.includes(name))).toEqual([]);
  });

  test('say of every command when to use it, in docs/methods.md', () => {
    const said = named(read('docs/methods.md'));
    expect(commands.filter((name) => !said.includes(name))).toEqual([]);
  });
});
