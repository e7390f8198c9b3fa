import { describe, expect, it } from 'vitest';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { REFERENCE_LADDER, REFERENCE_MEMBERS } from '../../src/deterrence/world.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { createSampler } from '../../src/scenario/sampler.ts';
import { faultsOf, fraction, HARM, loadText, sampleColumns, writeFiles } from './scenario-files.ts';

describe('a small scenario', () => {
  const scenario = loadText('');

  it('gets the reference coalition and ladder, and plain names for the players', () => {
    expect(scenario.members.map(({ name, weight }) => ({ name, weight }))).toEqual([{ name: 'Coalition', weight: 1 }]);
    expect(scenario.members[0].conditionality.expression.constant).toBe(REFERENCE_MEMBERS[0].conditionality);
    expect(scenario.ladder.map((rung) => rung.risk.expression.constant)).toEqual(REFERENCE_LADDER.map((r) => r.risk));
    expect(scenario.actors).toEqual({
      challenger: 'Challenger',
      protege: 'Protégé',
      coalition: 'Coalition',
      backer: 'Backer',
    });
  });

  it('runs 1000 draws of a Latin hypercube, seeded by the name of its file', () => {
    expect(scenario.run).toEqual({ draws: 1000, seed: 'test', design: 'lhs' });
  });

  it('needs no more than a title, paths and a preference, and has no warnings then', () => {
    expect(scenario.warnings).toEqual([]);
    expect(scenario.paths).toEqual([
      { name: 'a', title: 'a', description: undefined, parameters: new Map(), phases: [] },
    ]);
  });
});

describe('the form of issue and manual', () => {
  const text = `title: "Paris: tripwire or fortress?"
as_of: 2025-09-15
description: A test
actors: { challenger: Russia, protege: Ukraine, coalition: Coalition of the Willing, backer: United States }
parameters:
  backer.reliability: { value: beta(3, 4.5), source: "a book", note: "as far as known" }
  roe.threshold: lognormal(log(20), 0.8)
  challenge.cost_assault: 30 to 70
  tripwire.deploy_years: 0.25 + 0.5 * (1 - coalition.resolve)
  coalition.resolve: beta(3, 5)
correlations: [ [backer.reliability, coalition.resolve, 0.3] ]
variables: { delivery: beta(8, 7) }
members: [ { name: France, states: 1, weight: 25, resolve: 6, conditionality: 8 }, { name: Others, states: 25, weight: 50, resolve: normal(0, 5), conditionality: uniform(5, 20) } ]
ladder: [ { name: limited retaliation, risk: 0.01, cost_coalition: 3, cost_challenger: 3 }, { name: general war } ]
paths:
  deployment: { title: Force, parameters: { tripwire.troops: triangular(8, 17, 30) * (0.5 + delivery), commitment.binding: 0.4 } }
  fortress:   { title: Fortress, parameters: { tripwire.troops: 0, fortress.gain: discrete([0.5, 1], [0.4, 0.6]) } }
metrics: { harm: open_war + protege_collapses, open_war: renewed_war + general_war + nuclear_use }
preferences:
  balanced: { minimize: 60 * (protege_collapses + renewed_war_lost) + 20 * renewed_war_repelled + 4 * war_years + 150 * general_war + 600 * nuclear_use }
  treasury: { title: With money, minimize: harm + war_years + renewed_war_lost + 0.05 * budget }
run: { draws: 100, seed: paris, design: random }
`;
  const scenario = loadScenario(writeFiles({ 'paris.yaml': text }));

  it('reads distributions with commas also inside { } without quotes', () => {
    expect(scenario.parameters.get('backer.reliability')?.expression.text).toBe('beta(3, 4.5)');
    expect(scenario.variables.get('delivery')?.expression.distribution?.family).toBe('beta');
    expect(scenario.paths[0].parameters.get('tripwire.troops')?.expression.text).toBe(
      'triangular(8, 17, 30) * (0.5 + delivery)',
    );
    expect(scenario.paths[1].parameters.get('fortress.gain')?.expression.distribution?.family).toBe('discrete');
  });

  it('reads everything else', () => {
    expect(scenario).toMatchObject({
      title: 'Paris: tripwire or fortress?',
      asOf: '2025-09-15',
      actors: { challenger: 'Russia', backer: 'United States' },
      run: { draws: 100, seed: 'paris', design: 'random' },
    });
    expect(scenario.parameters.get('backer.reliability')).toMatchObject({
      id: 'backer.reliability',
      source: 'a book',
      note: 'as far as known',
      outside: 'error',
      judgement: false,
      range: { min: 0, max: 1, minOpen: true, maxOpen: true },
    });
    expect(scenario.correlations).toMatchObject([
      { first: 'backer.reliability', second: 'coalition.resolve', rank: 0.3 },
    ]);
    expect(scenario.members.map(({ name, states, weight }) => [name, states, weight])).toEqual([
      ['France', 1, 25],
      ['Others', 25, 50],
    ]);
    expect(scenario.ladder.map((rung) => [rung.name, rung.risk.id])).toEqual([
      ['limited retaliation', 'ladder[0].risk'],
      ['general war', 'ladder[1].risk'],
    ]);
    expect(scenario.paths.map((path) => path.name)).toEqual(['deployment', 'fortress']);
    expect(scenario.preferences.map(({ name, title, direction }) => [name, title, direction])).toEqual([
      ['balanced', undefined, 'minimize'],
      ['treasury', 'With money', 'minimize'],
    ]);
  });

  it('puts metrics in an order in which each reads only what stands before it', () => {
    expect(scenario.metrics.map((metric) => metric.name)).toEqual(['open_war', 'harm']);
    expect(OUTPUTS.map((o) => o.name)).not.toContain('open_war');
  });

  it('knows where everything stands', () => {
    const troops = scenario.paths[0].parameters.get('tripwire.troops');
    const line = text.split('\n').findIndex((content) => content.includes('deployment:'));
    const column = text.split('\n')[line].indexOf('triangular');
    expect(troops?.at).toMatchObject({ line: line + 1, column: column + 1 });
  });

  it('can be loaded again from its resolved form and gives the same worlds', () => {
    const again = loadScenario(writeFiles({ 'other-name.json': JSON.stringify(scenario.resolved) }));
    expect(JSON.stringify(again.resolved)).toBe(JSON.stringify(scenario.resolved));
    expect(again.run).toEqual(scenario.run);
    const [first, second] = [scenario, again].map((s) => sampleColumns(createSampler(s), s.paths.length, fraction));
    expect(second).toEqual(first);
  });
});

