/** The options that every analysis of worlds has: where the worlds come from, what is looked at, where results go. */
import { UsageError } from './errors.ts';
import { QUEUE_OPTIONS } from './queue-option.ts';
import {
  DESIGNS,
  type EvaluationOptions,
  readCount,
  readEvaluationOptions,
  readList,
  readScalar,
  scalar,
} from './read-options.ts';

export interface WorldsOptions extends EvaluationOptions {
  /** A scenario file, or the folder of a finished run. */
  readonly scenario: string;
  /** Output, metric or preference to look at; a preference when `--preference` names it. */
  readonly metric: string | undefined;
  readonly preference: string | undefined;
  /** Which way a metric is better, where the method must know. */
  readonly better: 'lower' | 'higher' | undefined;
}

/** The positional argument of every analysis. */
export const SOURCE = {
  type: 'string',
  describe: 'scenario file (YAML), or the folder of a finished run',
  demandOption: true,
} as const;

/** Options by which worlds are had. With the folder of a run only paths, jobs, out, json and quiet may be given. */
export const WORLDS_OPTIONS = {
  draws: scalar('number of sampled worlds (default: as the scenario says)'),
  seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
  design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
  set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
  jobs: scalar('worker threads; the results are the same for any number (default: one per core)'),
  ...QUEUE_OPTIONS,
  out: scalar('folder for the results, new or empty (default: a new one under results/)'),
  json: { type: 'boolean', describe: 'print what was found as one JSON document' },
  quiet: { type: 'boolean', describe: 'print only the folder of the results' },
} as const;

/** Options that say what is looked at. The words for `--paths` are each command's own. */
export const OBJECTIVE_OPTIONS = {
  preference: scalar('preference to look at (default: the first of the scenario)'),
  metric: scalar('output, metric or preference to look at, instead of a preference'),
} as const;

/** For methods that must know which way a metric is better. */
export const BETTER_OPTION = {
  better: scalar('which way the --metric is better: lower or higher'),
} as const;

const RESAMPLES = { usual: 500, least: 100, most: 100_000 } as const;

/** For methods whose intervals come from a bootstrap. */
export const RESAMPLES_OPTION = {
  resamples: scalar(`resamples of the bootstrap (default: ${RESAMPLES.usual})`),
} as const;

/** @throws UsageError */
export function readResamples(args: Readonly<Record<string, unknown>>): number {
  const text = readScalar('resamples', args.resamples);
  return readCount('resamples', text, RESAMPLES.most, RESAMPLES.least) ?? RESAMPLES.usual;
}

/** What follows from draws that fail, for the help of commands. */
export const ANALYSIS_EXIT_CODES =
  'Exit codes: 0 done, 1 failed, 2 wrong usage or input, 3 done but some draws failed and were left out, 130 interrupted.';

/**
 * Reads the options from what yargs found. `--path` is another way to write `--paths` with one name.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readWorldsOptions(args: Readonly<Record<string, unknown>>): WorldsOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const options = readEvaluationOptions({ ...args, scenario: args.source });
  const [metric, preference, path] = [text('metric'), text('preference'), text('path')];
  if (metric !== undefined && preference !== undefined) {
    throw new UsageError('--metric and --preference cannot be used together');
  }
  if (path !== undefined && options.paths !== undefined) {
    throw new UsageError('--path and --paths cannot be used together');
  }
  return {
    ...options,
    paths: options.paths ?? (path === undefined ? undefined : readList('path', path)),
    metric,
    preference,
    better: readBetter(text('better')),
  };
}

function readBetter(text: string | undefined): 'lower' | 'higher' | undefined {
  if (text === undefined || text === 'lower' || text === 'higher') return text;
  throw new UsageError(`--better is ${text}, must be lower or higher`);
}
