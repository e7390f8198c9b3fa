/** Runs the commands of an analysis one by one, as if they were typed, and keeps what they find. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatAddress } from '../../cluster/queue-address.ts';
import { withFirst } from '../../report/preference-order.ts';
import { replaceFiles } from '../../report/replace-files.ts';
import { readCompareSolutionsOptions } from '../compare-solutions/compare-solutions-options.ts';
import { readDiscordantOptions } from '../discordant/discordant-options.ts';
import { readDiscoverOptions } from '../discover/discover-options.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { readFlipOptions } from '../flip/flip-options.ts';
import { isFinished } from '../output-folder.ts';
import { readPerceptionOptions } from '../perception/perception-options.ts';
import type { EvaluationOptions } from '../read-options.ts';
import { quote } from '../replay-command.ts';
import { readRobustnessOptions } from '../robustness/robustness-options.ts';
import { readRunOptions } from '../run/run-options.ts';
import { readSensitivityOptions } from '../sensitivity/sensitivity-options.ts';
import { readThresholdOptions } from '../threshold/threshold-options.ts';
import { readInformationOptions } from '../value-of-information/value-of-information-options.ts';
import type { AnalyzePlan, PlannedStep } from './analyze-plan.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The commands that a plan may name: each reads its options as from a command line. */
const COMMANDS: Readonly<Record<string, (args: Arguments, environment: Environment) => Promise<number>>> = {
  run: async (args, environment) => (await import('../run/run.ts')).runScenario(readRunOptions(args), environment),
  robustness: async (args, environment) =>
    (await import('../robustness/robustness.ts')).findRobustness(readRobustnessOptions(args), environment),
  sensitivity: async (args, environment) =>
    (await import('../sensitivity/sensitivity.ts')).findSensitivity(readSensitivityOptions(args), environment),
  'value-of-information': async (args, environment) =>
    (await import('../value-of-information/value-of-information.ts')).findValueOfInformation(
      readInformationOptions(args),
      environment,
    ),
  discover: async (args, environment) =>
    (await import('../discover/discover.ts')).discoverWorlds(readDiscoverOptions(args), environment),
  'compare-solutions': async (args, environment) =>
    (await import('../compare-solutions/compare-solutions.ts')).compareSolutions(
      readCompareSolutionsOptions(args),
      environment,
    ),
  threshold: async (args, environment) =>
    (await import('../threshold/threshold.ts')).findThreshold(readThresholdOptions(args), environment),
  perception: async (args, environment) =>
    (await import('../perception/perception.ts')).findPerception(readPerceptionOptions(args), environment),
  discordant: async (args, environment) =>
    (await import('../discordant/discordant.ts')).findDiscordant(readDiscordantOptions(args), environment),
  flip: async (args, environment) => (await import('../flip/flip.ts')).findFlip(readFlipOptions(args), environment),
};

/** The document that a command has printed with `--json`, without where it is, and the exit code. */
export interface StepDocument {
  readonly exit_code: number;
  readonly warnings: readonly string[];
  readonly sentences: readonly string[];
  readonly [field: string]: unknown;
}

/** Where a set of analyses is, and of what. */
export interface AnalysisPlace {
  /** As short as it can be said. */
  readonly folder: string;
  readonly scenario: string;
  readonly plan: AnalyzePlan;
}

/** Whether a step was finished before, and its findings kept. */
export function isKept({ folder }: AnalysisPlace, name: string): boolean {
  return existsSync(findingsFile(folder, name)) && isFinished(join(folder, name));
}

/** What a finished step has found. */
export function readFindings({ folder }: AnalysisPlace, name: string): StepDocument {
  return JSON.parse(readFileSync(findingsFile(folder, name), 'utf8')) as StepDocument;
}

const findingsFile = (folder: string, name: string): string => join(folder, 'findings', `${name}.json`);

/**
 * Runs a step and keeps its document. A run that was interrupted goes on.
 * @throws what the command throws
 */
