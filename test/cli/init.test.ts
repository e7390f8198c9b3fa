import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { Interrupted, UsageError } from '../../src/cli/errors.ts';
import { initScenario } from '../../src/cli/init/init.ts';
import { questions } from '../../src/cli/init/init-answers.ts';
import { type InitOptions, readInitOptions } from '../../src/cli/init/init-options.ts';
import { newFileFault, writeNewFile } from '../../src/cli/init/new-file.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { TEMPLATES } from '../../src/scenario/starter/parts.ts';
import { startStolperdraht } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-init-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
});
const init = (...args: string[]) => startStolperdraht(['init', ...args], { cwd: folder });
const inFolder = () => readdirSync(folder).sort();

describe('init', () => {
  test('writes a scenario that validates without warnings and runs, and says how to go on', async () => {
    const { code, stdout, stderr } = await init();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const next = stdout.trimEnd().split('\n').slice(-2);
    expect(next).toEqual(['  stolperdraht validate scenario.yaml', '  stolperdraht run scenario.yaml']);
    expect(inFolder()).toEqual(['scenario.yaml']);
    const [validated, run] = [next[0], `${next[1]} --draws 2 --out out --quiet`].map((line) =>
      startStolperdraht(line.trim().split(' ').slice(1), { cwd: folder }),
    );
    expect(await validated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok: .* 0 warnings\n$/) });
    expect(await run).toEqual({ code: 0, stdout: 'out\n', stderr: '' });
  });

  test.each(Object.keys(TEMPLATES))('writes the template %s, which runs', async (template) => {
    expect(await init('a.yaml', '--template', template, '--draws', '2')).toMatchObject({ code: 0, stderr: '' });
    expect(await startStolperdraht(['run', 'a.yaml', '--quiet'], { cwd: folder })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('takes everything from options', async () => {
    const title = 'A: "b" # \'c\' – ü?';
    const { code, stdout } = await init(
      ...['my file.yaml', '--title', title, '--challenger', 'North', '--protege', 'South', '--coalition', 'Friends'],
      ...['--backer=- Big #1', '--paths', 'thin=force, thick=force,none=promise', '--as-of', '2026-02-28'],
      ...['--draws', '20', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      file: 'my file.yaml',
      extends: null,
      title,
      paths: [
        { name: 'thin', title: 'Reassurance force', begins: 'force' },
        { name: 'thick', title: 'Reassurance force 2', begins: 'force' },
        { name: 'none', title: 'Promise on paper', begins: 'promise' },
      ],
      preferences: ['balanced', 'no_greater_war'],
      distributions: 8,
    });
    const scenario = loadScenario(join(folder, 'my file.yaml'));
    expect(scenario.title).toBe(title);
    expect(scenario.actors).toEqual({
      challenger: 'North',
      protege: 'South',
      coalition: 'Friends',
      backer: '- Big #1',
    });
    expect([scenario.asOf, scenario.run.draws]).toEqual(['2026-02-28', 20]);
  });

  test('quotes the name of the file for the shell', async () => {
    const { stdout } = await init("it's $(one).yaml");
    const shown = /run (.*)\n$/.exec(stdout)?.[1];
    expect(execFileSync('sh', ['-c', `printf %s ${shown}`], { encoding: 'utf8' })).toBe("it's $(one).yaml");
  });

  test('varies a scenario, and says all faults of one that cannot be varied', async () => {
    await init('base.yaml', '--template', 'hello', '--quiet');
    mkdirSync(join(folder, 'sub'));
    const args = ['sub/mine.yaml', '--extends', 'base.yaml', '--paths', 'deployment,wall=both'];
    expect(await init(...args, '--title', 'Mine', '--quiet')).toEqual({
      code: 0,
      stdout: 'sub/mine.yaml\n',
      stderr: '',
    });
    expect(readFileSync(join(folder, 'sub/mine.yaml'), 'utf8')).toContain('extends: ../base.yaml\n');
    const { title, paths } = loadScenario(join(folder, 'sub/mine.yaml'));
    expect([title, ...paths.map((path) => path.name)]).toEqual(['Mine', 'deployment', 'wall']);
    writeFileSync(join(folder, 'broken.yaml'), 'titel: x\n');
    expect(await init('b.yaml', '--extends', 'broken.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^broken\.yaml:1:1: .*did you mean title\?/m),
    });
    // Further up than a scenario may reach.
    mkdirSync(join(folder, 'sub/sub'));
    const { code, stderr } = await init('sub/sub/b.yaml', '--extends', 'base.yaml');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^sub\/sub\/b\.yaml:\d+:\d+: extends: /),
    });
    expect(readdirSync(join(folder, 'sub/sub'))).toEqual([]);
  });

  test.each([
    [{ file: 'a.txt' }, 'FILE is HERE/a.txt, must be a name that ends in .yaml'],
    [{ file: 'none/a.yaml' }, 'FILE is HERE/none/a.yaml, but there is no folder HERE/none'],
    [{ file: 'dir.yaml' }, 'FILE is HERE/dir.yaml, which is no file'],
    [{ file: 'there.yaml' }, 'FILE is HERE/there.yaml, which is there already; --force replaces it'],
    [{ file: ['a.yaml', 'b.yaml'] }, 'FILE is given 2 times, must be given once'],
    [{ template: 'ful' }, '--template is ful, must be one of hello, two-paths, full'],
    [{ title: 'a\nb' }, '--title contains a control character or line break, which is not allowed'],
    [{ title: ' ' }, '--title must not be empty'],
    [{ paths: 'a,a' }, '--paths names a twice'],
    [{ paths: 'a,,b' }, '--paths is wrong: paths: "" is no name for a path; letters, digits and _ are allowed'],
    [{ paths: 'a=fort' }, '--paths says fort of a, must say one of promise, force, fortress, both'],
    [{ paths: 'a=both=b' }, '--paths has a=both=b, must have NAME or NAME=KIND'],
    [{ paths: Array.from({ length: 21 }, (_, i) => `p${i}`).join(',') }, '--paths names 21 paths, may name at most 20'],
    [{ 'as-of': '2025-02-30' }, '--as-of is 2025-02-30, must be a date such as 2025-09-15'],
    [{ draws: '0' }, '--draws is 0, must be an integer from 1 to 10000000'],
    [{ template: 'full', extends: 'there.yaml' }, '--template and --extends cannot be used together'],
    [{ json: true, quiet: true }, '--json and --quiet cannot be used together'],
  ])('refuses %j and writes nothing', async (args, message) => {
    writeFileSync(join(folder, 'there.yaml'), 'mine');
    mkdirSync(join(folder, 'dir.yaml'));
    const { file = 'new.yaml', ...others } = args as Record<string, unknown>;
    const place = Array.isArray(file) ? file : join(folder, String(file));
    const { environment, shown } = terminal();
    const error = await (async () => initScenario(readInitOptions({ file: place, ...others }), environment))().catch(
      (each: unknown) => each,
    );
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message.replaceAll(folder, 'HERE').slice(0, message.length)).toBe(message);
    expect([shown(), inFolder()]).toEqual(['', ['dir.yaml', 'there.yaml']]);
    expect(readFileSync(join(folder, 'there.yaml'), 'utf8')).toBe('mine');
  });

  test('ends with exit code 2 where it refuses', async () => {
    const { code, stdout, stderr } = await init('--templat', 'full');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--templat is not an option of init (did you mean --template?)');
    expect(await init('--template', 'ful')).toMatchObject({ code: 2, stdout: '' });
  });

  test('refuses a path that the base does not have, and says how to make one', async () => {
    await init('base.yaml', '--quiet');
    const { code, stderr } = await init('b.yaml', '--extends', 'base.yaml', '--paths', 'wall');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^--paths names wall, which base\.yaml does not have \(it has deployment, fortress\); wall=KIND/,
    );
  });

  test('replaces a file only with --force', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'mine');
    expect(await init('a.yaml', '--force', '--quiet')).toEqual({ code: 0, stdout: 'a.yaml\n', stderr: '' });
    expect(loadScenario(join(folder, 'a.yaml')).warnings).toEqual([]);
    expect(inFolder()).toEqual(['a.yaml']);
  });

  test.skipIf(process.getuid?.() === 0)('names a folder that may not be written', async () => {
    chmodSync(folder, 0o500);
    expect(await init('a.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^a\.yaml cannot be written: /),
    });
    chmodSync(folder, 0o700);
  });
});

