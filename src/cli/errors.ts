/** What a command ends with. */
export const ExitCode = {
  Done: 0,
  Failed: 1,
  WrongUsage: 2,
  /** Everything is written, but some evaluations failed and were left out. */
  SomeFailed: 3,
} as const;

/** What is wrong with a command line: one line, the subject first, and what would be allowed. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The user has ended the command (Ctrl-C, or a request of the system). Exit code 130 or 143. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('interrupted');
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}
