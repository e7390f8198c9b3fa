/** The options of `game`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import type { DesignName } from '../../scenario/scenario.ts';
import { UsageError } from '../errors.ts';
import {
  DESIGNS,
  MAX_DRAWS,
  readCount,
  readDesign,
  readFlag,
  readRepeated,
  readScalar,
  scalar,
} from '../read-options.ts';

export const POSTURES = ['engaged', 'wavering', 'withdrawn'] as const;

export interface GameCommandOptions {
  readonly scenario: string;
  readonly path: string | undefined;
  /** A year, or the last period of a shorter scenario, when left out. */
  readonly year: number | undefined;
  readonly posture: number;
  /** b0 when left out. */
  readonly belief: number | undefined;
  /** Stage: 0 fresh, 1 deployed, 2 rearmed; the force stands as soon as it can when left out. */
  readonly stage: number | undefined;
  /** World of the design; the median world when left out. */
  readonly draw: number | undefined;
  readonly draws: number | undefined;
  readonly seed: string | undefined;
  readonly design: DesignName | undefined;
  readonly set: readonly string[];
  readonly least: number;
  readonly svg: string | undefined;
  readonly efg: string | undefined;
  /** Solve the tree for its logit equilibrium, too. */
  readonly equilibrium: boolean;
  /** Payoffs in the .efg file are multiplied by the precision of whose they are. */
  readonly scaled: boolean;
  readonly json: boolean;
}

const LEAST = 0.05;

/** Declares the options of `game`. */
export function declareGameOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      path: scalar('path to look at (needed where the scenario has several)'),
      year: scalar('years after the start at which the period of ceasefire begins (default: 1)'),
      posture: scalar(`what the backer does: ${POSTURES.join(', ')} (default: engaged)`),
      belief: scalar(
        'what the challenger believes, the chance that the coalition is resolute (default: as at the start)',
      ),
      fresh: { type: 'boolean', describe: 'the force has not been deployed yet' },
      rearmed: { type: 'boolean', describe: 'the force stands, and the challenger has rearmed' },
      draw: scalar('world to play in, by its number in the results of a run (default: every quantity at its median)'),
      draws: scalar('number of worlds that the draw is one of (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
      set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
      least: scalar(`leave out what happens more seldom after a challenge of its kind (default: ${LEAST}; 0 for all)`),
      equilibrium: { type: 'boolean', describe: 'also solve the tree for its logit equilibrium, and show it beside' },
      svg: scalar('also draw the tree into this file'),
      efg: scalar("also write the whole game into this file, in Gambit's format"),
      scaled: {
        type: 'boolean',
        describe: 'with --efg: multiply payoffs by the precision of each player, so that lambda is 1',
      },
      json: { type: 'boolean', describe: 'print the tree as one JSON document' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht game scenarios/paris-2025.yaml --path deployment',
        '      a period of the second year, in the world of medians',
        '  stolperdraht game scenarios/paris-2025.yaml --path deployment --year 5 \\',
        '    --posture withdrawn --rearmed --belief 0.25 --svg game.svg --efg game.efg',
        '      a later and darker one, also as a picture and for Gambit',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readGameOptions(args: Readonly<Record<string, unknown>>): GameCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const [fresh, rearmed] = [readFlag('fresh', args.fresh), readFlag('rearmed', args.rearmed)];
  if (fresh && rearmed) throw new UsageError('--fresh and --rearmed cannot be used together');
  const scaled = readFlag('scaled', args.scaled);
  if (scaled && text('efg') === undefined) throw new UsageError('--scaled is given without --efg FILE');
  return {
    scenario: readScalar('SCENARIO', args.scenario) ?? '',
    path: text('path'),
    year: readNumber('year', text('year'), 500),
    posture: readPosture(text('posture')),
    belief: readNumber('belief', text('belief'), 1),
    stage: fresh ? 0 : rearmed ? 2 : undefined,
    draw: readDraw(text('draw')),
    draws: readCount('draws', text('draws'), MAX_DRAWS),
    seed: text('seed'),
    design: readDesign(text('design')),
    set: readRepeated('set', args.set, 'ID=EXPRESSION'),
    least: readNumber('least', text('least'), 1) ?? LEAST,
    svg: text('svg'),
    efg: text('efg'),
    equilibrium: readFlag('equilibrium', args.equilibrium),
    scaled,
    json: readFlag('json', args.json),
  };
}

function readNumber(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d*\.?\d+(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(number >= 0 && number <= most))
    throw new UsageError(`--${name} is ${text}, must be a number from 0 to ${most}`);
  return number;
}

function readDraw(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--draw is ${text}, must be a whole number from 0`);
  return Number(text);
}

function readPosture(text: string | undefined): number {
  const posture = text === undefined ? 0 : (POSTURES as readonly string[]).indexOf(text);
  if (posture < 0) throw new UsageError(`--posture is ${text}, must be one of ${POSTURES.join(', ')}`);
  return posture;
}
