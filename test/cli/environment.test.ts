import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const module = fileURLToPath(new URL('../../src/cli/environment.ts', import.meta.url));

/** What the style of a stream makes of a word, in a process of its own: colour is decided once, from its environment. */
function styled(variables: Readonly<Record<string, string>>, isTTY = true): { bold: string; painted: string | null } {
  const code = `
    import { terminalStyle } from ${JSON.stringify(module)};
    const style = terminalStyle({ isTTY: ${isTTY} });
    process.stdout.write(JSON.stringify({ bold: style.bold('x'), painted: style.paint?.('green', 'x') ?? null }));`;
  const { NO_COLOR: _no, FORCE_COLOR: _force, TERM: _term, CI: _ci, ...env } = process.env;
  const text = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    env: { ...env, TERM: 'xterm', CI: '1', ...variables },
    encoding: 'utf8',
  });
  return JSON.parse(text);
}

const plain = { bold: 'x', painted: null };

describe('the style of a terminal', () => {
  test('has bold letters and colours', () => {
    const { bold, painted } = styled({});
    expect(bold).toBe('\u001b[1mx\u001b[22m');
    expect(painted).toBe('\u001b[32mx\u001b[39m');
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['NO_COLOR is set', { NO_COLOR: '1' }, true],
    ['the terminal is dumb', { TERM: 'dumb' }, true],
    ['the output goes elsewhere', {}, false],
  ])('is plain where %s', (_name, variables, isTTY) => {
    expect(styled(variables, isTTY)).toEqual(plain);
  });
});
