/** The options of `sweep`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { UsageError } from './errors.ts';
import {
  DESIGNS,
  type EvaluationOptions,
  readEvaluationOptions,
  readFlag,
  readRepeated,
  scalar,
} from './read-options.ts';

export interface SweepCommandOptions extends EvaluationOptions {
  /** `id=SPEC` or `path:id=SPEC`, at least one. */
  readonly vary: readonly string[];
  readonly zip: boolean;
  readonly dryRun: boolean;
}

/** Declares the options of `sweep`. */
export function declareSweepOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      vary: scalar('vary a quantity, ID=VALUES in every path or PATH:ID=VALUES in one; may be repeated'),
      zip: { type: 'boolean', describe: 'vary several side by side instead of combining all their values' },
      draws: scalar('number of sampled worlds, the same in every cell (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
      paths: scalar('paths to run, separated by commas (default: all)'),
      set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
      jobs: scalar('worker threads; the results are the same for any number (default: one per core)'),
      out: scalar('folder for the results, new or empty (default: a new one under results/)'),
      'dry-run': { type: 'boolean', describe: 'print what would be run, and about how long it would take' },
      json: { type: 'boolean', describe: 'print the comparison (or the plan) as one JSON document' },
      quiet: { type: 'boolean', describe: 'print only the folder of the results' },
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
        'Examples:',
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
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readSweepOptions(args: Readonly<Record<string, unknown>>): SweepCommandOptions {
  const flag = (name: string) => readFlag(name, args[name]);
  const options: SweepCommandOptions = {
    ...readEvaluationOptions(args),
    vary: readRepeated('vary', args.vary, 'ID=VALUES'),
    zip: flag('zip'),
    dryRun: flag('dry-run'),
  };
  if (options.vary.length === 0) {
    throw new UsageError('sweep: --vary is missing, must name a quantity and its values: --vary ID=VALUES');
  }
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  if (options.dryRun && options.quiet) throw new UsageError('--dry-run and --quiet cannot be used together');
  return options;
}
