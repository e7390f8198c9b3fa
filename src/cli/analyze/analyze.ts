/** `analyze`: what a careful analyst would run of a scenario, within a time, into one folder with one report. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shapeOf } from '../../experiment/evaluate.ts';
import { type Plan, planRun } from '../../experiment/plan.ts';
import { sayObjective } from '../../report/decision/decision.ts';
import { type OverviewFindings, overviewSections, renderOverview } from '../../report/overview/overview.ts';
import { withFirst } from '../../report/preference-order.ts';
import { replaceFiles } from '../../report/replace-files.ts';
import { FolderError } from '../../report/results-folder.ts';
import { wrapText } from '../../report/terminal-table.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { sayTime, secondsPerEvaluation } from '../calibration.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { ExitCode, Interrupted, UsageError } from '../errors.ts';
import { findInputs } from '../inputs.ts';
import { requirePreference } from '../objective.ts';
import { displayPath, isFinished, nameNewFolder } from '../output-folder.ts';
import { possibleMisjudgements, whyInseparable } from '../perception/misjudgements.ts';
import { quote } from '../replay-command.ts';
import { threadsHere } from '../start-executor.ts';
import { threadsOfQueue } from '../start-queue-executor.ts';
import { VERSION } from '../version.ts';
import { type AnalyzeCommandOptions, USUAL_BUDGET } from './analyze-options.ts';
import {
  type AnalyzePlan,
  drawsWithin,
  fitSteps,
  type PlannedStep,
  parsePlan,
  type ScenarioSize,
  type Speed,
} from './analyze-plan.ts';
import {
  type AnalysisPlace,
  captureStream,
  commandOf,
  isKept,
  readFindings,
  runStep,
  whyPointless,
} from './analyze-steps.ts';
import { measureSlowness } from './slowness.ts';

const PLAN = 'plan.json';
const OVERVIEW = 'overview.txt';

/**
 * Plans a set of analyses, runs it and prints what it comes to. The clock decides only over the plan; what is found
 * follows from that.
 * @returns the exit code: 1 if some analysis failed, 3 if some evaluations did
 * @throws ScenarioError and UsageError for bad input, FolderError, Interrupted, and what `runScenario` throws
 */
export async function analyzeScenario(options: AnalyzeCommandOptions, environment: Environment): Promise<number> {
  const { stdout } = environment;
  const started = environment.now();
  const { plan, run } = options.resume
    ? reopenPlan(join(options.out ?? '', PLAN), options)
    : options.plan !== undefined
      ? reopenPlan(options.plan, options)
      : await makePlan(options, environment);
  if (options.dryRun) {
    const place = { folder: options.out ?? 'DIR', scenario: options.scenario, plan };
    stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : `${renderPlan(place, environment)}\n`);
    return ExitCode.Done;
  }
  const folder = displayPath(options.out ?? nameNewFolder(`${nameOf(options.scenario)}-analyze`, started));
  if (!options.resume) openNew(folder, plan);
  const place: AnalysisPlace = { folder, scenario: options.scenario, plan };
  const missing = await runSteps(place, options, environment);
  const findings = collect(place, run, missing);
  const report = await writeReportOf(place, options);
  const text = { width: 80, style: terminalStyle(captureStream().stream) };
  replaceFiles([{ path: join(folder, OVERVIEW), data: `${renderOverview(findings, text)}\n` }]);
  print(place, findings, report, options, environment);
  const codes = plan.steps
    .filter(({ name }) => isKept(place, name))
    .map(({ name }) => readFindings(place, name).exit_code);
  if (missing.failed.size > 0) return ExitCode.Failed;
  return codes.some((code) => code !== ExitCode.Done) ? ExitCode.SomeFailed : ExitCode.Done;
}

interface Planned {
  readonly plan: AnalyzePlan;
  /** That of the run. */
  readonly run: Plan;
}

async function makePlan(options: AnalyzeCommandOptions, { now }: Environment): Promise<Planned> {
  const { paths, seed, design, set } = options;
  const wanted = loadScenario(options.scenario, { set, paths, draws: options.draws, seed, design });
  const whole = planRun(wanted, { version: VERSION, histories: 0 });
  requirePreference(
    options.preference,
    whole.preferences.map(({ name }) => name),
  );
  const speed: Speed = {
    jobs: options.queue ? await threadsOfQueue(options.queue) : threadsHere(options),
    secondsPerEvaluation: secondsPerEvaluation(wanted, whole, now),
    slowness: measureSlowness(now),
  };
  const size = sizeOf(wanted, whole);
  const budget = options.budget ?? USUAL_BUDGET;
  const draws = options.draws ?? drawsWithin(budget, size, speed);
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  const run = planRun(scenario, { version: VERSION, histories: 0 });
  const plan: AnalyzePlan = {
    format: 1,
    version: VERSION,
    scenario: { title: run.title, plan_sha256: run.planHash },
    budget_seconds: budget,
    ...fitSteps(budget, draws, size, speed),
    calibration: {
      jobs: speed.jobs,
      seconds_per_evaluation: Number(speed.secondsPerEvaluation.toPrecision(3)),
      slowness: Number(speed.slowness.toPrecision(3)),
    },
    run: {
      ...{ draws, seed: run.seed, design: run.design, paths: run.paths.map(({ name }) => name) },
      ...(options.preference === undefined ? {} : { preference: options.preference }),
      set: [...set],
    },
  };
  return { plan, run };
}

