/** Where two paths part: the first thing that was done, or happened, on one and not on the other. */
import type { TraceEvent } from '../../deterrence/trace.ts';
import { changesAfter, find, scenesOf } from './chronicle.ts';
import { CHALLENGES, type Challenge, POSTURES, TYPES } from './tale.ts';

/** Something that was done or happened, told by a message of its own. */
export interface Fact {
  readonly period: number;
  /** The message that tells it: `fact.` and this. */
  readonly what: FactName;
  /** The rung it happened on, or that was climbed to. */
  readonly rung: number;
}

type FactName =
  | `type.${(typeof TYPES)[number]}`
  | `posture.${(typeof POSTURES)[number]}`
  | `challenge.${Challenge}`
  | 'accepts'
  | 'refuses'
  | 'collapse'
  | 'hit'
  | 'triggered'
  | 'automatic'
  | 'responds'
  | 'absorbs'
  | 'backed'
  | 'unbacked'
  | 'misread'
  | 'slips'
  | 'climbs'
  | 'stops'
  | 'coalition.climbs'
  | 'coalition.stops'
  | 'spiral'
  | 'success'
  | 'escalates'
  | 'lost'
  | 'repelled'
  | 'nuclear'
  | 'general'
  | 'rearmed'
  | 'eroded'
  | 'passes'
  | 'nothing';

/** A parting: the period, and what happened then on each path. */
export interface Parting {
  readonly period: number;
  readonly facts: readonly [Fact, Fact];
  /** The challenge that both met in that period before they parted. */
  readonly challenge: Challenge | undefined;
}

/** Where two histories of the same luck part; undefined if they do not. */
export function partingOf(a: readonly TraceEvent[], b: readonly TraceEvent[]): Parting | undefined {
  const [factsA, factsB] = [factsOf(a), factsOf(b)];
  const most = Math.max(factsA.length, factsB.length);
  for (let i = 0; i < most; i++) {
    const [first, second] = [factsA[i], factsB[i]];
    if (first && second && sameFact(first, second)) continue;
    const period = Math.min(first?.period ?? Number.POSITIVE_INFINITY, second?.period ?? Number.POSITIVE_INFINITY);
    const challenge = CHALLENGES.find((name): name is Challenge =>
      factsA.slice(0, i).some((fact) => fact.period === period && fact.what === `challenge.${name}`),
    );
    return { period, facts: [then(first, period, a), then(second, period, b)], challenge };
  }
  return undefined;
}

function sameFact(a: Fact, b: Fact): boolean {
  return a.period === b.period && a.what === b.what && a.rung === b.rung;
}

/** The fact if it is of that period; else what was left undone then. */
function then(fact: Fact | undefined, period: number, events: readonly TraceEvent[]): Fact {
  if (fact?.period === period) return fact;
  const passes = scenesOf(events).some(
    (scene) => scene.period.period === period && find(scene.events, 'choice')?.choice === 0,
  );
  return { period, what: passes ? 'passes' : 'nothing', rung: 0 };
}

/** Everything that happened, without chances and beliefs, in its order. */
function factsOf(events: readonly TraceEvent[]): Fact[] {
  const [start] = events;
  const facts: Fact[] = [];
  if (start?.kind === 'start') {
    facts.push({ period: 0, what: `posture.${POSTURES[start.posture]}`, rung: 0 });
    facts.push({ period: 0, what: `type.${TYPES[start.type]}`, rung: 0 });
  }
  for (const scene of scenesOf(events)) {
    const { period } = scene.period;
    for (const event of scene.events) {
      const what = factOf(event);
      if (what !== undefined) facts.push({ period, what, rung: rungOf(event) });
    }
    // That the force stands is told by what it does: on a path without one the same change means nothing.
    for (const change of changesAfter(scene)) {
      if (change.what === 'deployed' || change.what === 'arrived' || change.what === 'course') continue;
      const what =
        change.what === 'rearmed' || change.what === 'eroded' ? change.what : (`posture.${change.what}` as const);
      facts.push({ period: change.period, what, rung: 0 });
    }
  }
  return facts;
}

function rungOf(event: TraceEvent): number {
  if (event.kind === 'rung') return event.rung;
  if (event.kind === 'climb' || event.kind === 'vote') return event.rung + 1;
  return 0;
}

function factOf(event: TraceEvent): FactName | undefined {
  switch (event.kind) {
    case 'acceptance':
      return event.happened ? 'accepts' : 'refuses';
    case 'choice': {
      const challenge = CHALLENGES[event.choice];
      return challenge === 'none' ? undefined : `challenge.${challenge}`;
    }
    case 'vote':
      if (event.rung === 0) return event.happened ? 'responds' : 'absorbs';
      return event.happened ? 'coalition.climbs' : 'coalition.stops';
    case 'backing':
      return event.happened ? 'backed' : 'unbacked';
    case 'climb':
      return event.happened ? 'climbs' : 'stops';
    case 'war':
      return event.happened ? 'lost' : 'repelled';
    case 'nuclear_use':
      return event.happened ? 'nuclear' : 'general';
    default: {
      const what = HAPPENINGS[event.kind];
      return what !== undefined && 'happened' in event && event.happened ? what : undefined;
    }
  }
}

/** What is a fact only where it happened. */
const HAPPENINGS: Readonly<Partial<Record<TraceEvent['kind'], FactName>>> = {
  collapse: 'collapse',
  hit: 'hit',
  trigger: 'triggered',
  automatic_response: 'automatic',
  misreading: 'misread',
  rung: 'slips',
  spiral: 'spiral',
  limited_success: 'success',
  war_escalation: 'escalates',
};
