/**
 * How long one evaluation takes, beside a yardstick timed in the same run: one million calls of Math.exp.
 * `npm run bench` bundles this file, as the shipped program is bundled, and runs it.
 *
 * One evaluation is schedules, solution and exact pass with every output, for one world. Each figure is the median over
 * rounds in which all cases and the yardstick take turns, so that a change in the machine's speed hits all of them.
 */
import { createModel } from '../src/deterrence/model.ts';
import { OUTPUTS } from '../src/deterrence/outputs.ts';
import { parameterIndex, referenceParameters } from '../src/deterrence/parameters.ts';
import { type Member, REFERENCE_LADDER, REFERENCE_MEMBERS, type World } from '../src/deterrence/world.ts';

const ROUNDS = 15;
const PER_ROUND = 10;

function committee(size: number): Member[] {
  return Array.from({ length: size }, (_, i) => ({
    name: `member ${i + 1}`,
    weight: 1 + ((7 * i) % 12),
    resolve: ((5 * i) % 13) - 6,
    conditionality: 8 + ((11 * i) % 18),
  }));
}

function world(members: readonly Member[], changes: Readonly<Record<string, number>> = {}): World {
  const parameters = referenceParameters();
  for (const [id, value] of Object.entries(changes)) parameters[parameterIndex(id)] = value;
  return { parameters, members, ladder: REFERENCE_LADDER };
}

const CASES: readonly (readonly [string, World])[] = [
  ['reference values, one member', world(REFERENCE_MEMBERS)],
  ['seven members', world(committee(7))],
  ['twenty-six members', world(committee(26))],
  ['no troops', world(REFERENCE_MEMBERS, { 'tripwire.troops': 0 })],
  ['misperceptions (solved twice)', world(REFERENCE_MEMBERS, { 'challenger.overconfidence': 0.3 })],
];

const model = createModel();
const outputs = new Float64Array(OUTPUTS.length);

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

let sink = 0;
function yardstick(): void {
  for (let i = 0; i < 1_000_000; i++) sink += Math.exp(-(i % 1000) / 100);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

const times = CASES.map((): number[] => []);
const sticks: number[] = [];
for (let round = -3; round < ROUNDS; round++) {
  const stick = time(yardstick);
  if (round >= 0) sticks.push(stick);
  CASES.forEach(([, w], index) => {
    const ms = time(() => {
      for (let i = 0; i < PER_ROUND; i++) model.evaluate(w, outputs);
    });
    if (round >= 0) times[index].push(ms / PER_ROUND);
  });
}

const stick = median(sticks);
const base = median([...times[0]]);
console.log(`yardstick: one million Math.exp ${stick.toFixed(2)} ms (${Number.isFinite(sink) ? 'ok' : 'failed'})`);
console.log('ms per evaluation, in yardsticks, relative to the first');
CASES.forEach(([name], index) => {
  const ms = median(times[index]);
  console.log(
    `${name.padEnd(32)} ${ms.toFixed(2).padStart(7)} ${(ms / stick).toFixed(3).padStart(7)} ${(ms / base).toFixed(2).padStart(6)}`,
  );
});
