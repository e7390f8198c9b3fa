/** Tells what has changed between periods. */
import type { Change } from './chronicle.ts';
import type { StorySpeech } from './story-speech.ts';
import type { Tale, TracedPath } from './tale.ts';

/** The sentence of a change; none where there is no force that could come. */
export function tellChange(
  { what, period }: Change,
  { troops }: TracedPath,
  tale: Tale,
  speech: StorySpeech,
): string[] {
  if (what === 'deployed' && troops === 0) return [];
  const { tell, year, numbers, player } = speech;
  return [
    tell(`change.${what}`, {
      year: year(period * tale.stepYears),
      challenger: player(tale.actors.challenger),
      troops: numbers.count(soldiersOf(troops)),
    }),
  ];
}

/** From thousands to soldiers, to the nearest hundred, or to the soldier where they are few. */
function soldiersOf(thousands: number): number {
  return thousands >= 1 ? 100 * Math.round(10 * thousands) : Math.round(1000 * thousands);
}
