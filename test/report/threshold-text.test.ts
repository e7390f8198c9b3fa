import { describe, expect, test } from 'vitest';
import { analyzeSubject } from '../../src/analysis/threshold/subject-analysis.ts';
import type { Plan } from '../../src/experiment/plan.ts';
import type { ThresholdPlan, ThresholdSubject } from '../../src/experiment/threshold-plan.ts';
import { betterPath, thresholdTables } from '../../src/report/threshold-tables.ts';
import { renderThresholdHeader, renderThresholds } from '../../src/report/threshold-text.ts';
import { sayThresholds } from '../../src/report/threshold-words.ts';

const at = { file: '', line: 0, column: 0 };
const run: Plan = {
  title: 'Made up',
  asOf: undefined,
  actors: { challenger: 'C', protege: 'P', coalition: 'K', backer: 'B' },
  paths: ['a', 'b'].map((name) => ({ name, title: name })),
  metrics: [{ name: 'toll', text: 'war_years * 2' }],
  preferences: [
    { name: 'harm', title: undefined, direction: 'minimize', text: 'war_years' },
    { name: 'peace', title: undefined, direction: 'maximize', text: 'ceasefire_holds' },
  ],
  draws: 50,
  seed: 's',
  design: 'lhs',
  histories: 0,
  stepYears: 0.5,
  periods: 4,
  evaluations: 100,
  version: '0',
  modelVersion: '0',
  scenarioHash: '',
  planHash: '',
};

function planned(name = 'harm', overrides: readonly string[] = []): ThresholdPlan {
  const direction = run.preferences.find((each) => each.name === name)?.direction;
  return {
    run,
    axis: {
      ...{ name: 'x', id: 'x', path: undefined, label: 'X', unit: 'km', meaning: 'Some X.', values: [0, 1] },
      ...{ overrides, at },
    },
    range: { low: 0, high: 1, scale: 'linear', whole: false, origin: 'distribution' },
    metric: { name, label: name, unit: '', column: 0, direction },
    subjects: [],
    points: 17,
    planHash: '',
  };
}

const compared = { kind: 'difference', pathA: 'a', pathB: 'b' } as const;

/** Path b is 0 everywhere; path a has the mean of a function, and 50 draws that differ by up to a tenth. */
function found(
  mean: (x: number) => number,
  subject: ThresholdSubject = compared,
  plan = planned(),
  spread = 0.1,
  draws = 50,
) {
  return analyzeSubject(plan, subject, async (values) =>
    values.map((x) => [
      Float64Array.from({ length: draws }, (_, i) => mean(x) + spread * (draws > 1 ? (2 * i) / (draws - 1) - 1 : 0)),
      new Float64Array(draws),
    ]),
  );
}

const say = async (
  mean: (x: number) => number,
  subject: ThresholdSubject = compared,
  plan = planned(),
  spread = 0.1,
  draws = 50,
) => sayThresholds(plan, await found(mean, subject, plan, spread, draws)).join(' ');

describe('what is said of thresholds', () => {
  test('names preference, value, interval, and which path is better on which side', async () => {
    expect(await say((x) => x - 0.4)).toMatch(
      /^Under harm, a and b change places at x = 0\.40\d? \(95 % interval 0\.38\d?–0\.41\d?\): below that a is better on average, above it b is better\.$/,
    );
    expect(await say((x) => x - 0.4, compared, planned('peace'))).toMatch(
      /below that b is better on average, above it a/,
    );
  });

  test('says higher instead of better where nothing says what better is', async () => {
    expect(await say((x) => x - 0.4, compared, planned('toll'))).toMatch(
      /^As to toll, a and b change places at .*: below that toll is higher on b on average, above it toll is higher on a\.$/,
    );
  });

  test('names each of several crossings', async () => {
    const text = await say((x) => 8 * (x - 0.3) * (x - 0.8));
    expect(text).toMatch(/x = 0\.30\d? .*just below that b is better on average, just above it a is better\./);
    expect(text).toMatch(/x = 0\.80\d? .*just below that a is better on average, just above it b is better\./);
  });

  test('says plainly that there is none, who is better throughout, and how surely', async () => {
    const text = await say((x) => x + 0.5);
    expect(text).toMatch(
      /^Under harm, a and b do not change places as x goes from 0 to 1: b is better on average at all 17 values that were looked at, least surely at 0: by 0\.50\d? \(0\.48\d?–0\.5[12]\d?\), and in 100 % \(93–100 %\) of worlds\. In all resamples of the 50 worlds it is so at all these values\.$/,
    );
  });

  test('says where an interval goes beyond the range', async () => {
    expect(await say((x) => x - 0.99)).toMatch(/95 % interval from 0\.\d+ to above the range, 1\)/);
    expect(await say((x) => 0.01 - x)).toMatch(/95 % interval from below the range, 0, to 0\.\d+\)/);
  });

  test('hints at crossings that may be hidden where the curve comes close to 0', async () => {
    expect(await say((x) => 4 * (x - 0.5) * (x - 0.5) + 0.01)).toMatch(
      /At x = 0\.5 the 95 % interval of the mean difference includes 0: two crossings may be hidden there; more --draws would tell\./,
    );
  });

  test('says where the paths are the same', async () => {
    expect(await say(() => 0, compared, planned(), 0)).toBe(
      'Under harm, a and b come out the same at all values of x from 0 to 1.',
    );
    expect(await say((x) => Math.max(0, x - 0.5), compared, planned(), 0)).toMatch(
      /b is better on average at all \d+ values that were looked at.* From x = 0 to 0\.5 a and b come out the same on average\./,
    );
    expect(await say((x) => (x < 0.25 ? -1 : x > 0.75 ? 1 : 0), compared, planned(), 0)).toMatch(
      /From about 0\.249\d* to 0\.750\d* a and b come out the same on average\./,
    );
  });

  test('says where a path passes a level, or that it does not', async () => {
    const level: ThresholdSubject = { kind: 'level', path: 'a', level: 0.25 };
    expect(await say((x) => x, level)).toMatch(
      /^harm of a passes 0\.25 at x = 0\.25\d? \(95 % interval 0\.23\d?–0\.2[67]\d?\): below that the mean is lower, above it the mean is higher\.$/,
    );
    expect(await say((x) => x + 1, level)).toMatch(
      /^harm of a does not pass 0\.25 as x goes from 0 to 1: the mean is higher at all/,
    );
  });

  test('warns of the interval of a few worlds', async () => {
    expect(await say((x) => x - 0.4, compared, planned(), 0.1, 8)).toContain('An interval from 8 worlds is too narrow');
    expect(await say((x) => x - 0.4)).not.toContain('too narrow');
    expect(await say((x) => x + 0.4, compared, planned(), 0.1, 8)).not.toContain('too narrow');
  });

  test('makes no claims on a single world', async () => {
    expect(await say((x) => x - 0.4, compared, planned(), 0, 1)).toContain('how surely, a single world cannot say');
    expect(await say((x) => x + 0.4, compared, planned(), 0, 1)).toMatch(/how surely, a single world cannot say\.$/);
  });
});

