/** A history cut into what is told together: stretches of war and of quiet, the ceasefire, incidents, the end. */
import type { TraceEvent } from '../../deterrence/trace.ts';
import { CHALLENGES, type Challenge, type CoalitionType, POSTURES, type Posture, TYPES } from './tale.ts';

/** Something that has changed when a period begins. */
export interface Change {
  readonly period: number;
  readonly what: Posture | 'deployed' | 'arrived' | 'course' | 'rearmed' | 'eroded';
  /** Of a force that has come in thousand; of a change of course the force that is wanted from then on, if it is another. */
  readonly troops?: number | undefined;
}

/** A ceasefire on offer and the chance that it was accepted, or a probe and the chance that it was chosen. */
interface Offer {
  readonly period: number;
  readonly chance: number;
}

interface Span {
  /** First period, and one past the last. */
  readonly from: number;
  readonly to: number;
}

/** Periods of war in which no ceasefire came. */
interface WarStretch extends Span {
  readonly kind: 'war';
  readonly refused: readonly Offer[];
  /** Chance of collapse in each period. */
  readonly collapse: readonly number[];
  readonly changes: readonly Change[];
}

/** A ceasefire that is accepted. */
export interface Truce extends Offer {
  readonly kind: 'truce';
  readonly belief: number;
}

interface Collapse {
  readonly kind: 'collapse';
  readonly period: number;
  readonly chance: number;
}

/** Periods of ceasefire without a challenge, but for probes that hit nobody and of which nothing comes. */
export interface Quiet extends Span {
  readonly kind: 'quiet';
  /** Chance of doing nothing, at each opportunity that was let pass. */
  readonly passed: readonly number[];
  /** Probes that hit nobody: when, and the chance that each was chosen. */
  readonly probes: readonly Offer[];
  readonly changes: readonly Change[];
}

/** A period with a challenge of which something comes. */
export interface Incident {
  readonly kind: 'incident';
  readonly period: number;
  readonly challenge: Challenge;
  readonly posture: Posture;
  /** 0 fresh, 1 the force stands, 2 the challenger has rearmed as well. */
  readonly stage: number;
  /** Soldiers in the country, and those that are to be there, in thousand. */
  readonly troops: number;
  readonly wanted: number;
  readonly events: readonly TraceEvent[];
  readonly changes: readonly Change[];
}

export type Episode = WarStretch | Truce | Collapse | Quiet | Incident;

export interface Chronicle {
  readonly posture: Posture;
  readonly type: CoalitionType;
  /** Chance that the coalition is resolute. */
  readonly resolve: number;
  readonly episodes: readonly Episode[];
  readonly outcome: string;
  /** Period in which it ended; undefined where it went on to the horizon. */
  readonly ended: number | undefined;
}

type PeriodEvent = Extract<TraceEvent, { kind: 'period' }>;

/** A period in one phase, with what happened in it. */
export interface Scene {
  readonly period: PeriodEvent;
  readonly events: readonly TraceEvent[];
}

/** Outcomes in which the history is not over at the horizon. */
const OPEN = new Set(['ceasefire_holds', 'war_continues']);

/** The chronicle of a history. @throws RangeError if its events do not begin with a start and close with an end */
export function chronicleOf(events: readonly TraceEvent[]): Chronicle {
  const [start] = events;
  const end = events.at(-1);
  if (start?.kind !== 'start' || end?.kind !== 'end') throw new RangeError('a history needs a start and an end');
  const scenes = scenesOf(events);
  const episodes: Episode[] = [];
  let pending: Change[] = [];
  scenes.forEach((scene, index) => {
    const acceptedNow = find(scene.events, 'acceptance')?.happened === true;
    const changes = [...pending, ...changesWith(scene)];
    pending = changesAfter(scene);
    if (scene.period.phase === 'war') {
      addWar(episodes, scene, changes, acceptedNow);
      if (acceptedNow) addTruce(episodes, scene, scenes[index + 1]);
    } else addCeasefire(episodes, scene, changes);
  });
  return {
    posture: POSTURES[start.posture],
    type: TYPES[start.type],
    resolve: start.resolve,
    episodes,
    outcome: end.outcome,
    ended: OPEN.has(end.outcome) ? undefined : scenes.at(-1)?.period.period,
  };
}

