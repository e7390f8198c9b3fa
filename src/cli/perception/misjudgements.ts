/** What the challenger of a scenario may misjudge, and whether that can be put right: before any world is known. */
import { MISJUDGED } from '../../report/perception/findings.ts';
import { buildProgram, certainValues, commonQuantities, slotIn } from '../../scenario/program.ts';
import type { Quantity, Scenario } from '../../scenario/scenario.ts';

type Source = (typeof MISJUDGED)[number];

/** What she may misjudge on some path of the scenario, from the start or in a phase: what is not 0 for certain. */
export function possibleMisjudgements(scenario: Scenario): Source[] {
  const programs = scenario.paths.map((path) => buildProgram(scenario, path));
  return MISJUDGED.filter(({ parameter }) =>
    programs.some((program) => {
      const values = certainValues(program);
      const held = [...program.quantities.keys()].filter((id) => id === parameter || id.startsWith(`${parameter}@`));
      // What is uncertain has no value yet.
      return held.some((id) => values[slotIn(program, id)] !== 0);
    }),
  );
}

/**
 * Why misjudgements cannot be put right: what is computed from one would change with it, and the worlds would differ in
 * more than what is judged.
 * @returns undefined if they can
 */
export function whyInseparable(scenario: Scenario, sources: readonly Source[]): string | undefined {
  const ids = new Set<string>(sources.map(({ parameter }) => parameter));
  const all: Quantity[] = [
    ...commonQuantities(scenario).values(),
    ...scenario.paths.flatMap(({ parameters }) => [...parameters.values()]),
  ];
  for (const { id, expression } of all) {
    const read = expression.references.find((name) => ids.has(name));
    if (read === undefined) continue;
    return (
      `${id} is computed from ${read}, so that it would change when ${read} is put right; ` +
      'compute both from a variable instead'
    );
  }
  return undefined;
}
