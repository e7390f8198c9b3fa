/** `votes`: how likely the coalition is to act, by what is at stake and what the backer does, and on whom it hangs. */
import { describeSpread, type Spread } from '../../analysis/summary.ts';
import { prepareGame } from '../../deterrence/game.ts';
import { lastStage, reuseSolution, type Solution, solve } from '../../deterrence/solve.ts';
import {
  actingChance,
  type MemberChance,
  memberChances,
  solvedVotes,
  VOTE_KINDS,
  type Voters,
  votersOf,
} from '../../deterrence/vote-profile.ts';
import type { World } from '../../deterrence/world.ts';
import { worldsOf } from '../../experiment/draw-world.ts';
import type { Plan } from '../../experiment/plan.ts';
import { createFailureTally, type Failure } from '../../experiment/results.ts';
import {
  BACKINGS,
  type Backing,
  type CoalitionType,
  type FoundMember,
  type FoundVote,
  POSTURES,
  type VoteCurvePoint,
  type VotesFindings,
} from '../../report/votes/findings.ts';
import { describeVotes } from '../../report/votes/json.ts';
import { votesTables } from '../../report/votes/tables.ts';
import { renderVotes } from '../../report/votes/text.ts';
import { unknownName } from '../../scenario/names.ts';
import { SampleError } from '../../scenario/sampler.ts';
import { type Analysed, analyseSetting } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { showProgress } from '../progress.ts';
import type { Setting } from '../worlds.ts';
import type { VotesOptions } from './votes-options.ts';

/** Of each draw some thousand numbers are kept. */
const MOST_DRAWS = 20_000;
const TYPES: readonly CoalitionType[] = ['resolute', 'irresolute', 'either'];
/** With nothing at stake. */
const EVEN = 'even';
/** Long enough after the start that the force may stand. */
const USUAL_YEAR = 1;

/**
 * Solves the game of every world and prints how the coalition votes in it.
 * @returns the exit code
 * @throws what `analyseSetting` throws
 */
export function showVotes(options: VotesOptions, environment: Environment): Promise<number> {
  return analyseSetting('votes', options, environment, (setting) => analyse(setting, options, environment));
}

async function analyse(setting: Setting, options: VotesOptions, environment: Environment): Promise<Analysed> {
  const { plan } = setting;
  if (plan.draws > MOST_DRAWS) throw new UsageError(`${plan.draws} draws are too many, must be at most ${MOST_DRAWS}`);
  const path = findPath(plan, options.path);
  const period = findPeriod(plan, options.year);
  const stage = Math.min(1, lastStage(period));
  const { sample, voters, failures } = await evaluate(setting, path, { period, stage }, options, environment);
  if (voters.length < 2)
    throw new UsageError(`${voters.length} of ${plan.draws} worlds can be used, at least 2 are needed`);
  const votes = votesIn(sample);
  const has = (name: string) => votes.some(({ vote }) => vote === name);
  const focus = has('limited_triggered') ? 'limited_triggered' : 'limited_unhit';
  const { name, title } = plan.paths[path];
  const findings: VotesFindings = {
    ...{ title: plan.title, asOf: plan.asOf, actors: plan.actors, path: { name, title }, draws: plan.draws },
    ...{ year: Number((period * plan.stepYears).toPrecision(12)), isDeployed: has('limited_triggered') },
    ...{ usable: voters.length, design: plan.design, seed: plan.seed, focus, votes },
    members: voters[0].members.map((member) => ({ name: member.name, weight: member.weight })),
    quorum: describeSpread(Float64Array.from(voters, ({ quorum }) => quorum)),
    resolve: describeSpread(Float64Array.from(voters, ({ resolve }) => resolve)),
    curve: followCurve(voters, votes),
    memberRows: membersIn(sample, voters[0]),
    backingEffect: sample.spread(`effect ${focus}`),
  };
  return {
    settings: { path: name, year: findings.year, focus, draws: findings.usable },
    tables: votesTables(findings),
    evaluations: plan.draws,
    failures: [{ failures }],
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeVotes(findings) }),
    text: (text) => renderVotes(findings, text),
    hint: 'Every vote and type: votes.csv; datapackage.json explains every column.',
  };
}

