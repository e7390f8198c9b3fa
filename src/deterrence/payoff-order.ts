/**
 * Orders that the payoffs of a world are meant to have (docs/model.md §§2, 4). The model computes without them; a world that
 * breaks one is another game than the one that is described: general war that is worth a won war, a probe that is worth more
 * than an attack.
 */
import { parameterIndex } from './parameters.ts';
import type { Rung, World } from './world.ts';

/** One quantity that is meant to be no larger than another. */
export interface PayoffOrder {
  readonly name: string;
  /** What is so where the order is broken: a clause. */
  readonly broken: string;
  /** Quantities by which it can be mended, the first the likeliest: parameter ids, `ladder[0].risk`. */
  readonly quantities: readonly string[];
  /** What is meant to be the lesser and the greater; undefined where the order means nothing in the world. */
  sides(world: World): readonly [lesser: number, greater: number] | undefined;
}

type Read = (id: string) => number;

/** An order of two things that are computed from parameters, in the order in which they are named. */
function order(
  name: string,
  broken: string,
  quantities: readonly string[],
  sides: (of: Read, world: World) => readonly [number, number] | undefined,
): PayoffOrder {
  return {
    name,
    broken,
    quantities,
    sides: (world) => sides((id) => world.parameters[parameterIndex(id)], world),
  };
}

/** Two parameters, the lesser first. */
const simple = (
  name: string,
  broken: string,
  lesser: string,
  greater: string,
  applies: (of: Read) => boolean = always,
) => order(name, broken, [lesser, greater], (of) => (applies(of) ? [of(lesser), of(greater)] : undefined));

const always = (): boolean => true;
const hasTroops = (of: Read): boolean => of('tripwire.troops') > 0;

/** How binding the promise becomes at most, whatever is ever reached of integration (§2, β). */
function mostBinding(of: Read): number {
  const binding = of('commitment.binding');
  return binding + (1 - binding) * of('integration.solidarity') * of('integration.ceiling');
}

/** Rungs below the top, on which one can back down. */
const lowerRungs = ({ ladder }: World): number => ladder.length - 1;

const CHALLENGES = ['probe', 'limited', 'assault'] as const;
const WORDS = { probe: 'a probe', limited: 'a limited attack', assault: 'an assault' } as const;
const STEPS = [
  ['probe', 'limited'],
  ['limited', 'assault'],
] as const;

/** For each step from a kind of challenge to the next. */
const rising = (
  prefix: string,
  says: (lesser: string, greater: string) => string,
  applies = always as (of: Read) => boolean,
) =>
  STEPS.map(([lesser, greater]) =>
    simple(
      `${prefix}_${greater}`,
      says(WORDS[lesser], WORDS[greater]),
      `${prefix}_${lesser}`,
      `${prefix}_${greater}`,
      applies,
    ),
  );

