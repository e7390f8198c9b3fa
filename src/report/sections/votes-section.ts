/** The section of the coalition's votes: by what is at stake, by what the backer does, and on whom they hang. */
import { voteCurveChart, voteMembersChart } from '../charts/vote-curve.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { MessageKey } from '../language/messages-en.ts';
import type { Block, DocumentTable, Inline, Section, TableRow } from '../page/document.ts';
import { chartBlocks, memberOf, pathInline, type ReportContext, withPieces } from './context.ts';

const POSTURES = ['engaged', 'wavering', 'withdrawn'] as const;

/** How the coalition votes. */
export async function votesSection(context: ReportContext): Promise<Section | undefined> {
  const { folder, story, speech } = context;
  const { say, numbers } = speech;
  const settings = memberOf(folder.manifest, 'votes');
  if (settings === undefined || !['votes.csv', 'vote_members.csv', 'vote_curve.csv'].every(folder.has))
    return undefined;
  const [votes, members, curve] = [
    await folder.rows('votes.csv'),
    await folder.rows('vote_members.csv'),
    await folder.rows('vote_curve.csv'),
  ];
  const focus = String(memberOf(settings, 'focus'));
  const path = String(memberOf(settings, 'path'));
  const spread = (row: CsvRow, name: string) => ({
    mean: numberOf(row, `${name}_mean`),
    q05: numberOf(row, `${name}_q05`),
    q95: numberOf(row, `${name}_q95`),
  });
  const found = (vote: string, posture: string, type: string) =>
    votes.find((row) => row.vote === vote && row.posture === posture && row.type === type);
  const chance = (vote: string, posture: string) => {
    const row = found(vote, posture, 'either');
    return row === undefined ? '–' : numbers.estimate(numberOf(row, 'act_mean'), numberOf(row, 'act_se'));
  };
  const atFocus = voteInWords(focus, say);
  const marked = votes
    .filter((row) => row.vote === focus && row.type !== 'either')
    .map((row) => ({
      ...{ type: textOf(row, 'type'), backing: textOf(row, 'posture') },
      ...{ stake: spread(row, 'stake'), act: numberOf(row, 'act_mean') },
    }));
  const curveChart = voteCurveChart(
    curve
      .filter((row) => row.type !== 'either')
      .map((row) => ({
        ...{ type: textOf(row, 'type'), backing: textOf(row, 'backing'), stake: numberOf(row, 'stake') },
        ...spread(row, 'act'),
      })),
    marked,
    atFocus,
    speech,
  );
  const decisive = members
    .filter((row) => row.vote === focus && row.type === 'either')
    .map((row) => ({
      member: textOf(row, 'member'),
      backing: textOf(row, 'posture'),
      ...spread(row, 'decisive'),
    }));
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: withPieces(
        say('section.votes.text', {
          year: numbers.exact(Number(memberOf(settings, 'year'))),
          worlds: numbers.count(Number(memberOf(settings, 'draws'))),
          force: say(focus === 'limited_triggered' ? 'votes.deployed' : 'votes.fresh'),
        }),
        { path: pathInline(story, path) },
      ),
    },
    {
      kind: 'paragraph',
      text: [
        say('votes.verdict', {
          ...partsOf(focus, say),
          ...Object.fromEntries(POSTURES.map((posture) => [posture, chance(focus, posture)])),
        }),
      ],
    },
    ...chartBlocks(curveChart),
    votesTable([...new Set(votes.map((row) => textOf(row, 'vote')))], chance, context),
    ...chartBlocks(voteMembersChart(decisive, atFocus, speech)),
    { kind: 'paragraph', tone: 'small', text: [say('votes.limits')] },
  ];
  return { id: 'votes', title: say('section.votes'), blocks };
}

type Say = ReportContext['speech']['say'];

/** `limited attack` and `hits no force`, in the language of the report. */
function partsOf(vote: string, say: Say): { challenge: string; circumstance: string } {
  const [challenge, circumstance] = vote.split('_');
  return {
    challenge: say(`votes.challenge.${challenge}` as MessageKey),
    circumstance: say(`votes.circumstance.${circumstance}` as MessageKey),
  };
}

function voteInWords(vote: string, say: Say): string {
  return say('votes.vote', partsOf(vote, say));
}

function votesTable(
  names: readonly string[],
  chance: (vote: string, posture: string) => string,
  { speech: { say } }: ReportContext,
): DocumentTable {
  const rows = names.map((vote): TableRow => {
    const { challenge, circumstance } = partsOf(vote, say);
    const first: Inline[] = [`${challenge}, ${circumstance}`];
    return [first, ...POSTURES.map((posture): Inline[] => [chance(vote, posture)])];
  });
  return {
    kind: 'table',
    caption: say('votes.table'),
    columns: [{ label: '' }, ...POSTURES.map((posture) => ({ label: say(`votes.backing.${posture}`), numeric: true }))],
    rows,
    fold: say('votes.table.fold'),
  };
}
