import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DescribedFolders, describeFolders } from '../docs/scripts/described-folders.ts';
import { filesPage } from '../docs/scripts/files-page.ts';
import { nameOf } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { stolperdraht } from './cli/support.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/files.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commands without a folder of results of their own. */
const WITHOUT = [
  'analyze',
  'game',
  'trace',
  'report',
  'charts',
  'resume',
  'merge',
  'worker',
  'init',
  'validate',
  'explain',
  'schema',
];

let described: DescribedFolders;
beforeAll(async () => {
  described = await describeFolders(folder, stolperdraht);
}, 600_000);

describe('docs/files.md', () => {
  test('is what the program writes (write it anew by: npm run docs)', () => {
    expect(page).toBe(filesPage(described));
  });

  test('describes the folder of every command', () => {
    const commands = COMMANDS.map(nameOf).filter((name) => !WITHOUT.includes(name));
    expect(described.folders.map(({ command }) => command).sort()).toEqual(commands.sort());
  });

  test('describes every table that there is code for', () => {
    const sources = readdirSync(join(root, 'src/report'), { recursive: true, encoding: 'utf8' });
    const names = sources
      .filter((file) => file.endsWith('tables.ts'))
      .map((file) => readFileSync(join(root, 'src/report', file), 'utf8'))
      .flatMap((text) => [...text.matchAll(/^ {4}name: '(\w+)',\n {4}title:/gm)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !page.includes(`### \`${name}.csv\``))).toEqual([]);
  });

  test('has a meaning for every column', () => {
    for (const { tables } of described.folders) {
      for (const { path, schema } of tables) {
        for (const { name, description } of schema.fields) expect(description, `${path}: ${name}`).toMatch(/\S/);
      }
    }
  });

  test('is refused where a command leaves a file of which nothing is known', () => {
    const [run, ...rest] = described.folders;
    const strange = { ...described, folders: [{ ...run, others: [...run.others, 'strange.bin'] }, ...rest] };
    expect(() => filesPage(strange)).toThrow('run/strange.bin: docs/scripts/files-page.ts does not say what it is');
  });
});
