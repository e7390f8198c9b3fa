/** What the value of information says in sentences: what inquiry could be worth at most, into what, and on what it rests. */
import { enumerate, percent, sayShare, spacedUnit, unitOf } from '../decision/decision.ts';
import { formatEstimate, formatInterval, formatLike, formatShort, shortValue } from '../number-text.ts';
import { type InformationFindings, standsOut, type WeightFinding } from './findings.ts';

/** More members than one for so many draws make the value of a group too small to be relied on. */
const DRAWS_PER_MEMBER = 100;

/** The sentences, in the order of reading. */
export function sayInformation(findings: InformationFindings): string[] {
  return [
    sayEvpi(findings),
    ...sayParameters(findings),
    ...sayUnsourced(findings),
    ...sayGroups(findings),
    ...sayNested(findings),
    ...findings.skipped.map(({ what, reason }) => `Left out: ${what}; ${reason}.`),
    sayLimits(findings),
  ];
}

function amount(value: number, interval: { readonly low: number; readonly high: number }): string {
  return `${formatLike(value, interval)} (${formatInterval(interval).replace('…', ' to ')})`;
}

function sayEvpi(findings: InformationFindings): string {
  const { decision, evpi, notBest, second } = findings;
  const unit = spacedUnit(decision);
  const name = decision.objective.name;
  if (evpi.best.length > 1) {
    return `Under ${name}, ${enumerate(evpi.best)} are level on average; to know the world before choosing would be worth ${amount(evpi.value, evpi)}${unit}.`;
  }
  const [best] = evpi.best;
  const ahead =
    second === undefined
      ? ''
      : second.low > 0
        ? `, ahead of ${second.path} by ${amount(second.margin, second)}`
        : `, though whether it is ahead of ${second.path} is open (by ${amount(second.margin, second)})`;
  const first = `Under ${name}, ${best} is the best on average${ahead}${unit}.`;
  if (evpi.value === 0) {
    return `${first} It is the best, or level with it, in every world: to know more is worth nothing to this choice.`;
  }
  return (
    `${first} In ${sayShare(notBest)} of worlds another path is better. To know the world before choosing would be worth ` +
    `${amount(evpi.value, evpi)}${unit} on average (EVPI): nothing that can be found out is worth more to this choice.`
  );
}

function sayParameters({ decision, parameters, evpi }: InformationFindings): string[] {
  if (parameters.length === 0 || evpi.value === 0) return [];
  const standing = parameters.filter(standsOut);
  const byChance = Math.max(1, Math.round(0.05 * parameters.length));
  const reading =
    'EVPPI is what it would be worth to know one quantity alone. What several are worth together can be more or less than ' +
    'the sum, so the shares do not add up.';
  if (standing.length === 0) {
    return [
      `None of ${parameters.length} quantities alone is worth more than noise: to know it would hardly ever change the ` +
        `choice, or more draws are needed to tell. ${reading}`,
    ];
  }
  const first = standing.slice(0, 3).map((found) => `${found.name}, ${amount(found.value, found)}`);
  const unclear = standing.filter(({ low }) => low === 0).length;
  const doubt =
    unclear === 0
      ? ''
      : ` Of these, the interval of ${unclear === standing.length ? 'each' : unclear} reaches down to 0.`;
  return [
    `The most it is worth to know${spacedUnit(decision) === '' ? '' : `, in ${unitOf(decision)}`}: ${enumerate(first)}. ` +
      `Of ${parameters.length} quantities ${standing.length} ${standing.length === 1 ? 'stands' : 'stand'} out from noise, ` +
      `where up to about ${byChance} might by chance.${doubt}`,
    reading,
  ];
}

function sayUnsourced({ unsourced }: InformationFindings): string[] {
  if (unsourced === undefined || Number.isNaN(unsourced.shareOfSum)) return [];
  const { shareOfSum, low, high, unsourced: without, parameters } = unsourced;
  const share = sayShare({ share: shareOfSum, low, high });
  return [
    `${without} of ${parameters} quantities have no source in the scenario but rest on judgement, or on nothing. To them ` +
      `belong ${share} of the sum of what the quantities are worth alone.`,
  ];
}

function sayGroups({ groups }: InformationFindings): string[] {
  if (groups.length === 0) return [];
  const several = groups.filter(({ members }) => members.length > 1);
  const tooSmall = several.filter(
    ({ value, standardError, bestMember }) => bestMember !== undefined && bestMember.value > value + standardError,
  );
  const large = several.filter(({ members, draws }) => members.length * DRAWS_PER_MEMBER > draws);
  if (several.length === 0) return [];
  return [
    'The value of a group is reckoned from the draws too, and is too small where a group is large for so many draws: what ' +
      'its members do together is taken for noise then, which the interval does not cover.' +
      (large.length > 0
        ? ` With ${several[0].draws} draws take it for a lower bound of ${enumerate(large.map(({ name }) => name))}.`
        : '') +
      (tooSmall.length > 0
        ? ` ${enumerate(tooSmall.map(({ name, bestMember }) => `${name} comes out below its member ${bestMember!.name}`))}, ` +
          'which cannot be.'
        : ''),
  ];
}

