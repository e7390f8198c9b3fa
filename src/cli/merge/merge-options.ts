/** The options of `merge`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import type { TableFormat } from '../../report/table-files.ts';
import { UsageError } from '../errors.ts';
import { readFormat } from '../format-option.ts';
import { readFlag, readScalar, scalar } from '../read-options.ts';

export interface MergeCommandOptions {
  /** Folders of parts. */
  readonly parts: readonly string[];
  readonly out: string | undefined;
  /** As the parts were told when left out. */
  readonly format: TableFormat | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Declares the options of `merge`. */
export function declareMergeOptions(yargs: Argv): Argv {
  return yargs
    .positional('parts', { type: 'string', array: true, describe: 'folders that --shard has left, all of them' })
    .options({
      out: scalar('folder for the results, new or empty (default: a new one under results/)'),
      format: scalar(
        'csv, or parquet: every table as Parquet as well, beside the CSV (default: as the parts were told)',
      ),
      json: { type: 'boolean', describe: 'print the comparison as one JSON document' },
      quiet: { type: 'boolean', describe: 'print only the folder of the results' },
    })
    .epilogue(
      [
        'Nothing is computed again. The files are those of one machine that has done it all, manifest.json apart.',
        '',
        'Examples:',
        '  stolperdraht run scenarios/paris-2025.yaml --draws 10000 --shard 1/2 --out parts/1',
        '  stolperdraht run scenarios/paris-2025.yaml --draws 10000 --shard 2/2 --out parts/2',
        '      each where there is a machine for it, with the same scenario and options',
        '  stolperdraht merge parts/1 parts/2 --out results/together',
        '',
        'Exit codes: 0 done, 1 failed, 2 parts are missing, damaged or do not fit together, 3 done but some draws failed and ' +
          'were left out, 130 interrupted.',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readMergeOptions(args: Readonly<Record<string, unknown>>): MergeCommandOptions {
  const options: MergeCommandOptions = {
    parts: (Array.isArray(args.parts) ? args.parts : [args.parts]).map(String),
    out: readScalar('out', args.out),
    format: args.format === undefined ? undefined : readFormat(args.format),
    json: readFlag('json', args.json),
    quiet: readFlag('quiet', args.quiet),
  };
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  return options;
}