function sizeOf(scenario: Scenario, plan: Plan): ScenarioSize {
  const misjudged = possibleMisjudgements(scenario);
  return {
    paths: plan.paths.map(({ name }) => name),
    hasPreferences: plan.preferences.length > 0,
    inputs: findInputs(scenario, plan, shapeOf(scenario, plan)).length,
    draws: plan.draws,
    design: plan.design,
    misjudgements: misjudged.length,
    inseparable: whyInseparable(scenario, misjudged),
  };
}

/** @throws UsageError if the file is no plan, or one of another scenario or version */
function reopenPlan(file: string, options: AnalyzeCommandOptions): Planned {
  let plan: AnalyzePlan;
  try {
    plan = parsePlan(readFileSync(file, 'utf8'));
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const what = isMissing ? 'is not there' : 'is no plan that analyze has written';
    throw new UsageError(`${file} ${what}; begin anew without --resume and --plan`);
  }
  if (plan.version !== VERSION) {
    throw new UsageError(`${file} was made by version ${plan.version} of stolperdraht, this is version ${VERSION}`);
  }
  const { draws, seed, design, paths, set } = plan.run;
  const scenario = loadScenario(options.scenario, { set, paths, draws, seed, design });
  const run = planRun(scenario, { version: VERSION, histories: 0 });
  if (run.planHash !== plan.scenario.plan_sha256) {
    throw new UsageError(`${file} is the plan of another scenario than ${options.scenario}, or that was changed since`);
  }
  return { plan, run };
}

/** @throws FolderError if there is something already */
function openNew(folder: string, plan: AnalyzePlan): void {
  if (existsSync(join(folder, PLAN)) && !existsSync(join(folder, OVERVIEW))) {
    throw new FolderError(`${folder} holds an analysis that is not finished; to go on with it, add --resume`, true);
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new FolderError(`${folder} is not empty, must be a new or an empty folder`, true);
  }
  mkdirSync(folder, { recursive: true });
  replaceFiles([{ path: join(folder, PLAN), data: `${JSON.stringify(plan, null, 2)}\n` }]);
}

/** Why there is nothing of some steps, by their names. */
interface Missing {
  readonly failed: ReadonlyMap<string, string>;
  readonly pointless: ReadonlyMap<string, string>;
}

async function runSteps(
  place: AnalysisPlace,
  options: AnalyzeCommandOptions,
  environment: Environment,
): Promise<Missing> {
  const { stderr, signal } = environment;
  const { quiet, json } = options;
  const { steps } = place.plan;
  const failed = new Map<string, string>();
  const pointless = new Map<string, string>();
  // The same warnings belong to every command.
  const said = new Set<string>();
  const forward = captureStream((text) => {
    if (!quiet && !said.has(text)) stderr.write(text);
    said.add(text);
  });
  for (const [index, step] of steps.entries()) {
    if (isKept(place, step.name)) continue;
    const why = whyPointless(place, step);
    if (why !== undefined) {
      pointless.set(step.name, why);
      continue;
    }
    if (stderr.isTTY && !quiet && !json)
      stderr.write(`[${index + 1}/${steps.length}] ${step.name}, ${sayTime(step.seconds)}\n`);
    try {
      signal.throwIfAborted();
      await runStep(place, step, options, { ...environment, stderr: forward.stream });
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(String(error));
      if (fault instanceof Interrupted || signal.aborted) throw sayRest(fault, place);
      // Without worlds there is nothing to analyse.
      if (step.command === 'run') throw sayRest(fault, place);
      failed.set(step.name, fault.message);
    }
  }
  return { failed, pointless };
}

/** What is finished stays, and can be gone on with. */
function sayRest(fault: Error, { folder, scenario, plan }: AnalysisPlace): Error {
  const done = plan.steps.filter(({ name }) => isFinished(join(folder, name))).map(({ name }) => name);
  // The message of a run says how that alone would go on.
  const what = fault instanceof Interrupted ? 'interrupted' : fault.message;
  const kept = done.length > 0 ? `; ${done.join(', ')} ${done.length === 1 ? 'is' : 'are'} finished` : '';
  fault.message = `${what}${kept}; to go on: stolperdraht analyze ${quote(scenario)} --out ${quote(folder)} --resume`;
  return fault;
}

