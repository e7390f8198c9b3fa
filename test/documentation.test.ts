import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { stolperdraht } from './cli/support.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((f) => (f.endsWith('.md') ? [`docs/${f}`] : [])),
];
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-documentation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Anchors of a page, as GitHub makes them of its headings. */
function anchors(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Commands in the blocks of shell code. */
const commands = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block]) => block.trim().split('\n'));

/** Splits a command line at spaces outside double quotes. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** The lines that the README shows of a run. */
const transcript = /<!-- transcript: npm start -->\n```text\n(.*?)\n```/s.exec(readme)![1].split('\n');

describe.each(pages)('%s', (page) => {
  test('links to what is there', () => {
    const broken = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path, anchor] = target.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        return !existsSync(join(root, file)) || (anchor !== undefined && !anchors(read(file)).has(anchor));
      });
    expect(broken).toEqual([]);
  });
});

/** Draws that an analysis cannot do without. */
const FEWEST_DRAWS: Readonly<Record<string, string>> = {
  sensitivity: '60',
  robustness: '20',
  'compare-solutions': '20',
  perception: '20',
  'value-of-information': '100',
  discordant: '2',
  discover: '60',
  flip: '2',
  steelman: '2',
  votes: '2',
};

describe('the README', () => {
  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z]+)\b/g)].map(([, script]) => script);
    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'build', 'bench', 'docs']));
    for (const script of named) expect(scripts).toHaveProperty(script);
  });

  test.each(commands.filter((line) => line.startsWith('stolperdraht ')))(
    'shows a command that works: %s',
    async (line) => {
      const [, command, ...args] = words(line);
      const small =
        command === 'run' ||
        command === 'analyze' ||
        command === 'sweep' ||
        command === 'threshold' ||
        command in FEWEST_DRAWS
          ? [
              ...['--draws', FEWEST_DRAWS[command] ?? '2', '--out', join(folder, String(commands.indexOf(line)))],
              // This thread is warm, others would begin anew.
              ...(command === 'votes' ? [] : ['--jobs', '1']),
              ...(command === 'threshold' ? ['--points', '3'] : []),
              ...(command === 'value-of-information' && !args.includes('--paths')
                ? ['--paths', 'fortress,combined', '--resamples', '100']
                : []),
              ...(command === 'analyze' ? ['--budget', '1s'] : []),
              ...(command === 'flip' || command === 'steelman' ? ['--max-evaluations', '100', '--screen', '5'] : []),
              ...(args.includes('--precision') ? ['--max-draws', '2'] : []),
            ]
          : command === 'verify'
            ? ['--only', 'interaction']
            : [];
      // What is made of the example is made of a copy of it.
      const copy = join(folder, `example-${commands.indexOf(line)}`);
      if (args.includes('results/example') && small.length === 0)
        cpSync(join(root, 'results/example'), copy, { recursive: true });
      // Its own number of draws, time and folder give way: the run is to be short and to leave nothing in the repository.
      const given = ['--draws', '--out', '--budget'];
      const own = args.filter((arg, i) => small.length === 0 || ![arg, args[i - 1]].some((a) => given.includes(a)));
      const { code, stderr, stdout } = await stolperdraht([
        command,
        ...own.map((arg) =>
          arg === 'results/example' ? copy : command === 'init' && /^[\w-]+\.yaml$/.test(arg) ? join(folder, arg) : arg,
        ),
        ...small,
      ]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).not.toBe('');
    },
  );

  test('shows of a run what a run prints: the same headings and rows', async () => {
    const { stdout } = await stolperdraht([
      'run',
      'scenarios/paris-2025.yaml',
      '--draws',
      '4',
      '--out',
      join(folder, 'transcript'),
    ]);
    // Numbers, pictures, and how labels are broken to make room for them, depend on the draws.
    const squeeze = (text: string) => text.replace(/\s+/g, ' ');
    const printed = squeeze(stdout);
    const until = transcript.indexOf('In words');
    const textLines = transcript.slice(0, until).filter((line) => !/\d(?: |$)|[–±]|^\[…\]$|^$|H{4}/.test(line));
    expect(textLines.length).toBeGreaterThan(15);
    for (const line of textLines) expect(printed).toContain(squeeze(line).trim());
    const rows = transcript.flatMap((line) => /^ (\S.*?) {2,}\S.*±/.exec(line)?.[1] ?? []);
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(printed).toContain(row);
  });
});
