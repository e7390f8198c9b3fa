/** manifest.json: how a folder of results came about, and how to make it again. The only file that holds times. */
import { type PrecisionOutcome, worstOutcome } from '../analysis/precision.ts';
import type { Plan } from '../experiment/plan.ts';
import type { WrittenFile } from './results-folder.ts';

/** What the results do not know of themselves. */
export interface Provenance {
  /** The command line, word by word. */
  readonly command: readonly string[];
  readonly scenarioFile: string;
  /** Path beside which costs are judged, where they are. */
  readonly baseline?: string;
  /** Evaluations that failed, and draws that were therefore left out on every path. */
  readonly failures: { readonly evaluations: number; readonly draws: number };
  /** Where a precision was asked for, that which was reached; in a sweep that of each cell. */
  readonly precision?: PrecisionOutcome | readonly PrecisionOutcome[] | undefined;
  /** How the parts were computed, where the results were merged from some. Plain data. */
  readonly parts?: readonly object[] | undefined;
  readonly warnings: readonly string[];
  readonly started: Date;
  readonly finished: Date;
  /** Wall-clock seconds of each stage. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly platform: Readonly<Record<string, string | number>>;
  readonly node: string;
}

/** The manifest as plain data. */
export function describeRun(plan: Plan, provenance: Provenance, files: readonly WrittenFile[]): object {
  const { seconds, started, finished } = provenance;
  return {
    program: 'stolperdraht',
    version: plan.version,
    model_version: plan.modelVersion,
    node: provenance.node,
    platform: provenance.platform,
    command: provenance.command,
    scenario: { file: provenance.scenarioFile, title: plan.title, as_of: plan.asOf ?? null, sha256: plan.scenarioHash },
    plan: {
      sha256: plan.planHash,
      paths: plan.paths.map((path) => path.name),
      draws: plan.draws,
      seed: plan.seed,
      design: plan.design,
      histories: plan.histories,
      evaluations: plan.evaluations,
      periods: plan.periods,
      step_years: plan.stepYears,
      baseline: provenance.baseline,
    },
    failures: provenance.failures,
    precision: provenance.precision && describePrecision(plan, provenance.precision),
    parts: provenance.parts,
    warnings: provenance.warnings,
    started: started.toISOString(),
    finished: finished.toISOString(),
    seconds,
    files: files.map(({ name, bytes, rows, sha256 }) => ({ name, bytes, rows: rows ?? null, sha256 })),
  };
}

function describePrecision({ precision }: Plan, outcomes: PrecisionOutcome | readonly PrecisionOutcome[]): object {
  const cells: readonly PrecisionOutcome[] = Array.isArray(outcomes) ? outcomes : [outcomes];
  const [{ metric, target, mostDraws }] = cells;
  const worst = worstOutcome(cells);
  return {
    metric,
    asked: target,
    reached: worst.worst.se,
    is_reached: cells.every(({ isReached }) => isReached),
    least_precise: [worst.worst.pathA, worst.worst.pathB].filter((path) => path !== undefined),
    draws_at_a_time: precision?.block,
    most_draws: mostDraws,
  };
}
