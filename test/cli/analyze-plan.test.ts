import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawsWithin, fitSteps, parsePlan, type ScenarioSize, type Speed } from '../../src/cli/analyze/analyze-plan.ts';

const large: ScenarioSize = {
  paths: ['assurance', 'deployment', 'fortress', 'combined'],
  hasPreferences: true,
  inputs: 120,
  draws: 1000,
  design: 'lhs',
  misjudgements: 3,
  inseparable: undefined,
};
const speed: Speed = { jobs: 2, secondsPerEvaluation: 0.01, slowness: 1 };
const plan = (budget: number, size = large, draws = drawsWithin(budget, size, speed)) => ({
  draws,
  ...fitSteps(budget, draws, size, speed),
});
const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);
const ALL = [
  'run',
  'robustness',
  'sensitivity',
  'value-of-information',
  'discover',
  'tornado',
  'compare-solutions',
  'threshold',
  'perception',
  'discordant',
  'flip',
];

describe('the plan of analyze', () => {
  test('takes everything at its largest, and the draws of the scenario, where there is time', () => {
    const { draws, steps, left_out: leftOut } = plan(7200);
    expect(draws).toBe(1000);
    expect(names(steps)).toEqual(ALL);
    expect(leftOut).toEqual([]);
    const argumentsOf = (name: string) => steps.find((step) => step.name === name)?.arguments;
    expect(argumentsOf('tornado')).toEqual({ source: '@run', method: 'tornado', at: 'draws:100' });
    expect(argumentsOf('compare-solutions')).toEqual({ source: '@run' });
    expect(argumentsOf('threshold')?.draws).toBe('200');
    expect(argumentsOf('perception')).toEqual({ source: '@run' });
    expect(argumentsOf('flip')?.['max-evaluations']).toBe('12000');
  });

  test('counts what each step evaluates', () => {
    const { steps } = plan(7200);
    const evaluations = Object.fromEntries(steps.map((step) => [step.name, step.evaluations]));
    expect(evaluations).toMatchObject({
      run: 4000,
      robustness: 0,
      tornado: (1 + 2 * 120) * 100 * 4,
      'compare-solutions': 7 * 4000,
      perception: 8 * 4000,
      discordant: 2000,
      flip: 12000,
    });
  });

  test('never leaves out the run, and says of all else why it is not there', () => {
    const { draws, steps, left_out: leftOut } = plan(1);
    expect(draws).toBe(100);
    expect(names(steps)).toEqual(['run']);
    expect(names(leftOut)).toEqual(ALL.slice(1));
    expect(leftOut.every(({ reason, possible }) => possible && reason === 'no time is left for it')).toBe(true);
  });

  test('takes as many draws as rank regression needs where the budget bears them', () => {
    // 2 draws for each of 120 quantities and 20 more.
    expect(drawsWithin(80, large, speed)).toBe(260);
    expect(drawsWithin(80, { ...large, inputs: 123 }, speed)).toBe(270);
    expect(drawsWithin(50, large, speed)).toBeLessThan(260);
    expect(drawsWithin(80, { ...large, inputs: 1200 }, speed)).toBeLessThan(260);
    expect(drawsWithin(60, { ...large, draws: 30 }, speed)).toBe(30);
    expect(Math.log2(drawsWithin(120, { ...large, design: 'sobol' }, speed)) % 1).toBe(0);
  });

  test('names no analysis that cannot be made, whatever the time', () => {
    const alone = plan(7200, { ...large, paths: ['fortress'] });
    expect(names(alone.steps)).toEqual(['run', 'sensitivity', 'tornado', 'perception']);
    expect(alone.left_out.every(({ possible, reason }) => !possible && reason.includes('one path only'))).toBe(true);
    const certain = plan(7200, { ...large, inputs: 0 });
    expect(names(certain.left_out)).toEqual(['sensitivity', 'discover', 'tornado', 'threshold', 'flip']);
    const few = plan(7200, large, 40);
    expect(few.left_out).toMatchObject([{ name: 'discover', possible: false }]);
    expect(few.left_out[0].reason).toBe('it needs 50 draws, the scenario has 40; take more with --draws');
  });

  test('plays the worlds again for each set of misjudgements, and in fewer worlds where time is short', () => {
    const perception = (budget: number, more: Partial<ScenarioSize> = {}) =>
      plan(budget, { ...large, ...more }, 1000).steps.find(({ name }) => name === 'perception');
    // As she sees the world, and with 1, 2 or 3 errors put right in all their sets: 2, 4 or 8 times.
    expect([1, 2, 3].map((misjudgements) => perception(7200, { misjudgements })?.evaluations)).toEqual([
      8000, 16_000, 32_000,
    ]);
    // Fewer worlds are others, and are had first: 9 times in all. The rest of a short time goes to what comes before.
    const least = [...Array(400).keys()].map((seconds) => perception(seconds)).find((step) => step !== undefined);
    expect(least).toMatchObject({
      arguments: { source: '@resolved', draws: '100', seed: '@seed', design: '@design' },
      evaluations: 9 * 100 * 4,
    });
    const sobol = [...Array(400).keys()].flatMap((seconds) => perception(seconds, { design: 'sobol' }) ?? []);
    expect(sobol[0]?.arguments.draws).toBe('64');
    // What she really gets takes time of its own: the same evaluations take longer than those of other analyses.
    const [own, other] = ['perception', 'compare-solutions'].map((name) => {
      const step = plan(7200).steps.find((each) => each.name === name);
      return (step?.seconds ?? 0) / (step?.evaluations ?? 1);
    });
    expect(own).toBeGreaterThan(2 * other);
  });

  test('looks for what rests on misjudgement only where there is one that can be put right', () => {
    const leftOut = (more: Partial<ScenarioSize>, draws = 1000) =>
      plan(7200, { ...large, ...more }, draws).left_out.find(({ name }) => name === 'perception');
    expect(leftOut({ misjudgements: 0 })).toMatchObject({
      ...{ reason: 'the challenger misjudges nothing on these paths', possible: false, evaluations: 0 },
    });
    expect(leftOut({ inseparable: 'a is computed from b' })).toMatchObject({
      ...{ reason: 'a is computed from b', possible: false },
    });
    expect(leftOut({}, 12)?.reason).toBe('it needs 20 draws, the scenario has 12; take more with --draws');
    expect(leftOut({ hasPreferences: false })).toBeUndefined();
  });

  test('stays within the budget, unless the run alone is beyond it, and lists every step once in its order', () => {
    fc.assert(
      fc.property(
        fc.record({
          budget: fc.double({ min: 1, max: 1e5, noNaN: true }),
          paths: fc.integer({ min: 1, max: 8 }),
          inputs: fc.integer({ min: 0, max: 300 }),
          draws: fc.integer({ min: 1, max: 100_000 }),
          seconds: fc.double({ min: 1e-4, max: 1, noNaN: true }),
          slowness: fc.double({ min: 0.25, max: 20, noNaN: true }),
        }),
        ({ budget, paths, inputs, draws, seconds, slowness }) => {
          const size = { ...large, paths: Array.from({ length: paths }, (_, i) => `p${i}`), inputs, draws };
          const here = { jobs: 3, secondsPerEvaluation: seconds, slowness };
          const run = drawsWithin(budget, size, here);
          const fitted = fitSteps(budget, run, size, here);
          expect(run).toBeGreaterThanOrEqual(Math.min(draws, 100));
          expect(run).toBeLessThanOrEqual(draws);
          const sum = fitted.steps.reduce((all, step) => all + step.seconds, 0);
          if (fitted.steps.length > 1) expect(sum).toBeLessThanOrEqual(budget + 1e-6);
          expect(fitted.estimated_seconds).toBeGreaterThanOrEqual(sum - 0.1);
          const order = (some: readonly { name: string }[]) => some.map(({ name }) => ALL.indexOf(name));
          expect(order(fitted.steps)).toEqual(order(fitted.steps).sort((a, b) => a - b));
          expect([...names(fitted.steps), ...names(fitted.left_out)].sort()).toEqual([...ALL].sort());
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  test('with more time makes all that it makes with less, of the same draws', () => {
    let before: string[] = [];
    for (const budget of [10, 30, 60, 120, 300, 600, 1800, 7200]) {
      const { steps } = plan(budget, large, 300);
      expect(names(steps)).toEqual(expect.arrayContaining(before.filter((name) => name === 'run')));
      expect(steps.length).toBeGreaterThanOrEqual(before.length);
      before = names(steps);
    }
    expect(before).toEqual(ALL);
  });

  test('is refused where the text is no plan', () => {
    expect(() => parsePlan('{"format": 2}')).toThrow();
    expect(() => parsePlan('steps')).toThrow(SyntaxError);
  });

  test('is refused where a step would be written elsewhere, or over another', () => {
    const step = { name: 'run', command: 'run', arguments: {}, evaluations: 1, seconds: 1 };
    const withSteps = (...names: string[]) =>
      JSON.stringify({
        ...{
          format: 1,
          version: '1',
          scenario: { title: '', plan_sha256: '' },
          budget_seconds: 1,
          estimated_seconds: 1,
        },
        calibration: { jobs: 1, seconds_per_evaluation: 1, slowness: 1 },
        run: { draws: 1, seed: '', design: 'lhs', paths: [], set: [] },
        steps: names.map((name) => ({ ...step, name })),
        left_out: [],
      });
    expect(parsePlan(withSteps('run', 'flip')).steps).toHaveLength(2);
    for (const name of ['../flip', '..', '/flip', 'findings', 'run', 'a/b', '']) {
      expect(() => parsePlan(withSteps('run', name)), name).toThrow();
    }
    expect(() => parsePlan(withSteps('flip', 'run'))).toThrow('the first step must be the run');
  });
});
