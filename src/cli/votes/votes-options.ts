/** The options of `votes`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { decimalOf, readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

export interface VotesOptions extends WorldsOptions {
  /** The path whose ceasefire is looked at; the only one when left out. */
  readonly path: string | undefined;
  /** A year, or the last period of a shorter scenario, when left out. */
  readonly year: number | undefined;
}

const LATEST = 500;

/** Declares the options of `votes`. */
export function declareVotesOptions(yargs: Argv): Argv {
  const { jobs: _one, queue: _queue, 'queue-name': _name, ...worlds } = WORLDS_OPTIONS;
  return yargs
    .positional('source', SOURCE)
    .options({
      path: scalar('path to look at (needed where there are several)'),
      year: scalar('years after the start at which the period of ceasefire begins (default: 1)'),
      ...worlds,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht votes scenarios/paris-2025.yaml --path deployment --draws 200',
        '      how likely the coalition is to answer, by what is at stake and by what the backer does',
        '  stolperdraht votes scenarios/paris-2025.yaml --path combined --year 5',
        '      the votes of a later year, and which members they hang on',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readVotesOptions(args: Readonly<Record<string, unknown>>): VotesOptions {
  return {
    // The worlds are those of the whole scenario, whichever path is looked at.
    ...readWorldsOptions({ ...args, path: undefined }),
    path: readScalar('path', args.path),
    year: readYear(readScalar('year', args.year)),
  };
}

function readYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const year = decimalOf(text);
  if (year >= 0 && year <= LATEST) return year;
  throw new UsageError(`--year is ${text}, must be a number from 0 to ${LATEST}`);
}
