/** What `discordant` says in sentences. */
import log10 from '@stdlib/math-base-special-log10';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Difference, PairShare } from '../../analysis/discordance.ts';
import type { Interval } from '../../analysis/statistics.ts';
import { formatShort } from '../number-text.ts';
import type { CountedEvent, DiscordantFindings } from './findings.ts';

/** A right program is doubted this seldom. */
const FALSE_ALARM = 1e-4;

/** `4.1 % (3.5–4.8)` */
export function sayShare({ share, low, high }: PairShare): string {
  const [value, interval] = inPercent(share, { low, high });
  return interval === undefined ? `${value} %` : `${value} % (${interval})`;
}

/** `1.8 (1.2…2.4)`, in percentage points. */
export function sayPoints({ value, low, high }: Difference): string {
  const [points, interval] = inPercent(value, { low, high });
  return interval === undefined ? points : `${points} (${interval})`;
}

/** A share and its interval in per cent, to the second digit of what half the interval measures. */
function inPercent(value: number, { low, high }: Interval): [string, string | undefined] {
  const half = 50 * (high - low);
  if (!(half > 0)) return [formatShort(100 * value, 3), undefined];
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, 1 - Math.floor(log10(half))));
  const write = (share: number) => (100 * share).toFixed(share === 0 ? 0 : decimals).replace(/^-(0\.?0*)$/, '$1');
  const separator = low < 0 ? '…' : '–';
  return [write(value), `${write(low)}${separator}${write(high)}`];
}

const MOST_DECIMALS = 4;

/** A count with its thousands apart. */
export function sayCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, count < 10_000 ? '' : ' ');
}

/** What the events are when they happen, by their names. */
const HAPPENS: Readonly<Record<string, string>> = {
  breakdown: 'a ceasefire breaks into war',
  renewed_war: 'there is a new war',
  ceasefire_holds: 'a ceasefire holds at the end',
  war_continues: 'the war of the start goes on to the end',
  renewed_war_lost: 'a new war is lost',
  renewed_war_repelled: 'a new war is repelled',
  general_war: 'it comes to general war',
  nuclear_use: 'nuclear weapons are used',
};

/** The sentences, the answer first. */
export function sayDiscordance(findings: DiscordantFindings): string[] {
  const { events, paths, pairs, draws } = findings;
  const [event] = events;
  const { onlyA, onlyB, both, neither, difference, exact, test } = event.table;
  const [a, b] = paths.map(({ name }) => name);
  const happens = sayEvent(event, findings);
  const all = pairs.a.length;
  const leftOut = draws - pairs.draws.length;
  return [
    `In ${sayCount(onlyA.count)} of ${sayCount(all)} futures, ${sayShare(onlyA)}, ${happens} with ${a} and not with ${b}; in ${sayCount(onlyB.count)}, ${sayShare(onlyB)}, it is the reverse. It is so on both in ${sayCount(both.count)} and on neither in ${sayCount(neither.count)}.`,
    `The difference ${a} − ${b} is ${sayPoints(difference)} percentage points, and ${sayPoints(exact)} by the exact probabilities in the same worlds.${sayTest(test)}`,
    ...sayNoCeasefire(findings),
    ...sayCommonest(findings),
    `A future is one history of one world; its pair meets the same luck on the other path, event by event, even after the two have parted. How many end differently depends on what counts as the same luck; the difference does not.`,
    `Intervals are 95 % and take worlds for drawn anew, each with its ${sayCount(pairs.perDraw)} ${pairs.perDraw === 1 ? 'history' : 'histories'}${leftOut > 0 ? `; ${leftOut} of ${draws} worlds failed and are left out` : ''}. More worlds make them narrower; more histories in each help less.`,
    sayCheck(findings),
  ];
}

function sayEvent({ name, label }: CountedEvent, { protege }: DiscordantFindings): string {
  if (name === 'protege_collapses') return `${protege} collapses`;
  return HAPPENS[name] ?? `it ends in ${label}`;
}

function sayTest({ statistic, p }: { readonly statistic: number; readonly p: number }): string {
  if (!Number.isFinite(statistic)) return ' No future ends differently in this, so there is nothing to test.';
  const shown = p < 0.0001 ? 'p < 0.0001' : `p = ${formatShort(p)}`;
  return ` McNemar's test, clustered by world: chi-square ${formatShort(statistic, 3)}, ${shown}.`;
}

/** Outcomes without a ceasefire, and those in which one breaks. */
const WITHOUT = new Set(['war_continues', 'protege_collapses']);
const BROKEN = new Set(['renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use']);

/** What has never come cannot break: how much of a difference is of that kind. */
function sayNoCeasefire({ events: [event], outcomes, cross, paths }: DiscordantFindings): string[] {
  const names = event.outcomes.map((outcome) => outcomes[outcome].name);
  const { onlyA, onlyB } = event.table;
  if (!names.every((name) => BROKEN.has(name)) || onlyA.count + onlyB.count === 0) return [];
  const without = outcomes.flatMap(({ name }, index) => (WITHOUT.has(name) ? [index] : []));
  const count = (cell: (here: number, there: number) => number) =>
    event.outcomes.reduce((sum, here) => sum + without.reduce((part, there) => part + cell(here, there), 0), 0);
  const [a, b] = [count((here, there) => cross[here][there].count), count((here, there) => cross[there][here].count)];
  return [
    `No ceasefire had come that could have broken: in ${sayCount(a)} of the ${sayCount(onlyA.count)} with ${paths[1].name}, in ${sayCount(b)} of the ${sayCount(onlyB.count)} with ${paths[0].name}.`,
  ];
}

/** The way to end differently that there is most of. */
function sayCommonest({ cross, outcomes, paths }: DiscordantFindings): string[] {
  const cells = cross.flatMap((row, a) => row.flatMap((share, b) => (a === b ? [] : [{ a, b, share }])));
  const [first] = cells.sort((x, y) => y.share.count - x.share.count);
  if (first === undefined || first.share.count === 0) return [];
  const say = (path: number, outcome: number) => `${outcomes[outcome].label.toLowerCase()} with ${paths[path].name}`;
  return [
    `The commonest way to end differently: ${say(0, first.a)}, ${say(1, first.b)}, in ${sayCount(first.share.count)} futures, ${sayShare(first.share)}.`,
  ];
}

/** Whether histories and exact probabilities agree, as they must but for chance. */
function sayCheck({ checks }: DiscordantFindings): string {
  const worst = Math.max(...checks.map(({ z }) => Math.abs(z)));
  const limit = normalQuantile(1 - FALSE_ALARM / (2 * checks.length), 0, 1);
  const largest = `the largest of ${checks.length} deviations is ${worst.toFixed(1)} standard errors`;
  return worst <= limit
    ? `Checked: histories and exact probabilities agree (${largest}).`
    : `WARNING: histories and exact probabilities do not agree (${largest}; more than ${limit.toFixed(1)} would be chance in one run of ${Math.round(1 / FALSE_ALARM)}). This should not be; check.csv has the numbers.`;
}
