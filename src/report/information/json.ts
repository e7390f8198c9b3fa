/** What `value-of-information --json` prints: one document, for programs. Undefined values are null. */
import { type InformationFindings, standsOut } from './findings.ts';
import { sayFrontier, sayInformation, sayWeight } from './words.ts';

/** The document as plain data. */
export function describeInformation(findings: InformationFindings): object {
  const { decision, evpi, notBest, second, parameters, groups, unsourced, nested, weight, skipped } = findings;
  return {
    decision,
    evpi,
    notBest,
    second: second ?? null,
    parameters: parameters.map((found) => ({ ...found, standsOut: standsOut(found) })),
    groups: groups.map((found) => ({ ...found, standsOut: standsOut(found), bestMember: found.bestMember ?? null })),
    unsourced: unsourced ?? null,
    nested,
    weight: weight
      ? {
          ...weight,
          range: weight.range ?? null,
          sentences: [sayWeight(findings, weight), ...sayFrontier(findings, weight)],
        }
      : null,
    skipped,
    sentences: sayInformation(findings),
  };
}
