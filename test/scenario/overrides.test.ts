import { describe, expect, it } from 'vitest';
import { faultsOf, loadText } from './scenario-files.ts';

const text = `variables: { delivery: { value: "beta(8, 7)", note: n } }
parameters:
  roe.threshold: { value: 20, source: a book, outside: clamp }
  roe.ambiguity: 1 + delivery
members: [ { name: France, weight: 1, resolve: 0, conditionality: 0 } ]
ladder: [ { name: clash, risk: 0.1, cost_coalition: 1, cost_challenger: 1 }, { name: general war } ]
paths: { paper: {}, force: { parameters: { tripwire.troops: 17 } } }
`;
const load = (...set: string[]) => loadText(text, { set });

describe('--set', () => {
  it('sets a parameter, also one that the file does not mention', () => {
    const scenario = load('roe.threshold=30 to 50', 'war.gain=3');
    expect(scenario.parameters.get('roe.threshold')?.expression.text).toBe('30 to 50');
    expect(scenario.parameters.get('war.gain')?.expression.constant).toBe(3);
  });

  it('keeps nothing of what the file says of the value', () => {
    expect(load('roe.threshold=3').parameters.get('roe.threshold')).toMatchObject({
      source: undefined,
      outside: 'error',
    });
  });

  it('sets a parameter of one path', () => {
    const [paper, force] = load('force:tripwire.troops=5', 'paper:fortress.gain=0.5').paths;
    expect(force.parameters.get('tripwire.troops')?.expression.constant).toBe(5);
    expect(paper.parameters.get('fortress.gain')?.expression.constant).toBe(0.5);
    expect(force.parameters.has('fortress.gain')).toBe(false);
  });

  it('sets variables, members and rungs', () => {
    const scenario = load('delivery=0.5', 'members.France.resolve=7', 'ladder[0].risk=0.2');
    expect(scenario.variables.get('delivery')?.expression.constant).toBe(0.5);
    expect(scenario.members[0].resolve.expression.constant).toBe(7);
    expect(scenario.ladder[0].risk.expression.constant).toBe(0.2);
  });

  it('may hold comparisons after the first =', () => {
    expect(load('roe.threshold=(delivery >= 0.5) * 10 + 1').parameters.get('roe.threshold')?.expression.text).toBe(
      '(delivery >= 0.5) * 10 + 1',
    );
  });

  it('is part of the resolved scenario', () => {
    expect(load('war.gain=3').resolved).toMatchObject({ parameters: { 'war.gain': 3 } });
  });

  it('may make a quantity certain that the file correlates with another', () => {
    const correlated = `variables: { x: normal(0, 1), y: normal(0, 1), z: normal(0, 1) }
parameters: { roe.threshold: exp(3 + (x + y + z) / 10) }
correlations: [ [x, y, 0.5], [y, z, 0.5] ]\n`;
    const scenario = loadText(correlated, { set: ['x=1'] });
    expect(scenario.correlations).toMatchObject([{ first: 'y', second: 'z', rank: 0.5 }]);
    expect(scenario.resolved).toMatchObject({ correlations: [['y', 'z', 0.5]] });
    expect(faultsOf(() => loadText(correlated, { set: ['x=normal(0, 1) + normal(0, 1)'] }))).toHaveLength(1);
  });

  it('is named in front of its faults', () => {
    const faults = faultsOf(() =>
      load(
        'backer.reliability=2',
        'roe.treshold=3',
        'forse:roe.threshold=3',
        'war.gain=1 +',
        'war.cost',
        '=3',
        'roe.ambiguity=1',
        'roe.ambiguity=2',
        'members.Frence.resolve=1',
        'ladder[7].risk=0.1',
        'coalition.erosion=delivry',
      ),
    );
    expect(faults).toEqual([
      '--set forse:roe.threshold=3: forse: no such path; did you mean force?',
      '--set war.cost: must be id=expression, such as backer.reliability=0.5 or fortress:fortress.gain=uniform(0.5, 1)',
      '--set =3: must be id=expression, such as backer.reliability=0.5 or fortress:fortress.gain=uniform(0.5, 1)',
      '--set roe.ambiguity=2: roe.ambiguity is set twice on the command line',
      '--set members.Frence.resolve=1: Frence: no such member; did you mean France?',
      "--set ladder[7].risk=0.1: ladder[7]: there is no such rung; the scenario's ladder has 2",
      '--set roe.treshold=3: roe.treshold: no such parameter; did you mean roe.threshold?',
      '--set backer.reliability=2: backer.reliability: 2 is out of range; must be a number above 0 and below 1',
      '--set war.gain=1 +: war.gain: unexpected end of expression after +',
      '--set coalition.erosion=delivry: coalition.erosion: delivry: no such parameter or variable; did you mean delivery?',
    ]);
  });

  it('warns where it changes nothing because a path sets the parameter itself', () => {
    expect(load('tripwire.troops=3').warnings).toEqual([
      '--set tripwire.troops=3: tripwire.troops: does not hold on force, which set it themselves; set force:tripwire.troops for that',
    ]);
  });
});
