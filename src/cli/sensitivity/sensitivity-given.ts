/** The methods of `sensitivity` that look at worlds as they are: PAWN, rank regression, delta and regional sensitivity. */
import { DELTA_DRAWS_MIN, deltaIndices } from '../../analysis/sensitivity/delta.ts';
import { type PawnResult, pawnIndices } from '../../analysis/sensitivity/pawn.ts';
import { rankDrawsMin, rankIndices } from '../../analysis/sensitivity/ranks.ts';
import type { GivenFindings } from '../../report/sensitivity/findings.ts';
import { describeGiven } from '../../report/sensitivity/given-json.ts';
import { renderGiven } from '../../report/sensitivity/given-text.ts';
import { deltaTable, outputTable, pawnTable, ranksTable } from '../../report/sensitivity/tables.ts';
import type { Analysed } from '../analyse.ts';
import { UsageError } from '../errors.ts';
import { subjectValues } from '../objective.ts';
import type { Worlds } from '../worlds.ts';
import type { Method, SensitivityCommandOptions } from './sensitivity-options.ts';
import { askQuestion, summarise } from './sensitivity-question.ts';

const USUAL_SLICES = 10;
const FEWEST_SLICES = 3;
const DRAWS_PER_SLICE = 20;

/** Which methods are applied for what `--method` says. */
function methodsOf(method: Method | undefined): ReadonlySet<string> {
  if (method === undefined) return new Set(['pawn', 'ranks']);
  if (method === 'all-given') return new Set(['pawn', 'ranks', 'delta']);
  return new Set([method === 'prcc' || method === 'src' ? 'ranks' : method]);
}

/**
 * Applies the methods to worlds.
 * @throws UsageError for bad input, and if there are too few draws for a method that was asked for by name
 */
export async function analyseGiven(worlds: Worlds, options: SensitivityCommandOptions): Promise<Analysed> {
  const { results, plan } = worlds;
  const { question, inputs, column } = askQuestion(worlds, results, options, results);
  const output = subjectValues(results, { column }, question.subject);
  const values = inputs.map((input) => results.parameter(input.column));
  const wanted = methodsOf(options.method);
  const summary = summarise(output);
  const isNamed = options.method !== undefined && options.method !== 'all-given';
  const skipped: { method: string; reason: string }[] = [];
  const settings = { resamples: options.resamples, seed: plan.seed };
  const apply = <T>(name: string, method: string, needed: number, compute: () => T): T | undefined => {
    if (!wanted.has(name)) return undefined;
    if (summary.n >= needed) return compute();
    const reason = `needs ${needed} draws for ${inputs.length} inputs, there are ${summary.n}`;
    if (isNamed) throw new UsageError(`--method ${options.method}: ${reason}; take more --draws, or another method`);
    return void skipped.push({ method, reason });
  };

  const slices = options.slices ?? usualSlices(summary.n);
  const pawn = apply('pawn', 'PAWN', slices * DRAWS_PER_SLICE, () => pawnOf(values, output, slices, settings));
  const ranks = apply('ranks', 'rank regression', rankDrawsMin(inputs.length), () =>
    rankIndices(values, output, settings),
  );
  const delta = apply('delta', 'delta', DELTA_DRAWS_MIN, () => deltaIndices(values, output, settings));
  if (pawn === undefined && ranks === undefined && delta === undefined) {
    throw new UsageError(
      `${summary.n} draws are too few: ${skipped.map(({ method, reason }) => `${method} ${reason}`).join('; ')}`,
    );
  }
  const findings: GivenFindings = { question, output: summary, pawn, ranks, delta, skipped };
  return {
    settings: {
      method: options.method ?? 'default',
      ...{ objective: question.objective.name, subject: question.subject },
      ...{ inputs: inputs.length, slices, resamples: options.resamples },
    },
    tables: [
      outputTable(question, summary, ranks?.fit),
      ...(pawn ? [pawnTable(question, pawn)] : []),
      ...(ranks ? [ranksTable(question, ranks)] : []),
      ...(delta ? [deltaTable(question, delta)] : []),
    ],
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeGiven(findings) }),
    text: (text) => renderGiven(findings, { ...text, show: options.show }),
    hint: `All quantities: ${listFiles({ ranks, pawn, delta })}; datapackage.json explains every column.`,
  };
}

function listFiles(found: object): string {
  const names = Object.entries(found).flatMap(([name, result]) => (result === undefined ? [] : [`${name}.csv`]));
  return names.join(', ');
}

function usualSlices(draws: number): number {
  return Math.max(FEWEST_SLICES, Math.min(USUAL_SLICES, Math.floor(draws / DRAWS_PER_SLICE)));
}

function pawnOf(
  values: readonly Float64Array[],
  output: Float64Array,
  slices: number,
  settings: { readonly resamples: number; readonly seed: string },
): PawnResult {
  return pawnIndices(values, output, { slices, statistic: 'median', ...settings });
}
