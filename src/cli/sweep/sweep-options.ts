/** The options of `sweep`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import type { Share } from '../../experiment/share.ts';
import type { CellDesign } from '../../experiment/sweep-plan.ts';
import type { TableFormat } from '../../report/table-files.ts';
import { CELLS } from '../../scenario/limits.ts';
import type { DesignName } from '../../scenario/scenario.ts';
import { UsageError } from '../errors.ts';
import { FORMAT_OPTION, readFormat } from '../format-option.ts';
import { PRECISION_OPTIONS, type PrecisionOptions, readPrecisionOptions } from '../precision-options.ts';
import {
  DESIGNS,
  type EvaluationOptions,
  EXIT_CODES,
  readCount,
  readEvaluationOptions,
  readFlag,
  readList,
  readRepeated,
  readScalar,
  scalar,
  UNDERTAKING_OPTIONS,
} from '../read-options.ts';
import { readShard, SHARD_OPTION } from '../shard-option.ts';

export interface SweepCommandOptions extends EvaluationOptions, PrecisionOptions {
  /** `id=SPEC` or `path:id=SPEC`; none where the sweeps that the scenario names are meant. */
  readonly vary: readonly string[];
  readonly zip: boolean;
  /** How cells are spread over the ranges of `vary`. The design of the draws is then the scenario's. */
  readonly cells: CellDesign | undefined;
  /** Names of sweeps of the scenario; all when left out. */
  readonly experiments: readonly string[] | undefined;
  /** Whether the results of every draw are written as well. */
  readonly keepDraws: boolean;
  readonly format: TableFormat;
  /** Only this share is computed, as a part to be merged with the others; all of it when left out. */
  readonly shard: Share | undefined;
  readonly dryRun: boolean;
}

/** Declares the options of `sweep`. */
export function declareSweepOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      vary: scalar('vary a quantity, ID=VALUES in every path or PATH:ID=VALUES in one; may be repeated'),
      zip: { type: 'boolean', describe: 'vary several side by side instead of combining all their values' },
      cells: scalar('spread so many cells over the ranges instead (VALUES are then 0:1, log:1:200 or @q:0.05:0.95)'),
      experiment: scalar('run only these sweeps of the scenario, separated by commas (default: all, without --vary)'),
      draws: scalar('number of sampled worlds, the same in every cell (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(
        `how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says); ` +
          'with --cells how cells are spread: lhs (default), sobol',
      ),
      paths: scalar('paths to run, separated by commas (default: all)'),
      set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
      ...PRECISION_OPTIONS,
      ...UNDERTAKING_OPTIONS,
      ...FORMAT_OPTION,
      ...SHARD_OPTION,
      keep: scalar('draws: also write every draw of every cell, into draws.csv and params.csv'),
      'dry-run': { type: 'boolean', describe: 'print what would be run, and about how long it would take' },
      json: { type: 'boolean', describe: 'print the comparison (or the plan) as one JSON document' },
    })
    .epilogue(
      [
        'VALUES are one of',
        '  0.1,0.3,0.5        these',
        '  0:1:0.05           from 0 to 1 in steps of 0.05, both ends included',
        '  0:1/21             21 values from 0 to 1',
        '  log:1:200/9        9 values from 1 to 200, each by the same factor larger',
        '  @q:0.05:0.95/9     9 quantiles of its distribution in the scenario',
        '',
        'ID is a parameter, a variable, members.NAME.resolve (.conditionality, .weight),',
        'ladder[0].risk (.cost_coalition, .cost_challenger), run.draws, .seed or .design.',
        '',
        'Examples:',
        '  stolperdraht sweep scenarios/paris-2025.yaml --dry-run',
        '      what the sweeps that the scenario names itself would take',
        '  stolperdraht sweep scenarios/paris-2025.yaml --draws 100 \\',
        '    --vary backer.reliability=0.1:0.9/5',
        '      which path is better for which reliability of the backer',
        '  stolperdraht sweep scenarios/paris-2025.yaml --draws 50 \\',
        '    --vary backer.reliability=0.1:0.9/5 \\',
        '    --vary deployment:tripwire.troops=10,30,60',
        '      a map of two quantities, one of them in one path only',
        '  stolperdraht sweep scenarios/paris-2025.yaml --dry-run \\',
        '    --vary "ladder[0].risk=log:0.005:0.1/5"',
        '      what that would take',
        '  stolperdraht sweep scenarios/paris-2025.yaml --draws 100 --cells 30 --design sobol \\',
        '    --vary roe.threshold=log:3:200 --vary backer.reliability=@q:0.05:0.95',
        '      thirty cells spread over two ranges',
        '',
        EXIT_CODES,
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readSweepOptions(args: Readonly<Record<string, unknown>>): SweepCommandOptions {
  const flag = (name: string) => readFlag(name, args[name]);
  const text = (name: string) => readScalar(name, args[name]);
  const evaluation = readEvaluationOptions(args);
  const precision = readPrecisionOptions(args);
  const dryRun = flag('dry-run');
  const count = readCount('cells', text('cells'), CELLS.max);
  const options: SweepCommandOptions = {
    ...evaluation,
    ...precision,
    design: count === undefined ? evaluation.design : undefined,
    vary: readRepeated('vary', args.vary, 'ID=VALUES'),
    zip: flag('zip'),
    cells: count === undefined ? undefined : { count, name: readCellDesign(evaluation.design) },
    experiments: readList('experiment', text('experiment')),
    keepDraws: readKeep(text('keep')),
    format: readFormat(args.format),
    shard: readShard(args.shard, { ...evaluation, ...precision, dryRun }),
    dryRun,
  };
  const { vary, zip, cells, experiments } = options;
  if (vary.length > 0 && experiments) throw new UsageError('--experiment and --vary cannot be used together');
  for (const [name, isGiven] of Object.entries({ zip, cells: cells !== undefined })) {
    if (isGiven && vary.length === 0) {
      throw new UsageError(`--${name} is given without --vary; the sweeps of a scenario say it themselves`);
    }
  }
  if (zip && cells) throw new UsageError('--zip and --cells cannot be used together');
  if (options.dryRun && options.precision !== undefined) {
    throw new UsageError(
      '--dry-run and --precision cannot be used together: how many draws a precision takes is known when it is reached',
    );
  }
  if (options.dryRun && options.quiet) throw new UsageError('--dry-run and --quiet cannot be used together');
  return options;
}

function readKeep(what: string | undefined): boolean {
  if (what === undefined || what === 'draws') return what !== undefined;
  throw new UsageError(`--keep is ${what}, must be draws`);
}

function readCellDesign(design: DesignName | undefined): CellDesign['name'] {
  if (design === 'random') throw new UsageError('--design is random, must be lhs or sobol with --cells');
  return design ?? 'lhs';
}
