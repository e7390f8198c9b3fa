/** Tells the story of a future in words. */
import { type Chronicle, chronicleOf } from './chronicle.ts';
import { type Fact, partingOf } from './parting.ts';
import type { Story, StorySection, Strip } from './story-shape.ts';
import type { StorySpeech } from './story-speech.ts';
import type { Tale, TracedPath } from './tale.ts';
import { headingOf, tellEpisode } from './tell-episode.ts';
import { namesOf } from './tell-incident.ts';

/** Tells a tale of one path or of two. */
export function tellStory(tale: Tale, speech: StorySpeech): Story {
  const { tell, numbers, player } = speech;
  const [a, b] = tale.paths;
  const { challenger, protege, coalition, backer } = tale.actors;
  const place = { draw: tale.draw, history: tale.history };
  const start = tale.asOf === undefined ? tell('cast.start') : numbers.date(tale.asOf);
  const chronicles = tale.paths.map(({ events }) => chronicleOf(events));
  const hasVotes = tale.paths.some(({ events }) =>
    events.some((event) => event.kind === 'vote' && event.members.length > 1),
  );
  return {
    kicker: tell(b ? 'kicker.two' : 'kicker.one'),
    title: tale.title,
    which: b ? tell('which.two', { a: a.title, b: b.title, ...place }) : tell('which', { path: a.title, ...place }),
    lead: [
      tell('lead', { draw: tale.draw, draws: numbers.count(tale.draws) }),
      ...(b ? [tell('lead.two')] : []),
      `${tell('cast', {
        challenger: player(challenger),
        protege: player(protege),
        coalition: player(coalition),
        backer: player(backer),
        start,
      })} ${tell('lead.bluff')}`,
    ],
    parting: b ? tellParting(tale, [chronicles[0], chronicles[1]], speech) : undefined,
    paths: tale.paths.map((path, i) => ({
      title: path.title,
      sections: tellPath(chronicles[i], path, tale, speech),
      strip: stripOf(chronicles[i], tale, speech),
    })),
    notesHeading: tell('notes.heading'),
    notes: [
      tell('notes.belief', { challenger: player(challenger), points: tale.beliefPoints }),
      ...(hasVotes ? [tell('notes.members')] : []),
      tell('notes.again', { command: tale.command }),
    ],
  };
}

function tellPath(chronicle: Chronicle, path: TracedPath, tale: Tale, speech: StorySpeech): StorySection[] {
  const { tell, chance } = speech;
  const { posture, type, resolve } = chronicle;
  const values = {
    posture: tell(`posture.${posture}`),
    type: tell(`type.${type}`),
    chance: chance(type === 'resolute' ? resolve : 1 - resolve),
    challenger: namesOf(tale, speech).challenger,
  };
  return [
    { tone: 'start', heading: tell('heading.start'), paragraphs: [tell('start', values)] },
    ...chronicle.episodes.map((episode, i) => ({
      tone: episode.kind,
      heading: headingOf(episode, tale, speech),
      paragraphs: tellEpisode(episode, chronicle.episodes[i + 1], path, tale, speech),
    })),
    tellEnd(chronicle, path, tale, speech),
  ];
}

function tellEnd(chronicle: Chronicle, path: TracedPath, tale: Tale, speech: StorySpeech): StorySection {
  const { tell, chance, label } = speech;
  const here = path.outcomes.find(({ name }) => name === chronicle.outcome);
  return {
    tone: 'end',
    heading: tell('heading.end'),
    paragraphs: [
      tellOutcome(chronicle, tale, speech),
      {
        kind: 'shares',
        caption: tell('end.all', { chance: chance(here?.chance ?? 0) }),
        shares: path.outcomes.map(({ name, label: english, chance: share }) => ({
          label: label(english),
          chance: share,
          isHere: name === chronicle.outcome,
        })),
      },
    ],
  };
}

function tellOutcome({ outcome, ended }: Chronicle, tale: Tale, speech: StorySpeech): string {
  const { tell, year } = speech;
  return tell(`end.${outcome}` as 'end.general_war', {
    ...namesOf(tale, speech),
    years: year(tale.periods * tale.stepYears),
    year: year((ended ?? tale.periods) * tale.stepYears),
  });
}

function tellParting(tale: Tale, chronicles: readonly [Chronicle, Chronicle], speech: StorySpeech): Story['parting'] {
  const { tell, year } = speech;
  const [a, b] = tale.paths;
  const parting = partingOf(a.events, b.events);
  const say = ({ what, rung }: Fact, path: TracedPath) =>
    tell(`fact.${what}`, { ...namesOf(tale, speech), rung: path.ladder[rung - 1] ?? '' });
  const line = (path: TracedPath, what: string) => tell('parting.one', { path: path.title, what });
  const at = { year: year((parting?.period ?? 0) * tale.stepYears) };
  const text =
    parting === undefined
      ? tell('parting.never')
      : parting.challenge !== undefined
        ? tell('parting.challenge', { ...at, what: tell(`challenge.${parting.challenge}`) })
        : parting.period === 0
          ? tell('parting.start')
          : tell('parting.year', at);
  return {
    heading: tell('parting.heading'),
    text,
    facts: parting ? [a, b].map((path, i) => line(path, `${say(parting.facts[i], path)}.`)) : [],
    ends: tell('parting.ends'),
    outcomes: [a, b].map((path, i) => line(path, tellOutcome(chronicles[i], tale, speech))),
  };
}

function stripOf({ episodes, ended }: Chronicle, tale: Tale, speech: StorySpeech): Strip {
  const { tell, year } = speech;
  const { stepYears, periods } = tale;
  const end = (ended === undefined ? periods : ended + 1) * stepYears;
  const truce = episodes.find(({ kind }) => kind === 'truce');
  const peace = truce?.kind === 'truce' ? truce.period * stepYears : end;
  const spans = [
    { kind: 'war' as const, from: 0, to: peace },
    { kind: 'ceasefire' as const, from: peace, to: end },
  ].filter(({ from, to }) => to > from);
  const incidents = episodes.flatMap((episode): Strip['incidents'] => {
    if (episode.kind === 'quiet') {
      return episode.probes.map(({ period }) => ({ kind: 'probe', year: period * stepYears, isEmpty: true }));
    }
    if (episode.kind !== 'incident') return [];
    return [{ kind: episode.challenge, year: episode.period * stepYears, isEmpty: false }];
  });
  const parts = [
    ...spans.map(({ kind, from, to }) => tell(`strip.${kind}`, { from: year(from), to: year(to) })),
    ...incidents.map((one) => tell('strip.incident', { what: tell(`challenge.${one.kind}`), year: year(one.year) })),
  ];
  return { years: periods * stepYears, spans, incidents, label: tell('strip.label', { parts: parts.join(', ') }) };
}
