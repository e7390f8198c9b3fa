/** What `perception --json` prints: one document, for programs. Undefined values are null. */
import type { PerceptionFindings } from './findings.ts';
import { sayPerception } from './words.ts';

/** The document as plain data. */
export function describePerception(findings: PerceptionFindings): object {
  const { plan, paths, sources, misjudgements, measures, worths, orders, evaluations } = findings;
  const byPath = <T>(of: readonly T[]) => of.map((one, index) => ({ path: paths[index], ...one }));
  return {
    draws: plan.draws,
    paths,
    sources,
    evaluations,
    misjudgements,
    measures: measures.map(({ leftOut, paths: ofMeasure, ...rest }) => ({
      ...rest,
      left_out: leftOut,
      paths: byPath(
        ofMeasure.map(({ sources: parts, ...split }) => ({
          ...split,
          sources: parts.map((part, index) => ({ source: sources[index], ...part })),
        })),
      ),
    })),
    transparency: worths.map(({ leftOut, paths: ofWorth, direction, ...rest }) => ({
      ...rest,
      direction: direction ?? null,
      left_out: leftOut,
      paths: byPath(
        ofWorth.map(({ all, sources: single }) => ({
          all,
          sources: single.map((one, index) => ({ known: sources[index], ...one })),
        })),
      ),
    })),
    orders: orders === undefined ? null : { as_is: orders.asIs, if_known: orders.known },
    sentences: sayPerception(findings),
  };
}
