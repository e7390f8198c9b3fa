/** `init`: writes a scenario to start from, by questions on a terminal or by options. */
import { dirname, relative, sep } from 'node:path';
import { wrapText } from '../../report/terminal-table.ts';
import { LONGEST } from '../../scenario/limits.ts';
import { loadScenario } from '../../scenario/load.ts';
import { createSampler } from '../../scenario/sampler.ts';
import { type Scenario, ScenarioError } from '../../scenario/scenario.ts';
import { PATH_KINDS, type StarterPath, type TemplateName } from '../../scenario/starter/parts.ts';
import { type StarterActors, starterText } from '../../scenario/starter/starter.ts';
import { variationText } from '../../scenario/starter/variation.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { quote } from '../replay-command.ts';
import { openDialogue } from './ask.ts';
import { type Answers, type Question, questions, readPaths } from './init-answers.ts';
import type { InitOptions } from './init-options.ts';
import { writeNewFile } from './new-file.ts';

/**
 * Writes a scenario that loads.
 * @throws UsageError if an answer is wrong or missing, ScenarioError if a base cannot be varied, FolderError if the file
 *   cannot be written; nothing is written then
 */
export async function initScenario(options: InitOptions, environment: Environment): Promise<void> {
  const { force } = options;
  const asked = questions(dateOf(environment.now()), force);
  check(asked, options.given);
  const answers = asks(options, environment)
    ? await askAll(asked, options.given, environment)
    : usualFor(asked, options);
  const { text, begins } = options.base === undefined ? fresh(answers) : variation(options.base, options, answers);
  const { file } = answers;
  let scenario: Scenario | undefined;
  writeNewFile(file, text, force, (written) => {
    scenario = loadAs(written, file);
  });
  if (scenario === undefined) throw new Error(`${file} was not looked at`);
  say(scenario, file, begins, options, environment);
}

/** Whether a person sits there who has said nothing yet. */
function asks({ given, base, json, quiet }: InitOptions, { stdin, stdout }: Environment): boolean {
  const said = Object.keys(given).some((name) => name !== 'file') || base !== undefined || json || quiet;
  return !said && stdout.isTTY === true && stdin?.().isTTY === true;
}

async function askAll(
  asked: readonly Question[],
  given: InitOptions['given'],
  { stdin, stdout, signal }: Environment,
): Promise<Answers> {
  if (stdin === undefined) throw new Error('there is nobody to ask');
  const { dim } = terminalStyle(stdout);
  const width = terminalWidth(stdout);
  const dialogue = openDialogue(stdin(), stdout, signal);
  const answers: Partial<Record<Question['name'], string>> = { ...given };
  try {
    stdout.write(
      `${wrapText(`${asked.length} questions. Enter takes what stands in brackets. Nothing is written before the last one; Ctrl-C ends.`, width)}\n`,
    );
    for (const { name, ask, choices, usual, fault } of asked) {
      if (given[name] !== undefined) continue;
      stdout.write(`\n${wrapText(ask, width)}\n`);
      for (const choice of choices ?? []) stdout.write(`${dim(wrapText(choice, width, '  '))}\n`);
      for (;;) {
        const answer = (await dialogue.ask(`[${usual}] `)).trim() || usual;
        const wrong = fault(answer);
        if (wrong === undefined) {
          answers[name] = answer;
          break;
        }
        stdout.write(`${wrapText(`${name} ${wrong}`, width)}\n`);
      }
    }
    stdout.write('\n');
    return answers as Answers;
  } finally {
    dialogue.close();
  }
}

/** What was given, and what is usual for the rest. */
function usualFor(asked: readonly Question[], { given }: InitOptions): Answers {
  const answers = Object.fromEntries(asked.map(({ name, usual }) => [name, given[name] ?? usual])) as Answers;
  check(asked, answers);
  return answers;
}

/** @throws UsageError if something is wrong with one of these answers */
function check(asked: readonly Question[], answers: Partial<Answers>): void {
  for (const { name, fault } of asked) {
    const answer = answers[name];
    const wrong = answer === undefined ? undefined : fault(answer);
    if (wrong !== undefined) throw new UsageError(`${name === 'file' ? 'FILE' : `--${name}`} ${wrong}`);
  }
}

