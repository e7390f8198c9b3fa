/** What `--require` asks of outcomes, checked against the columns of results and applied to worlds. */
import type { Results } from '../experiment/results.ts';
import { ExpressionError } from '../expression/expression.ts';
import { compileRequirement } from '../expression/requirement.ts';
import { unknownName } from '../scenario/names.ts';
import { UsageError } from './errors.ts';

/** In which worlds something holds. */
export interface MetRequirement {
  readonly text: string;
  /** For each path by draw: 1 if it holds, 0 if not, 2 where something that it reads has no value. */
  readonly marks: readonly Uint8Array[];
}

/** Marks a draw in which a requirement cannot be decided. */
export const UNDECIDED = 2;

/**
 * Applies a requirement to the draws of some paths.
 * @param text a comparison of outputs, metrics and preferences; several may be joined by and, or and not
 * @param paths positions
 * @param option the one that said so, the subject of messages
 * @throws UsageError if it is none, or reads what is not there
 */
export function applyRequirement(
  results: Results,
  text: string,
  paths: readonly number[],
  option = '--require',
): MetRequirement {
  const { columns, plan } = results;
  const names = [...new Set(columns.map(({ name }) => name))];
  try {
    const requirement = compileRequirement(text, names);
    const read = requirement.references.map((name) => ({
      place: names.indexOf(name),
      column: columns.findLastIndex((column) => column.name === name),
    }));
    const values = new Float64Array(names.length);
    const marks = paths.map((path) => {
      const sources = read.map(({ place, column }) => ({ place, of: results.column(path, column) }));
      return Uint8Array.from({ length: plan.draws }, (_, draw) => {
        if (results.hasFailed(draw)) return UNDECIDED;
        for (const { place, of } of sources) values[place] = of[draw];
        const holds = requirement.holds(values);
        return holds === undefined ? UNDECIDED : Number(holds);
      });
    });
    return { text, marks };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const unknown = /^unknown name (\S+?),? /.exec(error.message)?.[1];
    const message = unknown === undefined ? error.message : unknownName('output, metric or preference', unknown, names);
    throw new UsageError(`${option} ${message}`);
  }
}

/** Where all of several requirements hold; undecided where one is. */
export function meetAll(requirements: readonly MetRequirement[]): MetRequirement {
  const [first] = requirements;
  return {
    text: requirements.map(({ text }) => (requirements.length > 1 ? `(${text})` : text)).join(' and '),
    marks: first.marks.map((marks, path) =>
      marks.map((_, draw) => {
        const each = requirements.map((one) => one.marks[path][draw]);
        return each.includes(UNDECIDED) ? UNDECIDED : Math.min(...each);
      }),
    ),
  };
}
