/** What an analysis of perception says in sentences: what rests on misjudgement, on which, and whom the truth would help. */
import type { Effect } from '../../analysis/perception/effect.ts';
import { pairOf } from '../../analysis/solutions/solution-order.ts';
import type { Interval } from '../../analysis/statistics.ts';
import { enumerate, sayShare } from '../decision/decision.ts';
import { formatEstimate, formatInterval, formatLike } from '../number-text.ts';
import {
  capitalised,
  type MeasureSplit,
  misjudgedOf,
  type PerceptionFindings,
  playersOf,
  type Worth,
} from './findings.ts';

/** The sentences, in the order of reading. */
export function sayPerception(findings: PerceptionFindings): string[] {
  if (findings.sources.length === 0) return [sayClearSight(findings), sayLimits(findings)];
  return [
    ...findings.measures.map((measure) => sayMeasure(findings, measure)),
    saySources(findings),
    sayBothWays(findings),
    ...sayWorth(findings),
    ...sayCoalition(findings),
    ...sayChallenger(findings),
    sayMeaning(findings),
    sayLimits(findings),
  ];
}

function sayClearSight({ plan, measures }: PerceptionFindings): string {
  const her = playersOf(plan).challenger;
  return (
    `${capitalised(her)} sees the world as it is: challenger.misperception_resolve, challenger.misperception_backing and ` +
    `challenger.overconfidence are 0 in every world, on every path. Nothing of ${enumerate(measures.map(({ name }) => name))} ` +
    'rests on misjudgement, and being transparent would change nothing.'
  );
}

/** Which way a mean is told from 0 by its interval. */
type Side = 'above' | 'below' | 'open';

function sideOf({ low, high }: Interval): Side {
  return low > 0 ? 'above' : high < 0 ? 'below' : 'open';
}

/** `0.034 (0.020–0.048)`, of an effect or of its opposite. */
function amount({ mean, low, high }: Pick<Effect, 'mean' | 'low' | 'high'>, sign = 1): string {
  const turned = sign > 0 ? { low, high } : { low: -high, high: -low };
  return `${formatLike(sign * mean, turned)} (${formatInterval(turned).replace('…', ' to ')})`;
}

function sayMeasure({ paths, plan }: PerceptionFindings, { name, draws, paths: splits }: MeasureSplit): string {
  const on = (side: Side) =>
    splits.flatMap((split, path) => (sideOf(split.misjudged) === side ? [{ split, path }] : []));
  const parts: string[] = [];
  const above = on('above').map(({ split, path }) => {
    const { total, misjudged } = split;
    return `${amount(misjudged)} of ${formatEstimate(total.mean, total.se)} on ${paths[path]}`;
  });
  if (above.length > 0) parts.push(`would be lower by ${enumerate(above)}`);
  const below = on('below').map(({ split, path }) => {
    const { total, misjudged } = split;
    return `${amount(misjudged, -1)} above ${formatEstimate(total.mean, total.se)} on ${paths[path]}`;
  });
  if (below.length > 0) parts.push(`would be higher by ${enumerate(below)}`);
  const open = on('open').map(({ path }) => paths[path]);
  const ifKnown = `On average over ${draws} worlds, if ${playersOf(plan).challenger} saw the world as it is, ${name}`;
  if (parts.length === 0) {
    return `${ifKnown} would be neither higher nor lower that one could tell, on ${enumerate(open)}.`;
  }
  const rest = open.length > 0 ? `; on ${enumerate(open)} one cannot tell` : '';
  return `${ifKnown} ${parts.join(', and ')}${rest}.`;
}