function findPath(plan: Plan, name: string | undefined): number {
  const names = plan.paths.map((path) => path.name);
  if (name === undefined) {
    if (names.length === 1) return 0;
    throw new UsageError(`--path is missing, must be one of ${names.join(', ')}`);
  }
  const index = names.indexOf(name);
  if (index < 0) throw new UsageError(`--path ${unknownName('path', name, names)}`);
  return index;
}

function findPeriod({ periods, stepYears }: Plan, asked: number | undefined): number {
  const year = asked ?? Math.min(USUAL_YEAR, (periods - 1) * stepYears);
  // A year that is a whole number of periods but for rounding begins that period.
  const period = Math.floor(year / stepYears + 1e-9);
  if (period < periods) return period;
  throw new UsageError(`--year is ${year}, must be below ${periods * stepYears}, where the scenario ends`);
}

/** Numbers by name and world. */
interface Sample {
  put(name: string, value: number): void;
  /** Goes on to the next world. */
  next(): void;
  has(name: string): boolean;
  spread(name: string): Spread;
}

function createSample(most: number): Sample {
  const columns = new Map<string, Float64Array>();
  let world = 0;
  return {
    put(name, value) {
      let column = columns.get(name);
      if (column === undefined) {
        column = new Float64Array(most).fill(Number.NaN);
        columns.set(name, column);
      }
      column[world] = value;
    },
    next() {
      world++;
    },
    has: (name) => columns.has(name),
    spread: (name) => describeSpread(columns.get(name) ?? new Float64Array(0)),
  };
}

/** Draws between two looks at whether the command is to end. */
const DRAWS_AT_ONCE = 10;

async function evaluate(
  { scenario, plan }: Setting,
  path: number,
  where: { readonly period: number; readonly stage: number },
  options: VotesOptions,
  { stderr, signal, now }: Environment,
) {
  const worldOf = worldsOf(scenario, plan, path);
  const sample = createSample(plan.draws);
  const voters: Voters[] = [];
  const failed: Failure[] = [];
  const progress = showProgress(plan.draws, options.quiet || options.json ? undefined : stderr, now);
  let solution: Solution | undefined;
  try {
    for (let draw = 0; draw < plan.draws; draw++) {
      if (draw % DRAWS_AT_ONCE === 0) {
        await new Promise((next) => setImmediate(next));
        signal.throwIfAborted();
        progress.update(draw);
      }
      let world: World;
      try {
        world = worldOf(draw);
      } catch (error) {
        if (!(error instanceof SampleError)) throw error;
        const { message, quantity, reason } = error;
        failed.push({ draw, path, kind: 'SampleError', error: `${quantity}: ${reason}`, message });
        continue;
      }
      solution = reuseSolution(solution, prepareGame(world, solution?.game.committee));
      solve(solution);
      voters.push(keepVotes(sample, world, solution, where));
      sample.next();
    }
  } finally {
    progress.stop();
  }
  const tally = createFailureTally(plan.draws);
  tally.add(failed);
  return { sample, voters, failures: tally.count() };
}

/** Keeps what there is to know of the votes of one world. */
function keepVotes(
  { put }: Sample,
  { members }: World,
  solution: Solution,
  where: { readonly period: number; readonly stage: number },
): Voters {
  const voters = votersOf(members, solution, where.period);
  const { resolve } = voters;
  const both = (of: readonly number[]) => [...of, resolve * of[0] + (1 - resolve) * of[1]];
  const putMembers = (key: string, of: readonly (readonly MemberChance[])[]) => {
    members.forEach((_, m) => {
      for (const what of ['yes', 'decisive'] as const) {
        both(of.map((chances) => chances[m][what])).forEach((value, type) => {
          put(`${what} ${key} ${TYPES[type]} ${m}`, value);
        });
      }
    });
  };
  const acts = new Map<string, number>();
  POSTURES.forEach((name, posture) => {
    putMembers(
      `${EVEN} ${name}`,
      [0, 1].map((type) => memberChances(voters, type, 0, voters.shortfalls[posture])),
    );
    solvedVotes(members, solution, { ...where, posture }).forEach((vote, kind) => {
      if (vote === undefined) return;
      const key = `${VOTE_KINDS[kind].name} ${name}`;
      both(vote.stake).forEach((value, type) => {
        put(`stake ${key} ${TYPES[type]}`, value);
      });
      both(vote.act).forEach((value, type) => {
        put(`act ${key} ${TYPES[type]}`, value);
      });
      acts.set(key, both(vote.act)[2]);
      putMembers(key, vote.members);
    });
  });
  for (const { name } of VOTE_KINDS) {
    const [engaged, withdrawn] = [acts.get(`${name} engaged`), acts.get(`${name} withdrawn`)];
    if (engaged !== undefined && withdrawn !== undefined) put(`effect ${name}`, engaged - withdrawn);
  }
  return voters;
}