describe('a new file', () => {
  test('is not written over one that came meanwhile, and leaves nothing behind where it is refused', () => {
    const file = join(folder, 'a.yaml');
    const late = () => writeFileSync(file, 'theirs');
    expect(() => writeNewFile(file, 'ours', false, late)).toThrow(`${file} is there already; --force replaces it`);
    expect([inFolder(), readFileSync(file, 'utf8')]).toEqual([['a.yaml'], 'theirs']);
    const refuse = () => {
      throw new UsageError('no');
    };
    expect(() => writeNewFile(join(folder, 'b.yaml'), 'ours', false, refuse)).toThrow('no');
    expect(inFolder()).toEqual(['a.yaml']);
  });

  test('says why it cannot be written', () => {
    rmSync(folder, { recursive: true });
    expect(() => writeNewFile(join(folder, 'a.yaml'), '', false, () => {})).toThrow(/a\.yaml cannot be written: /);
  });

  test('is a YAML file with a name', () => {
    for (const name of ['.yaml', 'a', 'a.yaml/', `${folder}/.yaml`])
      expect(newFileFault(name, true), name).toBeDefined();
    for (const name of ['a.yaml', 'A.YML', `${folder}/a.b.yaml`])
      expect(newFileFault(name, true), name).toBeUndefined();
  });
});

