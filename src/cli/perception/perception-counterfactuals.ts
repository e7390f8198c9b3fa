/** The worlds of a run again, with some of what the challenger misjudges put right: all sets of it, in the same draws. */
import type { ValuesBySet } from '../../analysis/perception/perception.ts';
import { evaluateColumns } from '../../experiment/column-evaluator.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import type { Replacement } from '../../experiment/replace-values.ts';
import type { MISJUDGED } from '../../report/perception/findings.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import type { FailedPart } from '../failures.ts';
import { showProgress } from '../progress.ts';
import { openExecutor, requireMemory, type Worlds } from '../worlds.ts';
import type { WorldsOptions } from '../worlds-options.ts';
import { whyInseparable } from './misjudgements.ts';

type Source = (typeof MISJUDGED)[number];

export interface Counterfactuals {
  /**
   * A column, or the sum of several, under each set of misjudgements: bit s of the set is source s, so that the truth is
   * known in the first and the last is the run itself.
   * @param columns positions of those that were wanted
   */
  values(columns: readonly number[]): ValuesBySet;
  /** What has failed in the worlds that were evaluated for it. */
  readonly failures: readonly FailedPart[];
  readonly evaluations: number;
}

/**
 * Evaluates the draws of the plan once for each set of misjudgements. For that of the run itself it does so only for
 * outputs on demand, which no run has.
 * @param sources what the challenger misjudges
 * @param wanted positions of the columns that will be asked for; outputs on demand come after those of the results
 * @param paths positions of the paths that are looked at
 * @throws UsageError if the values do not fit into memory, or putting one thing right would change something else
 * @throws what `openExecutor` and the executor throw
 */
export async function evaluateCounterfactuals(
  worlds: Worlds,
  { sources, wanted, paths }: { sources: readonly Source[]; wanted: readonly number[]; paths: readonly number[] },
  options: WorldsOptions,
  environment: Environment,
): Promise<Counterfactuals> {
  const { scenario, plan, results } = worlds;
  const { stderr, signal, now } = environment;
  const inseparable = whyInseparable(scenario, sources);
  if (inseparable !== undefined) throw new UsageError(`perception: ${inseparable}`);
  const whole = (1 << sources.length) - 1;
  const inRun = wanted.filter((column) => column < results.columns.length);
  const onDemand = wanted.filter((column) => column >= results.columns.length);
  const evaluated = whole + (onDemand.length > 0 ? 1 : 0);
  requireMemory(plan.draws, (whole + 1) * plan.paths.length * wanted.length);
  const columns = shapeOf(scenario, plan, onDemand.length > 0).columns.length;
  const total = evaluated * plan.evaluations;
  const progress = showProgress(total, options.quiet || options.json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment, Math.max(1, evaluated) * plan.draws);
  const sets: ReadonlyMap<number, Float64Array>[][] = [];
  const failures: FailedPart[] = [];
  try {
    for (let set = 0; set < evaluated; set++) {
      const corrected = sources.filter((_, source) => (set & (1 << source)) === 0);
      const asked = set < whole ? wanted : onDemand;
      const found = await evaluateColumns(executor, {
        ...{ plan, columns, wanted: asked, onDemand: onDemand.length > 0, signal },
        replacements: corrected.map(({ parameter }) => truth(parameter)),
        onProgress: (done) => progress.update(set * plan.evaluations + done),
      });
      sets.push(found.values.map((ofPath) => new Map(asked.map((column, i) => [column, ofPath[i]]))));
      const known = corrected.length === 0 ? 'nothing' : corrected.map(({ name }) => name).join(', ');
      failures.push({ cell: `known: ${known}`, failures: found.failures });
    }
  } finally {
    await executor.close();
    progress.stop();
  }
  sets[whole] = plan.paths.map(
    (_, path) =>
      new Map([
        ...(sets[whole]?.[path] ?? []),
        ...inRun.map((column) => [column, results.column(path, column)] as const),
      ]),
  );
  return {
    values: (asked) =>
      sets.map((set) => paths.map((path) => sumOf(asked.map((column) => columnOf(set[path], column))))),
    failures,
    evaluations: total,
  };
}

const truth = (id: string): Replacement => ({
  id,
  path: undefined,
  value: 0,
  at: { file: 'perception', line: 0, column: 0 },
});

/** @throws RangeError if the column was not wanted */
function columnOf(columns: ReadonlyMap<number, Float64Array>, column: number): Float64Array {
  const values = columns.get(column);
  if (values === undefined) throw new RangeError(`column ${column} was not evaluated`);
  return values;
}

function sumOf([first, ...others]: readonly Float64Array[]): Float64Array {
  return others.length === 0 ? first : first.map((value, draw) => others.reduce((sum, one) => sum + one[draw], value));
}
