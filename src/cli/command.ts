/** What a command of the command line is. */
import type { Argv } from 'yargs';
import type { Environment } from './environment.ts';

/** What yargs found on the command line, by the name of the option or argument. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface Command {
  /** Its name and the arguments after it, as yargs wants them: `run <scenario>`. */
  readonly usage: string;
  readonly describe: string;
  readonly declare: (yargs: Argv) => Argv;
  /**
   * Reads the options and does it.
   * @returns the exit code, if it has one of its own
   * @throws UsageError
   */
  readonly run: (args: Arguments, environment: Environment) => Promise<number | undefined>;
}

/**
 * A command of the usual form.
 * @param load gives the function that does it, from a module that is loaded then; it may return or promise an exit code
 */
export function command<Options>(
  usage: string,
  describe: string,
  declare: (yargs: Argv) => Argv,
  read: (args: Arguments) => Options,
  load: () => Promise<(options: Options, environment: Environment) => unknown>,
): Command {
  return {
    usage,
    describe,
    declare,
    run: async (args, environment) => {
      // Options first: whoever mistypes one should not wait.
      const options = read(args);
      const act = await load();
      const code = await act(options, environment);
      return typeof code === 'number' ? code : undefined;
    },
  };
}

export function nameOf({ usage }: Command): string {
  return usage.split(' ')[0] ?? usage;
}
