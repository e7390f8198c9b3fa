/** The command line: reads it, runs a command, and turns what went wrong into one line and an exit code. */
import yargs, { type Argv } from 'yargs';
import { didYouMean } from '../expression/suggest.ts';
import { nameOf } from './command.ts';
import { COMMANDS } from './command-table.ts';
import type { Environment } from './environment.ts';
import { ExitCode, Interrupted, UsageError } from './errors.ts';
import { VERSION } from './version.ts';

/** Errors by which a command says that its input is at fault. */
const INPUT_ERRORS = new Set(['UsageError', 'ScenarioError']);

const NAMES = COMMANDS.map(nameOf);
/** Commands whose first argument is a folder. */
const TAKING_FOLDERS = new Set(['resume', 'merge']);

/**
 * Runs a command line, the words after the name of the program, and returns its exit code: 0 done, 1 failed, 2 wrong usage
 * or input, 3 done but some evaluations failed, 130 ended by Ctrl-C. Says in one line what went wrong, and throws nothing.
 * Help and the version are printed by yargs, always on the output of the process.
 */
export async function runCommandLine(argv: readonly string[], outside: Omit<Environment, 'argv'>): Promise<number> {
  const environment: Environment = { ...outside, argv: argv.map(withoutPassword) };
  try {
    let code: number = ExitCode.Done;
    const end = (ended: number) => {
      code = ended;
    };
    await commandLine(argv, environment, end).parseAsync();
    return code;
  } catch (error) {
    return reportFault(error, environment.stderr);
  }
}

/** A word of the command line as manifests may show it. */
function withoutPassword(word: string): string {
  return word.replace(/(rediss?:\/\/)[^@/]*@/, '$1…@');
}

/** @param end is told the exit code of a command that has one of its own */
function commandLine(argv: readonly string[], environment: Environment, end: (code: number) => void): Argv {
  const parser = yargs([...argv])
    .scriptName('stolperdraht')
    .locale('en')
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'boolean-negation': false,
      'camel-case-expansion': false,
    })
    .usage(
      'stolperdraht – an open simulator of deterrence and escalation\n\n' +
        'It samples many worlds that agree with what is known and believed, plays every security arrangement (path) ' +
        'of a scenario in all of them, and compares how they end.\n\nUsage: $0 COMMAND [OPTIONS]',
    )
    .epilogue(
      'To begin: stolperdraht run scenarios/paris-2025.yaml\n' + 'Options of a command: stolperdraht COMMAND --help',
    )
    .demandCommand(1, `a command is missing, must be one of ${NAMES.join(', ')}`)
    .strict()
    .version(VERSION)
    .alias({ help: 'h' })
    .wrap(Math.min(100, Math.max(60, process.stdout.columns ?? 80)))
    .exitProcess(false)
    // Without a throw here yargs would go on to run the command.
    .fail((message, error) => {
      if (error && error.name !== 'YError') throw error;
      throw new UsageError(explainFault(message, argv, parser));
    });
  for (const { usage, describe, declare, run } of COMMANDS) {
    parser.command(usage, describe, declare, async (args) => {
      const code = await run(args, environment);
      if (code !== undefined) end(code);
    });
  }
  return parser;
}

/** The words of yargs for a fault in ours, with what was probably meant. */
function explainFault(message: string, argv: readonly string[], parser: Argv): string {
  const command = argv[0];
  if (command === undefined) return message;
  if (!NAMES.includes(command) && !command.startsWith('-')) {
    return `${command} is not a command${didYouMean(command, NAMES)}, must be one of ${NAMES.join(', ')}`;
  }
  const withoutValue = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (withoutValue !== undefined) return `--${withoutValue} is given without a value`;
  if (message.startsWith('Not enough non-option arguments')) {
    return `${command}: the name of a ${TAKING_FOLDERS.has(command) ? 'folder' : 'file'} is missing`;
  }
  const unknown = /^Unknown (?:arguments?|commands?): (.*)$/.exec(message)?.[1];
  if (unknown === undefined) return message.replaceAll('\n', ' ');
  const { key } = (parser as unknown as { getOptions(): { key: Record<string, unknown> } }).getOptions();
  const options = Object.keys(key).map((name) => `--${name}`);
  return unknown
    .split(', ')
    .map((name) => {
      const written = argv.find((word) => word.replace(/^-+/, '').replace(/=.*$/, '') === name && word.startsWith('-'));
      if (written === undefined) return `${name} is one argument too many`;
      const option = written.replace(/=.*$/, '');
      return `${option} is not an option of ${command}${didYouMean(option, options)}`;
    })
    .join('; ');
}

/** Says in one line what went wrong; DEBUG=stolperdraht shows where. Returns the exit code. */
export function reportFault(error: unknown, stream: NodeJS.WriteStream): number {
  const fault = error instanceof Error ? error : new Error(String(error));
  stream.write(`${fault.message}\n`);
  if (process.env.DEBUG === 'stolperdraht') stream.write(`${fault.stack ?? ''}\n`);
  if (fault instanceof Interrupted) return fault.exitCode;
  if (fault instanceof UsageError) stream.write('See stolperdraht --help.\n');
  const isUsage = INPUT_ERRORS.has(fault.name) || ('isUsage' in fault && fault.isUsage === true);
  return isUsage ? ExitCode.WrongUsage : ExitCode.Failed;
}
