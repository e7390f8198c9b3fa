/**
 * How long one evaluation takes. `npm run bench` bundles this file, as the shipped program is bundled, and runs it.
 *
 * One evaluation is schedules, solution and exact pass with every output, for one world.
 */
import { createModel } from '../src/deterrence/model.ts';
import { OUTPUTS } from '../src/deterrence/outputs.ts';
import { parameterIndex, referenceParameters } from '../src/deterrence/parameters.ts';
import { type Member, REFERENCE_LADDER, REFERENCE_MEMBERS, type World } from '../src/deterrence/world.ts';
import { timeCases } from './timing.ts';

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

timeCases(
  'one evaluation',
  CASES.map(([name, w]) => ({ name, work: () => model.evaluate(w, outputs) })),
  { rounds: 15, warming: 3, repeats: 10, decimals: 2, relative: true },
);
