/** The options of `perception`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

export interface PerceptionOptions extends WorldsOptions {
  /** By which preference the truth is weighed and the paths are put in order; the first of the scenario when left out. */
  readonly under: string | undefined;
}

/** Declares the options of `perception`. */
export function declarePerceptionOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('paths to look at, separated by commas (default: all)'),
      metric: scalar(
        'output, metric or preference to split (default: the risk that a ceasefire breaks, given one and at all)',
      ),
      preference: scalar('preference to split, instead of --metric'),
      under: scalar('preference under which it is said what the truth is worth (default: the first of the scenario)'),
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Every world is played again for each set of things that the challenger may misjudge, none and all of them',
        'included: at most eight times.',
        '',
        'Examples:',
        '  stolperdraht perception scenarios/paris-2025.yaml --draws 200',
        '      how much of the risk of war rests on misjudgement, and on which',
        '  stolperdraht perception results/example-run --paths deployment,fortress',
        '      in the worlds of a run, for two of its paths',
        '  stolperdraht perception scenarios/paris-2025.yaml --metric general_war \\',
        '    --set "challenger.misperception_resolve=uniform(-1.5, -0.5)"',
        '      of the risk of general war, if the coalition is underrated for certain',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readPerceptionOptions(args: Readonly<Record<string, unknown>>): PerceptionOptions {
  return { ...readWorldsOptions(args), under: readScalar('under', args.under) };
}
