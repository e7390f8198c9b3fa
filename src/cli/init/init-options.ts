/** The options of `init`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { PATH_KINDS, TEMPLATES } from '../../scenario/starter/parts.ts';
import { UsageError } from '../errors.ts';
import { readFlag, readScalar, scalar } from '../read-options.ts';

/** What is asked about a new scenario, by the name of its option. The file is an argument. */
const ANSWERS = [
  'file',
  'title',
  'template',
  'challenger',
  'protege',
  'coalition',
  'backer',
  'paths',
  'as-of',
  'draws',
] as const;
export type AnswerName = (typeof ANSWERS)[number];

export interface InitOptions {
  /** What the command line says, as it was written. */
  readonly given: Partial<Readonly<Record<AnswerName, string>>>;
  /** A scenario file that the new one varies. */
  readonly base: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Declares the options of `init`. */
export function declareInitOptions(yargs: Argv): Argv {
  return yargs
    .positional('file', { type: 'string', describe: 'file to write (default: scenario.yaml)' })
    .options({
      title: scalar('what the scenario asks, in one line'),
      template: scalar(`how much stands in it: ${Object.keys(TEMPLATES).join(', ')} (default: two-paths)`),
      challenger: scalar('who is to be deterred'),
      protege: scalar('who is to be protected'),
      coalition: scalar('who promises protection'),
      backer: scalar('who stands behind the coalition'),
      paths: scalar('names of the paths, separated by commas; NAME=KIND says what one begins as'),
      'as-of': scalar('date of what the scenario knows (default: today)'),
      draws: scalar('number of worlds to sample (default: 1000)'),
      extends: scalar('write a variation of this scenario file instead'),
      force: { type: 'boolean', describe: 'replace the file if it is there' },
      json: { type: 'boolean', describe: 'print what was written as one JSON document' },
      quiet: { type: 'boolean', describe: 'print only the name of the file' },
    })
    .epilogue(
      [
        'On a terminal, without options, it asks. What it writes is a scenario that runs: every value in it has a comment',
        'and is a starting value, to be replaced.',
        '',
        'Templates:',
        ...Object.entries(TEMPLATES).map(([name, meaning]) => `  ${name.padEnd(10)} ${meaning}`),
        'Kinds of paths:',
        ...Object.entries(PATH_KINDS).map(([name, meaning]) => `  ${name.padEnd(10)} ${meaning}`),
        '',
        'Examples:',
        '  stolperdraht init',
        '  stolperdraht init my-question.yaml --title "Would a smaller force do?" --paths small=force,large=force',
        '  stolperdraht init mine.yaml --extends scenarios/paris-2025.yaml --paths fortress,combined',
        '',
        'Exit codes: 0 done, 1 failed, 2 wrong usage or input, 130 interrupted.',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readInitOptions(args: Readonly<Record<string, unknown>>): InitOptions {
  const given: Partial<Record<AnswerName, string>> = {};
  for (const name of ANSWERS) {
    const text = readScalar(name === 'file' ? 'FILE' : name, args[name]);
    if (text !== undefined) given[name] = text;
  }
  const base = readScalar('extends', args.extends);
  if (base !== undefined && given.template !== undefined) {
    throw new UsageError('--template and --extends cannot be used together: a variation holds only what it changes');
  }
  const options = {
    given,
    base,
    force: readFlag('force', args.force),
    json: readFlag('json', args.json),
    quiet: readFlag('quiet', args.quiet),
  };
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  return options;
}
