import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../../src/deterrence/parameters.ts';
import { type TracedVote, type TraceEvent, traceWorld } from '../../../src/deterrence/trace.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import type { Language } from '../../../src/report/language/languages.ts';
import { chronicleOf } from '../../../src/report/trace/chronicle.ts';
import { GERMAN_STORY } from '../../../src/report/trace/messages-de.ts';
import { ENGLISH_STORY, type StoryKey } from '../../../src/report/trace/messages-en.ts';
import { partingOf } from '../../../src/report/trace/parting.ts';
import { tellStory } from '../../../src/report/trace/story.ts';
import { eventLines } from '../../../src/report/trace/story-events.ts';
import { renderStoryHtml } from '../../../src/report/trace/story-html.ts';
import { storySpeechOf } from '../../../src/report/trace/story-speech.ts';
import { renderStory } from '../../../src/report/trace/story-text.ts';
import type { Tale, TracedPath } from '../../../src/report/trace/tale.ts';
import { livelyWorld, randomFor } from '../../deterrence/random-worlds.ts';

const plain = { bold: (text: string) => text, dim: (text: string) => text };
const textOf = (tale: Tale, language: Language = 'en', width = 80) => {
  const speech = storySpeechOf(language);
  return renderStory(tellStory(tale, speech), speech, width, plain);
};
const htmlOf = (tale: Tale, language: Language = 'en') => {
  const speech = storySpeechOf(language);
  return renderStoryHtml(tellStory(tale, speech), speech);
};
/** Without line breaks, and with usual spaces. */
const flowing = (text: string) => text.replace(/\s+/g, ' ');

const SHARES = OUTCOMES.map(({ name, label }, i) => ({
  name,
  label,
  chance: [0.5, 0.2, 0.1, 0.1, 0.08, 0.0199, 0.0001][i],
}));

function pathWith(events: readonly TraceEvent[], more: Partial<TracedPath> = {}): TracedPath {
  return {
    name: 'deployment',
    title: 'Troops',
    events,
    ladder: ['limited retaliation', 'open clash', 'general war'],
    troops: 15.62,
    firstBelief: 0.45,
    quorum: 0.46,
    outcomes: SHARES,
    ...more,
  };
}

function taleOf(paths: readonly TracedPath[], more: Partial<Tale> = {}): Tale {
  return {
    title: 'A tale for tests',
    asOf: '2025-09-15',
    actors: { challenger: 'Redland', protege: 'Greenland', coalition: 'Friends of Greenland', backer: 'Blueland' },
    ...{ draw: 7, draws: 1000, history: 3, seed: 'test', design: 'lhs', stepYears: 0.25, periods: 16, beliefPoints: 9 },
    paths,
    command: 'stolperdraht trace test.yaml',
    ...more,
  };
}

const war = (period: number): TraceEvent => ({
  ...{ kind: 'period', period, years: period / 4, phase: 'war', posture: 0, stage: 0, belief: undefined },
  ...{ troops: 0, wanted: 15.62 },
});
const peace = (period: number, stage = 1, posture = 0, wanted = 15.62): TraceEvent => ({
  ...{ kind: 'period', period, years: period / 4, phase: 'ceasefire', posture, stage, belief: 0.5 },
  ...{ troops: stage > 0 ? wanted : 0, wanted },
});
const over = (advanced = false, eroded = false): TraceEvent => ({
  ...{ kind: 'period_end', belief: 0.5, advanceChance: 0.3, advanced, erosionChance: 0.02, eroded },
});
const chance = (
  kind:
    | 'offer'
    | 'opportunity'
    | 'hit'
    | 'trigger'
    | 'automatic_response'
    | 'backing'
    | 'misreading'
    | 'acceptance'
    | 'collapse',
  value: number,
  happened: boolean,
): TraceEvent => ({ kind, chance: value, happened });
const choose = (choice: number, probabilities = [0.7, 0.2, 0.08, 0.02]): TraceEvent => ({
  kind: 'choice',
  probabilities,
  choice,
});

