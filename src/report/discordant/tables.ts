/** The tables of `discordant`. */
import type { Difference, PairShare } from '../../analysis/discordance.ts';
import type { Cell, Table, TableColumn } from '../csv.ts';
import { ends, integer, number, text } from '../table-columns.ts';
import type { DiscordantFindings } from './findings.ts';

/** All tables, the one to begin with first. */
export function discordantTables(findings: DiscordantFindings): Table[] {
  return [eventTable(findings), crossTable(findings), pairTable(findings), checkTable(findings)];
}

const shareColumns = (name: string, meaning: string): TableColumn[] => [
  integer(name, `${meaning}: number of pairs.`),
  number(`${name}_share`, `${meaning}: share of all pairs.`, 'share'),
  ...ends('its 95 % interval (Wilson, for clusters by world)', 'share', `${name}`),
];
const shareCells = ({ count, share, low, high }: PairShare): Cell[] => [count, share, low, high];

const differenceColumns = (name: string, meaning: string): TableColumn[] => [
  number(name, meaning, 'probability'),
  number(`${name}_se`, 'Its standard error, as of independent worlds.', 'probability'),
  ...ends('its 95 % interval (Student, over worlds)', 'probability', `${name}`),
];
const differenceCells = ({ value, se, low, high }: Difference): Cell[] => [value, se, low, high];

function eventTable({ events, paths: [a, b] }: DiscordantFindings): Table {
  return {
    name: 'events',
    title: 'What happens on one path and not on the other',
    description: `Pairs of histories that meet the same luck on the paths ${a.name} (a) and ${b.name} (b); one row an event. The first event is the one that was asked for.`,
    columns: [
      text('event', 'Outcome, or several together.'),
      ...shareColumns('only_a', 'The event happens on path a only'),
      ...shareColumns('only_b', 'The event happens on path b only'),
      ...shareColumns('both', 'The event happens on both paths'),
      ...shareColumns('neither', 'The event happens on neither path'),
      ...differenceColumns('difference', 'Share of histories with the event on path a less that on path b.'),
      ...differenceColumns('exact', 'The same difference from the exact probabilities in the same worlds.'),
      number('chi_square', "McNemar's test for clusters (Durkalski et al. 2003), one degree of freedom."),
      number(
        'p',
        'Its p-value: how probable a value at least as large would be if the event were as frequent on both.',
      ),
    ],
    key: ['event'],
    *rows() {
      for (const { name, table } of events) {
        const { onlyA, onlyB, both, neither, difference, exact, test } = table;
        yield [
          name,
          ...[onlyA, onlyB, both, neither].flatMap(shareCells),
          ...[difference, exact].flatMap(differenceCells),
          ...[test.statistic, test.p],
        ];
      }
    },
  };
}

function crossTable({ cross, outcomes, paths: [a, b] }: DiscordantFindings): Table {
  return {
    name: 'table',
    title: 'How pairs of histories end',
    description: `Pairs of histories by their outcome on the path ${a.name} (a) and on the path ${b.name} (b).`,
    columns: [
      text('outcome_a', 'Outcome on path a.'),
      text('outcome_b', 'Outcome on path b.'),
      ...shareColumns('pairs', 'Pairs that end so'),
    ],
    key: ['outcome_a', 'outcome_b'],
    *rows() {
      for (const [onA, row] of cross.entries()) {
        for (const [onB, share] of row.entries()) yield [outcomes[onA].name, outcomes[onB].name, ...shareCells(share)];
      }
    },
  };
}

function pairTable({ pairs, outcomes, events: [event], paths: [a, b] }: DiscordantFindings): Table {
  const happens = new Set(event.outcomes);
  return {
    name: 'discordant',
    title: 'Histories that end differently',
    description: `Every pair of histories with another outcome on the path ${a.name} (a) than on the path ${b.name} (b); stolperdraht trace tells them by draw_id and history_id.`,
    columns: [
      integer('draw_id', 'Number of the world, from 0.'),
      integer('history_id', 'Number of the history within its world, from 0.'),
      text('outcome_a', 'Outcome on path a.'),
      text('outcome_b', 'Outcome on path b.'),
      text('event', `On which path the event (${event.name}) happens: a, b, both or neither.`),
    ],
    key: ['draw_id', 'history_id'],
    *rows() {
      for (let i = 0; i < pairs.a.length; i++) {
        const [onA, onB] = [pairs.a[i], pairs.b[i]];
        if (onA === onB) continue;
        const [inA, inB] = [happens.has(onA), happens.has(onB)];
        const where = inA ? (inB ? 'both' : 'a') : inB ? 'b' : 'neither';
        const draw = pairs.draws[Math.floor(i / pairs.perDraw)];
        yield [draw, i % pairs.perDraw, outcomes[onA].name, outcomes[onB].name, where];
      }
    },
  };
}

function checkTable({ checks, outcomes, paths: [a, b] }: DiscordantFindings): Table {
  return {
    name: 'check',
    title: 'Histories beside exact probabilities',
    description:
      'Shares of the outcomes in the histories, and the mean of their exact probabilities in the same worlds.',
    columns: [
      text('path', 'Path of the scenario.'),
      text('outcome', 'Outcome at the horizon.'),
      number('simulated', 'Share of histories that end so.', 'share'),
      number('exact', 'Mean exact probability in the same worlds.', 'probability'),
      number('z', 'Difference in standard errors; about normal where it is right.'),
    ],
    key: ['path', 'outcome'],
    *rows() {
      for (const { path, outcome, simulated, exact, z } of checks) {
        yield [path === 'a' ? a.name : b.name, outcomes[outcome].name, simulated, exact, z];
      }
    },
  };
}
