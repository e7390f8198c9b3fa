/** The story of a future in words, before it has a format: text and HTML are both written from it. */
import type { MemberVote } from '../../deterrence/trace.ts';
import { type Chronicle, chronicleOf, type Episode, type Quiet, type Truce } from './chronicle.ts';
import { type Fact, partingOf } from './parting.ts';
import { type StorySpeech, sentence } from './story-speech.ts';
import type { Challenge, Tale, TracedPath } from './tale.ts';
import { tellChange } from './tell-change.ts';
import { type Names, namesOf, tellIncident } from './tell-incident.ts';

/** Running text, a vote with its members, or shares by name. */
export type Paragraph =
  | string
  | {
      readonly kind: 'vote';
      /** How many votes were in favour, for where the members have a table. */
      readonly summary: string;
      /** Who was in favour and who against. */
      readonly words: readonly string[];
      readonly members: readonly MemberVote[];
    }
  | {
      readonly kind: 'shares';
      readonly caption: string;
      readonly shares: readonly { readonly label: string; readonly chance: number; readonly isHere: boolean }[];
    };

export interface StorySection {
  readonly tone: 'start' | Episode['kind'] | 'end';
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
}

/** The years at a glance: where there is war and where a ceasefire, and when there were challenges. */
export interface Strip {
  /** Whole length, in years. */
  readonly years: number;
  readonly spans: readonly { readonly kind: 'war' | 'ceasefire'; readonly from: number; readonly to: number }[];
  readonly incidents: readonly {
    readonly kind: Challenge;
    readonly year: number;
    /** Whether it is a probe that hits nobody. */
    readonly isEmpty: boolean;
  }[];
  /** Everything in words. */
  readonly label: string;
}

export interface StoryPath {
  readonly title: string;
  readonly sections: readonly StorySection[];
  readonly strip: Strip;
}

export interface Story {
  readonly kicker: string;
  readonly title: string;
  readonly which: string;
  readonly lead: readonly string[];
  /** Where two paths part: a sentence, what happens then on each, and how each ends. */
  readonly parting:
    | {
        readonly heading: string;
        readonly text: string;
        readonly facts: readonly string[];
        readonly ends: string;
        readonly outcomes: readonly string[];
      }
    | undefined;
  readonly paths: readonly StoryPath[];
  readonly notesHeading: string;
  readonly notes: readonly string[];
}

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

function headingOf(episode: Episode, { stepYears }: Tale, { tell, year, number }: StorySpeech): string {
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

function tellEpisode(
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
          ...inOrder([...refusals, ...changesIn(changes, path, tale, speech)]),
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
          ...inOrder([...tellProbes(episode.probes, tale, speech), ...changesIn(changes, path, tale, speech)]),
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

function changesIn(changes: Quiet['changes'], path: TracedPath, tale: Tale, speech: StorySpeech): Dated[] {
  return changes.flatMap((change) =>
    tellChange(change, path, tale, speech).map((text) => ({ period: change.period, text })),
  );
}

function inOrder(parts: readonly Dated[]): string[] {
  return [...parts].sort((a, b) => a.period - b.period).map(({ text }) => text);
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