/** Which misjudgement weighs most, on each path. */
function saySources(findings: PerceptionFindings): string {
  const { paths, measures, sources } = findings;
  const [{ name, paths: splits }] = measures;
  const named = misjudgedOf(findings);
  if (sources.length === 1)
    return `All of it comes from misjudging ${named[0].what}, the only thing that is misjudged here.`;
  const top = splits.map((split) => {
    const sizes = split.sources.map(({ shapley }) => Math.abs(shapley.mean));
    return sizes.indexOf(Math.max(...sizes));
  });
  const groups = named.flatMap(({ what }, source) => {
    const on = paths.filter((_, path) => top[path] === source);
    if (on.length === 0) return [];
    const path = paths.indexOf(on[0]);
    const where = on.length === paths.length && on.length > 1 ? 'every path' : enumerate(on);
    const { shapley } = splits[path].sources[source];
    const does = shapley.mean < 0 ? 'takes away' : 'adds';
    const example = on.length === 1 ? '' : ` on ${on[0]}`;
    const open = sideOf(shapley) === 'open' ? ', which cannot be told from nothing' : '';
    return [`${what} on ${where} (it ${does} ${amount(shapley, shapley.mean < 0 ? -1 : 1)}${example}${open})`];
  });
  return `Of what she misjudges, most on average for ${name} hangs on ${enumerate(groups)}.`;
}

/** That a mean hides two things: errors that provoke and errors that deter. */
function sayBothWays(findings: PerceptionFindings): string {
  const { measures, paths } = findings;
  const [{ paths: splits, isRisk, name }] = measures;
  const it = isRisk ? 'the risk' : name;
  // Where the smaller of the two is largest.
  const smaller = splits.map(({ misjudged: { raising, lowering } }) => Math.min(raising.mean, -lowering.mean));
  const path = smaller.indexOf(Math.max(...smaller));
  const { raising, lowering, raises, lowers } = splits[path].misjudged;
  const isOneWay = raises.share === 0 || lowers.share === 0;
  const opening = isOneWay
    ? `Taken together, the errors ${raises.share === 0 ? 'raise' : 'lower'} ${it} in no world.`
    : `The mean hides that misjudgement cuts both ways: on ${paths[path]} it raises ${it} in ${sayShare(raises)} of worlds and ` +
      `lowers it in ${sayShare(lowers)}; over all worlds it adds ${formatEstimate(raising.mean, raising.se)} and takes away ` +
      `${formatEstimate(-lowering.mean, lowering.se)}.`;
  return [opening, ...(isRisk ? sayDeterred(findings) : [])].join(' ');
}

/** For each thing the path on which an error in the one direction deters most, where that can be told. */
function sayDeterred(findings: PerceptionFindings): string[] {
  const { measures, paths } = findings;
  const [{ paths: splits }] = measures;
  let isBluff = false;
  const deterred = misjudgedOf(findings).flatMap(({ name, what }, source) => {
    const cases = (['under', 'over'] as const).flatMap((which) =>
      splits.flatMap(({ sources, total }, path) => {
        const effect = sources[source][which];
        const counts = effect.n > 1 && effect.high < 0 && effect.mean < -WORTH_A_WORD * total.mean;
        return counts ? [{ which, path, effect }] : [];
      }),
    );
    if (cases.length === 0) return [];
    const most = cases.reduce((best, one) => (one.effect.mean < best.effect.mean ? one : best));
    if (name !== 'strength' && most.which === 'over') isBluff = true;
    return [`${most.which}rates ${what} (it takes away ${amount(most.effect, -1)} on ${paths[most.path]})`];
  });
  if (deterred.length === 0) return [];
  const bluff = isBluff ? ' Where she overrates what others would do, to tell her the truth is to call a bluff.' : '';
  return [`An error can deter as well as provoke: it does where she ${enumerateAlternatives(deterred)}.${bluff}`];
}

/** Parts smaller than this share of the risk are not worth a word. */
const WORTH_A_WORD = 0.001;

function enumerateAlternatives(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}

/** What the truth is worth under the preference that comes first, and whether the order of the paths stays. */
function sayWorth(findings: PerceptionFindings): string[] {
  const worth = findings.worths.find(({ kind }) => kind === 'preference');
  if (worth === undefined) return [];
  const unit = worth.direction === 'minimize' ? ' points of harm' : ' points';
  const { her, parts, helps } = sayGain(findings, worth, unit);
  return [
    `Under ${worth.name}, that ${her} knows the truth ${parts}; it helps in ${helps} of worlds.${sayOrder(findings)}`,
  ];
}

