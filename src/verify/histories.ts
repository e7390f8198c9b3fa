/** Futures played out one by one, with dice, against the exact pass. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { OUTPUTS, outputIndex } from '../deterrence/outputs.ts';
import type { History } from '../deterrence/simulate.ts';
import type { World } from '../deterrence/world.ts';
import { uniformStream } from '../random/stream.ts';
import type { CheckedNumber, Claim, ClaimGroup, Finding } from './claim.ts';
import { short } from './finding.ts';
import { KNOWN_ANSWERS } from './known-answers.ts';
import { type Subject, worldWith } from './subject.ts';

const HISTORIES = 20_000;
/** An output is compared where more histories than this are expected to show it. */
const FEW = 60;
/** Error rate over all comparisons of all worlds: so often a faultless program would fail here, with other seeds. */
const ERROR_RATE = 1e-3;

/** Outputs that a single history has: all but ratios, values and what is defined by them. */
const COUNTED = OUTPUTS.filter(
  ({ name, kind }) =>
    (kind !== 'derived' && kind !== 'utility') || name === 'uncovered_cheque' || name === 'broken_promise',
).map(({ name }) => name);

const BUSY = { 'tripwire.deploy_years': 0, 'tripwire.distance_km': 20, 'challenger.rationality': 0.05 };
const MEEK = { 'coalition.rationality': 0.02, 'ladder.war_loss_coalition': 30, 'ladder.nuclear_loss': 100 };

const WORLDS: readonly [id: string, name: string, world: World][] = [
  ['reference', 'reference values', worldWith({})],
  ['seven-members', 'a coalition of seven members', KNOWN_ANSWERS[1].world],
  ['incidents', 'many incidents and answers', worldWith({ ...BUSY, ...MEEK, 'budget.fortress_cost': 2 })],
  [
    'overconfident',
    'many incidents and an overconfident challenger',
    worldWith({ ...BUSY, 'challenger.overconfidence': 0.8, 'roe.misread_risk': 0.8 }),
  ],
];

/** Two-sided, so that all comparisons together have the error rate (Bonferroni). */
const CRITICAL = normalQuantile(1 - ERROR_RATE / (2 * WORLDS.length * COUNTED.length), 0, 1);

/**
 * z of the histories' mean of one output against the exact pass; undefined where too few histories should show it. Twice
 * as many as FEW may even so: a Poisson count of 60 exceeds 120 once in 10¹¹.
 */
function zOf(histories: readonly History[], index: number, exact: number): number | undefined {
  const values = histories.map((history) => history[index]).filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(exact * values.length > FEW)) {
    return values.length === 0 || mean * values.length < 2 * FEW ? undefined : Number.POSITIVE_INFINITY;
  }
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
  // What is the same in all histories has no spread to measure by, but must then be the exact value.
  if (variance === 0) return Math.abs(mean - exact) < 1e-9 ? 0 : Number.POSITIVE_INFINITY;
  return (mean - exact) / Math.sqrt(variance / values.length);
}

function compareWithHistories(subject: Subject, id: string, world: World): Finding {
  const exact = subject.evaluate(world);
  const streams = Array.from({ length: HISTORIES }, (_, i) => uniformStream('verify', 'histories', id, `${i}`));
  const histories = subject.simulate(world, streams);
  const numbers = COUNTED.flatMap((name): CheckedNumber[] => {
    const z = zOf(histories, outputIndex(name), exact(name));
    return z === undefined ? [] : [{ quantity: `z of ${name}`, found: z, expected: 0, tolerance: CRITICAL }];
  });
  const worst = Math.max(...numbers.map(({ found }) => Math.abs(found)));
  return {
    holds: numbers.length > 0 && worst < CRITICAL,
    found: `largest |z| ${short(worst)} of ${numbers.length} outputs`,
    numbers,
  };
}

export const HISTORIES_GROUP: ClaimGroup = {
  id: 'histories',
  title: 'The exact pass against histories',
  about: `Probabilities and counts are computed exactly, by pushing probability through the solved game. ${HISTORIES} single futures a world, played with dice, must have the same means. Over all ${WORLDS.length * COUNTED.length} comparisons together the error rate is ${ERROR_RATE} (two-sided z-tests, Bonferroni).`,
  claims: WORLDS.map(
    ([id, name, world]): Claim => ({
      id: `histories-${id}`,
      claim: `Histories have the means of the exact pass: ${name}.`,
      source: 'docs/model.md §8.2',
      how: `Model, ${HISTORIES} histories, fixed seed; every outcome, count, duration and cost that more than ${FEW} of them should show.`,
      expected: `no |z| above ${short(CRITICAL)}`,
      check: (subject) => compareWithHistories(subject, id, world),
    }),
  ),
};
