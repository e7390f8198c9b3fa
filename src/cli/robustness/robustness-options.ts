/** The options of `robustness`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { decimalOf, readRepeated, readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  BETTER_OPTION,
  OBJECTIVE_OPTIONS,
  RESAMPLES_OPTION,
  readResamples,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

export interface RobustnessOptions extends WorldsOptions {
  /** What must hold for an outcome to be good enough; each by itself, and all together. */
  readonly requirements: readonly string[];
  /** Hurwicz's weight of the worst world. */
  readonly pessimism: number;
  readonly resamples: number;
}

const USUAL_PESSIMISM = 0.5;

/** Declares the options of `robustness`. */
export function declareRobustnessOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('paths to choose between, separated by commas (default: all)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      require: scalar('what is good enough, such as "renewed_war < 0.2 and general_war < 0.01"; may be repeated'),
      pessimism: scalar(`Hurwicz: weight of the worst world, from 0 to 1 (default: ${USUAL_PESSIMISM})`),
      ...RESAMPLES_OPTION,
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht robustness results/example-run',
        '      which path each rule of choice picks, in the worlds of a run',
        '  stolperdraht robustness scenarios/paris-2025.yaml --preference kyiv \\',
        '    --require "renewed_war < 0.2" --require "general_war < 0.01"',
        '      under the values of Kyiv, and in how many worlds a path is good enough',
        '  stolperdraht robustness scenarios/paris-2025.yaml --metric renewed_war \\',
        '    --better lower --paths deployment,fortress',
        '      two paths, by the chance of a new war alone',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readRobustnessOptions(args: Readonly<Record<string, unknown>>): RobustnessOptions {
  const worlds = readWorldsOptions(args);
  const resamples = readResamples(args);
  const requirements = readRepeated('require', args.require, 'a comparison such as "renewed_war < 0.2"');
  const twice = requirements.find((text, index) => requirements.indexOf(text) < index);
  if (twice !== undefined) throw new UsageError(`--require ${twice} is given twice`);
  return {
    ...worlds,
    requirements,
    pessimism: readWeight(readScalar('pessimism', args.pessimism)),
    resamples,
  };
}

function readWeight(text: string | undefined): number {
  if (text === undefined) return USUAL_PESSIMISM;
  const weight = decimalOf(text);
  if (weight >= 0 && weight <= 1) return weight;
  throw new UsageError(`--pessimism is ${text}, must be a number from 0 to 1`);
}