const vote: TracedVote = {
  ...{
    kind: 'vote',
    rung: 0,
    hit: true,
    triggered: true,
    chances: [0.9, 0.25],
    type: 1,
    logOdds: -1.1,
    happened: false,
  },
  ...{ shortfall: 0, beliefBefore: 0.5, beliefAfter: 0.125, missingBacking: 0.1, gap: -3 },
  members: [
    { name: 'Ash', weight: 40, chance: 0.8, inFavour: true },
    { name: 'Birch', weight: 35, chance: 0.3, inFavour: false },
    { name: 'Cedar', weight: 25, chance: 0.4, inFavour: false },
  ],
};

/** War with one offer refused, a ceasefire, quiet with probes, an assault that nobody answers. */
const events: readonly TraceEvent[] = [
  { kind: 'start', posture: 0, type: 1, resolve: 0.3 },
  ...[war(0), chance('offer', 0.2, true), chance('acceptance', 0.4, false), chance('collapse', 0.1, false)],
  { kind: 'posture', posture: 1 },
  ...[war(1), chance('offer', 0.2, true), chance('acceptance', 0.62, true)],
  ...[peace(1, 0), chance('opportunity', 0.5, false), over(true)],
  ...[2, 3, 4, 5, 6].flatMap((period) => [
    peace(period),
    chance('opportunity', 0.5, true),
    choose(0, [0.6 + period / 50, 0.1, 0.1, 0.1]),
    over(period === 4),
  ]),
  ...[peace(7, 2), chance('opportunity', 0.5, true), choose(1), chance('hit', 0.1, false), over()],
  { kind: 'posture', posture: 2 },
  ...[
    peace(8, 2, 2),
    chance('opportunity', 0.5, true),
    choose(3),
    chance('hit', 0.8, true),
    chance('trigger', 0.9, true),
  ],
  ...[
    chance('automatic_response', 0.2, false),
    vote,
    { kind: 'war', joint: false, chance: 0.56, happened: true } as const,
  ],
  { kind: 'end', outcome: 'renewed_war_lost' },
];

