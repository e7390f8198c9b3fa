/** The options of `threshold`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { QUEUE_OPTIONS } from '../queue-option.ts';
import {
  DESIGNS,
  type EvaluationOptions,
  numberOf,
  readCount,
  readEvaluationOptions,
  readScalar,
  scalar,
} from '../read-options.ts';

export interface ThresholdCommandOptions extends EvaluationOptions {
  /** An id, or `path:id`. */
  readonly parameter: string;
  /** The first preference when left out. */
  readonly metric: string | undefined;
  readonly range: string | undefined;
  readonly points: number;
  /** What one path is to reach; two paths are compared when left out. */
  readonly level: number | undefined;
}

const POINTS = { least: 3, most: 1000, usual: 17 } as const;

/** Declares the options of `threshold`. */
export function declareThresholdOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      parameter: scalar('quantity to move, ID in every path or PATH:ID in one'),
      paths: scalar('the two paths to compare, separated by a comma; with --level one or more (default: all)'),
      metric: scalar('output, metric or preference to look at (default: the first preference)'),
      level: scalar('find where the metric of a path passes this level, instead of comparing two'),
      range: scalar('where to look: 0:1, log:1:200 or @q:0.05:0.95 (default: the middle 98 % of its distribution)'),
      points: scalar(`values of the first scan, evenly spread over the range (default: ${POINTS.usual})`),
      draws: scalar('number of sampled worlds, the same at every value (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
      set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
      jobs: scalar('worker threads; the results are the same for any number (default: one per core)'),
      ...QUEUE_OPTIONS,
      out: scalar('folder for the results, new or empty (default: a new one under results/)'),
      json: { type: 'boolean', describe: 'print what was found as one JSON document' },
      quiet: { type: 'boolean', describe: 'print only the folder of the results' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht threshold scenarios/paris-2025.yaml --draws 100 \\',
        '    --parameter combined:tripwire.troops --range log:1:200 \\',
        '    --paths fortress,combined --metric kyiv',
        '      at how many troops the two change places, as seen from Kyiv',
        '  stolperdraht threshold scenarios/paris-2025.yaml --draws 100 \\',
        '    --parameter backer.reliability --paths deployment,fortress',
        '      whether they do so as the reliability of the backer moves, and if not, how surely',
        '  stolperdraht threshold scenarios/paris-2025.yaml --draws 100 \\',
        '    --parameter fortress.gain --range 0:1.5 --paths fortress \\',
        '    --metric ceasefire_holds --level 0.6',
        '      with which gain the ceasefire holds with a chance of 60 %',
        '',
        'Exit codes: 0 done, 1 failed, 2 wrong usage or input, 3 done but some draws failed and were left out, 130 interrupted.',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readThresholdOptions(args: Readonly<Record<string, unknown>>): ThresholdCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const parameter = text('parameter');
  if (parameter === undefined) {
    throw new UsageError('threshold: --parameter is missing, must name the quantity to move: --parameter ID');
  }
  const points = readCount('points', text('points'), POINTS.most, POINTS.least) ?? POINTS.usual;
  const evaluation = readEvaluationOptions(args);
  if (evaluation.json && evaluation.quiet) throw new UsageError('--json and --quiet cannot be used together');
  return {
    ...evaluation,
    parameter,
    metric: text('metric'),
    range: text('range'),
    points,
    level: readLevel(text('level')),
  };
}

function readLevel(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const level = numberOf(text);
  if (!Number.isFinite(level)) throw new UsageError(`--level is ${text}, must be a number`);
  return level;
}