function collect(place: AnalysisPlace, run: Plan, { failed, pointless }: Missing): OverviewFindings {
  const { steps, left_out: leftOut } = place.plan;
  const found = steps
    .filter(({ name }) => isKept(place, name))
    .map(({ name }) => ({ name, ...readFindings(place, name) }));
  const [preference] = withFirst(run.preferences, place.plan.run.preference);
  const withoutStop = (text: string) => text.replace(/\.$/, '');
  return {
    title: run.title,
    asOf: run.asOf,
    worlds: `Paths: ${run.paths.map(({ name }) => name).join(', ')}, each in the same ${run.draws} worlds (design ${run.design}, seed ${run.seed}).`,
    judgement:
      preference &&
      sayObjective({
        plan: run,
        objective: { ...preference, kind: 'preference', label: preference.title ?? preference.name, unit: '' },
        paths: [],
        draws: run.draws,
        leftOut: 0,
      }),
    warnings: [...new Set(found.flatMap(({ warnings }) => warnings))],
    found: found.map(({ name, sentences }) => ({ name, sentences })),
    failed: steps.flatMap((step) => {
      const reason = failed.get(step.name);
      return reason === undefined
        ? []
        : [{ name: step.name, reason: withoutStop(reason), command: commandOf(place, step) }];
    }),
    leftOut: [
      ...[...pointless].map(([name, reason]) => ({ name, reason, command: undefined })),
      ...leftOut.map((step) => ({
        name: step.name,
        reason: step.possible ? `${step.reason}; it would take ${sayTime(step.seconds)}` : step.reason,
        command: step.possible ? commandOf(place, step) : undefined,
      })),
    ],
  };
}

/** One page of all that was found. */
async function writeReportOf(place: AnalysisPlace, { language }: AnalyzeCommandOptions): Promise<string> {
  const { writeReport } = await import('../report/report.ts');
  const { folder, plan } = place;
  const others = plan.steps.filter(({ name, command }) => command !== 'run' && isKept(place, name));
  const { file } = await writeReport({
    results: join(folder, 'run'),
    others: others.map(({ name }) => join(folder, name)),
    language,
    preference: plan.run.preference,
    format: 'html',
    out: join(folder, language === 'en' ? 'report.html' : `report.${language}.html`),
  });
  return file;
}

function print(
  { folder, plan }: AnalysisPlace,
  findings: OverviewFindings,
  report: string,
  { quiet, json }: AnalyzeCommandOptions,
  { stdout }: Environment,
): void {
  if (quiet) {
    stdout.write(`${folder}\n`);
    return;
  }
  if (json) {
    const { found, ...rest } = findings;
    const document = { folder, report, ...rest, sections: overviewSections(findings), findings: found, plan };
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const text = { width: terminalWidth(stdout), style: terminalStyle(stdout) };
  const where = `${text.style.bold('Results')} in ${folder}, ${text.style.bold('report')} in ${report}`;
  stdout.write(`${renderOverview(findings, text)}\n\n${where}\n`);
}

/** What would be run, with times. */
function renderPlan(place: AnalysisPlace, { stdout }: Environment): string {
  const { plan } = place;
  const [width, style] = [terminalWidth(stdout), terminalStyle(stdout)];
  const { draws, paths, design } = plan.run;
  const { jobs, seconds_per_evaluation: perEvaluation } = plan.calibration;
  const line = (step: PlannedStep, more = '') =>
    `${wrapText(`[${step.name}] ${sayTime(step.seconds)}${step.evaluations > 0 ? `, ${step.evaluations} evaluations` : ''}${more}`, width)}\n  ${style.dim(commandOf(place, step))}`;
  const over =
    plan.estimated_seconds > plan.budget_seconds ? ' That is more than the budget: the run is never left out.' : '';
  return [
    `${style.bold('Plan of the analysis; nothing was run')}\n${wrapText(
      `${draws} worlds (design ${design}) on ${paths.join(', ')}. Together ${sayTime(plan.estimated_seconds)} of ${sayTime(plan.budget_seconds).replace('about ', '')} on ${jobs} ` +
        `thread${jobs === 1 ? '' : 's'} (${(1000 * perEvaluation).toFixed(1)} ms an evaluation).${over}`,
      width,
    )}`,
    `${style.bold('What would be run')}\n${plan.steps.map((step) => line(step)).join('\n')}`,
    ...(plan.left_out.length > 0
      ? [
          `${style.bold('What would be left out')}\n${plan.left_out.map((step) => line(step, `: ${step.reason}`)).join('\n')}`,
        ]
      : []),
  ].join('\n\n');
}

function nameOf(scenario: string): string {
  return basename(scenario).replace(/\.ya?ml$/i, '');
}
