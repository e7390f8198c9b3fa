/** Entry of the command line: reads it, runs a command, and turns what went wrong into one line and an exit code. */
import yargs, { type Argv } from 'yargs';
import { didYouMean } from '../expression/suggest.ts';
import { declareAnalyzeOptions, readAnalyzeOptions } from './analyze-options.ts';
import { explainCommand, resumeCommand, schemaCommand, validateCommand } from './commands.ts';
import { declareCompareSolutionsOptions, readCompareSolutionsOptions } from './compare-solutions-options.ts';
import { declareDiscordantOptions, readDiscordantOptions } from './discordant-options.ts';
import { declareDiscoverOptions, readDiscoverOptions } from './discover-options.ts';
import type { Environment } from './environment.ts';
import { ExitCode, Interrupted, UsageError } from './errors.ts';
import { declareFlipOptions, declareSteelmanOptions, readFlipOptions, readSteelmanOptions } from './flip-options.ts';
import { declareGameOptions, readGameOptions } from './game-options.ts';
import { declareChartsOptions, declareReportOptions, readChartsOptions, readReportOptions } from './report-options.ts';
import { declareRobustnessOptions, readRobustnessOptions } from './robustness-options.ts';
import { declareRunOptions, readRunOptions } from './run-options.ts';
import { declareSensitivityOptions, readSensitivityOptions } from './sensitivity-options.ts';
import { declareSweepOptions, readSweepOptions } from './sweep-options.ts';
import { declareThresholdOptions, readThresholdOptions } from './threshold-options.ts';
import { declareTraceOptions, readTraceOptions } from './trace-options.ts';
import { declareInformationOptions, readInformationOptions } from './value-of-information-options.ts';
import { VERSION } from './version.ts';

/** Errors by which a command says that its input is at fault. */
const INPUT_ERRORS = new Set(['UsageError', 'ScenarioError']);

const COMMANDS: readonly string[] = [
  'run',
  'sweep',
  'analyze',
  'threshold',
  'sensitivity',
  'discover',
  'flip',
  'steelman',
  'robustness',
  'compare-solutions',
  'value-of-information',
  'discordant',
  'game',
  'trace',
  'report',
  'charts',
  'resume',
  'validate',
  'explain',
  'schema',
];

process.exitCode = await main(process.argv.slice(2));

/**
 * Runs a command line and returns its exit code: 0 done, 1 failed, 2 wrong usage or input, 3 done but some evaluations
 * failed, 130 ended by Ctrl-C.
 */
