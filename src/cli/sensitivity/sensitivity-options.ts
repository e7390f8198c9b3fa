/** The options of `sensitivity`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { MORRIS_TRAJECTORIES_MIN } from '../../analysis/sensitivity/morris.ts';
import { SOBOL_POINTS_MIN } from '../../analysis/sensitivity/sobol-indices.ts';
import { UsageError } from '../errors.ts';
import { decimalOf, readCount, readFlag, readList, readRepeated, readScalar, scalar } from '../read-options.ts';
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

/** Methods that look at draws as they are; the others evaluate worlds of their own. */
const GIVEN_METHODS = ['pawn', 'prcc', 'src', 'delta', 'regional', 'all-given'] as const;
const METHODS = [...GIVEN_METHODS, 'tornado', 'sobol', 'morris'] as const;

export type Method = (typeof METHODS)[number];

/** Some of the inputs: those of these names, or so many that matter most in the draws. */
export type InputChoice = { readonly names: readonly string[] } | { readonly top: number };

/** Inputs that are varied together; a name may end in * and then stands for all that begin so. */
export interface InputGroup {
  readonly name: string;
  readonly members: readonly string[];
}

export interface SensitivityCommandOptions extends WorldsOptions {
  /** PAWN and rank regression when left out. */
  readonly method: Method | undefined;
  readonly parameters: InputChoice | undefined;
  readonly groups: readonly InputGroup[];
  readonly slices: number | undefined;
  readonly where: string | undefined;
  readonly points: number;
  readonly secondOrder: boolean;
  readonly trajectories: number;
  readonly low: number;
  readonly high: number;
  /** Tornado: in how many draws of the others; undefined where these are at their medians. */
  readonly base: number | undefined;
  readonly resamples: number;
  /** Rows of the printed tables. */
  readonly show: number;
  readonly dryRun: boolean;
}

const USUAL = { points: 64, trajectories: 20, base: 100, low: 0.05, high: 0.95, show: 12 } as const;
const LEAST = { points: SOBOL_POINTS_MIN, trajectories: MORRIS_TRAJECTORIES_MIN, slices: 2 } as const;
const MOST = {
  points: 1_048_576,
  base: 1_000_000,
  trajectories: 10_000,
  slices: 1000,
  show: 10_000,
} as const;

/** Options that only some methods have; whoever gives them to another has another in mind. */
const BELONGS: Readonly<Record<string, readonly (Method | undefined)[]>> = {
  slices: ['pawn', 'all-given', undefined],
  where: ['regional', 'all-given'],
  points: ['sobol'],
  'second-order': ['sobol'],
  group: ['sobol'],
  trajectories: ['morris'],
  low: ['tornado'],
  high: ['tornado'],
  at: ['tornado'],
  parameters: ['tornado', 'sobol', 'morris'],
  'dry-run': ['tornado', 'sobol', 'morris'],
};

