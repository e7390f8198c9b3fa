/** How options of commands are declared and read: as text, so that every fault is named in our words. */

import type { QueueAddress } from '../cluster/queue-address.ts';
import type { DesignName } from '../scenario/scenario.ts';
import { UsageError } from './errors.ts';
import { QUEUE_OPTIONS, readQueue } from './queue-option.ts';

export const DESIGNS: readonly DesignName[] = ['random', 'lhs', 'sobol'];
export const MAX_DRAWS = 10_000_000;
export const MAX_JOBS = 1024;

/** An option with one value. */
export function scalar(describe: string) {
  return { type: 'string', requiresArg: true, describe } as const;
}

/**
 * The text of an option that may be given once.
 * @throws UsageError
 */
export function readScalar(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const option = name === 'SCENARIO' || name === 'DIR' || name === 'FILE' ? name : `--${name}`;
  if (Array.isArray(value)) throw new UsageError(`${option} is given ${value.length} times, must be given once`);
  if (value === '') throw new UsageError(`${option} is empty, must have a value`);
  return String(value);
}

/**
 * The texts of an option that may be given several times.
 * @param form what each must be
 * @throws UsageError
 */
export function readRepeated(name: string, value: unknown, form: string): string[] {
  if (value === undefined) return [];
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (values.includes('')) throw new UsageError(`--${name} is empty, must be ${form}`);
  return values;
}

/**
 * Whether an option without a value is given.
 * @throws UsageError
 */
export function readFlag(name: string, value: unknown): boolean {
  if (Array.isArray(value)) throw new UsageError(`--${name} is given ${value.length} times, must be given once`);
  // Not given is undefined: false is what yargs makes of --quiet=anything.
  if (value === false) throw new UsageError(`--${name} is given with a value, takes none`);
  return value === true;
}

/** A number as it is written in decimals, 0 or above; NaN if it is none. */
export function decimalOf(text: string): number {
  return /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** A number with a sign or an exponent, if it has one; NaN if it is none. */
export function numberOf(text: string): number {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * A whole number.
 * @throws UsageError
 */
export function readCount(name: string, text: string | undefined, most: number, least = 1): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= least && count <= most)) {
    throw new UsageError(`--${name} is ${text}, must be a whole number from ${least} to ${most}`);
  }
  return count;
}

/**
 * A design by its name.
 * @throws UsageError
 */
export function readDesign(text: string | undefined): DesignName | undefined {
  if (text === undefined) return undefined;
  const design = DESIGNS.find((name) => name === text);
  if (design === undefined) throw new UsageError(`--design is ${text}, must be one of ${DESIGNS.join(', ')}`);
  return design;
}

/**
 * Names separated by commas, each once.
 * @throws UsageError
 */
export function readList(name: string, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new UsageError(`--${name} is "${text}", must be names separated by commas`);
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) throw new UsageError(`--${name} names ${twice} twice`);
  return items;
}

/** What every command that evaluates worlds is asked. */
export interface EvaluationOptions {
  readonly scenario: string;
  readonly draws: number | undefined;
  readonly seed: string | undefined;
  readonly design: DesignName | undefined;
  readonly paths: readonly string[] | undefined;
  readonly set: readonly string[];
  /** Worker threads; as many as there are cores when left out. */
  readonly jobs: number | undefined;
  /** Whose workers evaluate, instead of threads of this machine. */
  readonly queue: QueueAddress | undefined;
  readonly out: string | undefined;
  /** Whether an earlier attempt in the folder is gone on with. */
  readonly resume: boolean;
  /** Whether the first evaluation that fails ends the command. */
  readonly failFast: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * Reads what all these commands are asked from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readEvaluationOptions(args: Readonly<Record<string, unknown>>): EvaluationOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const options: EvaluationOptions = {
    scenario: readScalar('SCENARIO', args.scenario) ?? '',
    draws: readCount('draws', text('draws'), MAX_DRAWS),
    seed: text('seed'),
    design: readDesign(text('design')),
    paths: readList('paths', text('paths')),
    set: readRepeated('set', args.set, 'ID=EXPRESSION'),
    jobs: readCount('jobs', text('jobs'), MAX_JOBS),
    queue: readQueue(text('queue'), text('queue-name')),
    out: text('out'),
    resume: readFlag('resume', args.resume),
    failFast: readFlag('fail-fast', args['fail-fast']),
    json: readFlag('json', args.json),
    quiet: readFlag('quiet', args.quiet),
  };
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  if (options.queue && options.jobs !== undefined) {
    throw new UsageError('--jobs and --queue cannot be used together: each worker of a queue has --jobs of its own');
  }
  if (options.resume && options.out === undefined) {
    throw new UsageError('--resume needs the folder of the earlier attempt: --out DIR');
  }
  return options;
}

/** The options that `readEvaluationOptions` reads beside those that a command describes in its own words. */
export const UNDERTAKING_OPTIONS = {
  jobs: scalar('worker threads; the results are the same for any number (default: one per core)'),
  ...QUEUE_OPTIONS,
  out: scalar('folder for the results, new or empty (default: a new one under results/)'),
  resume: {
    type: 'boolean',
    describe: 'go on where an earlier attempt in the folder --out has ended, if there was one',
  },
  'fail-fast': { type: 'boolean', describe: 'end at the first draw that fails instead of leaving it out' },
  quiet: { type: 'boolean', describe: 'print only the folder of the results' },
} as const;

/** What follows from draws that fail, for the help of commands. */
export const EXIT_CODES =
  'Exit codes: 0 done, 1 failed, 2 wrong usage or input, 3 done but some draws failed and were left out, 130 interrupted. ' +
  'What is interrupted can be gone on with: stolperdraht resume DIR';