export async function runStep(
  place: AnalysisPlace,
  step: PlannedStep,
  { jobs, queue }: Pick<EvaluationOptions, 'jobs' | 'queue'>,
  environment: Environment,
): Promise<void> {
  const command = COMMANDS[step.command];
  if (command === undefined) throw new UsageError(`plan.json names ${step.command}, which analyze does not run`);
  const out = join(place.folder, step.name);
  const isRun = step.command === 'run';
  // Without its findings a folder is of no use, and commands want an empty one.
  if (!isRun || isFinished(out)) rmSync(out, { recursive: true, force: true });
  const { stream, text } = captureStream();
  const args = argumentsOf(place, step);
  const labour = {
    ...(jobs === undefined ? {} : { jobs: String(jobs) }),
    ...(queue === undefined ? {} : { queue: formatAddress(queue), 'queue-name': queue.name }),
  };
  const exitCode = await command(
    { ...args, ...labour, out, json: true, ...(isRun ? { resume: true } : {}) },
    // Who computed changes nothing; the same again is the same with any number.
    { ...environment, stdout: stream, argv: wordsOf(step, { ...args, out }) },
  );
  const { folder: _, found, ...document } = JSON.parse(text()) as Record<string, unknown>;
  // `threshold` says of each of its subjects what it has found; here it has one.
  const subjects = Array.isArray(found) ? (found as { sentences?: string[] }[]) : [];
  const kept = {
    exit_code: exitCode,
    warnings: [],
    sentences: subjects.flatMap(({ sentences }) => sentences ?? []),
    ...(found === undefined ? {} : { found }),
    ...document,
  };
  replaceFiles([{ path: findingsFile(place.folder, step.name), data: `${JSON.stringify(kept, null, 2)}\n` }]);
}

/** The command line of a step, to be copied; in capitals what only a run can tell where there is none yet. */
export function commandOf(place: AnalysisPlace, step: PlannedStep): string {
  const args = argumentsOf(place, step, true);
  return ['stolperdraht', ...wordsOf(step, { ...args, out: join(place.folder, step.name) }).map(quote)].join(' ');
}

function wordsOf({ command }: PlannedStep, { source, scenario, ...options }: Arguments): string[] {
  const words = Object.entries(options).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((each) => [`--${name}`, String(each)]),
  );
  return [command, String(source ?? scenario), ...words];
}

/**
 * The option by which commands are told what paths are compared by; `discordant` counts events, and `perception` splits a
 * risk whatever the preference.
 */
const PREFERENCE_OPTION: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(Object.keys(COMMANDS).map((command) => [command, 'preference'])),
  threshold: 'metric',
  perception: 'under',
  discordant: undefined,
};

/** @param isShown whether what is not known may stay open */
function argumentsOf(place: AnalysisPlace, step: PlannedStep, isShown = false): Record<string, string | string[]> {
  const { folder, scenario, plan } = place;
  const { draws, seed, design, paths, set, preference } = plan.run;
  const open = (known: string | undefined, shown: string, why: string): string => {
    if (known !== undefined) return known;
    if (isShown) return shown;
    throw new UsageError(`${step.name}: ${why}`);
  };
  const values: Readonly<Record<string, () => string>> = {
    '@scenario': () => scenario,
    '@run': () => join(folder, 'run'),
    '@resolved': () => join(folder, 'run', 'scenario.resolved.json'),
    '@seed': () => seed,
    '@design': () => design,
    '@best-two': () => open(bestTwo(place)?.join(','), 'A,B', 'no two paths have a value of the preference'),
    '@matters-most': () => open(mattersMost(place), 'ID', 'nothing has told which quantity matters most'),
  };
  const given = Object.entries(step.arguments).map(([name, value]) => [name, values[value]?.() ?? value]);
  const own = step.command === 'run' ? { draws: String(draws), seed, design, paths: paths.join(',') } : {};
  const judged = preference === undefined ? undefined : PREFERENCE_OPTION[step.command];
  return {
    ...Object.fromEntries(given),
    ...own,
    ...(judged === undefined || preference === undefined ? {} : { [judged]: preference }),
    ...(step.command === 'run' && set.length > 0 ? { set: [...set] } : {}),
  };
}