describe('a story', () => {
  test('tells war, ceasefire, quiet and incident with their times and chances', () => {
    const text = flowing(textOf(taleOf([pathWith(events)])));
    for (const sentence of [
      'It takes place in one sampled world, number 7 of 1000',
      'Redland is the challenger and Greenland the protégé. The coalition: Friends of Greenland. Its backer: Blueland. Years count from 15 September 2025.',
      'The backer is engaged. The coalition is irresolute (70 %); Redland cannot see that',
      'The war goes on for a quarter of a year. Year 0: a ceasefire is on offer, and Redland refuses it (60 %). Year 0.25: the backer wavers. Greenland holds out (90 % in this time).',
      'Year 0.25: a ceasefire A ceasefire is on offer, and Redland accepts it (62 %). Redland is 45 % sure that the coalition is resolute. In the computation that becomes 50 %',
      'Years 0.25 to 2: quiet, but for a probe For a year and three quarters it does not go beyond probes; Redland lets five occasions pass without any (64–72 % each time). Year 0.5: the force stands, about 15 600 soldiers. Year 1.25: Redland has rearmed. Year 1.75: a probe hits nobody and is let pass without a vote (20 % for the choice of it).',
      'Year 2: an assault The backer has just withdrawn; the force stands; Redland has rearmed. Redland weighs doing nothing (70 %), a probe (20 %), a limited attack (8 %), an assault (2 %). The choice falls on the assault.',
      'The force is hit (80 %). The rules of engagement are read to call for an answer (90 %). The force does not answer by itself (80 %); the capitals decide.',
      'The members expect the backer to stand behind an answer with 90 %. The coalition votes not to answer (75 %). One that was resolute would have done the same with 10 %.',
      'In favour, 40 of 100 votes where 46 are needed: Ash 40 (80 %). Against: Birch 35 (70 %); Cedar 25 (60 %).',
      'Redland had been 50 % sure that the coalition is resolute, and now is 13 % sure.',
      'Greenland fights alone, and Redland wins (56 %).',
      'How it ends The ceasefire broke in year 2. Redland has won the new war. This is how 10 % of all futures in this world on this path end.',
      '10 % Renewed war, lost *',
    ]) {
      expect(text).toContain(sentence);
    }
  });

  test('says of quiet without probes how often the challenger could have acted and preferred not to', () => {
    const quiet: TraceEvent[] = [
      { kind: 'start', posture: 0, type: 0, resolve: 0.3 },
      ...[war(0), chance('offer', 1, true), chance('acceptance', 0.5, true)],
      ...Array.from({ length: 6 }, (_, i) => [
        peace(i),
        ...(i === 3 ? [] : [choose(0, [0.75, 0.1, 0.1, 0.05])]),
        over(),
      ]).flat(),
      { kind: 'end', outcome: 'ceasefire_holds' },
    ];
    const tale = taleOf([pathWith(quiet, { firstBelief: 0.5 })], { periods: 6 });
    const text = flowing(textOf(tale));
    expect(text).toContain(
      'For a year and a half all is quiet: Redland could have challenged five times and preferred not to (75 % each time).',
    );
    expect(text).toContain('After 1.5 years the ceasefire holds.');
    expect(text).not.toContain('In the computation');
    expect(flowing(textOf(tale, 'de'))).toContain(
      'Eineinhalb Jahre lang bleibt es ruhig: Redland hat fünfmal Gelegenheit zu einer Herausforderung und verzichtet (jedes Mal 75 %).',
    );
  });

  test('tells of a vote in which all agree in one sentence, and gives others a table on the page', () => {
    const unanimous = {
      ...vote,
      members: vote.members.map((member) => ({ ...member, inFavour: false, chance: 1e-20 })),
    };
    const told = taleOf([pathWith(events.map((event) => (event === vote ? unanimous : event)))]);
    expect(flowing(textOf(told))).toContain('All three members are against (>99.9 % each).');
    expect(htmlOf(told)).not.toContain('How the members voted');
    expect(htmlOf(taleOf([pathWith(events)]))).toMatch(
      /How the members voted.*<th scope="row" dir="auto">Ash<\/th><td class="n">40<\/td><td class="n">80\u00a0%<\/td><td>yes<\/td>/s,
    );
  });

  test('in German has German numbers and words throughout', () => {
    const text = flowing(textOf(taleOf([pathWith(events)]), 'de'));
    expect(text).toContain('Jahr 0,25: ein Waffenstillstand');
    expect(text).toContain(
      'Eindreiviertel Jahre lang bleibt es bei Nadelstichen; Redland lässt fünf Gelegenheiten verstreichen (jedes Mal 64–72 %).',
    );
    expect(text).toContain('Eine entschlossene hätte mit 10 % ebenso gehandelt.');
    expect(text).not.toMatch(/\b(the|year|years|coalition|backer|and|with)\b/);
    expect(htmlOf(taleOf([pathWith(events)]), 'de').split('</head>')[1]).not.toMatch(
      />[^<]*\b(the|year|years|coalition|backer|and|with|yes|no)\b[^<]*</,
    );
  });
});

describe('a path that changes course', () => {
  const told = [
    events[0],
    ...[{ ...peace(0, 0, 0, 0) }, over(true)],
    ...[{ ...peace(1, 1, 0, 0) }, over()],
    { ...peace(2, 1, 0, 0), wanted: 20 } as TraceEvent,
    ...[{ kind: 'course', fromYear: 0.5, wanted: 20, before: 0 } as const],
    ...[{ kind: 'arrival', chance: 0.3, happened: true } as const, over()],
    ...[peace(3, 1, 0, 20), over()],
    { ...peace(4, 1, 0, 20), wanted: 0, troops: 0 } as TraceEvent,
    ...[{ kind: 'course', fromYear: 1, wanted: 0, before: 20 } as const, over()],
    ...[peace(5, 1, 0, 0), { kind: 'course', fromYear: 1.25, wanted: 0, before: 0 } as const, over()],
    { kind: 'end', outcome: 'ceasefire_holds' },
  ] as TraceEvent[];

  test('says when, what is wanted from then on, and when it has come', () => {
    const text = flowing(textOf(taleOf([pathWith(told, { troops: 0 })])));
    expect(text).toContain('Year 0.5: the path changes course; a force of about 20 000 soldiers is wanted now.');
    expect(text).toContain('Year 0.75: the new force stands, about 20 000 soldiers.');
    expect(text).toContain('Year 1: the path changes course; soldiers are no longer part of it.');
    expect(text).toContain('Year 1.25: the path changes course.');
    expect(text).not.toContain('Year 0.25: the force stands');
  });

  test('says so in German too', () => {
    const text = flowing(textOf(taleOf([pathWith(told, { troops: 0 })]), 'de'));
    expect(text).toContain('gewollt ist nun eine Truppe von etwa 20 000 Soldaten.');
    expect(text).toContain('Die neue Truppe steht, etwa 20 000 Soldaten.');
  });
});