function sayNested({ decision, nested, parameters }: InformationFindings): string[] {
  return nested.map(({ name, estimate, outer, inner }) => {
    const beside = parameters.find((found) => found.name === name);
    const apart = beside === undefined ? 0 : Math.abs(estimate.value - beside.value);
    const tolerance = 2 * Math.sqrt(squared(estimate.standardError) + squared(beside?.standardError ?? 0));
    const agree =
      beside === undefined
        ? ''
        : `, which ${apart <= tolerance ? 'agrees' : 'does not agree'} with ${amount(beside.value, beside)} from the draws` +
          (apart <= tolerance ? '' : ': take more draws and a larger check before relying on either');
    const below = estimate.value < 0 ? ', below 0 by chance' : '';
    return (
      `By simulation with the model, ${outer} values of ${name} with ${inner} new worlds each, to know it is worth ` +
      `${formatEstimate(estimate.value, estimate.standardError)}${spacedUnit(decision)} (± standard error${below})${agree}.`
    );
  });
}

const squared = (value: number): number => value * value;

function sayLimits({ decision }: InformationFindings): string {
  const { design } = decision.plan;
  const safe = design === 'random' ? '' : `, on the safe side, as a rule, for the ${design} design`;
  return (
    `All of this holds for ${decision.objective.name} and for the paths and priors as they are: a quantity is worth nothing to ` +
    `a choice that it cannot change, however uncertain or important it is. Intervals are 95 % and cover the sampling error ` +
    `of ${decision.draws} worlds${safe}.`
  );
}

/** Whether the objective gives a weight to the cost itself. */
function countsItself({ objective }: InformationFindings['decision'], cost: string): boolean {
  return new RegExp(`\\b${cost}\\b`).test(objective.text ?? '');
}

/** What the moving weight means. */
export function sayWeight({ decision }: Pick<InformationFindings, 'decision'>, weight: WeightFinding): string {
  const { kind, name, unit, first, second, range, leftOut } = weight;
  const out = leftOut > 0 ? ` ${leftOut} draws are left out, which have no value of it.` : '';
  if (kind === 'between') {
    return `From ${first} (weight 0) to ${second} (weight 1): (1 − w) times the one plus w times the other.${out}`;
  }
  const sign = decision.objective.direction === 'minimize' ? '+' : '−';
  const per =
    unit === '' ? '' : `; w is what one ${unit} counts${spacedUnit(decision) === '' ? '' : ` in ${unitOf(decision)}`}`;
  const until = range
    ? ` Up to the weight at which ${range.cheapest}, which costs least, is the best in ${percent(range.share)} of worlds.`
    : '';
  const beside = countsItself(decision, name)
    ? ` This comes on top of what ${decision.objective.name} itself makes it count.`
    : '';
  return `${decision.objective.name} ${sign} w · ${name}${per}.${beside}${until}${out}`;
}

/** `a point of harm`. */
function pointOf(decision: InformationFindings['decision']): string {
  const unit = unitOf(decision);
  return unit === ''
    ? 'one of the objective'
    : unit.startsWith('points')
      ? `a point${unit.slice('points'.length)}`
      : `one ${unit}`;
}

/** Which path is the best on average in which range of the weight. */
export function sayFrontier({ decision }: Pick<InformationFindings, 'decision'>, weight: WeightFinding): string[] {
  const { segments, points, kind, name, unit } = weight;
  const ranges = segments.map(({ path, from, to, toInterval }, index) => {
    const start = index === 0 ? `from ${shortValue(from)}` : 'from there';
    if (toInterval === undefined) {
      return segments.length === 1 ? `${path} throughout, ${start} to ${shortValue(to)}` : `${path} beyond`;
    }
    const isKnown = Number.isFinite(toInterval.low);
    const at = isKnown ? amount(to, toInterval) : `${formatShort(to, 3)} (the draws cannot bound it)`;
    return `${path} ${start} to ${at}`;
  });
  const [firstChange] = segments.filter(({ toInterval }) => toInterval !== undefined);
  const inverse =
    kind === 'cost' && !countsItself(decision, name) && firstChange !== undefined && firstChange.to > 0 && unit !== ''
      ? ` At ${formatShort(firstChange.to)} ${pointOf(decision)} is worth ${formatShort(1 / firstChange.to)} ${unit}.`
      : '';
  const apart = points.filter(({ paths, frontier }) => paths.some(({ share }) => share > frontier.share));
  const note =
    apart.length > 0
      ? ` The path that is the best on average is not always the one that is the best in most worlds: they part at ` +
        `${apart.length} of ${points.length} weights.`
      : '';
  return [`Best on average (the frontier): ${ranges.join('; ')}.${inverse}${note}`];
}