/** The two paths with the best means under the preference, the better one first. */
function bestTwo(place: AnalysisPlace): readonly string[] | undefined {
  if (!isKept(place, 'run')) return undefined;
  const { plan, summary } = readFindings(place, 'run') as unknown as {
    readonly plan: { readonly preferences: readonly { readonly name: string; readonly direction: string }[] };
    readonly summary: readonly { path: string; metric: string; kind: string; n: number; mean: number }[];
  };
  const [preference] = withFirst(plan.preferences, place.plan.run.preference);
  if (preference === undefined) return undefined;
  const sign = preference.direction === 'minimize' ? 1 : -1;
  const best = summary
    .filter(({ metric, kind, n }) => kind === 'preference' && metric === preference.name && n > 0)
    .sort((a, b) => sign * (a.mean - b.mean))
    .slice(0, 2);
  return best.length < 2 ? undefined : best.map(({ path }) => path);
}

/**
 * Why a step has nothing to look for in these worlds, which is no failure.
 * @returns undefined if it has
 */
export function whyPointless(place: AnalysisPlace, { command }: PlannedStep): string | undefined {
  if (command !== 'discover') return undefined;
  const { best, plan } = readFindings(place, 'run') as unknown as {
    readonly plan: { readonly preferences: readonly { readonly name: string }[] };
    readonly best: readonly { preference: string; path: string; worlds: number; n: number }[];
  };
  const [judged] = withFirst(plan.preferences, place.plan.run.preference);
  const always = best.find(({ preference, worlds, n }) => preference === judged?.name && n > 0 && worlds === n);
  return (
    always && `${always.path} is the best in all ${always.n} worlds, so there are none to describe in which it is not`
  );
}

/** A number of a document; NaN is null there. */
type Shown = { readonly value: number | null };

/**
 * The quantity with the widest swing in the tornado, where there is one; else the first by rank regression, else by PAWN,
 * of the difference between the best two paths.
 */
function mattersMost(place: AnalysisPlace): string | undefined {
  const first = (scores: readonly (readonly [string, number | null | undefined])[]) => {
    const known = scores.flatMap(([name, score]) => (typeof score === 'number' ? [{ name, score }] : []));
    return known.sort((a, b) => Math.abs(b.score) - Math.abs(a.score))[0]?.name;
  };
  if (isKept(place, 'tornado')) {
    const { tornado } = readFindings(place, 'tornado') as unknown as {
      readonly tornado: {
        readonly subject: { rows: readonly { parameter: string; bars: readonly { swing: Shown }[] }[] };
      };
    };
    const found = first(tornado.subject.rows.map(({ parameter, bars }) => [parameter, bars[0]?.swing.value]));
    if (found !== undefined) return found;
  }
  if (!isKept(place, 'sensitivity')) return undefined;
  const { inputs, ranks, pawn } = readFindings(place, 'sensitivity') as unknown as {
    readonly inputs: readonly { readonly name: string }[];
    readonly ranks: { readonly indices: readonly { readonly partial: Shown }[] } | null;
    readonly pawn: { readonly indices: readonly Shown[] } | null;
  };
  return (
    first(ranks?.indices.map(({ partial }, i) => [inputs[i].name, partial.value]) ?? []) ??
    first(pawn?.indices.map(({ value }, i) => [inputs[i].name, value]) ?? [])
  );
}

/** A stream that keeps what is written. */
export function captureStream(onWrite: (text: string) => void = () => {}): {
  readonly stream: NodeJS.WriteStream;
  readonly text: () => string;
} {
  const pieces: string[] = [];
  const write = (piece: string): boolean => {
    pieces.push(piece);
    onWrite(piece);
    return true;
  };
  // Commands write text, and ask whether there is a terminal: there is none.
  return { stream: { write } as unknown as NodeJS.WriteStream, text: () => pieces.join('') };
}
