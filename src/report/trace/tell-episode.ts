/** Tells what happens in a stretch of a history or at one of its turns. */
import type { Episode, Quiet, Truce } from './chronicle.ts';
import type { Paragraph } from './story-shape.ts';
import { type StorySpeech, sentence } from './story-speech.ts';
import type { Tale, TracedPath } from './tale.ts';
import { tellChange } from './tell-change.ts';
import { type Names, namesOf, tellIncident } from './tell-incident.ts';

/** What stands above an episode. */
export function headingOf(episode: Episode, { stepYears }: Tale, { tell, year, number }: StorySpeech): string {
  if (episode.kind === 'war' || episode.kind === 'quiet') {
    const [from, to] = [episode.from, episode.to].map((period) => year(period * stepYears));
    const probes = episode.kind === 'quiet' ? episode.probes.length : 0;
    const what =
      probes === 0
        ? tell(`heading.${episode.kind}`)
        : tell(probes === 1 ? 'heading.quiet.probe' : 'heading.quiet.probes', { count: number(probes) });
    return tell('heading.span', { from, to, what });
  }
  const what = episode.kind === 'incident' ? tell(`challenge.${episode.challenge}`) : tell(`heading.${episode.kind}`);
  return tell('heading.moment', { year: year(episode.period * stepYears), what });
}

/** Its paragraphs. @param next tells whether a war ends in a ceasefire or a collapse */
export function tellEpisode(
  episode: Episode,
  next: Episode | undefined,
  path: TracedPath,
  tale: Tale,
  speech: StorySpeech,
): Paragraph[] {
  const { tell, chance, chances, duration, times, number, year } = speech;
  const names = namesOf(tale, speech);
  switch (episode.kind) {
    case 'incident':
      return tellIncident(episode, path, tale, speech);
    case 'truce':
      return [tellTruce(episode, path, names, speech)];
    case 'collapse':
      return [tell('collapse.text', { ...names, chance: chance(episode.chance) })];
    case 'war': {
      const { from, to, refused, changes, collapse } = episode;
      const span = { duration: duration((to - from) * tale.stepYears) };
      const refusals = refused.map((offer) => ({
        period: offer.period,
        text: tell('war.refused', {
          ...names,
          year: year(offer.period * tale.stepYears),
          chance: chance(1 - offer.chance),
        }),
      }));
      const survival = collapse.reduce((product, risk) => product * (1 - risk), 1);
      return [
        [
          tell(refused.length === 0 && next?.kind !== 'truce' ? 'war.none' : 'war.some', span),
          ...inOrder([...refusals, ...changesIn(changes, tale, speech)]),
          ...(next?.kind === 'collapse' ? [] : [tell('war.holds', { ...names, chance: chance(survival) })]),
        ].join(' '),
      ];
    }
    case 'quiet': {
      const { from, to, passed, changes } = episode;
      const key = quietKey(episode);
      const values = {
        ...names,
        duration: duration((to - from) * tale.stepYears),
        times: times(passed.length),
        count: number(passed.length),
        chance: passed.length === 0 ? '' : chances(passed),
      };
      return [
        [
          sentence(tell(key, values)),
          ...inOrder([...tellProbes(episode.probes, tale, speech), ...changesIn(changes, tale, speech)]),
        ].join(' '),
      ];
    }
  }
}

/** In words: nobody could act, some chances were let pass, and that there were probes besides. */
function quietKey({ passed, probes }: Quiet) {
  if (probes.length === 0) {
    return passed.length === 0 ? 'quiet.none' : passed.length === 1 ? 'quiet.once' : 'quiet.often';
  }
  return passed.length === 0 ? 'quiet.probes' : passed.length === 1 ? 'quiet.probes.once' : 'quiet.probes.often';
}

function tellTruce(truce: Truce, { firstBelief }: TracedPath, names: Names, { tell, chance }: StorySpeech): string {
  const [belief, rounded] = [chance(firstBelief), chance(truce.belief)];
  const text = tell('truce.text', { ...names, chance: chance(truce.chance), belief });
  return belief === rounded ? text : `${text} ${tell('truce.rounded', { belief: rounded })}`;
}

/** One probe stands among what else happened, several are told together. */
function tellProbes(probes: Quiet['probes'], { stepYears }: Tale, speech: StorySpeech): Dated[] {
  if (probes.length === 0) return [];
  const { tell, year, chances, number } = speech;
  const years = probes.map(({ period }) => year(period * stepYears));
  const when =
    years.length < 2 ? years.join('') : `${years.slice(0, -1).join(tell('separator'))} ${tell('and')} ${years.at(-1)}`;
  const values = { years: when, count: number(probes.length), chance: chances(probes.map(({ chance }) => chance)) };
  const text = sentence(tell(probes.length === 1 ? 'probes.one' : 'probes.many', values));
  return [{ period: probes.length === 1 ? probes[0].period : 0, text }];
}

interface Dated {
  readonly period: number;
  readonly text: string;
}

function changesIn(changes: Quiet['changes'], tale: Tale, speech: StorySpeech): Dated[] {
  return changes.flatMap((change) => tellChange(change, tale, speech).map((text) => ({ period: change.period, text })));
}

function inOrder(parts: readonly Dated[]): string[] {
  return [...parts].sort((a, b) => a.period - b.period).map(({ text }) => text);
}