/** Declares the options of `sensitivity`. */
export function declareSensitivityOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      method: scalar(`${METHODS.join(', ')} (default: pawn and prcc)`),
      path: scalar('the path to look at'),
      paths: scalar('the two paths whose paired difference to look at (default: the best two)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      parameters: scalar(
        'tornado, sobol, morris: only these, ID,ID… or top:N, those that matter most in the draws (default: all)',
      ),
      slices: scalar('pawn: slices of each quantity (default: 10, fewer for few draws)'),
      where: scalar('regional: which worlds to tell from the others, such as "renewed_war > 0.3"'),
      points: scalar(`sobol: base points, a power of 2 (default: ${USUAL.points})`),
      'second-order': { type: 'boolean', describe: 'sobol: interactions of pairs too, at almost twice the cost' },
      group: scalar('sobol: vary together, NAME=ID,ID… where ID may be backer.*; may be repeated'),
      trajectories: scalar(
        `morris: trajectories, each with one more world than inputs (default: ${USUAL.trajectories})`,
      ),
      low: scalar(`tornado: low end, a quantile of each quantity (default: ${USUAL.low})`),
      high: scalar(`tornado: high end (default: ${USUAL.high})`),
      at: scalar(`tornado: where the others are, draws:N or median (default: draws:${USUAL.base}, the first of them)`),
      ...RESAMPLES_OPTION,
      show: scalar(`rows to print; the files have all (default: ${USUAL.show})`),
      'dry-run': { type: 'boolean', describe: 'say how many evaluations it would take and how long, and stop' },
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht sensitivity results/paris-2025-20261122T160352Z',
        '      what the difference between the best two paths of a run hangs on',
        '  stolperdraht sensitivity scenarios/paris-2025.yaml \\',
        '    --paths deployment,fortress --method sobol --parameters top:8 --dry-run',
        '      how long it takes to split its variance among eight quantities',
        '  stolperdraht sensitivity scenarios/paris-2025.yaml --method regional \\',
        '    --path deployment --where "renewed_war > 0.3"',
        '      what is different in worlds in which war comes again',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readSensitivityOptions(args: Readonly<Record<string, unknown>>): SensitivityCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const count = (name: keyof typeof LEAST) => readCount(name, text(name), MOST[name], LEAST[name]);
  const worlds = readWorldsOptions(args);
  const method = readMethod(text('method'));
  for (const [name, methods] of Object.entries(BELONGS)) {
    if (args[name] === undefined || methods.includes(method)) continue;
    const owners = methods.filter((each) => each !== undefined).join(' or ');
    throw new UsageError(`--${name} goes with --method ${owners}${method ? `, not ${method}` : ''}`);
  }
  const where = text('where');
  if (method === 'regional' && where === undefined) {
    throw new UsageError(
      '--where is missing, must say which worlds to tell from the others: --where "renewed_war > 0.3"',
    );
  }
  const [low, high] = [readQuantile('low', text('low')), readQuantile('high', text('high'))];
  if (low >= high)
    throw new UsageError(`--low is ${low} and --high is ${high}, the low end must be below the high one`);
  return {
    ...worlds,
    method,
    parameters: readChoice(text('parameters')),
    groups: readRepeated('group', args.group, 'NAME=ID,ID').map(readGroup),
    slices: count('slices'),
    where,
    points: count('points') ?? USUAL.points,
    secondOrder: readFlag('second-order', args['second-order']),
    trajectories: count('trajectories') ?? USUAL.trajectories,
    low,
    high,
    base: readAt(text('at')),
    resamples: readResamples(args),
    show: readCount('show', text('show'), MOST.show) ?? USUAL.show,
    dryRun: readFlag('dry-run', args['dry-run']),
  };
}

function readMethod(text: string | undefined): Method | undefined {
  if (text === undefined) return undefined;
  const method = METHODS.find((name) => name === text);
  if (method === undefined) throw new UsageError(`--method is ${text}, must be one of ${METHODS.join(', ')}`);
  return method;
}

function readAt(text: string | undefined): number | undefined {
  if (text === undefined) return USUAL.base;
  if (text === 'median') return undefined;
  const draws = /^draws:\d+$/.test(text) ? Number(text.slice('draws:'.length)) : 0;
  if (draws >= 1 && draws <= MOST.base) return draws;
  throw new UsageError(`--at is ${text}, must be median or draws:N with N from 1 to ${MOST.base}`);
}

function readQuantile(name: 'low' | 'high', text: string | undefined): number {
  if (text === undefined) return USUAL[name];
  const value = decimalOf(text);
  if (value > 0 && value < 1) return value;
  throw new UsageError(`--${name} is ${text}, must be a quantile above 0 and below 1`);
}

function readChoice(text: string | undefined): InputChoice | undefined {
  if (text === undefined) return undefined;
  if (!text.startsWith('top:')) return { names: readList('parameters', text) ?? [] };
  const top = /^top:\d+$/.test(text) ? Number(text.slice(4)) : 0;
  if (top >= 1) return { top };
  throw new UsageError(`--parameters is ${text}, must be names separated by commas or top:N with N from 1`);
}

function readGroup(text: string): InputGroup {
  const split = text.indexOf('=');
  const name = text.slice(0, Math.max(0, split)).trim();
  const members = split < 0 ? [] : (readList('group', text.slice(split + 1)) ?? []);
  if (name !== '' && members.length > 0) return { name, members };
  throw new UsageError(`--group is ${text}, must be NAME=ID,ID such as backing=backer.*`);
}