/** The periods of a history; the one in which a ceasefire comes is there twice, in war and in ceasefire. */
export function scenesOf(events: readonly TraceEvent[]): Scene[] {
  const scenes: { period: PeriodEvent; events: TraceEvent[] }[] = [];
  for (const event of events) {
    if (event.kind === 'period') scenes.push({ period: event, events: [] });
    else if (event.kind !== 'start' && event.kind !== 'end') scenes.at(-1)?.events.push(event);
  }
  return scenes;
}

/** The first event of a kind. */
export function find<Kind extends TraceEvent['kind']>(
  events: readonly TraceEvent[],
  kind: Kind,
): Extract<TraceEvent, { kind: Kind }> | undefined {
  return events.find((event): event is Extract<TraceEvent, { kind: Kind }> => event.kind === kind);
}

/** The change of course that a period begins with. */
function changesWith({ period: { period }, events }: Scene): Change[] {
  const course = find(events, 'course');
  if (course === undefined) return [];
  return [{ period, what: 'course', troops: course.wanted === course.before ? undefined : course.wanted }];
}

/** What is different in the next period. */
export function changesAfter({ period: { period, posture, stage, wanted: troops }, events }: Scene): Change[] {
  const end = find(events, 'period_end');
  const moved = find(events, 'posture');
  const next = period + 1;
  return [
    ...(end?.advanced && stage === 0 ? [{ period: next, what: 'deployed' as const, troops }] : []),
    ...(find(events, 'arrival')?.happened ? [{ period: next, what: 'arrived' as const, troops }] : []),
    ...(end?.advanced && stage > 0 ? [{ period: next, what: 'rearmed' as const }] : []),
    ...(end?.eroded ? [{ period: next, what: 'eroded' as const }] : []),
    ...(moved && moved.posture !== posture ? [{ period: next, what: POSTURES[moved.posture] }] : []),
  ];
}

function addWar(episodes: Episode[], { period: { period }, events }: Scene, changes: Change[], ends: boolean): void {
  const last = episodes.at(-1);
  const before: WarStretch =
    last?.kind === 'war' ? last : { kind: 'war', from: period, to: period, refused: [], collapse: [], changes: [] };
  if (last?.kind === 'war') episodes.pop();
  const refusal = ends ? undefined : find(events, 'acceptance');
  const collapse = find(events, 'collapse');
  const stretch: WarStretch = {
    ...before,
    to: ends ? period : period + 1,
    refused: [...before.refused, ...(refusal ? [{ period, chance: refusal.chance }] : [])],
    collapse: [...before.collapse, ...(collapse ? [collapse.chance] : [])],
    changes: [...before.changes, ...changes],
  };
  // A war that ends in its first period has nothing to tell but its end.
  if (stretch.to > stretch.from) episodes.push(stretch);
  if (collapse?.happened) episodes.push({ kind: 'collapse', period, chance: collapse.chance });
}

function addTruce(episodes: Episode[], { period: { period }, events }: Scene, next: Scene | undefined): void {
  const accepted = find(events, 'acceptance');
  if (accepted === undefined || next?.period.belief === undefined) return;
  episodes.push({ kind: 'truce', period, chance: accepted.chance, belief: next.period.belief });
}

function addCeasefire(episodes: Episode[], { period: at, events }: Scene, changes: Change[]): void {
  const { period, stage, troops, wanted } = at;
  const choice = find(events, 'choice');
  const isEmpty = choice?.choice === 1 && !find(events, 'hit')?.happened;
  if (choice !== undefined && choice.choice > 0 && !isEmpty) {
    const challenge = CHALLENGES[choice.choice] as Challenge;
    const posture = POSTURES[at.posture];
    episodes.push({ kind: 'incident', period, challenge, posture, stage, troops, wanted, events, changes });
    return;
  }
  const last = episodes.at(-1);
  const before: Quiet =
    last?.kind === 'quiet' ? last : { kind: 'quiet', from: period, to: period, passed: [], probes: [], changes: [] };
  if (last?.kind === 'quiet') episodes.pop();
  episodes.push({
    ...before,
    to: period + 1,
    passed: [...before.passed, ...(choice?.choice === 0 ? [choice.probabilities[0]] : [])],
    probes: [...before.probes, ...(choice && isEmpty ? [{ period, chance: choice.probabilities[1] }] : [])],
    changes: [...before.changes, ...changes],
  });
}
