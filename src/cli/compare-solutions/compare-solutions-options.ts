/** The options of `compare-solutions`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { decimalOf, readList, readScalar, scalar } from '../read-options.ts';
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
import { checkNames, OWN_SOLUTION, SOLUTION_NAMES } from './solution-names.ts';

export interface CompareSolutionsOptions extends WorldsOptions {
  /** Names of the solutions beside the scenario's own; all when left out. */
  readonly solutions: readonly string[] | undefined;
  /** Weights by name, where they are not 1. */
  readonly weights: ReadonlyMap<string, number>;
  /** Chance of a fixed response; that of the scenario's own solution when left out. */
  readonly response: number | undefined;
  readonly resamples: number;
}

/** Declares the options of `compare-solutions`. */
export function declareCompareSolutionsOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('paths to choose between, separated by commas (default: all)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      solutions: scalar(`of ${SOLUTION_NAMES.join(', ')}, separated by commas (default: all)`),
      weights: scalar(`weights of solutions, NAME=W separated by commas, ${OWN_SOLUTION}=4 as well (default: 1 each)`),
      response: scalar(
        'chance with which every vote passes under fixed_response (default: the share that pass in the scenario)',
      ),
      ...RESAMPLES_OPTION,
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht compare-solutions scenarios/paris-2025.yaml --draws 200',
        '      whether the verdict hangs on how the game is solved',
        '  stolperdraht compare-solutions scenarios/paris-2025.yaml --preference kyiv \\',
        '    --solutions reputation_blind,near_perfect',
        '      under the values of Kyiv, against two other solutions only',
        '  stolperdraht compare-solutions results/example-run --response 0.3 \\',
        `    --weights ${OWN_SOLUTION}=4,near_perfect=0.5`,
        '      in the worlds of a run, with another fixed response and other weights',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readCompareSolutionsOptions(args: Readonly<Record<string, unknown>>): CompareSolutionsOptions {
  const worlds = readWorldsOptions(args);
  const text = (name: string) => readScalar(name, args[name]);
  const resamples = readResamples(args);
  const solutions = readList('solutions', text('solutions'));
  checkNames('solutions', solutions ?? []);
  return {
    ...worlds,
    solutions,
    weights: readWeights(readList('weights', text('weights')) ?? []),
    response: readResponse(text('response')),
    resamples,
  };
}

function readWeights(items: readonly string[]): Map<string, number> {
  const weights = items.map((item): [string, number] => {
    const [, name, number] = /^([^=]+)=(.*)$/.exec(item) ?? [];
    if (name === undefined) throw new UsageError(`--weights is ${item}, must be NAME=W, several separated by commas`);
    checkNames('weights', [name]);
    const weight = decimalOf(number);
    if (weight >= 0 && weight <= 1e6) return [name, weight];
    throw new UsageError(`--weights ${name} is ${number}, must be a number from 0 to 1000000`);
  });
  const twice = weights.find(([name], index) => weights.findIndex((other) => other[0] === name) < index);
  if (twice !== undefined) throw new UsageError(`--weights names ${twice[0]} twice`);
  return new Map(weights);
}

function readResponse(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const response = decimalOf(text);
  if (response >= 0.001 && response <= 0.999) return response;
  throw new UsageError(`--response is ${text}, must be a number from 0.001 to 0.999`);
}
