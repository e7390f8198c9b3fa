/** What `robustness --json` prints: one document, for programs. Undefined values are null. */
import type { RobustnessFindings } from './findings.ts';
import { sayDominance, sayRobustness } from './words.ts';

/** The document as plain data. */
export function describeRobustness(findings: RobustnessFindings): object {
  const { decision, rules, dominance, requirements, resamples } = findings;
  return {
    decision,
    resamples,
    rules,
    dominance: dominance.map((one) => ({ ...one, at: one.at ?? null })),
    requirements,
    sentences: [
      ...sayRobustness(findings),
      ...sayDominance(findings).map(({ pair, finding }) => `${pair}: ${finding}.`),
    ],
  };
}
