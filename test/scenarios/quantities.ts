import type { Quantity, Scenario } from '../../src/scenario/scenario.ts';

/** Every quantity of a scenario, those of members, ladder and paths included. */
export function quantitiesOf({ parameters, variables, members, ladder, paths }: Scenario): Quantity[] {
  return [
    ...parameters.values(),
    ...variables.values(),
    ...members.flatMap((member) => [member.resolve, member.conditionality]),
    ...ladder.flatMap((rung) => [rung.risk, rung.costCoalition, rung.costChallenger]),
    ...paths.flatMap((path) => [...path.parameters.values()]),
  ];
}
