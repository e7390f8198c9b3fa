/** What a command says of evaluations that failed while it went on. */
import type { Plan } from '../experiment/plan.ts';
import { FAILURES_SHOWN, type FailureCount } from '../experiment/results.ts';
import { ExitCode } from './errors.ts';

/** How much has failed, in one cell or in a run. */
export interface FailedPart {
  readonly failures: FailureCount;
  /** Which cell it is; undefined in a run. */
  readonly cell?: string;
}

/** That a comparison is not possible, in a sentence. */
export function sayNothingUsable({ draws }: Plan): string {
  return draws === 1
    ? 'The only draw failed, so there is nothing to compare; draws.csv says why.'
    : `All ${draws} draws failed, so there is nothing to compare; draws.csv says why.`;
}

/**
 * Says on the error stream how many evaluations failed, and of the first few why.
 * @param evaluations in all
 * @returns the exit code that follows
 */
export function reportFailures(parts: readonly FailedPart[], evaluations: number, stderr: NodeJS.WriteStream): number {
  const total = (of: (part: FailedPart) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  const failed = total(({ failures }) => failures.evaluations);
  if (failed === 0) return ExitCode.Done;
  const left = total(({ failures }) => failures.draws);
  const draws = `${left} ${left === 1 ? 'draw is' : 'draws are'} left out`;
  const first = parts
    .flatMap(({ failures, cell }) =>
      failures.first.map(({ message }) => (cell === undefined ? message : `cell ${cell}: ${message}`)),
    )
    .slice(0, FAILURES_SHOWN);
  const rest = failed - first.length;
  const lines = [
    `${failed} of ${evaluations} evaluations failed; ${draws}, on every path:`,
    ...first.map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
  stderr.write(`${lines.join('\n')}\n`);
  return ExitCode.SomeFailed;
}
