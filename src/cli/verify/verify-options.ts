/** The options of `verify`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { readFlag, readList, readScalar, scalar } from '../read-options.ts';

const FORMATS = ['text', 'md'] as const;
type Format = (typeof FORMATS)[number];

export interface VerifyOptions {
  /** Groups and claims; all when left out. */
  readonly only: readonly string[] | undefined;
  readonly format: Format;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Declares the options of `verify`. */
export function declareVerifyOptions(yargs: Argv): Argv {
  return yargs
    .options({
      only: scalar('groups or single claims, by the names in square brackets, separated by commas (default: all)'),
      format: scalar(`how to print them: ${FORMATS.join(', ')} (default: text)`),
      out: scalar('also write tables of claims and numbers, described, into this folder, new or empty'),
      json: { type: 'boolean', describe: 'print all of it as one JSON document' },
      quiet: { type: 'boolean', describe: 'print only what fails' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht verify',
        '      all claims, in about five seconds',
        '  stolperdraht verify --only literature',
        '      the directions that the literature gives, at reference values',
        '  stolperdraht verify --only neutrality,special-case --json',
        '      two closed forms, with every number that was compared',
        '  stolperdraht verify --format md > verification.md',
        '',
        'Exit codes: 0 nothing fails, 1 something does, 2 wrong usage, 130 interrupted.',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readVerifyOptions(args: Readonly<Record<string, unknown>>): VerifyOptions {
  const formatText = readScalar('format', args.format);
  const format = FORMATS.find((name) => name === (formatText ?? 'text'));
  if (format === undefined) throw new UsageError(`--format is ${formatText}, must be one of ${FORMATS.join(', ')}`);
  const [json, quiet] = [readFlag('json', args.json), readFlag('quiet', args.quiet)];
  if (json && quiet) throw new UsageError('--json and --quiet cannot be used together');
  if (formatText !== undefined && (json || quiet)) {
    throw new UsageError(`--format and --${json ? 'json' : 'quiet'} cannot be used together`);
  }
  return {
    only: readList('only', readScalar('only', args.only)),
    format,
    out: readScalar('out', args.out),
    json,
    quiet,
  };
}
