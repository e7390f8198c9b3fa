/** Runs command lines of the bundled program, in this thread or as a process of its own. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { runCommandLine } from '../../src/cli/command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const twoPaths = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the command has begun to write results, with its process id. */
  readonly onStarted?: (pid: number) => void;
}

/**
 * Runs a command line to its end as a user would, in a process. Starting one takes longer than most commands: it is for
 * what only a process can show (help, folders to be in, signals), and for once in a while.
 */
export function startStolperdraht(args: readonly string[], options: StartOptions = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [inject('program'), ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '1', DEBUG: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  if (child.pid !== undefined) options.onStarted?.(child.pid);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * Runs a command line to its end in this thread: the whole of the program but its entry, so without help, signals and a
 * terminal.
 */
export async function stolperdraht(args: readonly string[]): Promise<Outcome> {
  const program: { readonly runCommandLine: typeof runCommandLine } = await import(inject('commandLine'));
  const printed = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof printed) =>
    ({
      write(text: string) {
        printed[name] += text;
      },
    }) as unknown as NodeJS.WriteStream;
  const code = await program.runCommandLine(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  return { code, ...printed };
}
