/** The options of `discover`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { PRIM_DEFAULTS, type PrimObjective } from '../../analysis/discovery/prim.ts';
import { UsageError } from '../errors.ts';
import { decimalOf, readCount, readList, readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  BETTER_OPTION,
  OBJECTIVE_OPTIONS,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

const METHODS = ['both', 'prim', 'cart'] as const;
const OBJECTIVES: readonly PrimObjective[] = ['lenient1', 'lenient2', 'original'];
const USUAL = { boxes: 3, top: 8, resamples: 50, massMin: PRIM_DEFAULTS.minimumMass } as const;
const MOST = { boxes: 50, resamples: 10_000, step: 100_000 } as const;
const LEAST_RESAMPLES = 10;

export interface DiscoverOptions extends WorldsOptions {
  readonly method: (typeof METHODS)[number];
  /** What holds in the worlds that are looked for; on one path. */
  readonly where: string | undefined;
  /** The path that does worse than the other in the worlds that are looked for, and the other. */
  readonly worse: readonly [string, string] | undefined;
  readonly boxes: number;
  readonly objective: PrimObjective;
  readonly massMin: number;
  /** The least density of a box that counts; by the share of the worlds that are looked for when left out. */
  readonly densityMin: number | undefined;
  /** The step of the first trajectory that is taken; the one that the rule proposes when left out. */
  readonly step: number | undefined;
  /** Quantities that may describe the worlds: these, or so many that differ most. */
  readonly parameters: { readonly names: readonly string[] } | { readonly top: number };
  readonly resamples: number;
}

/** Declares the options of `discover`. */
export function declareDiscoverOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      where: scalar('worlds to describe, by outputs, metrics and preferences of --path: "renewed_war > 0.3"'),
      path: scalar('the path of --where (default: the only one)'),
      worse: scalar('describe the worlds in which the first of two paths, A,B, does worse than the second'),
      paths: scalar('without --where and --worse: the paths that are compared (default: all)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      method: scalar('prim for boxes, cart for a tree, or both (default: both)'),
      boxes: scalar(`prim: the most boxes (default: ${USUAL.boxes})`),
      step: scalar('prim: the step of the first table that is taken as the box (default: as the rule proposes)'),
      objective: scalar(`prim: what a move is judged by: ${OBJECTIVES.join(', ')} (default: lenient1)`),
      'mass-min': scalar(`prim: least share of all worlds in a box (default: ${USUAL.massMin})`),
      'density-min': scalar('prim: least density of a box (default: half as much again as of all worlds, at most 0.8)'),
      parameters: scalar(`describe by these only, ID,ID… or top:N, those that differ most (default: top:${USUAL.top})`),
      resamples: scalar(`prim: halves of the worlds on which boxes are tried (default: ${USUAL.resamples})`),
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht discover results/example-run',
        '      in which worlds the path that is best on average is not the best',
        '  stolperdraht discover scenarios/paris-2025.yaml --path deployment \\',
        '    --where "renewed_war > 0.3"',
        '      in which worlds war comes again with a chance above 30 %',
        '  stolperdraht discover scenarios/paris-2025.yaml --worse fortress,combined \\',
        '    --preference kyiv --method cart',
        '      in which worlds the force makes the fortress better, as seen from Kyiv',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readDiscoverOptions(args: Readonly<Record<string, unknown>>): DiscoverOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const [where, worse] = [text('where'), readWorse(text('worse'))];
  if (where !== undefined && worse !== undefined) throw new UsageError('--where and --worse cannot be used together');
  if (where !== undefined && args.paths !== undefined) {
    throw new UsageError('--where holds on one path, name it with --path instead of --paths');
  }
  if (where === undefined && args.path !== undefined) {
    throw new UsageError('--path goes with --where, which says what holds in the worlds to describe on that path');
  }
  if (worse !== undefined && args.paths !== undefined) {
    throw new UsageError('--worse and --paths cannot be used together: --worse names the two paths');
  }
  const worlds = readWorldsOptions({ ...args, ...(worse ? { paths: worse.join(',') } : {}) });
  const resamples = readCount('resamples', text('resamples'), MOST.resamples, LEAST_RESAMPLES) ?? USUAL.resamples;
  return {
    ...worlds,
    where,
    worse,
    method: readOne('method', text('method'), METHODS) ?? 'both',
    boxes: readCount('boxes', text('boxes'), MOST.boxes) ?? USUAL.boxes,
    step: readCount('step', text('step'), MOST.step),
    objective: readOne('objective', text('objective'), OBJECTIVES) ?? PRIM_DEFAULTS.objective,
    massMin: readShare('mass-min', text('mass-min')) ?? USUAL.massMin,
    densityMin: readShare('density-min', text('density-min')),
    parameters: readChoice(text('parameters')),
    resamples,
  };
}

function readWorse(text: string | undefined): readonly [string, string] | undefined {
  const [a, b, ...more] = readList('worse', text) ?? [];
  if (a === undefined) return undefined;
  if (b !== undefined && more.length === 0) return [a, b];
  throw new UsageError(`--worse is ${text}, must name two paths separated by a comma`);
}

function readChoice(text: string | undefined): DiscoverOptions['parameters'] {
  if (text === undefined) return { top: USUAL.top };
  if (!text.startsWith('top:')) return { names: readList('parameters', text) ?? [] };
  const top = /^top:\d+$/.test(text) ? Number(text.slice(4)) : 0;
  if (top >= 1) return { top };
  throw new UsageError(`--parameters is ${text}, must be names separated by commas or top:N with N from 1`);
}

function readOne<T extends string>(name: string, text: string | undefined, allowed: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new UsageError(`--${name} is ${text}, must be one of ${allowed.join(', ')}`);
  return found;
}

function readShare(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = decimalOf(text);
  if (share > 0 && share < 1) return share;
  throw new UsageError(`--${name} is ${text}, must be a share above 0 and below 1`);
}
