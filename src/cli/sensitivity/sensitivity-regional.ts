/** `sensitivity --method regional`: which quantities are different in worlds of a kind. */
import { REGIONAL_DRAWS_MIN, regionalIndices } from '../../analysis/sensitivity/regional.ts';
import { describeRegional, type RegionalFindings, renderRegional } from '../../report/sensitivity/regional-text.ts';
import { outputTable, regionalTable } from '../../report/sensitivity/tables.ts';
import type { Analysed } from '../analyse.ts';
import { UsageError } from '../errors.ts';
import { findPaths } from '../objective.ts';
import { applyRequirement, UNDECIDED } from '../requirements.ts';
import type { Worlds } from '../worlds.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { askQuestion, summarise } from './sensitivity-question.ts';

/**
 * Compares the quantities in worlds in which something holds on a path with those in all others.
 * @throws UsageError for bad input, and if there are too few worlds of either kind
 */
export function analyseRegional(worlds: Worlds, options: SensitivityCommandOptions): Analysed {
  const { results, plan } = worlds;
  const where = options.where ?? '';
  const [path, ...more] = findPaths(plan, options.paths);
  if (more.length > 0) {
    const names = plan.paths.map(({ name }) => name).join(', ');
    throw new UsageError(`--path is missing, must name the path whose worlds --where is about, of ${names}`);
  }
  const [marks] = applyRequirement(results, where, [path], '--where').marks;
  const behavioural = Float64Array.from(marks, (mark) => (mark === UNDECIDED ? Number.NaN : mark));
  const output = summarise(behavioural);
  const inside = Math.round(output.mean * output.n);
  const least = Math.min(inside, output.n - inside);
  if (!(least >= REGIONAL_DRAWS_MIN)) {
    const kind = inside === least ? 'holds' : 'does not hold';
    throw new UsageError(
      `--where "${where}": ${kind} in ${Number.isNaN(least) ? 0 : least} of ${output.n} worlds, at least ${REGIONAL_DRAWS_MIN} of either kind are needed`,
    );
  }
  const { name } = plan.paths[path];
  const { question, inputs } = askQuestion(worlds, results, { ...options, paths: [name] }, results);
  const settings = { resamples: options.resamples, seed: plan.seed };
  const values = inputs.map((input) => results.parameter(input.column));
  const findings: RegionalFindings = { question, where, regional: regionalIndices(values, behavioural, settings) };
  const kind = { ...question, objective: { ...question.objective, name: where } };
  return {
    settings: { method: 'regional', where, path: name, inputs: inputs.length, resamples: options.resamples },
    tables: [outputTable(kind, output), regionalTable(question, where, findings.regional)],
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeRegional(findings) }),
    text: (text) => renderRegional(findings, { ...text, show: options.show }),
    hint: 'All quantities: regional.csv; datapackage.json explains every column.',
  };
}
