/** The options of `run`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import type { Share } from '../../experiment/share.ts';
import type { TableFormat } from '../../report/table-files.ts';
import { FORMAT_OPTION, readFormat } from '../format-option.ts';
import { PRECISION_OPTIONS, type PrecisionOptions, readPrecisionOptions } from '../precision-options.ts';
import {
  DESIGNS,
  type EvaluationOptions,
  EXIT_CODES,
  readCount,
  readEvaluationOptions,
  readFlag,
  readScalar,
  scalar,
  UNDERTAKING_OPTIONS,
} from '../read-options.ts';
import { readShard, SHARD_OPTION } from '../shard-option.ts';

export interface RunCommandOptions extends EvaluationOptions, PrecisionOptions {
  readonly histories: number;
  readonly baseline: string | undefined;
  /** Under which the verdict is said first; the scenario's first when left out. The results are the same. */
  readonly preference: string | undefined;
  readonly priorPredictive: boolean;
  readonly format: TableFormat;
  /** Only this share is computed, as a part to be merged with the others; all of it when left out. */
  readonly shard: Share | undefined;
  /** Whether to write report.html beside the results. */
  readonly report: boolean;
}

const MAX_HISTORIES = 1_000_000;

/** Declares the options of `run`, all as text: reading them is ours, so that every fault is named in our words. */
export function declareRunOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      draws: scalar('number of sampled worlds, at a time with --precision (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
      paths: scalar('paths to run, separated by commas (default: all)'),
      set: scalar('set a parameter, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
      histories: scalar('also play N single futures in each world, into histories.csv'),
      baseline: scalar('path beside which costs are judged (default: assurance, else the cheapest)'),
      preference: scalar('preference on which the verdict rests (default: the first of the scenario)'),
      ...PRECISION_OPTIONS,
      ...UNDERTAKING_OPTIONS,
      ...FORMAT_OPTION,
      ...SHARD_OPTION,
      'prior-predictive': { type: 'boolean', describe: 'print what the priors imply instead of the comparison' },
      report: { type: 'boolean', describe: 'also write report.html, for a reader who was not there' },
      json: { type: 'boolean', describe: 'print the comparison as one JSON document' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht run scenarios/paris-2025.yaml',
        '      compare the paths of the reference scenario',
        '  stolperdraht run scenarios/paris-2025.yaml --paths deployment,fortress',
        '      two of them only',
        '  stolperdraht run scenarios/paris-2025.yaml --set "roe.threshold=5 to 20"',
        '      with another belief about the casualties that call for an answer',
        '  stolperdraht run scenarios/paris-2025.yaml --draws 200 --precision 0.3',
        '      200 worlds at a time, until the comparison is that precise',
        '',
        EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readRunOptions(args: Readonly<Record<string, unknown>>): RunCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const flag = (name: string) => readFlag(name, args[name]);
  const evaluation = readEvaluationOptions(args);
  const precision = readPrecisionOptions(args);
  return {
    ...evaluation,
    ...precision,
    histories: readCount('histories', text('histories'), MAX_HISTORIES) ?? 0,
    baseline: text('baseline'),
    preference: text('preference'),
    priorPredictive: flag('prior-predictive'),
    format: readFormat(args.format),
    shard: readShard(args.shard, { ...evaluation, ...precision }),
    report: flag('report'),
  };
}
