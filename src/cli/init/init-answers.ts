/** What is asked about a new scenario: what is usual, and what is wrong with an answer. */
import { describeRange, isAllowed } from '../../deterrence/parameters.ts';
import { suggest } from '../../expression/suggest.ts';
import { DRAWS, LONGEST } from '../../scenario/limits.ts';
import { ACTORS, isDate } from '../../scenario/load.ts';
import { nameFault, textFault } from '../../scenario/names.ts';
import { meaningOf } from '../../scenario/starter/meanings.ts';
import { PATH_KINDS, type PathKind, type StarterPath, TEMPLATES, usualKind } from '../../scenario/starter/parts.ts';
import type { AnswerName } from './init-options.ts';
import { newFileFault } from './new-file.ts';

/** Answers to everything, as they were written. */
export type Answers = Readonly<Record<AnswerName, string>>;

/** One thing that is asked. */
export interface Question {
  readonly name: AnswerName;
  readonly ask: string;
  /** What can be answered, in words. */
  readonly choices?: readonly string[];
  readonly usual: string;
  /** What is wrong with an answer, after its name: "is …, must be …"; undefined for a good one. */
  readonly fault: (answer: string) => string | undefined;
}

const MOST_PATHS = 20;

/**
 * All questions, in their order.
 * @param today as a scenario writes it
 * @param force whether a file that is there may be replaced
 */
export function questions(today: string, force: boolean): readonly Question[] {
  const actor = (name: keyof typeof ACTORS): Question => ({
    name,
    ask: meaningOf('actors', name).replace(/\.$/, '?'),
    usual: ACTORS[name],
    fault: (answer) => textFault(answer, LONGEST.actor, false),
  });
  return [
    {
      name: 'file',
      ask: 'Which file is to be written?',
      usual: 'scenario.yaml',
      fault: (answer) => newFileFault(answer, force),
    },
    {
      name: 'title',
      ask: 'What does the scenario ask, in one line?',
      usual: 'Which path keeps the peace?',
      fault: (answer) => textFault(answer, LONGEST.title, false),
    },
    {
      name: 'template',
      ask: 'How much is to stand in it?',
      choices: listOf(TEMPLATES),
      usual: 'two-paths',
      fault: (answer) => choiceFault(answer, Object.keys(TEMPLATES)),
    },
    actor('challenger'),
    actor('protege'),
    actor('coalition'),
    actor('backer'),
    {
      name: 'paths',
      ask: 'Which paths are compared? Names, separated by commas; NAME=KIND says what one begins as',
      choices: listOf(PATH_KINDS),
      usual: 'deployment=force,fortress=fortress',
      fault: (answer) => {
        const read = readPaths(answer);
        return typeof read === 'string' ? read : undefined;
      },
    },
    {
      name: 'as-of',
      ask: 'Of what date is what it knows?',
      usual: today,
      fault: (answer) => (isDate(answer) ? undefined : `is ${answer}, must be a date such as 2025-09-15`),
    },
    {
      name: 'draws',
      ask: 'How many worlds are to be sampled?',
      usual: '1000',
      fault: (answer) =>
        /^\d+$/.test(answer) && isAllowed(Number(answer), DRAWS)
          ? undefined
          : `is ${answer}, must be ${describeRange(DRAWS)}`,
    },
  ];
}

function listOf(choices: Readonly<Record<string, string>>): string[] {
  return Object.entries(choices).map(([name, meaning]) => `${name}: ${meaning}`);
}

function choiceFault(answer: string, allowed: readonly string[]): string | undefined {
  return allowed.includes(answer) ? undefined : `is ${answer}, must be one of ${allowed.join(', ')}`;
}

/** Paths as `--paths` names them: NAME, or NAME=KIND. What is wrong with them is returned as a text. */
export function readPaths(text: string): readonly StarterPath[] | string {
  const found: StarterPath[] = [];
  for (const item of text.split(',').map((each) => each.trim())) {
    const [name, kind, ...more] = item.split('=').map((part) => part.trim());
    if (more.length > 0) return `has ${item}, must have NAME or NAME=KIND`;
    const fault = nameFault('path', name);
    if (fault !== undefined) return `is wrong: ${fault}`;
    if (found.some((path) => path.name === name)) return `names ${name} twice`;
    if (kind !== undefined && !Object.hasOwn(PATH_KINDS, kind)) {
      const known = Object.keys(PATH_KINDS);
      const close = suggest(kind, known);
      const meant = close === undefined ? '' : `; did you mean ${close}?`;
      return `says ${kind} of ${name}, must say one of ${known.join(', ')}${meant}`;
    }
    const kinds = found.map((path) => path.kind);
    found.push({ name, kind: (kind as PathKind | undefined) ?? usualKind(name, kinds) });
  }
  if (found.length > MOST_PATHS) return `names ${found.length} paths, may name at most ${MOST_PATHS}`;
  return found;
}