describe('two paths', () => {
  const other: TraceEvent[] = [
    ...events.slice(0, 4),
    ...[chance('collapse', 0.2, true)],
    { kind: 'end', outcome: 'protege_collapses' },
  ];

  test('part at the first thing that happens on one and not on the other', () => {
    expect(partingOf(events, other)).toMatchObject({ period: 0, facts: [{ what: 'nothing' }, { what: 'collapse' }] });
    const tale = taleOf([pathWith(events), pathWith(other, { title: 'Fortress', troops: 0 })]);
    const text = textOf(tale);
    expect(flowing(text)).toContain(
      'They part at once: Troops: nothing of the kind happens. Fortress: Greenland collapses.',
    );
    expect(text.indexOf('Where the paths part')).toBeLessThan(text.indexOf('=== Troops ==='));
    expect(text.indexOf('=== Troops ===')).toBeLessThan(text.indexOf('=== Fortress ==='));
    expect(htmlOf(tale).match(/<article class="column"/g)).toHaveLength(2);
  });

  test('part within an incident that both meet', () => {
    const answered = events.map((event) => (event === vote ? { ...vote, happened: true } : event));
    expect(partingOf(events, answered)).toEqual({
      period: 8,
      facts: [
        { period: 8, what: 'absorbs', rung: 1 },
        { period: 8, what: 'responds', rung: 1 },
      ],
      challenge: 'assault',
    });
    const tale = taleOf([pathWith(events), pathWith(answered)]);
    expect(flowing(textOf(tale))).toContain(
      'Until year 2 the same happens on both, and then both meet an assault. Here they part:',
    );
  });

  test('that differ in chances alone do not part', () => {
    const likelier = events.map((event) =>
      'chance' in event && event.kind !== 'war' ? { ...event, chance: 0.99 } : event,
    );
    expect(partingOf(events, likelier)).toBeUndefined();
    // Where no force stands, a force that stands is nothing that happens.
    const still = events.map((event) => (event.kind === 'period_end' ? { ...event, advanceChance: 0 } : event));
    expect(partingOf(events, still)).toBeUndefined();
    expect(textOf(taleOf([pathWith(events), pathWith(likelier)]))).toContain('They never part');
  });
});