describe('text in the YAML flow style', () => {
  it('may hold calls over several lines, lists of weights, and brackets in prose', () => {
    const scenario = loadText(
      `variables: { x: { value: mixture(beta(2, 8),
          beta(8, 2), [0.7, 0.3]), note: see (Smith, 2020) and others }, y: "clamp(x, 0, 1)" }
parameters: { roe.threshold: 40 + y, roe.ambiguity: { value: discrete([1, 2], [1, 3]), source: 'half ( open' } }\n`,
    );
    expect(scenario.variables.get('x')).toMatchObject({
      expression: { text: 'mixture(beta(2, 8), beta(8, 2), [0.7, 0.3])' },
      note: 'see (Smith, 2020) and others',
    });
    expect(scenario.parameters.get('roe.ambiguity')?.source).toBe('half ( open');
  });

  it('keeps its meaning where brackets do not close', () => {
    const scenario = loadText('variables: { x: { value: normal(0, 1), note: a (, source: b ) }, y: x }\n', {});
    expect(scenario.variables.get('x')).toMatchObject({ note: 'a (, source: b )' });
  });
});

describe('options of the command line', () => {
  const paths =
    'paths: { a: {}, b: { parameters: { roe.threshold: 20 } }, c: { parameters: { roe.threshold: 30 } } }\n';

  it('replace what the file says of the run', () => {
    const { run } = loadText('run: { draws: 5, seed: file, design: random }\n', {
      draws: 7,
      seed: 'mine',
      design: 'sobol',
    });
    expect(run).toEqual({ draws: 7, seed: 'mine', design: 'sobol' });
  });

  it('choose paths, which stay in the order of the file', () => {
    expect(loadText(paths, { paths: ['c', 'a'] }).paths.map((path) => path.name)).toEqual(['a', 'c']);
  });

  it('leave out a correlation whose only distribution stands on a path that is left out', () => {
    const text = `variables: { x: normal(0, 1), y: normal(0, 1) }
correlations: [ [x, roe.threshold, 0.5], [x, y, 0.2] ]
paths: { a: { parameters: { roe.ambiguity: exp((x + y) / 10) } }, b: { parameters: { roe.threshold: 30 to 50 } } }\n`;
    expect(loadText(text).correlations).toHaveLength(2);
    expect(loadText(text, { paths: ['a'] }).correlations).toMatchObject([{ first: 'x', second: 'y' }]);
  });

  it('are refused with the option in front', () => {
    expect(faultsOf(() => loadText(paths, { paths: ['a', 'fortres', 'a'] }))).toEqual([
      '--paths a,fortres,a: fortres: no such path; known: a, b, c',
      '--paths a,fortres,a: a: is named twice',
    ]);
    expect(faultsOf(() => loadText(paths, { draws: 0, design: 'sobel', seed: '' }))).toEqual([
      '--draws 0: run.draws: 0 is out of range; must be an integer from 1 to 10000000',
      '--seed : run.seed: must not be empty',
      '--design sobel: sobel: no such design; did you mean sobol?',
    ]);
  });
});

describe('a seed', () => {
  it('is the number as it was written, however many digits it has', () => {
    expect(loadText('run: { seed: 007 }\n').run.seed).toBe('007');
    expect(loadText('run: { seed: 12345678901234567890 }\n').run.seed).toBe('12345678901234567890');
  });
});

describe('faults of different kinds', () => {
  it('are reported together, in the order of the file', () => {
    const faults = faultsOf(() =>
      loadText('parameters:\n  roe.treshold: 1\n  roe.ambiguity: -1\n  war.gain: 1 +\nrun: { draws: 0 }\n', {
        set: ['x'],
      }),
    );
    expect(faults).toHaveLength(5);
    expect(faults.map((fault) => fault.split(':')[1])).toEqual(expect.arrayContaining(['6', '7', '8', '9']));
  });
});

describe('a preference', () => {
  it('may maximize', () => {
    const text = 'preferences: { peace: { maximize: ceasefire_holds } }\n';
    expect(loadText(text).preferences[0]).toMatchObject({ name: 'peace', direction: 'maximize' });
    expect(HARM).toContain('minimize');
  });
});
