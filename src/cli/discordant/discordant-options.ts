/** The options of `discordant`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { OUTCOMES } from '../../deterrence/outputs.ts';
import { UsageError } from '../errors.ts';
import { readCount, readList, readScalar, scalar } from '../read-options.ts';
import {
  ANALYSIS_EXIT_CODES,
  readWorldsOptions,
  SOURCE,
  WORLDS_OPTIONS,
  type WorldsOptions,
} from '../worlds-options.ts';

export interface DiscordantCommandOptions extends WorldsOptions {
  /** The two paths that are compared; those of the scenario if it has two. */
  readonly pair: readonly string[] | undefined;
  /** Histories in each world. */
  readonly histories: number;
  readonly event: readonly string[];
  /** Commands that are printed for each kind of discordant pair. */
  readonly show: number;
}

/** Events that are several outcomes. */
export const EVENTS: Readonly<Record<string, readonly string[]>> = {
  breakdown: ['renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use'],
  renewed_war: ['renewed_war_lost', 'renewed_war_repelled'],
};

const USUAL = { histories: 10, event: 'breakdown', show: 3 } as const;
const MOST = { histories: 100_000, show: 1000 } as const;

/** Declares the options of `discordant`. */
export function declareDiscordantOptions(yargs: Argv): Argv {
  const events = [...Object.keys(EVENTS), ...OUTCOMES.map(({ name }) => name)];
  return yargs
    .positional('source', SOURCE)
    .options({
      paths: scalar('the two paths, separated by a comma (needed where there are more)'),
      histories: scalar(`single futures to play in each world (default: ${USUAL.histories})`),
      event: scalar(`what is counted, one or several of ${events.join(', ')} (default: ${USUAL.event})`),
      show: scalar(`futures of each kind to name a command for (default: ${USUAL.show})`),
      ...WORLDS_OPTIONS,
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht discordant scenarios/paris-2025.yaml \\',
        '    --paths deployment,fortress',
        '      futures in which the ceasefire breaks on one path and not on the other',
        '  stolperdraht discordant scenarios/paris-2025.yaml \\',
        '    --paths deployment,fortress --event general_war,nuclear_use --histories 200',
        '      the rare ones, in many more futures',
        '',
        ANALYSIS_EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readDiscordantOptions(args: Readonly<Record<string, unknown>>): DiscordantCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const pair = readList('paths', text('paths'));
  if (pair !== undefined && pair.length !== 2) {
    throw new UsageError(`--paths names ${pair.length} ${pair.length === 1 ? 'path' : 'paths'}, must name two`);
  }
  return {
    // The worlds are those of the whole scenario, whichever paths are compared.
    ...readWorldsOptions({ ...args, paths: undefined }),
    pair,
    histories: readCount('histories', text('histories'), MOST.histories) ?? USUAL.histories,
    event: readEvent(readList('event', text('event')) ?? [USUAL.event]),
    show: readShow(text('show')),
  };
}

function readEvent(names: readonly string[]): readonly string[] {
  const known = [...Object.keys(EVENTS), ...OUTCOMES.map(({ name }) => name)];
  for (const name of names) {
    if (!known.includes(name)) throw new UsageError(`--event names ${name}, must be of ${known.join(', ')}`);
  }
  return names;
}

function readShow(text: string | undefined): number {
  if (text === '0') return 0;
  return readCount('show', text, MOST.show) ?? USUAL.show;
}
