/** What a scenario to start from may hold: templates, kinds of paths, beliefs and value judgements. */
import { PARAMETER_INDEX, PARAMETERS } from '../../deterrence/parameters.ts';

/** How much stands in the file. */
export const TEMPLATES = {
  hello: 'two beliefs and one value judgement, on a page',
  'two-paths': 'eight beliefs, an outcome of its own and two value judgements',
  full: 'everything that a scenario can say, each parameter of the model with its meaning',
} as const;
export type TemplateName = keyof typeof TEMPLATES;

/** A plan of a scenario: its name, and what it begins as. */
export interface StarterPath {
  readonly name: string;
  readonly kind: PathKind;
}

/** What a path can begin as. */
export const PATH_KINDS = {
  promise: 'a promise on paper, without soldiers',
  force: 'soldiers',
  fortress: 'arms and depots for the protégé, without soldiers',
  both: 'soldiers, arms and depots',
} as const;
export type PathKind = keyof typeof PATH_KINDS;

/** What such a path is called in tables. */
export const PATH_TITLES: Readonly<Record<PathKind, string>> = {
  promise: 'Promise on paper',
  force: 'Reassurance force',
  fortress: 'Fortress',
  both: 'Force and fortress',
};

/** Paths of the reference scenario by another name for the same thing. */
const USUAL_NAMES: ReadonlyMap<string, PathKind> = new Map([
  ['assurance', 'promise'],
  ['deployment', 'force'],
  ['tripwire', 'force'],
  ['combined', 'both'],
]);
const USUAL_ORDER: readonly PathKind[] = ['force', 'fortress', 'both', 'promise'];

/** What a path of that name begins as, if nothing is said: what its name says, else a kind that is not there yet. */
export function usualKind(name: string, others: readonly PathKind[]): PathKind {
  const named = Object.hasOwn(PATH_KINDS, name) ? (name as PathKind) : USUAL_NAMES.get(name);
  return named ?? USUAL_ORDER.find((kind) => !others.includes(kind)) ?? 'force';
}

/** A quantity as a scenario file writes it. */
export type StarterValue = number | string;

/** Soldiers of the first path that sends any, in thousands; each further one sends as many more. */
const TROOPS = reference('tripwire.troops');

/**
 * What a path sets.
 * @param repeat how many paths of the same kind stand before it: no two are to be the same
 */
export function pathValues(kind: PathKind, repeat: number): ReadonlyMap<string, StarterValue> {
  const times = repeat + 1;
  const force = kind === 'force' || kind === 'both';
  const fortress = kind === 'fortress' || kind === 'both';
  return new Map<string, StarterValue>([
    ['tripwire.troops', force ? TROOPS * times : 0],
    ...(force ? ([['commitment.binding', 0.3]] as const) : []),
    ...(fortress
      ? ([
          ['fortress.gain', times === 1 ? '0.5 to 1.6' : `${times} * (0.5 to 1.6)`],
          ['fortress.depot_cover', 0.8],
          ['budget.fortress_cost', 20 * times],
        ] as const)
      : []),
    ...(kind === 'promise' ? ([['commitment.binding', 0.15 / times]] as const) : []),
  ]);
}

/** The beliefs with which a template begins, by parameter. */
export const BELIEFS: Readonly<Record<TemplateName, readonly string[]>> = {
  hello: ['backer.reliability', 'coalition.resolve'],
  'two-paths': [
    'backer.reliability',
    'protege.strength',
    'challenger.leverage',
    'challenger.troop_aversion',
    'challenger.rationality',
    'challenge.cost_assault',
    'roe.threshold',
    'coalition.resolve',
  ],
  full: [
    'backer.reliability',
    'backer.volatility',
    'war.cost',
    'protege.strength',
    'challenger.rearm_years',
    'challenger.leverage',
    'challenger.troop_aversion',
    'challenger.rationality',
    'challenge.cost_assault',
    'roe.threshold',
    'commitment.audience_cost',
    'coalition.resolve',
    'coalition.stake_resolute',
  ],
};

/** Cases that a share would be known from: it makes the width of its distribution. */
const CASES = 8;

/** What `startingBelief` does, for readers of the file. */
export const BELIEF_RULE =
  'Each begins at the reference value of the model: a share as if it were known from eight cases, anything else to a ' +
  'factor of two (`a to b` is a 90 % interval). That is nobody’s belief. Put yours in its place, say under source: ' +
  'where it comes from, and keep judgement: true where it comes from judgement.';

/** A distribution around the reference value of a parameter that is positive. */
export function startingBelief(id: string): string {
  const { range } = PARAMETERS[PARAMETER_INDEX.get(id) ?? -1];
  const value = reference(id);
  if (range.max > 1) return `${short(value / 2)} to ${short(value * 2)}`;
  return `beta(${short(CASES * value)}, ${short(CASES * (1 - value))})`;
}

/** Value judgements. The first is the default of every command; each gives weight to every bad outcome. */
export const PREFERENCES: readonly { readonly name: string; readonly title: string; readonly minimize: string }[] = [
  {
    name: 'balanced',
    title: 'Lives, land and escalation, weighed against each other',
    minimize: harm(60, 20, 4, 150, 600),
  },
  {
    name: 'no_greater_war',
    title: 'Above all no war between great powers',
    minimize: harm(40, 15, 3, 600, 3000),
  },
];

function harm(lost: number, repelled: number, year: number, general: number, nuclear: number): string {
  return (
    `${lost} * (protege_collapses + renewed_war_lost) + ${repelled} * renewed_war_repelled + ${year} * war_years ` +
    `+ ${general} * general_war + ${nuclear} * nuclear_use`
  );
}

/** The reference value of a parameter. */
function reference(id: string): number {
  return PARAMETERS[PARAMETER_INDEX.get(id) ?? -1].reference;
}

/** A product without the noise of floating point. */
const short = (value: number): number => Number(value.toPrecision(6));
