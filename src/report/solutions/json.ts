/** What `compare-solutions --json` prints: one document, for programs. */
import type { SolutionsFindings } from './findings.ts';
import { saySolutions, warnOfChange } from './words.ts';

/** The document as plain data. */
export function describeSolutions(findings: SolutionsFindings): object {
  const { decision, solutions, same, pair, parts, response, resamples } = findings;
  return {
    decision,
    resamples,
    winner_changes: solutions.some(({ order }) => order[0] !== pair[0]),
    warning: warnOfChange(findings) ?? null,
    pair,
    solutions,
    same_as_scenario: same,
    fixed_response: solutions.some(({ name }) => name === 'fixed_response')
      ? { chance: response.value, from: response.isGiven ? 'option' : 'scenario' }
      : null,
    decomposition: parts.map(({ solutions: model, contributions, ...rest }) => ({
      ...rest,
      model,
      contributions: Object.fromEntries(solutions.map(({ name }, index) => [name, contributions[index]])),
    })),
    sentences: saySolutions(findings),
  };
}
