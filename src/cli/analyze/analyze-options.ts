/** The options of `analyze`: what they mean and how they are read. */
import type { Argv } from 'yargs';
import { LANGUAGES, type Language } from '../../report/language/languages.ts';
import { UsageError } from '../errors.ts';
import { type EvaluationOptions, readEvaluationOptions, readFlag, readScalar, scalar } from '../read-options.ts';
import { WORLDS_OPTIONS } from '../worlds-options.ts';

export interface AnalyzeCommandOptions extends EvaluationOptions {
  /** Seconds that all may take, about; the usual time when left out. */
  readonly budget: number | undefined;
  /** File of a plan to repeat. */
  readonly plan: string | undefined;
  readonly dryRun: boolean;
  /** On which the verdict rests; the scenario's first when left out. */
  readonly preference: string | undefined;
  /** Of the report. */
  readonly language: Language;
}

/** Seconds that are taken where `--budget` says nothing. */
export const USUAL_BUDGET = 300;
const MOST_BUDGET = 30 * 24 * 3600;
const SECONDS_OF = { s: 1, m: 60, h: 3600 } as const;

/** Declares the options of `analyze`. */
export function declareAnalyzeOptions(yargs: Argv): Argv {
  return yargs
    .positional('scenario', { type: 'string', describe: 'scenario file (YAML)', demandOption: true })
    .options({
      budget: scalar('about how long all may take: 90s, 5m, 2h (default: 5m)'),
      paths: scalar('paths to look at, separated by commas (default: all)'),
      preference: scalar('preference by which paths are compared (default: the first of the scenario)'),
      ...WORLDS_OPTIONS,
      draws: scalar('number of sampled worlds (default: what the budget bears, at most as the scenario says)'),
      plan: scalar('repeat exactly what the plan.json of an earlier analysis says'),
      resume: { type: 'boolean', describe: 'go on in the folder --out with what is missing there' },
      'dry-run': { type: 'boolean', describe: 'print what would be run and how long it would take, and stop' },
      lang: scalar(`language of the report: ${LANGUAGES.join(', ')} (default: en)`),
      json: { type: 'boolean', describe: 'print the findings of all analyses as one JSON document' },
    })
    .epilogue(
      [
        'Examples:',
        '  stolperdraht analyze scenarios/paris-2025.yaml --budget 10m',
        '      what a careful analyst would run in ten minutes, and one report of it',
        '  stolperdraht analyze scenarios/paris-2025.yaml --budget 1h --dry-run',
        '      what would fit into an hour',
        '  stolperdraht analyze scenarios/paris-2025.yaml --preference kyiv --lang de',
        '      under other values, with a report in German',
        '  stolperdraht analyze scenarios/paris-2025.yaml --plan results/earlier/plan.json --out results/again',
        '      the same again, on whatever machine',
        '',
        'Exit codes: 0 done, 1 some analysis failed (the others are done), 2 wrong usage or input, 3 done but some draws failed ' +
          'and were left out, 130 interrupted. What is interrupted can be gone on with: add --resume',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readAnalyzeOptions(args: Readonly<Record<string, unknown>>): AnalyzeCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const evaluation = readEvaluationOptions(args);
  const [plan, dryRun] = [text('plan'), readFlag('dry-run', args['dry-run'])];
  // What a plan says cannot be said again, and in another way.
  if (plan !== undefined || evaluation.resume) {
    const which = plan === undefined ? '--resume goes on with the plan of the folder' : '--plan says what is run';
    for (const name of ['budget', 'draws', 'seed', 'design', 'paths', 'set', 'preference'] as const) {
      if (args[name] === undefined) continue;
      throw new UsageError(`--${name} cannot be given: ${which}`);
    }
  }
  if (plan !== undefined && evaluation.resume) throw new UsageError('--plan and --resume cannot be used together');
  if (dryRun && evaluation.resume) throw new UsageError('--dry-run and --resume cannot be used together');
  const lang = text('lang') ?? 'en';
  const language = LANGUAGES.find((each) => each === lang);
  if (language === undefined) throw new UsageError(`--lang is ${lang}, must be one of ${LANGUAGES.join(', ')}`);
  return { ...evaluation, budget: readBudget(text('budget')), plan, dryRun, preference: text('preference'), language };
}

function readBudget(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit] = /^(\d+\.?\d*|\.\d+)(s|m|h)$/.exec(text) ?? [];
  const seconds = number === undefined ? Number.NaN : Number(number) * SECONDS_OF[unit as keyof typeof SECONDS_OF];
  if (seconds > 0 && seconds <= MOST_BUDGET) return seconds;
  throw new UsageError(`--budget is ${text}, must be a time such as 90s, 5m or 2h, at most 720h`);
}