/** What the whole truth is worth to whoever something belongs to, path by path, and in what share of worlds it helps. */
function sayGain({ paths, plan }: PerceptionFindings, worth: Worth, unit: string) {
  const sign = worth.direction === 'minimize' ? -1 : 1;
  const gain = (path: number) => {
    const { mean, low, high } = worth.paths[path].all.change;
    return sign > 0 ? { mean, low, high } : { mean: -mean, low: -high, high: -low };
  };
  const on = (side: Side) => paths.flatMap((_, path) => (sideOf(gain(path)) === side ? [path] : []));
  const list = (indices: readonly number[], turn: number) =>
    enumerate(indices.map((path, i) => `${amount(gain(path), turn)}${i === 0 ? unit : ''} on ${paths[path]}`));
  const parts = [
    ...(on('above').length > 0 ? [`is worth ${list(on('above'), 1)}`] : []),
    ...(on('below').length > 0 ? [`costs ${list(on('below'), -1)}`] : []),
    ...(on('open').length > 0
      ? [`changes nothing on average that one could tell on ${enumerate(on('open').map((path) => paths[path]))}`]
      : []),
  ];
  const range = (shares: readonly Effect['raises'][]) => {
    const ordered = [...shares].sort((a, b) => a.share - b.share).map(sayShare);
    const [least, most] = [ordered[0], ordered[ordered.length - 1]];
    return least === most ? least : `${least} to ${most}`;
  };
  const changes = worth.paths.map(({ all: { change } }) => change);
  const harms = changes.map(({ raises, lowers }) => (sign > 0 ? lowers : raises));
  return {
    her: playersOf(plan).challenger,
    parts: enumerate(parts),
    helps: range(changes.map(({ raises, lowers }) => (sign > 0 ? raises : lowers))),
    harms: harms.every(({ share }) => share === 0) ? undefined : range(harms),
  };
}

/** Whether the order of the paths stays, and which neighbours in the order that it would be are too close to call. */
function sayOrder({ orders, paths }: PerceptionFindings): string {
  if (orders === undefined || paths.length < 2) return '';
  const [before, after] = [orders.asIs.order, orders.known.order];
  const open = after.slice(1).flatMap((next, index) => {
    const { low, high } = pairOf(orders.known, after[index], next);
    return low <= 0 && high >= 0 ? [`${after[index]} and ${next}`] : [];
  });
  const same = before.every((path, index) => path === after[index]);
  const order = same
    ? `stays: ${before.join(', ')}`
    : `would be ${after.join(', ')}, while it is ${before.join(', ')} as she sees the world`;
  const close = open.length > 0 ? `; if the truth is known, ${open.join(', and also ')} are too close to call` : '';
  return ` The order of the paths by the mean ${order}${close}.`;
}

