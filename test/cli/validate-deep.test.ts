import { describe, expect, test } from 'vitest';
import { findInResults, findMovables, moveQuantities } from '../../src/cli/validate/deep-effects.ts';
import { type Finding, findInText, formatFinding, inDraws } from '../../src/cli/validate/deep-findings.ts';
import { sampleWorlds } from '../../src/cli/validate/deep-samples.ts';
import { shapeOf } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { runInMemory } from '../../src/experiment/run.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { fakeModel } from '../experiment/fake-model.ts';
import { HARM, loadText, writeFiles } from '../scenario/scenario-files.ts';
import { stolperdraht } from './support.ts';

const show = (findings: readonly Finding[]) =>
  findings.map((finding) => formatFinding(finding).replaceAll(/\S*scenario-\w+\//g, ''));
const prior = (text: string, more = 'judgement: true') => `{ value: "${text}", ${more} }`;
const PATHS = 'paths: { a: {}, b: { parameters: { tripwire.troops: 3 } } }\n';

/** A scenario played by a model of which the answers are known. */
async function play(text: string, draws = 40) {
  const scenario = loadText(text, { draws });
  const plan = planRun(scenario, { version: 'test', histories: 0 });
  const shape = shapeOf(scenario, plan);
  const sampled = sampleWorlds(scenario, plan);
  const { movables, findings } = findMovables(scenario, sampled);
  const executor = createLocalExecutor(scenario, plan, fakeModel());
  const results = await runInMemory(executor, shape, { failFast: false });
  const moved = await moveQuantities(executor, plan, shape.columns.length, movables, () => {});
  return { scenario, results, sampled, movables, findings: [...findings, ...moved.findings] };
}

describe('validate --deep', () => {
  test('finds exactly the quantities that the model does not use, and not those that reach it through others', async () => {
    const { findings, movables } = await play(
      `${PATHS}variables:\n  mood: ${prior('uniform(0.2, 0.4)')}\n  idle: ${prior('uniform(0, 1)')}\nparameters:\n` +
        `  backer.reliability: ${prior('mood + uniform(0, 0.2)')}\n  war.gain: ${prior('8 to 17')}\n` +
        `  tripwire.troops: ${prior('5 to 30')}\n  tripwire.density: { value: idle * 2 + 1, note: n }\n`,
    );
    expect(movables.map(({ id }) => id).sort()).toEqual([
      ...['backer.reliability', 'idle', 'mood', 'tripwire.troops', 'war.gain'],
    ]);
    expect(findings.map(({ check, subject }) => [check, subject])).toEqual([
      ['no_effect', 'war.gain'],
      ['no_effect', 'idle'],
    ]);
    expect(show(findings)[0]).toMatch(
      /^test\.yaml:\d+:\d+: war\.gain: moved alone from its 5 % to its 95 % quantile \([\d.]+ to [\d.]+\), it changes no output of any path in all 10 draws that were tried; set what/,
    );
  });

  test('moves a quantity to the quantiles of its draws, on each path its own, and leaves what is certain alone', async () => {
    const { movables, sampled } = await play(
      `paths: { a: {}, b: { parameters: { tripwire.troops: ${prior('uniform(50, 60)')} } }, c: { parameters: { tripwire.troops: 0 } } }\n` +
        `parameters:\n  tripwire.troops: ${prior('uniform(0, 10)')}\n`,
      200,
    );
    expect(sampled.quantities.get('b:tripwire.troops')).toHaveLength(200);
    expect(movables).toHaveLength(1);
    const [low, high] = movables[0].replacements;
    expect(low.map(({ path }) => path)).toEqual(['a', 'b']);
    // A Latin hypercube of 200 draws has its quantiles within one stratum, 1/200 of the range.
    expect(Math.abs(Number(low[0].value) - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(Number(high[1].value) - 59.5)).toBeLessThan(0.06);
  });

  test('says that a distribution without width moves nothing', async () => {
    const { findings } = await play(`parameters: { backer.reliability: ${prior('uniform(0.5, 0.5)')} }\n`);
    expect(show(findings)).toEqual([
      expect.stringContaining(
        'backer.reliability: has a distribution, but its 5 % and its 95 % quantile are both 0.5000',
      ),
    ]);
  });

  test('names outcomes that are the same everywhere, path by path, and preferences under which paths always tie', async () => {
    const { scenario, results } = await play(
      `${PATHS}parameters: { backer.reliability: ${prior('uniform(0.2, 0.9)')} }\n` +
        'preferences:\n  peace: { maximize: ceasefire_holds }\n  money: { minimize: budget }\n',
    );
    const found = show(findInResults(scenario, results));
    const sure = ['war_continues', 'protege_collapses', 'renewed_war_repelled', 'general_war', 'nuclear_use'];
    expect(found.slice(0, -1).map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual(
      sure.map((name) => expect.stringContaining(name)),
    );
    expect(found[0]).toContain('has a probability of 0 (to one in a million) on every path in all 40 draws');
    expect(found.at(-1)).toMatch(
      /^test\.yaml:\d+:\d+: preferences\.peace: a and b are worth the same in all 40 draws; /,
    );
  });

  test('counts draws in which payoffs are out of order, and shows the worst of them', () => {
    const scenario = loadText(
      `parameters:\n  challenge.gain_probe: ${prior('uniform(0, 40)')}\n  challenge.gain_limited: 10\n`,
      {
        draws: 40,
      },
    );
    const plan = planRun(scenario, { version: 'test', histories: 0 });
    const { findings } = sampleWorlds(scenario, plan);
    const found = findings.find(({ subject }) => subject === 'challenge.gain_probe' && true);
    // Uniform on 0 to 40 in a hypercube of 40 draws: one stratum a unit, so that 30 of 40 lie above 10.
    expect(found?.draws).toEqual({ count: 30, of: 40 });
    expect(show([found!])[0]).toMatch(
      /challenge\.gain_probe: a probe is worth more to the challenger than a limited attack, in 30 of 40 draws \(75 %, 60–86 %\); most in draw \d+, (39\.\d|40\.0) against 10\.0; draw it apart from challenge\.gain_limited/,
    );
  });

  test('finds payoffs that are out of order from a phase on', () => {
    const scenario = loadText(
      'paths: { a: { parameters: { challenge.gain_probe: 1 }, phases: [ { from_year: 3, parameters: { challenge.gain_probe: 20 } } ] } }\n',
      { draws: 4 },
    );
    const { findings } = sampleWorlds(scenario, planRun(scenario, { version: 'test', histories: 0 }));
    expect(findings.find(({ subject }) => subject.includes('challenge.gain_probe'))?.draws).toEqual({
      count: 4,
      of: 4,
    });
  });

  test('counts draws that are clamped or sampled again, with the values that did not fit', () => {
    const scenario = loadText(
      'parameters:\n' +
        `  challenger.challenge_rate: ${prior('uniform(3, 5)', 'outside: clamp, judgement: true')}\n` +
        `  backer.supply_wavering: ${prior('uniform(0.5, 1.5)', 'outside: resample, judgement: true')}\n`,
      { draws: 40 },
    );
    const { findings } = sampleWorlds(scenario, planRun(scenario, { version: 'test', histories: 0 }));
    const adjusted = findings.filter(({ check }) => check === 'adjusted');
    // The rate may be 1 / 0.25 = 4 at most, the share 1: the upper half of each hypercube.
    expect(adjusted.map(({ draws }) => draws)).toEqual([
      { count: 20, of: 40 },
      { count: 20, of: 40 },
    ]);
    expect(adjusted[0].found).toMatch(
      /^is clamped in 20 of 40 draws \(50 %, 35–65 %\), where it came out as 4\.0\d+ to 4\.9\d+$/,
    );
    expect(adjusted[1].found).toMatch(/^is sampled again in 20 of 40 draws/);
  });

  test('asks for sources of what is neither sourced nor marked as a judgement, and names correlations without effect', () => {
    const file = writeFiles({
      'test.yaml': `title: A test\npaths: { a: {} }\n${HARM}parameters:\n  war.gain: { value: 8 to 17, note: n }\n  war.cost: { value: 4 to 9, source: s }\n  war.collapse_rate: ${prior('0.1 to 0.2')}\ncorrelations:\n  - [war.gain, war.cost, 0.5]\n`,
    });
    expect(show(findInText(loadScenario(file)))).toEqual([
      expect.stringMatching(/^test\.yaml:6:22: war\.gain: is uncertain and has a note, but no source/),
    ]);
    const pinned = findInText(loadScenario(file, { set: ['war.cost=5'] }));
    expect(show(pinned).at(-1)).toBe(
      'test.yaml:10:5: correlations: war.gain and war.cost: are correlated by 0.5, but war.cost is certain; take the correlation out, or give the quantity a distribution',
    );
  });

  test('gives shares of draws with their uncertainty', () => {
    expect(inDraws(9, 200)).toBe('in 9 of 200 draws (4.5 %, 2.4–8.3 %)');
    expect(inDraws(7, 7)).toBe('in all 7 draws');
  });

  test('warns on the command line without failing, says beforehand how long it takes, and prints one document', async () => {
    const file = writeFiles({
      'test.yaml':
        `title: A test\npaths: { a: {}, b: { parameters: { tripwire.troops: 3 } } }\n${HARM}` +
        'parameters:\n  clock.years: 1\n  clock.step_years: 0.5\n  solver.belief_points: 3\n  tripwire.troops: 0\n' +
        `  tripwire.deploy_years: ${prior('0.3 to 1')}\n  budget.troop_cost: ${prior('uniform(0.1, 0.2)')}\n` +
        `  challenge.gain_probe: ${prior('uniform(9, 12)')}\n`,
    });
    const [text, document, faulty, useless] = await Promise.all([
      stolperdraht(['validate', file, '--deep', '--draws', '20', '--jobs', '1']),
      stolperdraht(['validate', file, '--deep', '--draws', '20', '--jobs', '2', '--json']),
      stolperdraht(['validate', file, '--deep', '--set', 'war.gain=-1']),
      stolperdraht(['validate', file, '--draws', '20']),
    ]);
    expect(text.code).toBe(0);
    expect(text.stderr).toMatch(
      /: 20 worlds on 2 paths, and 3 quantities moved alone: about 52 evaluations, about \d+ s on 1 thread\n$/,
    );
    expect(text.stdout).toMatch(/^ok: /);
    expect(text.stdout).toMatch(/^warning: .*test\.yaml:\d+:\d+: challenge\.gain_probe: a probe is worth more/m);
    expect(text.stdout).toContain('nothing found of: draws that fail');
    const { scenarios } = JSON.parse(document.stdout);
    expect(scenarios).toHaveLength(1);
    expect(scenarios[0]).toMatchObject({ draws: 20, quantities_moved: 3, paths: ['a', 'b'] });
    const lines = text.stdout.split('\n').filter((line) => line.startsWith('warning: '));
    const messages: string[] = scenarios[0].findings.map(({ message }: { message: string }) => message);
    for (const message of messages) expect(lines).toContain(`warning: ${message}`);
    expect([faulty.code, faulty.stdout]).toEqual([2, '']);
    expect([useless.code, useless.stderr.split('\n')[0]]).toEqual([
      2,
      '--draws is given without --deep, has a meaning only with it',
    ]);
  });
});
