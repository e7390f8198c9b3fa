/** The options of `flip` and `steelman`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { decimalOf, readCount, readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  BETTER_OPTION,
  OBJECTIVE_OPTIONS,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

/** What both searches are told. */
export interface SearchOptions extends WorldsOptions {
  /** Evaluations that a search may take, about. */
  readonly maxEvaluations: number;
  /** How many quantities are looked at first, or at all. */
  readonly screen: number;
}

export interface FlipCommandOptions extends SearchOptions {
  /** Reversals further out do not count, in prior standard deviations. */
  readonly radius: number;
}

/**
 * Where a best case must lie: no further out than that share of worlds is along any one line through the medians; in the
 * ball about the medians that holds that share; or in the box that does.
 */
const REGIONS = ['line', 'ball', 'box'] as const;
type CaseRegion = (typeof REGIONS)[number];

export interface SteelmanCommandOptions extends SearchOptions {
  readonly region: CaseRegion;
  /** Share of all worlds in the region. */
  readonly content: number;
}

/** Worlds that are looked at besides, of a scenario file, where `--draws` says nothing. */
export const USUAL_DRAWS = 200;
const USUAL = { evaluations: 12_000, perPath: 4000, screen: 40, radius: 5, content: 0.9 } as const;
const MOST = { evaluations: 100_000_000, screen: 100_000 } as const;
/** Fewer do not take a search anywhere. */
const LEAST_EVALUATIONS = 100;

const DRAWS = {
  draws: scalar(`worlds that are looked at besides the search (default: ${USUAL_DRAWS}, at most as the scenario says)`),
} as const;

/** Declares the options of `flip`. */
export function declareFlipOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('the two paths (default: the best two when every quantity is at its median)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      radius: scalar(`how far out to look, in prior standard deviations (default: ${USUAL.radius})`),
      'max-evaluations': scalar(`about how many evaluations to take (default: ${USUAL.evaluations})`),
      screen: scalar(`uniforms to search among first, those that alone move most (default: ${USUAL.screen})`),
      ...WORLDS_OPTIONS,
      ...DRAWS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht flip results/example-run',
        '      the smallest change of what is believed that makes the second path the better one',
        '  stolperdraht flip scenarios/paris-2025.yaml --paths deployment,fortress \\',
        '    --preference kyiv --max-evaluations 30000',
        '      of two paths, as seen from Kyiv, with more patience',
        '  stolperdraht run results/paris-2025-flip-…/flip.yaml',
        '      the world in which they change places, for whoever wants to see it',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/** Declares the options of `steelman`. */
export function declareSteelmanOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      path: scalar('the path to make the best case for'),
      paths: scalar('the paths to make it for (default: all)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      region: scalar('where the case must lie: line, ball or box, see docs/methods.md (default: line)'),
      content: scalar(`share of all worlds in the region, for line along any one line (default: ${USUAL.content})`),
      'max-evaluations': scalar(`about how many evaluations to take for each path (default: ${USUAL.perPath})`),
      screen: scalar(`uniforms that are moved, those that alone move most (default: ${USUAL.screen})`),
      ...WORLDS_OPTIONS,
      ...DRAWS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht steelman results/example-run',
        '      for each path the world that speaks most for it, and how the others do there',
        '  stolperdraht steelman scenarios/paris-2025.yaml --path deployment --content 0.5',
        '      the best case of the force where half of all worlds lie along any line',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options of `flip` from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readFlipOptions(args: Readonly<Record<string, unknown>>): FlipCommandOptions {
  const search = readSearchOptions(args, USUAL.evaluations);
  const { paths } = search;
  if (paths !== undefined && paths.length !== 2) {
    throw new UsageError(`--paths is ${paths.join(',')}, must name the two paths to compare`);
  }
  const radius = readNumber('radius', readScalar('radius', args.radius)) ?? USUAL.radius;
  if (!(radius > 0)) throw new UsageError(`--radius is ${args.radius}, must be a number above 0`);
  return { ...search, radius };
}

/**
 * Reads the options of `steelman` from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readSteelmanOptions(args: Readonly<Record<string, unknown>>): SteelmanCommandOptions {
  const wanted = readScalar('region', args.region) ?? 'line';
  const region = REGIONS.find((name) => name === wanted);
  if (region === undefined) throw new UsageError(`--region is ${wanted}, must be one of ${REGIONS.join(', ')}`);
  const content = readNumber('content', readScalar('content', args.content)) ?? USUAL.content;
  if (!(content > 0 && content < 1)) {
    throw new UsageError(`--content is ${args.content}, must be a share above 0 and below 1`);
  }
  return { ...readSearchOptions(args, USUAL.perPath), region, content };
}

function readSearchOptions(args: Readonly<Record<string, unknown>>, usual: number): SearchOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const maxEvaluations =
    readCount('max-evaluations', text('max-evaluations'), MOST.evaluations, LEAST_EVALUATIONS) ?? usual;
  return {
    ...readWorldsOptions(args),
    maxEvaluations,
    screen: readCount('screen', text('screen'), MOST.screen) ?? USUAL.screen,
  };
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = decimalOf(text);
  if (!Number.isNaN(value)) return value;
  throw new UsageError(`--${name} is ${text}, must be a number above 0`);
}
