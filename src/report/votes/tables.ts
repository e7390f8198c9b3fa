/** The tables of `votes`. */
import type { Spread } from '../../analysis/summary.ts';
import type { Cell, Table, TableColumn } from '../csv.ts';
import { integer, number, text } from '../table-columns.ts';
import type { VotesFindings } from './findings.ts';

/** All tables, the one to begin with first. */
export function votesTables(findings: VotesFindings): Table[] {
  return [votesTable(findings), membersTable(findings), curveTable(findings)];
}

const UTILITY = 'utility, 100 is what subjugating the protégé is worth to the challenger';

const spreadColumns = (name: string, meaning: string, unit: string): TableColumn[] => [
  number(`${name}_mean`, `${meaning} Mean over draws.`, unit),
  number(`${name}_se`, 'Standard error of the mean, as of independent draws.', unit),
  number(`${name}_q05`, '5 % quantile over draws.', unit),
  number(`${name}_q50`, 'Median over draws.', unit),
  number(`${name}_q95`, '95 % quantile over draws.', unit),
];
const spreadCells = ({ mean, se, q05, q50, q95 }: Spread): Cell[] => [mean, se, q05, q50, q95];

const VOTE = text(
  'vote',
  'The challenge (probe, limited attack, assault), and whether it has triggered the rules, hit without that, or hit nobody.',
);
const POSTURE = text('posture', 'What the backer does: engaged, wavering or withdrawn.');
const TYPE = text(
  'type',
  'Type of the coalition: resolute, irresolute, or either, each with the chance that it is of it when a ceasefire begins.',
);
const WORLDS = integer('n', 'Draws in which it is defined.');

function votesTable({ votes, path, year }: VotesFindings): Table {
  return {
    name: 'votes',
    title: 'The votes on an answer',
    description: `Votes that there can be in the period from year ${year} on the path ${path.name}, in the solved game.`,
    columns: [
      VOTE,
      POSTURE,
      TYPE,
      ...spreadColumns(
        'stake',
        'What acting is worth to the coalition beside refraining, inclinations left out.',
        UTILITY,
      ),
      ...spreadColumns('act', 'Chance that the coalition acts.', 'probability'),
      WORLDS,
    ],
    key: ['vote', 'posture', 'type'],
    rows: () =>
      votes.map(({ vote, posture, type, stake, act }) => [
        ...[vote, posture, type],
        ...[...spreadCells(stake), ...spreadCells(act), act.n],
      ]),
  };
}

function membersTable({ memberRows }: VotesFindings): Table {
  return {
    name: 'vote_members',
    title: 'What the vote of each member comes to',
    description: 'At the votes of votes.csv, and with nothing at stake.',
    columns: [
      { ...VOTE, description: `${VOTE.description} even: nothing is at stake.` },
      POSTURE,
      TYPE,
      text('member', 'Member of the coalition.'),
      ...spreadColumns('yes', 'Chance that it votes for acting.', 'probability'),
      ...spreadColumns('decisive', "Chance that the others' votes leave the decision to it.", 'probability'),
      WORLDS,
    ],
    key: ['vote', 'posture', 'type', 'member'],
    rows: () =>
      memberRows.map(({ vote, posture, type, member, yes, decisive }) => [
        ...[vote, posture, type, member],
        ...[...spreadCells(yes), ...spreadCells(decisive), yes.n],
      ]),
  };
}

function curveTable({ curve }: VotesFindings): Table {
  return {
    name: 'vote_curve',
    title: 'Chance that the coalition acts, by what is at stake',
    description: 'The votes of the same worlds at any stake, whether or not it arises in the game.',
    columns: [
      TYPE,
      text('backing', `${POSTURE.description} After it has shown itself: unbacked or backed.`),
      { ...number('stake', 'What acting is worth to the coalition beside refraining.', UTILITY), required: true },
      ...spreadColumns('act', 'Chance that the coalition acts.', 'probability'),
      WORLDS,
    ],
    key: ['type', 'backing', 'stake'],
    rows: () =>
      curve.map(({ type, backing, stake, act }) => [...[type, backing, stake], ...[...spreadCells(act), act.n]]),
  };
}
