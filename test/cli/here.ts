/** Runs a command in this process, so that a test can reach what it asks of the world. */
import type { Environment } from '../../src/cli/environment.ts';
import { Interrupted } from '../../src/cli/errors.ts';
import { type CheckpointFiles, NODE_FILES } from '../../src/experiment/checkpoint-files.ts';

export interface Here {
  readonly signal?: AbortSignal;
  readonly files?: NonNullable<Environment['files']>;
}

/** Resolves to the exit code of a command and what it printed. */
export async function here(command: (environment: Environment) => Promise<number>, { signal, files }: Here = {}) {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    ({
      write(text: string) {
        printed[name] += text;
      },
    }) as unknown as NodeJS.WriteStream;
  const code = await command({
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: signal ?? new AbortController().signal,
    now: () => new Date(0),
    argv: [],
    ...(files ? { files } : {}),
  });
  return { code, ...printed };
}

/** A signal that is aborted when so many chunks are in the journal, and the files that count them. */
export function interruptAfter(chunks: number): Required<Here> {
  const controller = new AbortController();
  let left = chunks;
  const checkpoint: CheckpointFiles = {
    ...NODE_FILES,
    write(file, buffer, position) {
      NODE_FILES.write(file, buffer, position);
      left--;
      if (left === 0) controller.abort(new Interrupted('SIGINT'));
    },
  };
  return { signal: controller.signal, files: { checkpoint } };
}
