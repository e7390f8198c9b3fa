/** The options of `value-of-information`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { readCount, readList, readScalar, scalar } from '../read-options.ts';
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

/** Quantities that would become known together; a member may have a * for whatever stands there. */
export interface GroupChoice {
  readonly name: string;
  readonly members: readonly string[];
}

/** Which part of the values is given a weight that moves. */
export type WeightChoice =
  | { readonly kind: 'cost'; readonly name: string; readonly values: string | undefined }
  | { readonly kind: 'between'; readonly first: string; readonly second: string };

export interface InformationOptions extends WorldsOptions {
  /** Names, which may have a *; all uncertain quantities when left out. */
  readonly parameters: readonly string[] | undefined;
  /** Those of the registry when left out. */
  readonly groups: readonly GroupChoice[] | undefined;
  /** The cost of the budget when left out. */
  readonly weight: WeightChoice | undefined;
  /** Outer and inner draws of the check by simulation. */
  readonly nested: { readonly outer: number; readonly inner: number } | undefined;
  readonly resamples: number;
  /** Rows of the printed tables. */
  readonly show: number;
}

const USUAL = { inner: 32, show: 12 } as const;
const LEAST = { nested: 30, inner: 2 } as const;
const MOST = { nested: 100_000, inner: 100_000, show: 10_000 } as const;

/** Declares the options of `value-of-information`. */
export function declareInformationOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('paths to choose between, separated by commas (default: all)'),
      ...OBJECTIVE_OPTIONS,
      ...BETTER_OPTION,
      parameters: scalar(
        'what might become known, ID,ID… where ID may be backer.* (default: every uncertain quantity)',
      ),
      groups: scalar('known together, "ID+ID, NAME=backer.*+ID…", or none (default: those of the registry)'),
      cost: scalar('a cost whose weight moves, NAME or NAME=0:0.2/21 (default: budget)'),
      between: scalar('instead: values between two preferences, A,B'),
      nested: scalar(`check up to eight --parameters by simulation with so many values of each, from ${LEAST.nested}`),
      inner: scalar(`worlds for each of these values, an even number (default: ${USUAL.inner})`),
      ...RESAMPLES_OPTION,
      show: scalar(`rows to print; the files have all (default: ${USUAL.show})`),
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht value-of-information results/example-run',
        '      what it would be worth to know each quantity before choosing a path',
        '  stolperdraht value-of-information scenarios/paris-2025.yaml \\',
        '    --preference kyiv --cost budget=0:0.2/21 \\',
        '    --groups "backer.*, Moscow=challenger.*+war.*"',
        '      two bodies of knowledge, and how the choice hangs on what money counts',
        '  stolperdraht value-of-information results/example-run \\',
        '    --parameters challenger.troop_aversion --nested 100 --inner 32',
        '      one quantity, checked by new worlds around a hundred values of it',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readInformationOptions(args: Readonly<Record<string, unknown>>): InformationOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const count = (name: keyof typeof LEAST) => readCount(name, text(name), MOST[name], LEAST[name]);
  const worlds = readWorldsOptions(args);
  const parameters = readList('parameters', text('parameters'));
  const outer = count('nested');
  const inner = count('inner');
  if (outer === undefined && inner !== undefined) throw new UsageError('--inner goes with --nested N');
  if (outer !== undefined && parameters === undefined) {
    throw new UsageError('--nested needs --parameters, which name what is to be checked: it takes many evaluations');
  }
  if (inner !== undefined && inner % 2 !== 0) throw new UsageError(`--inner is ${inner}, must be an even number`);
  return {
    ...worlds,
    parameters,
    groups: readGroups(text('groups')),
    weight: readWeight(text('cost'), text('between')),
    nested: outer === undefined ? undefined : { outer, inner: inner ?? USUAL.inner },
    resamples: readResamples(args),
    show: readCount('show', text('show'), MOST.show) ?? USUAL.show,
  };
}

function readGroups(text: string | undefined): GroupChoice[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'none') return [];
  const groups = text.split(',').map((part): GroupChoice => {
    const split = part.indexOf('=');
    const written = part.slice(split + 1).trim();
    const members = written.split('+').map((member) => member.trim());
    const name = split < 0 ? members.join(' + ') : part.slice(0, split).trim();
    if (name !== '' && !members.includes('')) return { name, members };
    throw new UsageError(`--groups is ${text}, must be "ID+ID, NAME=ID+ID…" or none`);
  });
  const twice = groups.find(({ name }, index) => groups.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw new UsageError(`--groups names ${twice.name} twice`);
  return groups;
}

function readWeight(cost: string | undefined, between: string | undefined): WeightChoice | undefined {
  if (cost !== undefined && between !== undefined) {
    throw new UsageError('--cost and --between cannot be used together');
  }
  if (between !== undefined) {
    const [first, second, more] = readList('between', between) ?? [];
    if (second !== undefined && more === undefined) return { kind: 'between', first, second };
    throw new UsageError(`--between is ${between}, must name two preferences: A,B`);
  }
  if (cost === undefined) return undefined;
  const split = cost.indexOf('=');
  const name = (split < 0 ? cost : cost.slice(0, split)).trim();
  const values = split < 0 ? undefined : cost.slice(split + 1).trim();
  if (name !== '' && values !== '') return { kind: 'cost', name, values };
  throw new UsageError(`--cost is ${cost}, must be NAME or NAME=VALUES, as in budget=0:0.2/21`);
}
