/** `resume`: goes on with a run or sweep that was interrupted. */
import { existsSync } from 'node:fs';
import type { QueueAddress } from '../cluster/queue-address.ts';
import { CHECKPOINT, readUndertaking } from '../experiment/checkpoint.ts';
import type { Environment } from './environment.ts';
import { ExitCode, UsageError } from './errors.ts';
import { displayPath, isFinished } from './output-folder.ts';
import { readQueue } from './queue-option.ts';
import { MAX_JOBS, readCount, readFlag, readScalar } from './read-options.ts';
import type { RunCommandOptions } from './run/run-options.ts';
import type { SweepCommandOptions } from './sweep/sweep-options.ts';
import { sayFinished } from './undertake.ts';

export interface ResumeCommandOptions {
  readonly folder: string;
  readonly jobs: number | undefined;
  readonly queue: QueueAddress | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readResumeOptions(args: Readonly<Record<string, unknown>>): ResumeCommandOptions {
  const options: ResumeCommandOptions = {
    folder: readScalar('DIR', args.folder) ?? '',
    jobs: readCount('jobs', readScalar('jobs', args.jobs), MAX_JOBS),
    queue: readQueue(readScalar('queue', args.queue), readScalar('queue-name', args['queue-name'])),
    json: readFlag('json', args.json),
    quiet: readFlag('quiet', args.quiet),
  };
  if (options.queue && options.jobs !== undefined) {
    throw new UsageError('--jobs and --queue cannot be used together: each worker of a queue has --jobs of its own');
  }
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  return options;
}

/**
 * Goes on in a folder with the options that it was begun with.
 * @returns the exit code
 * @throws UsageError if there is nothing to go on with, and what the command that began it throws
 */
export async function resumeWork(options: ResumeCommandOptions, environment: Environment): Promise<number> {
  const { folder, jobs, queue, json, quiet } = options;
  if (!existsSync(folder)) throw new UsageError(`${folder} is not there`);
  if (isFinished(folder)) {
    sayFinished(folder, environment.stdout);
    return ExitCode.Done;
  }
  const begun = readUndertaking(folder);
  if (begun === undefined) {
    throw new UsageError(`${folder} has no ${CHECKPOINT} to go on with: it is no folder of an unfinished run or sweep`);
  }
  const stored = begun.options as RunCommandOptions & SweepCommandOptions;
  // As it would be named from here: messages show it.
  const scenario = displayPath(stored.scenario);
  const all = { ...stored, scenario, out: folder, resume: true, failFast: false, jobs, queue, json, quiet };
  if (begun.command === 'sweep') {
    const { sweepScenario } = await import('./sweep/sweep.ts');
    return sweepScenario(all, environment);
  }
  const { runScenario } = await import('./run/run.ts');
  return runScenario(all, environment);
}
