/** The events of a history as data: one JSON document a line. */
import type { TraceEvent } from '../../deterrence/trace.ts';
import { CHALLENGES, POSTURES, STAGES, type Tale, type TracedPath, TYPES } from './tale.ts';

/** The lines of all paths: for each the world and its odds, then its events in their order, numbers by their names. */
export function* eventLines(tale: Tale): Generator<string> {
  for (const path of tale.paths) {
    yield line({
      kind: 'history',
      scenario: tale.title,
      path: path.name,
      ...{ draw: tale.draw, history: tale.history, draws: tale.draws, seed: tale.seed, design: tale.design },
      ...{ step_years: tale.stepYears, periods: tale.periods, actors: tale.actors, ladder: path.ladder },
      ...{ troops_thousand: path.troops, quorum: path.quorum, first_belief: path.firstBelief },
      outcomes: Object.fromEntries(path.outcomes.map(({ name, chance }) => [name, chance])),
    });
    let period = 0;
    for (const event of path.events) {
      if (event.kind === 'period') period = event.period;
      yield line({
        kind: event.kind,
        path: path.name,
        period,
        year: period * tale.stepYears,
        ...describe(event, path),
      });
    }
  }
}

const line = (data: object): string => `${JSON.stringify(data)}\n`;

function describe(event: TraceEvent, { ladder }: TracedPath): object {
  const { kind: _, ...rest } = event;
  switch (event.kind) {
    case 'start':
      return { ...rest, posture: POSTURES[event.posture], type: TYPES[event.type] };
    case 'period': {
      const { phase, posture, stage, belief } = event;
      return { phase, posture: POSTURES[posture], ...(phase === 'ceasefire' ? { stage: STAGES[stage], belief } : {}) };
    }
    case 'course':
      return { from_year: event.fromYear, troops_wanted_thousand: event.wanted };
    case 'posture':
      return { posture: POSTURES[event.posture] };
    case 'choice':
      return {
        choice: CHALLENGES[event.choice],
        probabilities: Object.fromEntries(CHALLENGES.map((name, i) => [name, event.probabilities[i]])),
      };
    case 'vote': {
      const { rung, hit, triggered, chances, type, happened, missingBacking, gap, logOdds, members } = event;
      return {
        ...{ rung, on: rung === 0 ? 'response' : ladder[rung], hit, triggered, happened, type: TYPES[type] },
        chance: { resolute: chances[0], irresolute: chances[1] },
        ...{ log_odds: logOdds, utility_gap: gap, missing_backing: missingBacking },
        ...{ belief_before: event.beliefBefore, belief_after: event.beliefAfter },
        members: members.map(({ name, weight, chance, inFavour }) => ({ name, weight, chance, in_favour: inFavour })),
      };
    }
    case 'rung':
    case 'climb':
      return { ...rest, name: ladder[event.rung - 1] };
    case 'period_end': {
      const { belief, advanceChance, advanced, erosionChance, eroded } = event;
      return { belief, advance_chance: advanceChance, advanced, erosion_chance: erosionChance, eroded };
    }
    default:
      return rest;
  }
}
