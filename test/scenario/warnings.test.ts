import { describe, expect, it } from 'vitest';
import { loadText } from './scenario-files.ts';

const warningsOf = (text: string) => loadText(text).warnings.map((line) => line.replace(/^\S*test\.yaml:/, ''));
const preference = (text: string) => warningsOf(`preferences:\n  p: { ${text} }\n`);
const all = 'protege_collapses + renewed_war_lost + 4 * war_years + 150 * general_war + 600 * nuclear_use';

describe('a preference', () => {
  it('that minds every bad outcome is fine, in whatever form', () => {
    expect(preference(`minimize: ${all}`)).toEqual([]);
    expect(preference('maximize: ceasefire_holds')).toEqual([]);
    expect(preference('minimize: 1 - ceasefire_holds')).toEqual([]);
    expect(preference(`minimize: log(1 + ${all}) + budget`)).toEqual([]);
    expect(preference(`maximize: -(${all})`)).toEqual([]);
    expect(preference(`minimize: ${all.replace('4 * war_years', 'war_continues')}`)).toEqual([]);
  });

  it('that minds them through metrics is fine', () => {
    expect(warningsOf(`metrics: { harm: ${all}, twice: 2 * harm }\npreferences: { p: { minimize: twice } }\n`)).toEqual(
      [],
    );
  });

  it.each([
    ['protege_collapses', 'protege_collapses'],
    ['renewed_war_lost', 'renewed_war_lost'],
    ['4 * war_years', 'war going on (war_continues, war_years)'],
    ['150 * general_war', 'general_war'],
    ['600 * nuclear_use', 'nuclear_use'],
  ])('that forgets %s is named', (term, shown) => {
    const forgetful = all.replace(term, '0');
    expect(preference(`minimize: ${forgetful}`)).toEqual([
      `4:18: preferences.p: gives no weight to ${shown}; a preference that forgets a bad outcome can turn the verdict round`,
    ]);
  });

  it('that forgets several is named once', () => {
    expect(preference('minimize: war_years + renewed_war')).toEqual([
      '4:18: preferences.p: gives no weight to protege_collapses, general_war and nuclear_use; a preference that forgets a bad outcome can turn the verdict round',
    ]);
  });

  it('that welcomes a bad outcome is named', () => {
    expect(preference(`minimize: ${all} - 700 * nuclear_use`)).toEqual([
      '4:18: preferences.p: gets better with more of nuclear_use; is the sign meant?',
    ]);
    expect(preference(`maximize: ${all}`)).toHaveLength(1);
  });
});

describe('a warning', () => {
  it('tells of variables that are never used', () => {
    expect(warningsOf('variables: { x: 1, y: 2, z: y }\nparameters: { roe.threshold: 20 + z }\n')).toEqual([
      '5:17: variables.x: is never used',
    ]);
  });

  it('tells of uncertainty without a word on where it comes from', () => {
    const text = `parameters:
  roe.threshold: 10 to 50
  roe.ambiguity: { value: 1 to 2, judgement: true }
  war.gain: { value: 5 to 9, source: a book }
  war.cost: { value: 5 to 9, note: a guess }
  tripwire.troops: 10
paths: { a: { parameters: { fortress.gain: 0.5 to 1 } } }
members:
  - { name: France, weight: 1, resolve: normal(0, 1), conditionality: 0, judgement: true }
  - { name: Italy, weight: 1, resolve: normal(0, 1), conditionality: 0 }
`;
    const reason = 'is uncertain but says neither source nor note; if it is a judgement, say judgement: true';
    expect(warningsOf(text)).toEqual([
      `5:18: roe.threshold: ${reason}`,
      `13:40: members.Italy.resolve: ${reason}`,
      `10:44: a:fortress.gain: ${reason}`,
    ]);
    expect(loadText(text, { set: ['roe.threshold=30 to 50'] }).warnings).toHaveLength(2);
  });

  it('tells of distributions that leave the allowed range, and how often', () => {
    const text = (value: string, outside = 'error') =>
      `parameters: { tripwire.troops: { value: "${value}", outside: ${outside}, note: n } }\n`;
    expect(warningsOf(text('normal(17, 10)'))).toEqual([
      '5:41: tripwire.troops: "normal(17, 10)" leaves the allowed range in 4.5 % of draws, which then fail; say outside: clamp or outside: resample',
    ]);
    expect(warningsOf(text('normal(17, 10)', 'clamp'))).toEqual([]);
    expect(warningsOf(text('normal(17, 1)'))).toEqual([]);
    expect(warningsOf(text('uniform(0, 10000)'))).toEqual([]);
    expect(warningsOf('parameters: { backer.reliability: { value: "bernoulli(0.25)", note: n } }\n')).toHaveLength(1);
  });

  it('tells of paths that are the same', () => {
    const text = `parameters: { roe.threshold: 20 }
paths: { a: {}, b: { parameters: { roe.threshold: 20 } }, c: { parameters: { roe.threshold: 30 } } }\n`;
    expect(warningsOf(text)).toEqual(['1:1: paths.b: is the same as a; they will not differ']);
  });
});