async function main(argv: readonly string[]): Promise<number> {
  const environment: Environment = {
    stdout: process.stdout,
    stderr: process.stderr,
    signal: listenForSignals(),
    now: () => new Date(),
    argv,
  };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `stolperdraht … | head` closes the pipe early: nobody reads on, and that is no failure.
      if (error.code !== 'EPIPE') process.exit(report(new Error(`the output cannot be written: ${error.code}`)));
    });
  }
  try {
    let code: number = ExitCode.Done;
    const end = (ended: number) => {
      code = ended;
    };
    await commandLine(argv, environment, end).parseAsync();
    return code;
  } catch (error) {
    return report(error);
  }
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
    .command(
      'run <scenario>',
      'compare the paths of a scenario over sampled worlds',
      (run) => declareRunOptions(run),
      async (args) => {
        const options = readRunOptions(args);
        const { runScenario } = await import('./run.ts');
        end(await runScenario(options, environment));
      },
    )
    .command(
      'sweep <scenario>',
      'compare the paths while one or several quantities are varied',
      (sweep) => declareSweepOptions(sweep),
      async (args) => {
        const options = readSweepOptions(args);
        const { sweepScenario } = await import('./sweep.ts');
        end(await sweepScenario(options, environment));
      },
    )
    .command(
      'analyze <scenario>',
      'run what a careful analyst would, within a time, into one folder with one report',
      (analyze) => declareAnalyzeOptions(analyze),
      async (args) => {
        const options = readAnalyzeOptions(args);
        const { analyzeScenario } = await import('./analyze.ts');
        end(await analyzeScenario(options, environment));
      },
    )
    .command(
      'threshold <scenario>',
      'find where two paths change places as a quantity moves',
      (threshold) => declareThresholdOptions(threshold),
      async (args) => {
        const options = readThresholdOptions(args);
        const { findThreshold } = await import('./threshold.ts');
        end(await findThreshold(options, environment));
      },
    )
    .command(
      'sensitivity <source>',
      'find which uncertain quantities the results hang on',
      (sensitivity) => declareSensitivityOptions(sensitivity),
      async (args) => {
        const options = readSensitivityOptions(args);
        const { findSensitivity } = await import('./sensitivity.ts');
        end(await findSensitivity(options, environment));
      },
    )
    .command(
      'robustness <source>',
      'show which path each rule of choice picks, and how surely',
      (robustness) => declareRobustnessOptions(robustness),
      async (args) => {
        const options = readRobustnessOptions(args);
        const { findRobustness } = await import('./robustness.ts');
        end(await findRobustness(options, environment));
      },
    )
    .command(
      'compare-solutions <source>',
      'show whether the verdict hangs on how the game is solved',
      (compare) => declareCompareSolutionsOptions(compare),
      async (args) => {
        const options = readCompareSolutionsOptions(args);
        const { compareSolutions } = await import('./compare-solutions.ts');
        end(await compareSolutions(options, environment));
      },
    )
    .command(
      'discover <source>',
      'describe the worlds in which something holds, such as a plan failing',
      (discover) => declareDiscoverOptions(discover),
      async (args) => {
        const options = readDiscoverOptions(args);
        const { discoverWorlds } = await import('./discover.ts');
        end(await discoverWorlds(options, environment));
      },
    )
    .command(
      'flip <source>',
      'find the smallest change of what is believed that reverses which path is preferred',
      (flip) => declareFlipOptions(flip),
      async (args) => {
        const options = readFlipOptions(args);
        const { findFlip } = await import('./flip.ts');
        end(await findFlip(options, environment));
      },
    )
    .command(
      'steelman <source>',
      'make the best case for each path that is still believable',
      (steelman) => declareSteelmanOptions(steelman),
      async (args) => {
        const options = readSteelmanOptions(args);
        const { makeBestCases } = await import('./steelman.ts');
        end(await makeBestCases(options, environment));
      },
    )
    .command(
      'value-of-information <source>',
      'say what it is worth to know more before choosing',
      (information) => declareInformationOptions(information),
      async (args) => {
        const options = readInformationOptions(args);
        const { findValueOfInformation } = await import('./value-of-information.ts');
        end(await findValueOfInformation(options, environment));
      },
    )
    .command(
      'discordant <source>',
      'find futures in which two paths end differently on the same luck',
      (discordant) => declareDiscordantOptions(discordant),
      async (args) => {
        const options = readDiscordantOptions(args);
        const { findDiscordant } = await import('./discordant.ts');
        end(await findDiscordant(options, environment));
      },
    )
    .command(
      'game <scenario>',
      'show one period of a ceasefire as a game tree',
      (game) => declareGameOptions(game),
      async (args) => {
        const options = readGameOptions(args);
        const { showGame } = await import('./game.ts');
        showGame(options, environment);
      },
    )
    .command(
      'trace <source>',
      'tell one possible future, period by period',
      (trace) => declareTraceOptions(trace),
      async (args) => {
        const options = readTraceOptions(args);
        const { traceHistory } = await import('./trace.ts');
        await traceHistory(options, environment);
      },
    )
    .command(
      'report <results>',
      'make a page of a folder of results, for a reader who was not there',
      (report) => declareReportOptions(report),
      async (args) => {
        const options = readReportOptions(args);
        const { reportResults } = await import('./report.ts');
        await reportResults(options, environment);
      },
    )
    .command(
      'charts <results>',
      'write the charts of a folder of results as files',
      (charts) => declareChartsOptions(charts),
      async (args) => {
        const options = readChartsOptions(args);
        const { chartResults } = await import('./charts.ts');
        await chartResults(options, environment);
      },
    )
    .command(resumeCommand(environment, end))
    .command(validateCommand(environment))
    .command(explainCommand(environment))
    .command(schemaCommand(environment))
    .epilogue(
      'To begin: stolperdraht run scenarios/paris-2025.yaml\n' + 'Options of a command: stolperdraht COMMAND --help',
    )
    .demandCommand(1, `a command is missing, must be one of ${COMMANDS.join(', ')}`)
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
  return parser;
}

/** The words of yargs for a fault in ours, with what was probably meant. */
function explainFault(message: string, argv: readonly string[], parser: Argv): string {
  const command = argv[0];
  if (command === undefined) return message;
  if (!COMMANDS.includes(command) && !command.startsWith('-')) {
    return `${command} is not a command${didYouMean(command, COMMANDS)}, must be one of ${COMMANDS.join(', ')}`;
  }
  const withoutValue = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (withoutValue !== undefined) return `--${withoutValue} is given without a value`;
  if (message.startsWith('Not enough non-option arguments')) {
    return `${command}: the name of a ${command === 'resume' ? 'folder' : 'file'} is missing`;
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

/** Says in one line what went wrong; DEBUG=stolperdraht shows where. */
function report(error: unknown): number {
  const fault = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${fault.message}\n`);
  if (process.env.DEBUG === 'stolperdraht') process.stderr.write(`${fault.stack ?? ''}\n`);
  if (fault instanceof Interrupted) return fault.exitCode;
  if (fault instanceof UsageError) process.stderr.write('See stolperdraht --help.\n');
  const isUsage = INPUT_ERRORS.has(fault.name) || ('isUsage' in fault && fault.isUsage === true);
  return isUsage ? ExitCode.WrongUsage : ExitCode.Failed;
}

/** The first Ctrl-C ends the command in order, a second one at once. */
function listenForSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const reason = new Interrupted(name);
      if (controller.signal.aborted) process.exit(reason.exitCode);
      controller.abort(reason);
    });
  }
  return controller.signal;
}
