import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES, outputIndex } from '../../src/deterrence/outputs.ts';
import { type TracedVote, type TraceEvent, traceWorld } from '../../src/deterrence/trace.ts';
import type { World } from '../../src/deterrence/world.ts';
import { uniformStream } from '../../src/random/stream.ts';
import { KNOWN_ANSWERS, worldWith } from './known-answers.ts';

const busy = {
  'tripwire.deploy_years': 0,
  'tripwire.distance_km': 20,
  'challenger.rationality': 0.05,
  'coalition.rationality': 0.02,
  'ladder.war_loss_coalition': 30,
};
const seven: World = {
  ...KNOWN_ANSWERS[1].world,
  parameters: worldWith(busy).parameters,
};
const COUNT = 400;

const luck = (i: number) => uniformStream('trace', 'history', `${i}`);
const trace = (world: World, i: number) => traceWorld(world, luck(i), uniformStream('trace', 'voters', `${i}`));
const traces = Array.from({ length: COUNT }, (_, i) => trace(seven, i));
const votes = traces.flatMap(({ events }) => events.filter((event): event is TracedVote => event.kind === 'vote'));

/** How often an event of a kind happened. */
const count = (events: readonly TraceEvent[], kind: TraceEvent['kind'], is: (event: never) => boolean = () => true) =>
  events.filter((event) => event.kind === kind && (!('happened' in event) || event.happened) && is(event as never))
    .length;

describe('a trace', () => {
  test('is the very history that is simulated', () => {
    const histories = createModel().simulate(
      seven,
      Array.from({ length: COUNT }, (_, i) => luck(i)),
    );
    expect(traces.map(({ history }) => history)).toEqual(histories);
  });

  test('tells every event that its history counts', () => {
    for (const { history, events } of traces) {
      const at = (output: string) => history[outputIndex(output)];
      expect(count(events, 'hit')).toBe(at('hits'));
      expect(count(events, 'trigger')).toBe(at('triggered'));
      expect(count(events, 'automatic_response')).toBe(at('automatic_responses'));
      expect(count(events, 'acceptance')).toBe(at('ceasefires'));
      expect(count(events, 'choice', ({ choice }: { choice: number }) => choice === 3)).toBe(at('assaults'));
      expect(count(events, 'misreading')).toBe(at('misreads'));
      expect(count(events, 'spiral')).toBe(at('spirals'));
      expect(count(events, 'limited_success')).toBe(at('limited_successes'));
      const responses = count(events, 'vote', ({ rung }: { rung: number }) => rung === 0);
      expect(responses + at('automatic_responses')).toBe(at('responses'));
      const absorbed = votesOf(events).filter(({ rung, hit, happened }) => rung === 0 && hit && !happened);
      expect(absorbed.length).toBe(at('absorbed_hits'));
      const last = events.at(-1);
      expect(last?.kind === 'end' && last.outcome).toBe(OUTCOMES[history.indexOf(1)].name);
    }
  });

  test('lets the votes of the members lead to the decision of the coalition', () => {
    expect(votes.length).toBeGreaterThan(200);
    for (const { members, happened } of votes) {
      const total = members.reduce((sum, { weight }) => sum + weight, 0);
      const favour = members.reduce((sum, { weight, inFavour }) => sum + (inFavour ? weight : 0), 0);
      expect(favour >= total * 0.5 - 1e-9).toBe(happened);
    }
  });

  test('gives members chances whose majority has the chance of the coalition (to 1e-8, of the tabulated vote)', () => {
    for (const { members, chances, type } of votes.slice(0, 60)) {
      expect(majority(members)).toBeCloseTo(chances[type], 8);
    }
  });

  test('draws the votes of the members with their own chances (z-tests of all seven, error rate 1e-4)', () => {
    // Given the decision the votes are not independent, but over all decisions each has its own chance.
    for (let m = 0; m < 7; m++) {
      const chances = votes.map(({ members }) => members[m].chance);
      const yes = votes.filter(({ members }) => members[m].inFavour).length;
      const variance = chances.reduce((sum, p) => sum + p * (1 - p), 0);
      const mean = chances.reduce((sum, p) => sum + p, 0);
      expect(Math.abs(yes - mean) / Math.sqrt(variance)).toBeLessThan(4.4);
    }
  });

  test('does not depend on the luck of the voters but for their votes', () => {
    const other = traceWorld(seven, luck(3), uniformStream('others'));
    const plain = (events: readonly TraceEvent[]) =>
      events.map((event) => (event.kind === 'vote' ? { ...event, members: undefined } : event));
    expect(plain(other.events)).toEqual(plain(traces[3].events));
  });
});

function votesOf(events: readonly TraceEvent[]): TracedVote[] {
  return events.filter((event): event is TracedVote => event.kind === 'vote');
}

/** Chance that at least half the weight is in favour, by going through all 2^M ways to vote. */
function majority(members: TracedVote['members']): number {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  let chance = 0;
  for (let way = 0; way < 2 ** members.length; way++) {
    const yes = (m: number) => ((way >> m) & 1) === 1;
    const favour = members.reduce((sum, { weight }, m) => sum + (yes(m) ? weight : 0), 0);
    if (favour < total * 0.5 - 1e-9) continue;
    chance += members.reduce((product, member, m) => product * (yes(m) ? member.chance : 1 - member.chance), 1);
  }
  return chance;
}
