/** `validate --deep`: samples and plays some worlds of scenarios, and warns of what is probably not meant. */
import { availableParallelism } from 'node:os';
import { shapeOf } from '../../experiment/evaluate.ts';
import { type Plan, planRun } from '../../experiment/plan.ts';
import { runInMemory } from '../../experiment/run.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { sayTime, secondsPerEvaluation } from '../calibration.ts';
import type { Environment } from '../environment.ts';
import { showProgress } from '../progress.ts';
import { VERSION } from '../version.ts';
import { openExecutor } from '../worlds.ts';
import { findInResults, findMovables, moveQuantities, movingEvaluations } from './deep-effects.ts';
import { CHECKS, type Check, type Finding, findInText, formatFinding } from './deep-findings.ts';
import { sampleWorlds } from './deep-samples.ts';
import { validateScenarios } from './validate.ts';

export interface DeepOptions {
  readonly files: readonly string[];
  readonly set: readonly string[];
  readonly draws: number;
  readonly jobs: number | undefined;
  readonly json: boolean;
}

/** What was looked at in one scenario, and found. */
interface Examined {
  readonly scenario: Scenario;
  readonly plan: Plan;
  /** Quantities that were moved. */
  readonly moved: number;
  readonly evaluations: number;
  readonly findings: readonly Finding[];
}

/**
 * Checks scenarios and looks deeper into those that are in order. Warnings are no errors.
 * @throws ScenarioError with everything that is wrong with a scenario; WorkerError, Interrupted
 */
export async function validateDeeply(options: DeepOptions, environment: Environment): Promise<void> {
  const { files, set, json } = options;
  const { stdout } = environment;
  // In a document there is place for the warnings, not for the summary.
  const summaries = json ? { write: () => true } : stdout;
  validateScenarios(files, set, { stdout: summaries as Environment['stdout'] });
  const documents: object[] = [];
  for (const file of files) {
    const examined = await examine(file, options, environment);
    if (json) documents.push(describe(examined));
    else stdout.write(`${render(examined)}\n`);
  }
  if (json) stdout.write(`${JSON.stringify({ scenarios: documents }, null, 2)}\n`);
}

async function examine(file: string, options: DeepOptions, environment: Environment): Promise<Examined> {
  const scenario = loadScenario(file, { set: options.set, draws: options.draws });
  const plan = planRun(scenario, { version: VERSION, histories: 0 });
  const shape = shapeOf(scenario, plan);
  const sampled = sampleWorlds(scenario, plan);
  const { movables, findings: flat } = findMovables(scenario, sampled);
  const wanted = plan.evaluations + movingEvaluations(movables, plan);
  announce(scenario, plan, { moved: movables.length, evaluations: wanted }, options, environment);

  const { stderr, signal, now } = environment;
  const progress = showProgress(wanted, options.json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment, Math.ceil(wanted / plan.paths.length));
  try {
    const results = await runInMemory(executor, shape, { signal, failFast: false, onProgress: progress.update });
    const moving = await moveQuantities(executor, plan, shape.columns.length, movables, (done) =>
      progress.update(plan.evaluations + done, Math.max(wanted, plan.evaluations + done)),
    );
    const all = [
      ...findInText(scenario),
      ...sampled.findings,
      ...flat,
      ...moving.findings,
      ...findInResults(scenario, results),
    ];
    const order = Object.keys(CHECKS);
    const findings = all.sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
    const evaluations = plan.evaluations + moving.evaluations;
    return { scenario, plan, moved: movables.length, evaluations, findings };
  } finally {
    await executor.close();
    progress.stop();
  }
}

/** Says beforehand how long it will take, by a few draws whose results are not kept. */
function announce(
  scenario: Scenario,
  plan: Plan,
  { moved, evaluations }: Pick<Examined, 'moved' | 'evaluations'>,
  options: DeepOptions,
  { stderr, now }: Environment,
): void {
  const perEvaluation = secondsPerEvaluation(scenario, plan, now);
  const threads = options.jobs ?? availableParallelism();
  stderr.write(
    `${scenario.file}: ${plan.draws} worlds on ${plan.paths.length} paths, and ${moved} quantities moved alone: about ` +
      `${evaluations} evaluations, ${sayTime((evaluations * perEvaluation) / threads)} on ${threads} thread${threads === 1 ? '' : 's'}\n`,
  );
}

function render({ scenario, plan, moved, findings }: Examined): string {
  const lines = findings.map((finding) => `warning: ${formatFinding(finding)}`);
  const clean = Object.keys(CHECKS).filter((check) => findings.every((finding) => finding.check !== check));
  const none = clean.map((check) => CHECKS[check as Check]);
  const count = `${findings.length} warning${findings.length === 1 ? '' : 's'}`;
  return [
    ...lines,
    `deep: ${scenario.file}: ${plan.draws} draws on ${plan.paths.length} paths, ${moved} quantities moved alone: ${count}`,
    ...(none.length > 0 ? [`nothing found of: ${none.join(', ')}`] : []),
  ].join('\n');
}

function describe({ scenario, plan, moved, evaluations, findings }: Examined): object {
  return {
    file: scenario.file,
    title: scenario.title,
    paths: plan.paths.map(({ name }) => name),
    draws: plan.draws,
    quantities_moved: moved,
    evaluations,
    warnings: scenario.warnings,
    findings: findings.map((finding) => ({
      check: finding.check,
      ...(finding.at && finding.at.line > 0 ? finding.at : { file: finding.at?.file ?? scenario.file }),
      subject: finding.subject,
      found: finding.found,
      advice: finding.advice,
      draws: finding.draws ?? null,
      message: formatFinding(finding),
    })),
  };
}
