import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { quote } from '../src/cli/replay-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tutorial = readFileSync(join(root, 'docs/tutorial.md'), 'utf8');

/** Commands, in their order, with what the page shows of their output; or a file that the reader writes. */
interface Step {
  readonly commands: readonly string[];
  readonly shown: string[][];
  readonly file?: { readonly name: string; readonly text: string };
}

const steps: Step[] = [];
for (const [, kind, name, text] of tutorial.matchAll(/^```(\w+)(?: file=(\S+))?\n(.*?)^```$/gms)) {
  if (kind === 'sh') steps.push({ commands: text.trim().split('\n'), shown: [] });
  else if (kind === 'yaml') steps.push({ commands: [], shown: [], file: { name, text } });
  else steps.at(-1)?.shown.push(text.split('\n').filter((line) => line.trim() !== '' && line !== '[…]'));
}

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-tutorial-'));
const bin = join(folder, 'bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1', DEBUG: '' };
const shell = (line: string) => spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' });

beforeAll(() => {
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(inject('program'))} "$@"\n`;
  writeFileSync(join(bin, 'stolperdraht'), script);
  chmodSync(join(bin, 'stolperdraht'), 0o755);
  cpSync(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether this machine has what a command needs beside the program. */
function hasTools(line: string): boolean {
  const tool = line.split(' ')[0];
  const probe = tool === 'python3' ? 'python3 -c "import pandas"' : `command -v ${tool}`;
  return shell(probe).status === 0;
}

describe('the tutorial', () => {
  test('has commands, transcripts and files', () => {
    const commands = steps.flatMap((step) => step.commands);
    expect(commands.filter((line) => line.startsWith('stolperdraht ')).length).toBeGreaterThan(12);
    expect(steps.flatMap((step) => step.shown).length).toBeGreaterThan(12);
    expect(steps.filter((step) => step.file !== undefined).length).toBe(2);
    for (const { shown } of steps) for (const lines of shown) expect(lines.length).toBeGreaterThan(0);
  });

  test.each(steps.map((step) => [step.file?.name ?? step.commands[0], step] as const))(
    'shows what happens: %s',
    (_, { commands, shown, file }) => {
      if (file) writeFileSync(join(folder, file.name), file.text);
      let printed = '';
      for (const line of commands) {
        if (!hasTools(line)) continue;
        const { status, stdout, stderr } = shell(line);
        expect([status, stderr], line).toEqual([0, '']);
        expect(stdout, line).not.toBe('');
        printed += stdout;
      }
      const lines = printed.split('\n').map((line) => line.trimEnd());
      for (const transcript of shown) {
        let from = 0;
        for (const line of transcript) {
          const at = lines.indexOf(line, from);
          expect(at, `not printed in this place: ${line}`).toBeGreaterThanOrEqual(0);
          from = at + 1;
        }
      }
    },
  );
});