describe('the whole text', () => {
  const text = { width: 80, style: { bold: (one: string) => one, dim: (one: string) => one } };

  test('fits its width, names preference, quantity and range, and has a picture', async () => {
    const plan = planned('harm', ['b']);
    const whole = `${renderThresholdHeader(plan, 17, 1.25, text)}\n${renderThresholds(plan, [await found((x) => x - 0.4)], text)}`;
    expect(whole.split('\n').every((line) => line.length <= 80)).toBe(true);
    const flat = whole.replace(/\s+/g, ' ');
    expect(flat).toContain('17 values × 2 paths × 50 draws (design lhs, seed s): 1700 evaluations in 1.3 s.');
    expect(flat).toContain(
      'Moved: x, in every path, also in b, which sets it otherwise, from 0 to 1 (unit: km; the 1 %',
    );
    expect(flat).toContain("Better means under the preference harm, the scenario's default: minimize war_years");
    expect(flat).toContain('Mean difference of harm, a − b, by x');
    expect(whole).toMatch(/^ +0 \|-+\*?=+X=+\*?-+$/m);
    expect(flat).toContain('All values see the same 50 worlds.');
    expect(flat).not.toMatch(/NaN|undefined/);
  });
});

describe('the tables of thresholds', () => {
  const rowsOf = (plan: ThresholdPlan, one: Awaited<ReturnType<typeof found>>) =>
    thresholdTables(plan, [one]).map((table) =>
      [...table.rows()].map((row) => Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]]))),
    );

  test('have a row for each crossing and for each value, whose shares and better paths agree with the sign', async () => {
    const plan = planned('peace');
    const [crossings, curve] = rowsOf(plan, await found((x) => x - 0.4, compared, plan));
    expect(crossings).toHaveLength(1);
    expect(crossings[0]).toMatchObject({
      ...{ metric: 'peace', path_a: 'a', path_b: 'b', level: undefined, crossing: 0, parameter: 'x', sign: 'rises' },
      ...{ better_below: 'b', better_above: 'a', beyond: undefined, without: 0 },
    });
    for (const row of curve) {
      expect(row.a_better).toBe(row.above);
      expect(row.b_better).toBe(row.below);
      expect(Number(row.mean)).toBeCloseTo(Number(row.value) - 0.4, 10);
      expect(Number(row.low)).toBeLessThan(Number(row.mean));
    }
  });

  test('have the metric itself where a level is looked for, and no better path', async () => {
    const level: ThresholdSubject = { kind: 'level', path: 'a', level: 0.25 };
    const [crossings, curve] = rowsOf(planned(), await found((x) => x, level));
    expect(crossings[0]).toMatchObject({ path_a: 'a', path_b: undefined, level: 0.25, better_below: undefined });
    expect(curve[0]).toMatchObject({ value: 0, a_better: undefined });
    expect(Number(curve.at(-1)?.mean)).toBeCloseTo(1, 12);
  });

  test('know the better path by the sign of the difference', () => {
    expect([-1, 0, 1].map((sign) => betterPath(planned('harm'), compared, sign))).toEqual(['a', undefined, 'b']);
    expect([-1, 0, 1].map((sign) => betterPath(planned('peace'), compared, sign))).toEqual(['b', undefined, 'a']);
    expect(betterPath(planned('toll'), compared, 1)).toBeUndefined();
  });
});