function votesIn(sample: Sample): FoundVote[] {
  return VOTE_KINDS.flatMap(({ name }) =>
    POSTURES.flatMap((posture) =>
      TYPES.flatMap((type) => {
        const key = `${name} ${posture} ${type}`;
        if (!sample.has(`act ${key}`)) return [];
        return [{ vote: name, posture, type, stake: sample.spread(`stake ${key}`), act: sample.spread(`act ${key}`) }];
      }),
    ),
  );
}

function membersIn(sample: Sample, { members }: Voters): FoundMember[] {
  return [...VOTE_KINDS.map(({ name }) => name), EVEN].flatMap((vote) =>
    POSTURES.flatMap((posture) =>
      TYPES.flatMap((type) =>
        members.flatMap(({ name: member }, m) => {
          const key = `${vote} ${posture} ${type} ${m}`;
          if (!sample.has(`yes ${key}`)) return [];
          const [yes, decisive] = [sample.spread(`yes ${key}`), sample.spread(`decisive ${key}`)];
          return [{ vote, posture, type, member, yes, decisive }];
        }),
      ),
    ),
  );
}

/** Steps of a curve, about. */
const STEPS = 75;
const WIDEST_STAKE = 500;
const PROBE_STEP = 10;
/** A curve goes on until the mean chance is so near to 0, or to 1. */
const SETTLED = 0.02;

/** The chance of acting at stakes from where it hardly ever acts to where it nearly always does. */
function followCurve(voters: readonly Voters[], votes: readonly FoundVote[]): VoteCurvePoint[] {
  const of = (type: number, backing: Backing, stake: number) =>
    Float64Array.from(voters, (own) => actingChance(own, type, stake, shortfallOf(own, backing)).act);
  const mean = (type: number, backing: Backing, stake: number) => describeSpread(of(type, backing, stake)).mean;
  let low = -PROBE_STEP;
  while (low > -WIDEST_STAKE && mean(0, 'backed', low) > SETTLED) low -= PROBE_STEP;
  let high = PROBE_STEP;
  while (high < WIDEST_STAKE && mean(1, 'unbacked', high) < 1 - SETTLED) high += PROBE_STEP;
  const arising = votes.filter(({ type }) => type !== 'either');
  // Stakes that arise are shown as far as the curve itself does not become a detail.
  const margin = (high - low) / 2;
  const least = arising.reduce((end, { stake }) => Math.min(end, stake.q05), low);
  const most = arising.reduce((end, { stake }) => Math.max(end, stake.q95), high);
  low = Math.max(low - margin, least);
  high = Math.min(high + margin, most);
  const step = niceStep((high - low) / STEPS);
  const from = Math.floor(low / step);
  const stakes = Array.from({ length: Math.ceil(high / step) - from + 1 }, (_, index) => (from + index) * step);
  return BACKINGS.flatMap((backing) =>
    stakes.flatMap((stake) => {
      const types = [of(0, backing, stake), of(1, backing, stake)];
      const either = types[0].map((act, w) => voters[w].resolve * act + (1 - voters[w].resolve) * types[1][w]);
      return [...types, either].map((acts, type) => ({ type: TYPES[type], backing, stake, act: describeSpread(acts) }));
    }),
  ).sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type));
}

function shortfallOf({ shortfalls }: Voters, backing: Backing): number {
  if (backing === 'backed') return 0;
  if (backing === 'unbacked') return 1;
  return shortfalls[POSTURES.indexOf(backing)];
}

/** 1, 2 or 5 of any power of ten, not below a number from 0.1 on. */
function niceStep(least: number): number {
  for (let power = 0.1; ; power *= 10) {
    const step = [1, 2, 5].find((digit) => digit * power >= least);
    if (step !== undefined) return Number((step * power).toPrecision(3));
  }
}
