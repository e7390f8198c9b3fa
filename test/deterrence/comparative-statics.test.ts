import { describe, expect, test } from 'vitest';
import { createModel } from '../../src/deterrence/model.ts';
import { type Member, REFERENCE_MEMBERS } from '../../src/deterrence/world.ts';
import { outputsOf } from './evaluation.ts';
import { worldWith } from './known-answers.ts';

type Output = (name: string) => number;
type Values = Readonly<Record<string, number>>;

const model = createModel();
const at = (values: Values, members: readonly Member[] = REFERENCE_MEMBERS): Output =>
  outputsOf(worldWith(values, members), model);

/** A measure at each of the values of one parameter, the others as in `base`. */
function along(id: string, grid: readonly number[], measure: (output: Output) => number, base: Values = {}): number[] {
  return grid.map((value) => measure(at({ ...base, [id]: value })));
}

function expectRising(row: readonly number[]): void {
  row.slice(1).forEach((value, i) => {
    expect(value, `step ${i} of ${row.join(' ')}`).toBeGreaterThan(row[i]);
  });
}
const expectFalling = (row: readonly number[]) => expectRising(row.toReversed());

const grid = (from: number, to: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

const breakdown = (output: Output) => output('breakdown_given_ceasefire');
const assaults = (output: Output) => output('assaults');

/** The preference that the scenarios call balanced. */
const balancedHarm = (output: Output) =>
  60 * (output('protege_collapses') + output('renewed_war_lost')) +
  20 * output('renewed_war_repelled') +
  4 * output('war_years') +
  150 * output('general_war') +
  600 * output('nuclear_use');

describe('at reference values (model.md §8.6)', () => {
  test('a more binding promise means fewer assaults', () => {
    expectFalling(along('commitment.binding', grid(0, 1, 10), assaults));
  });

  test('a more reliable backer means fewer breakdowns', () => {
    expectFalling(along('backer.reliability', grid(0.05, 0.95, 9), breakdown));
  });

  test('a higher threshold of the rules means more uncovered cheques and more breakdowns', () => {
    const thresholds = grid(Math.log(3), Math.log(200), 7).map(Math.exp);
    const outputs = thresholds.map((threshold) => at({ 'roe.threshold': threshold }));
    expectRising(outputs.map((output) => output('uncovered_cheque')));
    expectRising(outputs.map(breakdown));
  });

  test('a greater fortress means fewer lost wars', () => {
    expectFalling(along('fortress.gain', grid(0, 3, 10), (output) => output('renewed_war_lost')));
  });

  test('an overconfident challenger means more breakdowns', () => {
    expectRising(along('challenger.overconfidence', grid(-1, 1, 10), breakdown));
  });

  test('more ambiguous rules mean more misreadings per response', () => {
    expectRising(along('roe.ambiguity', grid(0.1, 3, 10), (output) => output('misreads') / output('responses')));
  });

  test('more troops first make a ceasefire hold better and then worse, while fewer ceasefires are accepted', () => {
    const troops = grid(0, 30, 10);
    const outputs = troops.map((thousands) => at({ 'tripwire.troops': thousands }));
    const row = outputs.map(breakdown);
    const best = row.indexOf(Math.min(...row));
    expect(troops[best]).toBeGreaterThan(5);
    expect(troops[best]).toBeLessThan(20);
    expectFalling(row.slice(0, best + 1));
    expectRising(row.slice(best));
    expectFalling(outputs.map((output) => output('ceasefires')));
  });
});

describe('the preventive motive', () => {
  const leverages = [0, 20];
  /** Assaults with a leverage of 0 and of 20, without troops. */
  const pair = (gain: number, halfYears: number) =>
    along('challenger.leverage', leverages, assaults, {
      'tripwire.troops': 0,
      'fortress.gain': gain,
      'fortress.half_years': halfYears,
    });
  const rise = ([without, withLeverage]: readonly number[]) => withLeverage - without;
  const ratio = ([without, withLeverage]: readonly number[]) => withLeverage / without;

  test('leverage over a protégé that builds up raises assaults, more so when the build-up takes its time', () => {
    for (const halfYears of [1, 5]) {
      const base = { 'tripwire.troops': 0, 'fortress.gain': 0.9, 'fortress.half_years': halfYears };
      expectRising(along('challenger.leverage', grid(0, 20, 10), assaults, base));
    }
    expect(rise(pair(0.9, 5))).toBeGreaterThan(rise(pair(0.9, 1)));
  });

  // How many times the assaults that leverage makes: what is lost by waiting, beside what the build-up deters anyway.
  test('grows with a shift of power that is larger in the same time', () => {
    for (const halfYears of [2, 5]) {
      const pairs = [0, 0.15, 0.3, 0.6, 0.9, 1.2, 1.5, 2, 3].map((gain) => pair(gain, halfYears));
      const ratios = pairs.map(ratio);
      expect(ratios.at(-1)).toBeGreaterThan(1);
      expectRising(ratios);
      expectRising(pairs.slice(2).map(rise));
    }
  });

  test('grows with a shift of power that is faster', () => {
    expectFalling([1, 1.5, 2, 3, 5, 8, 12].map((halfYears) => ratio(pair(0.9, halfYears))));
  });
});

describe('a weaker protégé', () => {
  const fortress = { 'fortress.gain': 0.9, 'fortress.half_years': 2.5, 'fortress.depot_cover': 0.8 };
  const paths: Readonly<Record<string, Values>> = {
    assurance: { 'tripwire.troops': 0 },
    deployment: {},
    fortress: { ...fortress, 'tripwire.troops': 0 },
    combined: fortress,
    'a large deployment': { 'tripwire.troops': 30 },
    'a binding promise': { 'commitment.binding': 0.9 },
  };

  test.each(Object.entries(paths))('never lowers the balanced harm: %s', (_, base) => {
    const strengths = [...grid(0.05, 1.15, 11), 1.4, 2, 3, 5];
    expectFalling(along('protege.strength', strengths, balancedHarm, base));
  });

  test('never lowers it either when the weakness is that of its supplies', () => {
    expectFalling(along('backer.supply_wavering', grid(0, 1, 10), balancedHarm));
    expectFalling(along('backer.supply_withdrawn', grid(0, 1, 10), balancedHarm));
    expectRising(along('fortress.backer_dependence', grid(0, 0.9, 9), balancedHarm));
  });
});

describe('backing and capability multiply', () => {
  /**
   * Backing R is the chance that the backer backs a response, the same in every posture; capability C is what its
   * backing adds to the strength and the blows of the coalition. Relief and conditionality are off, so that backing
   * works through this capability alone. The deterrent effect E is the number of assaults that the two prevent.
   */
  const unconditional = REFERENCE_MEMBERS.map((member) => ({ ...member, conditionality: 0 }));
  const assaultsAt = (backing: number, capability: number) =>
    assaults(
      at(
        {
          'ladder.backing_relief': 0,
          'backer.backing_engaged': backing,
          'backer.backing_wavering': backing,
          'backer.backing_withdrawn': backing,
          'ladder.backing_weight': capability,
        },
        unconditional,
      ),
    );
  const backings = [1e-9, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
  const capabilities = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const none = assaultsAt(1e-9, 0);
  const effect = backings.map((backing) => capabilities.map((capability) => none - assaultsAt(backing, capability)));

  test('either without the other deters nothing', () => {
    for (const [i, row] of effect.entries()) expect(Math.abs(row[0]), `backing ${backings[i]}`).toBeLessThan(1e-12);
    for (const value of effect[0]) expect(Math.abs(value)).toBeLessThan(1e-9);
  });

  test('each deters more, the more there is of the other: d²E/dRdC > 0', () => {
    for (let i = 1; i < backings.length; i++) {
      for (let j = 1; j < capabilities.length; j++) {
        const mixed = effect[i][j] - effect[i - 1][j] - effect[i][j - 1] + effect[i - 1][j - 1];
        expect(mixed, `backing ${backings[i]}, capability ${capabilities[j]}`).toBeGreaterThan(0);
      }
    }
  });
});