interface Begun {
  readonly text: string;
  /** Paths that are new, with what they begin as. */
  readonly begins: readonly StarterPath[];
}

function fresh(answers: Answers): Begun {
  const begins = pathsOf(answers.paths);
  const { title, template, challenger, protege, coalition, backer, draws } = answers;
  const text = starterText({
    template: template as TemplateName,
    title,
    asOf: answers['as-of'],
    actors: { challenger, protege, coalition, backer },
    paths: begins,
    draws: Number(draws),
  });
  return { text, begins };
}

function variation(baseFile: string, { given }: InitOptions, { file }: Answers): Begun {
  const base = loadScenario(baseFile);
  const names = base.paths.map((path) => path.name);
  const wanted = given.paths === undefined ? undefined : pathsOf(given.paths);
  const begins = wanted?.filter(({ name }) => !names.includes(name)) ?? [];
  const known = new Set(given.paths?.split(',').map((item) => item.trim()));
  const unclear = begins.find(({ name }) => known.has(name));
  if (unclear !== undefined) {
    throw new UsageError(
      `--paths names ${unclear.name}, which ${baseFile} does not have (it has ${names.join(', ')}); ` +
        `${unclear.name}=KIND makes a new one, KIND one of ${Object.keys(PATH_KINDS).join(', ')}`,
    );
  }
  const actors: Partial<Record<keyof StarterActors, string>> = {};
  for (const name of ['challenger', 'protege', 'coalition', 'backer'] as const) {
    if (given[name] !== undefined) actors[name] = given[name];
  }
  const text = variationText({
    base,
    extended: relative(dirname(file), baseFile).split(sep).join('/'),
    title: given.title ?? `Variation of: ${base.title}`.slice(0, LONGEST.title),
    asOf: given['as-of'],
    actors,
    added: begins,
    dropped: wanted === undefined ? [] : names.filter((name) => !wanted.some((path) => path.name === name)),
    draws: given.draws === undefined ? undefined : Number(given.draws),
  });
  return { text, begins };
}

function pathsOf(text: string): readonly StarterPath[] {
  const read = readPaths(text);
  if (typeof read === 'string') throw new UsageError(`--paths ${read}`);
  return read;
}

/** Loads a file that is to have another name. */
function loadAs(written: string, file: string): Scenario {
  try {
    return loadScenario(written);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new ScenarioError(
      error.faults.map(({ at, message }) => ({
        at: at?.file === written ? { ...at, file } : at,
        message: message.replaceAll(written, file),
      })),
    );
  }
}

function say(
  scenario: Scenario,
  file: string,
  begins: readonly StarterPath[],
  { base, json, quiet }: InitOptions,
  { stdout, stderr }: Environment,
): void {
  const distributions = createSampler(scenario).uniformKeys.length;
  const paths = scenario.paths.map(({ name, title }) => ({
    name,
    title,
    begins: begins.find((path) => path.name === name)?.kind ?? null,
  }));
  for (const warning of scenario.warnings) stderr.write(`warning: ${warning}\n`);
  if (quiet) return void stdout.write(`${file}\n`);
  if (json) {
    const { title, preferences } = scenario;
    const found = { file, extends: base ?? null, title, paths, preferences: preferences.map((p) => p.name) };
    return void stdout.write(`${JSON.stringify({ ...found, distributions }, null, 2)}\n`);
  }
  const width = terminalWidth(stdout);
  const described = paths.map((p) => (p.begins === null ? p.name : `${p.name} (${PATH_KINDS[p.begins]})`)).join('; ');
  const values =
    base === undefined
      ? 'All its numbers are starting values, not findings: put yours in their place.'
      : `All else is as in ${base}: remove the # of what you change.`;
  stdout.write(
    `${[
      wrapText(`${file} compares ${described}.`, width),
      wrapText(`${distributions} uncertain quantities. ${values}`, width),
      'Next:',
      `  stolperdraht validate ${quote(file)}`,
      `  stolperdraht run ${quote(file)}`,
    ].join('\n')}\n`,
  );
}

/** The date where the user is. */
function dateOf(now: Date): string {
  const part = (value: number, width: number) => String(value).padStart(width, '0');
  return `${part(now.getFullYear(), 4)}-${part(now.getMonth() + 1, 2)}-${part(now.getDate(), 2)}`;
}
