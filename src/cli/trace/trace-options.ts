/** The options of `trace`: what they mean and how they are read. */
import { extname } from 'node:path';
import type { Argv } from 'yargs';
import { LANGUAGES, type Language } from '../../report/language/languages.ts';
import type { DesignName } from '../../scenario/scenario.ts';
import { UsageError } from '../errors.ts';
import {
  DESIGNS,
  MAX_DRAWS,
  readCount,
  readDesign,
  readList,
  readRepeated,
  readScalar,
  scalar,
} from '../read-options.ts';
import { SOURCE } from '../worlds-options.ts';

const FORMATS = ['text', 'html', 'jsonl'] as const;
type TraceFormat = (typeof FORMATS)[number];

/** Formats by how a file's name ends. */
const FORMAT_OF: Readonly<Record<string, TraceFormat>> = { '.html': 'html', '.htm': 'html', '.jsonl': 'jsonl' };

export interface TraceCommandOptions {
  /** A scenario file, or the folder of a finished run. */
  readonly source: string;
  /** One path or two; the only one of the scenario when left out. */
  readonly paths: readonly string[] | undefined;
  readonly draw: number;
  readonly history: number;
  readonly language: Language;
  readonly format: TraceFormat;
  /** File to write; the terminal when left out. */
  readonly out: string | undefined;
  readonly draws: number | undefined;
  readonly seed: string | undefined;
  readonly design: DesignName | undefined;
  readonly set: readonly string[];
}

/** Declares the options of `trace`. */
export function declareTraceOptions(yargs: Argv): Argv {
  return yargs
    .positional('source', SOURCE)
    .options({
      path: scalar('path to follow (needed where the scenario has several)'),
      paths: scalar('two paths, separated by a comma: the same luck on both'),
      draw: scalar('world, by its number in the results of a run, from 0 (default: 0)'),
      history: scalar('history in that world, by its number, from 0 (default: 0)'),
      lang: scalar(`language: ${LANGUAGES.join(', ')} (default: en)`),
      format: scalar(`${FORMATS.join(', ')} (default: as the file --out is called, else text)`),
      out: scalar('file to write (default: print it)'),
      draws: scalar('number of worlds that the draw is one of (default: as the scenario says)'),
      seed: scalar('any text; the same seed gives the same worlds (default: as the scenario says)'),
      design: scalar(`how worlds are sampled: ${DESIGNS.join(', ')} (default: as the scenario says)`),
      set: scalar('set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated'),
    })
    .epilogue(
      [
        'It is the very history that `run --histories` counts under the same numbers, with the same draws, seed and design.',
        '',
        'Examples:',
        '  stolperdraht trace scenarios/paris-2025.yaml --path deployment \\',
        '    --draw 7 --history 3',
        '      one possible future, period by period',
        '  stolperdraht trace scenarios/paris-2025.yaml --paths deployment,fortress \\',
        '    --draw 7 --out story.html --lang de',
        '      the same luck on two paths, side by side, as a page in German',
      ].join('\n'),
    );
}

/**
 * Reads the options from what yargs found.
 * @throws UsageError naming the option, its value and what is allowed
 */
export function readTraceOptions(args: Readonly<Record<string, unknown>>): TraceCommandOptions {
  const text = (name: string) => readScalar(name, args[name]);
  const [path, paths, out] = [text('path'), readList('paths', text('paths')), text('out')];
  if (path !== undefined && paths !== undefined) throw new UsageError('--path and --paths cannot be used together');
  if (paths !== undefined && paths.length !== 2) {
    throw new UsageError(`--paths names ${paths.length} ${paths.length === 1 ? 'path' : 'paths'}, must name two`);
  }
  return {
    source: readScalar('SCENARIO', args.source) ?? '',
    paths: paths ?? (path === undefined ? undefined : [path]),
    draw: readNumber('draw', text('draw')),
    history: readNumber('history', text('history')),
    language: oneOf('lang', text('lang') ?? 'en', LANGUAGES),
    format: oneOf('format', text('format') ?? FORMAT_OF[extname(out ?? '').toLowerCase()] ?? 'text', FORMATS),
    out,
    draws: readCount('draws', text('draws'), MAX_DRAWS),
    seed: text('seed'),
    design: readDesign(text('design')),
    set: readRepeated('set', args.set, 'ID=EXPRESSION'),
  };
}

function readNumber(name: string, text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} is ${text}, must be a whole number from 0`);
  return Number(text);
}

function oneOf<Value extends string>(name: string, text: string, allowed: readonly Value[]): Value {
  const value = allowed.find((candidate) => candidate === text);
  if (value === undefined) throw new UsageError(`--${name} is ${text}, must be one of ${allowed.join(', ')}`);
  return value;
}