/** A terminal on which a person types. */
function terminal(): { environment: Environment; type: (text: string) => void; end: () => void; shown: () => string } {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin, isRaw: false });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 50 });
  let shown = '';
  stdout.on('data', (data: Buffer) => {
    shown += String(data);
  });
  const environment = {
    stdin: () => stdin,
    stdout,
    stderr: new PassThrough(),
    signal: new AbortController().signal,
    now: () => new Date(2026, 0, 6, 23, 59),
    argv: [],
  } as unknown as Environment;
  return { environment, type: (text) => stdin.write(text), end: () => stdin.end(), shown: () => shown };
}

const nothingSaid = (file?: string): InitOptions => readInitOptions(file === undefined ? {} : { file });

describe('init on a terminal', () => {
  test('asks one question after the other, again after a wrong answer, and takes what is usual for an empty one', async () => {
    const { environment, type, shown } = terminal();
    const file = join(folder, 'asked.yaml');
    // All at once, as when somebody pastes it.
    type(['no', file, 'Why: not?', 'hello', 'North', '', '', '', 'a,b=bot', 'a,b', '', 'x', '50', ''].join('\n'));
    await initScenario(nothingSaid(), environment);
    const { title, actors, paths, run, asOf } = loadScenario(file);
    expect({ title, actors, draws: run.draws, asOf }).toEqual({
      title: 'Why: not?',
      actors: { challenger: 'North', protege: 'Protégé', coalition: 'Coalition', backer: 'Backer' },
      draws: 50,
      asOf: '2026-01-06',
    });
    expect(paths.map((path) => path.name)).toEqual(['a', 'b']);
    const text = shown().replace(/\s+/g, ' ');
    for (const { ask } of questions('2026-01-06', false)) expect(text).toContain(ask);
    expect(text).toContain('file is no, must be a name that ends in .yaml');
    expect(text).toContain('paths says bot of b, must say one of promise, force, fortress, both; did you mean both?');
    expect(text).toContain('draws is x, must be an integer');
  });

  test('does not ask for a file that is named', async () => {
    const { environment, type, shown } = terminal();
    type('\n'.repeat(20));
    await initScenario(nothingSaid(join(folder, 'a.yaml')), environment);
    expect(shown()).not.toContain('Which file');
    expect(inFolder()).toEqual(['a.yaml']);
  });

  test('does not ask whoever says something, or is no person', async () => {
    const file = join(folder, 'a.yaml');
    const { environment, shown } = terminal();
    await initScenario(readInitOptions({ file, title: 'Said' }), environment);
    expect(shown()).not.toContain('?');
    await initScenario(readInitOptions({ file, force: true, quiet: true }), environment);
    expect(loadScenario(file).title).toBe('Which path keeps the peace?');
  });

  test('writes nothing after Ctrl-C', async () => {
    const { environment, type } = terminal();
    const asked = initScenario(nothingSaid(join(folder, 'a.yaml')), environment);
    type('A title\n');
    type('\u0003');
    const error = await asked.catch((each: unknown) => each);
    expect(error).toBeInstanceOf(Interrupted);
    expect((error as Interrupted).exitCode).toBe(130);
    expect(inFolder()).toEqual([]);
  });

  test('writes nothing where the answers end', async () => {
    const { environment, type, end } = terminal();
    const asked = initScenario(nothingSaid(join(folder, 'a.yaml')), environment);
    type('A title\n');
    end();
    await expect(asked).rejects.toThrow('the answers end before the last question; nothing is written');
    expect(inFolder()).toEqual([]);
  });

  test('writes nothing when the system ends it', async () => {
    const controller = new AbortController();
    const { environment } = terminal();
    const asked = initScenario(nothingSaid(join(folder, 'a.yaml')), { ...environment, signal: controller.signal });
    controller.abort(new Interrupted('SIGTERM'));
    await expect(asked).rejects.toThrow('interrupted');
    expect(inFolder()).toEqual([]);
  });
});
