/** `sensitivity --method morris`: screening by moves of one quantity at a time, from many places. */
import { createMorrisDesign, morrisEffects } from '../../analysis/sensitivity/morris.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import {
  describeMorris,
  type MorrisFindings,
  morrisTable,
  renderMorris,
} from '../../report/sensitivity/morris-text.ts';
import { outputTable } from '../../report/sensitivity/tables.ts';
import type { Analysed } from '../analyse.ts';
import { designBatches } from '../design-batches.ts';
import type { Environment } from '../environment.ts';
import type { Input } from '../inputs.ts';
import type { Setting } from '../worlds.ts';
import { evaluateBatches, prepareEvaluation, prepareSize, printPlan, subjectOfRows } from './sensitivity-evaluation.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { narrowQuestion, summarise } from './sensitivity-question.ts';

/** Four levels, at the quantiles 0.05, 0.35, 0.65 and 0.95: the ends of a prior may be infinite. */
const MORRIS_LEVELS = 4;
const MORRIS_MARGIN = 0.05;
/** So many random trajectories for each that is chosen, as far as the choice does not take longer than the worlds. */
const CANDIDATES = { each: 10, most: 400 } as const;

/** One input of each id: others of it have the same uniforms. */
function unique(inputs: readonly Input[]): Input[] {
  return inputs.filter(({ id }, index) => inputs.findIndex((other) => other.id === id) === index);
}

/** Says how much a screening would take. */
export function planMorris(setting: Setting, options: SensitivityCommandOptions, environment: Environment): void {
  const size = prepareSize(setting, options, false);
  const inputs = unique(size.chosen).length;
  const what = `Morris screening of ${inputs} quantities: ${options.trajectories} trajectories of ${inputs + 1} worlds each.`;
  printPlan(size, options.trajectories * (inputs + 1), [what], options, environment);
}

/**
 * Screens quantities. Those that are not chosen stay at their medians.
 * @throws UsageError for bad input, and what evaluations throw
 */
export async function analyseMorris(
  setting: Setting,
  options: SensitivityCommandOptions,
  environment: Environment,
): Promise<Analysed> {
  const prepared = await prepareEvaluation(setting, options, environment, false);
  const { asked, scenario, plan } = prepared;
  const chosen = unique(prepared.chosen);
  const inputs = chosen.length;
  const { trajectories, resamples } = options;
  const { seed } = plan;
  const candidates = Math.max(trajectories, Math.min(CANDIDATES.most, CANDIDATES.each * trajectories));
  const design = createMorrisDesign({
    ...{ inputs, levels: MORRIS_LEVELS, margin: MORRIS_MARGIN, trajectories, candidates, seed },
  });
  const batches = designBatches(
    { points: trajectories, rowsPerPoint: inputs + 1, inputs, fill: design.fill },
    chosen.map(({ uniforms }) => uniforms),
    uniformKeys(scenario, plan).length,
    plan.paths.length,
  );
  const { values, failures } = await evaluateBatches(prepared, batches, design.rows, options, environment);
  const outputs = subjectOfRows(asked.question, plan, values);
  const points = new Float64Array(design.rows * inputs);
  for (let row = 0; row < design.rows; row++) design.fill(row, points.subarray(row * inputs, (row + 1) * inputs));
  const effects = morrisEffects(points, outputs, { inputs, jump: design.jump, resamples, seed });
  const output = summarise(outputs);
  const findings: MorrisFindings = {
    ...{ question: narrowQuestion(asked, chosen).question, output, effects, trajectories },
    ...{ fixed: unique(asked.inputs).length - inputs, low: MORRIS_MARGIN, high: 1 - MORRIS_MARGIN },
  };
  return {
    settings: {
      ...{ method: 'morris', objective: asked.question.objective.name, subject: asked.question.subject, trajectories },
      ...{ candidates, levels: MORRIS_LEVELS, margin: MORRIS_MARGIN, resamples },
      parameters: chosen.map(({ name }) => name),
    },
    evaluations: prepared.evaluations + design.rows * plan.paths.length,
    failures: [...prepared.failures, { failures }],
    tables: [outputTable(findings.question, output), morrisTable(findings)],
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeMorris(findings) }),
    text: (text) => renderMorris(findings, { ...text, show: options.show }),
    hint: 'All quantities: morris.csv; datapackage.json explains every column.',
  };
}