describe('stories of any world', () => {
  const random = randomFor('stories');
  const tales = Array.from({ length: 500 }, (_, i) => {
    const world = livelyWorld(random, 6);
    const at = (id: string) => world.parameters[parameterIndex(id)];
    const trace = traceWorld(world, uniformStream('stories', String(i)), uniformStream('stories', 'voters', String(i)));
    const path = pathWith(trace.events, {
      ladder: world.ladder.map(({ name }) => name),
      troops: at('tripwire.troops'),
      quorum: at('coalition.quorum'),
    });
    const step = at('clock.step_years');
    return { trace, tale: taleOf([path], { stepYears: step, periods: Math.round(at('clock.years') / step) }) };
  });
  const kinds = new Set(tales.flatMap(({ trace }) => trace.events.map(({ kind }) => kind)));

  test('meet every kind of event', () => {
    expect([...kinds].sort()).toEqual(
      'acceptance automatic_response backing choice climb collapse end hit limited_success misreading nuclear_use offer opportunity period period_end posture rung spiral start trigger vote war war_escalation'.split(
        ' ',
      ),
    );
  });

  test('are told without gaps, within the width, in both languages and formats', () => {
    for (const { tale } of tales) {
      for (const language of ['en', 'de'] as const) {
        const text = textOf(tale, language, 60);
        expect(text).not.toMatch(/\{|\}|undefined|NaN|Infinity/);
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
        const [, body] = htmlOf(tale, language).split('</head>');
        expect(body).not.toMatch(/\{\w+\}|undefined|NaN|Infinity/);
      }
    }
  });

  test('give every period exactly one place', () => {
    for (const { trace, tale } of tales) {
      const { episodes, ended } = chronicleOf(trace.events);
      const periods = episodes.flatMap((episode) =>
        episode.kind === 'war' || episode.kind === 'quiet'
          ? Array.from({ length: episode.to - episode.from }, (_, i) => episode.from + i)
          : episode.kind === 'incident'
            ? [episode.period]
            : [],
      );
      const last = ended ?? tale.periods - 1;
      expect(periods).toEqual(Array.from({ length: last + 1 }, (_, i) => i));
    }
  });

  test('keep every event as data, with names for numbers', () => {
    for (const { trace, tale } of tales) {
      const lines = [...eventLines(tale)].map((line) => JSON.parse(line));
      expect(lines.map(({ kind }) => kind)).toEqual(['history', ...trace.events.map(({ kind }) => kind)]);
      expect(lines.at(-1).outcome).toBe(OUTCOMES[trace.history.indexOf(1)].name);
      expect(
        lines
          .filter(({ kind }) => kind === 'period')
          .every(({ posture }) => ['engaged', 'wavering', 'withdrawn'].includes(posture)),
      ).toBe(true);
    }
  });
});

describe('the page', () => {
  test('shows hostile names as text', () => {
    const hostile = '<script>alert("x")</script> & \u202eevil';
    const members = vote.members.map((member) => ({ ...member, name: hostile }));
    const path = pathWith(
      events.map((event) => (event === vote ? { ...vote, members } : event)),
      { title: hostile, ladder: [hostile, hostile] },
    );
    const tale = taleOf([path, path], {
      title: hostile,
      actors: { challenger: hostile, protege: hostile, coalition: hostile, backer: hostile },
      command: hostile,
    });
    const html = htmlOf(tale);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u202e');
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; \ufffdevil');
    expect(html).not.toMatch(/\b(?:src|href)=/);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/ style=/);
  });
});

describe('the words of stories', () => {
  const keys = Object.keys(ENGLISH_STORY) as StoryKey[];
  const places = (message: string) => [...message.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

  test('are there in both languages, with the same places', () => {
    expect(Object.keys(GERMAN_STORY).sort()).toEqual([...keys].sort());
    const named = (key: StoryKey, message: string) => [key, [...new Set(places(message))]];
    expect(keys.map((key) => named(key, GERMAN_STORY[key]))).toEqual(keys.map((key) => named(key, ENGLISH_STORY[key])));
    const same = keys.filter((key) => ENGLISH_STORY[key] === GERMAN_STORY[key]);
    expect(same).toEqual(['parting.one']);
  });

  test.each<[number, string, string]>([
    [0.25, 'a quarter of a year', 'ein Vierteljahr'],
    [1.5, 'a year and a half', 'eineinhalb Jahre'],
    [2.25, '2¼\u00a0years', '2¼\u00a0Jahre'],
    [10, '10\u00a0years', '10\u00a0Jahre'],
    [1 / 3, '0.33\u00a0years', '0,33\u00a0Jahre'],
  ])('%f years: %s, %s', (years, english, german) => {
    expect([storySpeechOf('en').duration(years), storySpeechOf('de').duration(years)]).toEqual([english, german]);
  });

  test.each<[number, string]>([
    [0, '0'],
    [1, '100'],
    [0.0004, '<0.1'],
    [0.9996, '>99.9'],
    [0.004, '0.4'],
    [0.996, '99.6'],
    [0.125, '13'],
    [0.99, '99'],
  ])('a chance of %f is %s %%', (value, expected) => {
    expect(storySpeechOf('en').chance(value)).toBe(`${expected}\u00a0%`);
    expect(storySpeechOf('de').chance(value)).toBe(`${expected.replace('.', ',')}\u00a0%`);
  });
});
