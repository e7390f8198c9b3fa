/** The options of `worker`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import type { QueueAddress } from '../../cluster/queue-address.ts';
import { UsageError } from '../errors.ts';
import { QUEUE_OPTIONS, readQueue } from '../queue-option.ts';
import { MAX_JOBS, readCount, readFlag, readScalar, scalar } from '../read-options.ts';

export interface WorkerCommandOptions {
  readonly queue: QueueAddress;
  readonly jobs: number | undefined;
  /** Seconds without work after which it ends; never when left out. */
  readonly untilIdle: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const LONGEST_IDLE = 7 * 24 * 3600;

/** Declares the options of `worker`. */
export function declareWorkerOptions(yargs: Argv): Argv {
  return yargs
    .options({
      queue: { ...QUEUE_OPTIONS.queue, describe: 'the queue to work for, in Redis: redis://HOST:PORT or …:PORT/DB' },
      'queue-name': QUEUE_OPTIONS['queue-name'],
      jobs: scalar('worker threads (default: one per core)'),
      'until-idle': scalar('end when there was nothing to do for so many seconds (default: work until Ctrl-C)'),
      json: { type: 'boolean', describe: 'print what was done as one JSON document' },
      quiet: { type: 'boolean', describe: 'print nothing but what has gone wrong' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht worker --queue redis://127.0.0.1:6379',
        '      work for whoever runs a command with that --queue, in as many threads as there are cores',
        '  stolperdraht worker --queue redis://10.0.0.5:6379 --queue-name paris --jobs 8 --until-idle 600',
        '      for one queue of several there, in eight threads, until it was empty for ten minutes',
        '  stolperdraht sweep scenarios/paris-2025.yaml --draws 1000 --queue redis://10.0.0.5:6379 --queue-name paris',
        '      on any machine: gives them something to do, and writes the results there',
        '',
        'Ctrl-C gives back what is begun. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readWorkerOptions(args: Readonly<Record<string, unknown>>): WorkerCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const queue = readQueue(text('queue'), text('queue-name'));
  if (queue === undefined)
    throw new UsageError('--queue is missing, must be redis://HOST:PORT or redis://HOST:PORT/DB');
  const options: WorkerCommandOptions = {
    queue,
    jobs: readCount('jobs', text('jobs'), MAX_JOBS),
    untilIdle: readCount('until-idle', text('until-idle'), LONGEST_IDLE),
    json: readFlag('json', args.json),
    quiet: readFlag('quiet', args.quiet),
  };
  if (options.json && options.quiet) throw new UsageError('--json and --quiet cannot be used together');
  return options;
}