/** Whom of the coalition it helps, and what the single truths that can be told are worth to it. */
function sayCoalition(findings: PerceptionFindings): string[] {
  const { worths, paths, plan } = findings;
  const of = (name: string) => worths.find((worth) => worth.kind === 'value' && worth.name === name);
  const [all, resolute, irresolute] = ['value_coalition', 'value_resolute', 'value_irresolute'].map(of);
  if (!all || !resolute || !irresolute) return [];
  const where = (indices: readonly number[]) =>
    indices.length === paths.length && paths.length > 1
      ? 'on every path'
      : `on ${enumerate(indices.map((path) => paths[path]))}`;
  const say = (worth: Worth) => {
    const on = (side: Side) =>
      paths.flatMap((_, path) => (sideOf(worth.paths[path].all.change) === side ? [path] : []));
    const [gains, losses] = [on('above'), on('below')];
    if (gains.length === 0 && losses.length === 0) return 'neither gains nor loses on average that one could tell';
    return [
      ...(gains.length > 0 ? [`gains ${where(gains)}`] : []),
      ...(losses.length > 0 ? [`loses ${where(losses)}`] : []),
    ].join(' and ');
  };
  const told = misjudgedOf(findings)
    .filter(({ name }) => name !== 'strength')
    .map((source) => saySingle(findings, all, source));
  const single =
    told.length > 0
      ? ` Of the truths that could be told ${playersOf(plan).challenger}, each alone and where it changes most for the coalition: ${enumerate(told)}.`
      : '';
  const [ofAll, ofResolute, ofIrresolute] = [all, resolute, irresolute].map(say);
  const alike = ofAll === ofResolute && ofAll === ofIrresolute;
  const types = alike
    ? `the coalition ${ofAll}, whichever its type`
    : `a resolute coalition ${ofResolute}, an irresolute one ${ofIrresolute}; both weighted, it ${ofAll}`;
  return [`In utility, once a ceasefire is there at the start, ${types}.${single}`];
}

/** What one truth alone is worth to a player, on the path on which it changes most. */
function saySingle(
  { paths, sources: names }: PerceptionFindings,
  worth: Worth,
  { name, what }: ReturnType<typeof misjudgedOf>[number],
): string {
  const changes = worth.paths.map(({ sources }) => sources[names.indexOf(name)].change);
  const sizes = changes.map(({ mean }) => Math.abs(mean));
  const best = sizes.indexOf(Math.max(...sizes));
  const { mean, raises } = changes[best];
  const open = sideOf(changes[best]) === 'open' ? 'cannot be told from nothing, ' : '';
  return `${what} (${open}${mean > 0 ? '+' : ''}${amount(changes[best])} on ${paths[best]}, helping in ${sayShare(raises)} of worlds)`;
}

/** What it is worth to the challenger herself to know the truth, in what she really gets. */
function sayChallenger(findings: PerceptionFindings): string[] {
  const payoff = findings.worths.find(({ name, kind }) => kind === 'value' && name === 'payoff_challenger');
  if (payoff === undefined) return [];
  const { her, parts, helps, harms } = sayGain(findings, payoff, ' of utility');
  const errors = misjudgedOf(findings);
  const single =
    errors.length > 1
      ? ` Each truth alone, where it changes most for her: ${enumerate(errors.map((source) => saySingle(findings, payoff, source)))}.`
      : '';
  const serves = harms
    ? ` and harms her in ${harms}: there her errors serve her. Others know what she believes and may give way to it, and an error may ` +
      'keep her from what her noisy choices would do.'
    : '.';
  return [
    `To ${her} herself, in what she really gets of a ceasefire at the start, to know the truth ${parts}; it helps her in ${helps} of ` +
      `worlds${serves}${single}`,
  ];
}

function sayMeaning({ plan }: PerceptionFindings): string {
  const { challenger, protege, backer } = playersOf(plan);
  return (
    `Knowing the truth means that ${challenger} has the right chance that the coalition is resolute, not that she knows whether it ` +
    'is; her choices stay noisy, and incidents can still get out of hand, so that what remains is not all intended. What ' +
    `${challenger} expects is reckoned with her errors: that it falls when she is put right is a disappointment, not a loss. What she ` +
    'really gets is expected with the true chances, while all play as they do with her errors; whether she agrees to a ceasefire at all ' +
    `is not in it. ${capitalised(protege)} and ${backer} do not decide and have no values of their own; preferences stand for them.`
  );
}

function sayLimits({ plan, measures, sources }: PerceptionFindings): string {
  const safe = plan.design === 'random' ? '' : `, on the safe side, as a rule, for the ${plan.design} design`;
  const draws = Math.min(...measures.map((measure) => measure.draws));
  const intervals = `Intervals are 95 % and cover the sampling error of ${draws} worlds${safe}.`;
  if (sources.length === 0) return intervals;
  return `${intervals} How far she errs is itself a judgement of the scenario, and the parts are no better known than that.`;
}
