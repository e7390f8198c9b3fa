/** What `votes` prints. */
import { drawLines, MEETING } from '../lines-picture.ts';
import { formatEstimate, formatRange, MISSING, shortValue } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { POSTURES, type Posture, type VotesFindings } from './findings.ts';
import { nameVote, partsOfVote, sayVotes, voteAt } from './words.ts';

const MARKS: Readonly<Record<Posture, string>> = { engaged: 'E', wavering: 'V', withdrawn: 'W' };

/** Header, curve, tables and sentences. */
export function renderVotes(findings: VotesFindings, options: TextOptions): string {
  const { width, style } = options;
  const { title, asOf, path, year, isDeployed, usable, draws, design, seed, actors, members, quorum, resolve } =
    findings;
  const wrap = (text: string) => wrapText(text, width);
  const voters = members.filter(({ weight }) => weight > 0).length;
  const who =
    voters > 1
      ? `${actors.coalition}: ${voters} members; ${percent(quorum.q50)} of the weight must be in favour`
      : `${actors.coalition}: one vote for all`;
  return [
    [
      style.bold(wrap(asOf ? `${title} (as of ${asOf})` : title)),
      style.dim(
        wrap(
          `Path ${path.name} (${path.title}), a ceasefire in year ${shortValue(year)}, ` +
            `${isDeployed ? 'the force deployed' : 'no force there'}; ${usable} worlds${usable < draws ? ` (of ${draws})` : ''} ` +
            `(design ${design}, seed ${seed}).`,
        ),
      ),
      style.dim(
        wrap(`${who}. It is resolute with chance ${formatEstimate(resolve.mean, resolve.se)} when a ceasefire begins.`),
      ),
    ].join('\n'),
    renderCurve(findings, options),
    renderVoteTable(findings, options),
    ...(voters > 1 ? [renderMembers(findings, options)] : []),
    `${style.bold('In words')}\n${sayVotes(findings).map(wrap).join('\n')}`,
  ].join('\n\n');
}

function renderCurve({ curve, actors }: VotesFindings, { width, style }: TextOptions): string {
  const stakes = curve.map(({ stake }) => stake);
  const [low, high] = [stakes.reduce((a, b) => Math.min(a, b)), stakes.reduce((a, b) => Math.max(a, b))];
  const lines = POSTURES.map((posture) => ({
    mark: MARKS[posture],
    points: curve
      .filter(({ type, backing }) => type === 'either' && backing === posture)
      .map(({ stake, act }) => ({ position: (stake - low) / (high - low), value: act.mean })),
  }));
  const legend =
    `Mean chance over worlds, before the backer (${actors.backer}) has shown itself: ` +
    `${POSTURES.map((posture) => `${MARKS[posture]} ${posture}`).join(', ')}; ${MEETING} where they meet. Across: what acting is ` +
    'worth to the coalition beside refraining, in utility (100 is the whole war). Bands and types: vote_curve.csv.';
  const ends = [low, high].map(shortValue);
  return [
    style.bold('How likely the coalition is to act, by what is at stake'),
    style.dim(wrapText(legend, width)),
    drawLines({ lines, ends: [ends[0], ends[1]], range: [0, 1], format: (value) => percent(value) }, width, style),
  ].join('\n');
}

function renderVoteTable(findings: VotesFindings, { width, style }: TextOptions): string {
  const rows: TextRow[] = [];
  let heading = '';
  for (const vote of new Set(findings.votes.map((row) => row.vote))) {
    const { challenge, circumstance } = partsOfVote(vote);
    if (challenge !== heading) rows.push({ heading: `${challenge[0].toUpperCase()}${challenge.slice(1)}` });
    heading = challenge;
    rows.push({
      label: circumstance,
      cells: POSTURES.map((posture) => {
        const found = voteAt(findings, vote, posture, 'either');
        if (found === undefined || found.act.n === 0) return MISSING;
        return `${formatEstimate(found.act.mean, found.act.se)}\n${formatRange(found.act.q05, found.act.q95)}`;
      }),
    });
  }
  const explanation =
    'Chance that the coalition acts, by what the backer does: mean over worlds ± standard error, below it the range of the ' +
    'middle 90 % of worlds.';
  return [
    style.bold(`At the votes of year ${shortValue(findings.year)}`),
    style.dim(wrapText(explanation, width)),
    renderTable({ corner: 'A challenge that …', columns: POSTURES, rows }, width, style),
  ].join('\n');
}

function renderMembers({ memberRows, members, focus }: VotesFindings, { width, style }: TextOptions): string {
  const at = (name: string, posture: Posture) =>
    memberRows.find(
      (row) => row.vote === focus && row.posture === posture && row.type === 'either' && row.member === name,
    );
  const cell = (name: string, posture: Posture, of: 'yes' | 'decisive') => {
    const spread = at(name, posture)?.[of];
    return spread === undefined ? MISSING : formatEstimate(spread.mean, spread.se);
  };
  const rows = [...members]
    .sort((a, b) => (at(b.name, 'wavering')?.decisive.mean ?? 0) - (at(a.name, 'wavering')?.decisive.mean ?? 0))
    .map(
      ({ name, weight }): TextRow => ({
        label: name,
        cells: [
          String(weight),
          cell(name, 'engaged', 'yes'),
          cell(name, 'withdrawn', 'yes'),
          cell(name, 'engaged', 'decisive'),
          cell(name, 'withdrawn', 'decisive'),
        ],
      }),
    );
  const explanation = `At ${nameVote(focus)}: chance of each to vote for acting, and chance that the others' votes leave the decision to it.`;
  const columns = ['weight', 'yes,\nengaged', 'yes,\nwithdrawn', 'decisive,\nengaged', 'decisive,\nwithdrawn'];
  return [
    style.bold('On whom it hangs'),
    style.dim(wrapText(explanation, width)),
    renderTable({ corner: 'Member', columns, rows }, width, style),
  ].join('\n');
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
