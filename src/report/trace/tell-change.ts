/** Tells what has changed between periods. */
import type { Change } from './chronicle.ts';
import type { StorySpeech } from './story-speech.ts';
import type { Tale } from './tale.ts';

/** The sentence of a change; none where there is no force that could come. */
export function tellChange({ what, period, troops }: Change, tale: Tale, speech: StorySpeech): string[] {
  if (what === 'deployed' && !troops) return [];
  const { tell, year, numbers, player } = speech;
  return [
    tell(what === 'course' ? courseMessage(troops) : `change.${what}`, {
      year: year(period * tale.stepYears),
      challenger: player(tale.actors.challenger),
      troops: numbers.count(soldiersOf(troops ?? 0)),
    }),
  ];
}

/** @param troops that are wanted from now on, where they are others than before */
function courseMessage(troops: number | undefined) {
  if (troops === undefined) return 'change.course';
  return troops > 0 ? 'change.course.force' : 'change.course.none';
}

/** From thousands to soldiers, to the nearest hundred, or to the soldier where they are few. */
function soldiersOf(thousands: number): number {
  return thousands >= 1 ? 100 * Math.round(10 * thousands) : Math.round(1000 * thousands);
}