/** Orders that do not depend on how many rungs there are. */
const FIXED: readonly PayoffOrder[] = [
  ...rising('challenge.gain', (a, b) => `${a} is worth more to the challenger than ${b}`),
  ...rising('challenge.cost', (a, b) => `${a} costs the challenger more than ${b}`),
  ...CHALLENGES.map((kind) =>
    simple(
      `worthwhile_${kind}`,
      `${WORDS[kind]} costs the challenger more than it can ever gain, so that she makes it by mistake only`,
      `challenge.cost_${kind}`,
      `challenge.gain_${kind}`,
    ),
  ),
  order(
    'general_war_challenger',
    'general war costs the challenger less than a won war is worth to her',
    ['ladder.war_loss_challenger', 'challenge.gain_assault'],
    (of) => [of('challenge.gain_assault'), of('ladder.war_loss_challenger')],
  ),
  order(
    'general_war_coalition',
    'general war costs the coalition, unbacked, less than the loss of the protégé costs a resolute one',
    ['ladder.war_loss_coalition', 'coalition.stake_resolute'],
    (of) => [of('coalition.stake_resolute'), of('ladder.war_loss_coalition')],
  ),
  order(
    'general_war_coalition_backed',
    'general war with the backer at its side costs the coalition less than the loss of the protégé costs a resolute one',
    ['ladder.backing_relief', 'ladder.war_loss_coalition', 'coalition.stake_resolute'],
    (of) => [of('coalition.stake_resolute'), of('ladder.war_loss_coalition') * (1 - of('ladder.backing_relief'))],
  ),
  order(
    'nuclear_challenger',
    'nuclear use costs the challenger less than general war against a backed coalition',
    ['ladder.nuclear_loss', 'ladder.war_loss_challenger', 'ladder.backing_weight'],
    (of) => [of('ladder.war_loss_challenger') * (1 + of('ladder.backing_weight')), of('ladder.nuclear_loss')],
  ),
  order(
    'nuclear_coalition',
    'nuclear use costs the coalition less than general war',
    ['ladder.nuclear_loss', 'ladder.war_loss_coalition'],
    (of) => [of('ladder.war_loss_coalition'), of('ladder.nuclear_loss')],
  ),
  order(
    'humiliation_challenger',
    'backing down on the last rung costs the challenger more than general war',
    ['ladder.humiliation_challenger', 'ladder.war_loss_challenger'],
    (of, world) => [of('ladder.humiliation_challenger') * lowerRungs(world), of('ladder.war_loss_challenger')],
  ),
  order(
    'humiliation_coalition',
    'backing down on the last rung costs the coalition, by humiliation and the broken promise where it binds most, more than ' +
      'general war with the backer at its side',
    ['commitment.audience_cost', 'ladder.humiliation_coalition', 'ladder.war_loss_coalition', 'ladder.backing_relief'],
    (of, world) => [
      of('commitment.audience_cost') * mostBinding(of) + of('ladder.humiliation_coalition') * lowerRungs(world),
      of('ladder.war_loss_coalition') * (1 - of('ladder.backing_relief')),
    ],
  ),
  simple(
    'joint_war',
    'a war beside the protégé costs the coalition more than general war',
    'coalition.war_cost',
    'ladder.war_loss_coalition',
  ),
  simple(
    'stakes',
    'an irresolute coalition has more at stake than a resolute one',
    'coalition.stake_irresolute',
    'coalition.stake_resolute',
  ),
  order(
    'mandate',
    'to answer a hit that does not trigger the rules costs the coalition more than to intervene without any hit',
    ['roe.unmandated_cost', 'commitment.intervention_cost'],
    (of) => [of('roe.unmandated_cost'), of('commitment.intervention_cost') * (1 - of('commitment.binding'))],
  ),
  ...(['backing', 'supply'] as const).flatMap((what) => [
    simple(
      `${what}_wavering`,
      `a wavering backer gives more ${what} than an engaged one`,
      `backer.${what}_wavering`,
      `backer.${what}_engaged`,
    ),
    simple(
      `${what}_withdrawn`,
      `a withdrawn backer gives more ${what} than a wavering one`,
      `backer.${what}_withdrawn`,
      `backer.${what}_wavering`,
    ),
  ]),
  ...rising('tripwire.reach', (a, b) => `${a} reaches further than ${b}`, hasTroops),
  ...rising('tripwire.casualties', (a, b) => `${a} kills more than ${b}`, hasTroops),
];

const RUNG_PARTS = [
  ['risk', 'risk', 'is riskier than'],
  ['cost_coalition', 'costCoalition', 'costs the coalition more than'],
  ['cost_challenger', 'costChallenger', 'costs the challenger more than'],
] as const satisfies readonly (readonly [string, keyof Rung, string])[];

/**
 * The orders that hold together on a ladder of so many rungs. The entries of its top, which are not used, are in none.
 * @param rungs from 2
 */
export function payoffOrders(rungs: number): PayoffOrder[] {
  const steps = Array.from({ length: Math.max(0, rungs - 2) }, (_, step) => step);
  const climbing = steps.flatMap((step) =>
    RUNG_PARTS.map(
      ([part, key, says]): PayoffOrder => ({
        name: `rung_${step + 2}_${part}`,
        broken: `rung ${step + 1} ${says} rung ${step + 2} above it`,
        quantities: [`ladder[${step + 1}].${part}`, `ladder[${step}].${part}`],
        sides: ({ ladder }) => [ladder[step][key] as number, ladder[step + 1][key] as number],
      }),
    ),
  );
  return [...FIXED, ...climbing];
}
