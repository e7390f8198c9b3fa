import { describe, expect, test } from 'vitest';
import { CHAIN } from '../../src/analysis/chain.ts';
import { OUTCOMES } from '../../src/deterrence/outputs.ts';
import { PARAMETERS } from '../../src/deterrence/parameters.ts';
import { GERMAN_LABELS } from '../../src/report/language/german-labels.ts';
import { speechOf } from '../../src/report/language/language.ts';
import { GERMAN } from '../../src/report/language/messages-de.ts';
import { ENGLISH, type MessageKey } from '../../src/report/language/messages-en.ts';
import { numbersOf } from '../../src/report/language/numbers.ts';

const keys = Object.keys(ENGLISH) as MessageKey[];
const places = (message: string) => [...message.matchAll(/\[\[\w+\]\]|\{\w+\}/g)].map(([place]) => place).sort();

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect(Object.keys(GERMAN).sort()).toEqual([...keys].sort());
  });

  test.each(keys)('have the same places in %s', (key) => {
    expect(places(GERMAN[key])).toEqual(places(ENGLISH[key]));
  });

  test('say different things in each language, names apart', () => {
    const same = keys.filter((key) => ENGLISH[key] === GERMAN[key]);
    expect(
      same.filter(
        (key) =>
          !['column.name', 'sweep.leads', 'survival.path', 'reproduce.design', 'threshold.difference'].includes(key),
      ),
    ).toEqual([]);
  });

  test('have a German word for everything of the model that a report names', () => {
    const named = [
      ...OUTCOMES.map(({ label }) => label),
      ...CHAIN.flatMap(({ group, label }) => [group, label]),
      ...PARAMETERS.map(({ label }) => label),
    ];
    expect(named.filter((label) => !GERMAN_LABELS.has(label))).toEqual([]);
    const units = PARAMETERS.map(({ unit }) => unit).filter((unit) => unit !== 'km');
    expect(units.filter((unit) => !GERMAN_LABELS.has(unit))).toEqual([]);
  });
});

describe('a message', () => {
  test('is filled in its places, and no place is forgotten', () => {
    const { say, count, list } = speechOf('en');
    expect(say('survival.path', { path: 'A $& {share}', share: 'b' })).toBe('A $& {share} b.');
    expect(() => say('survival.path', { path: 'A' })).toThrow(/survival\.path: the place \{share\}/);
    expect([count('count.worlds', 1), count('count.worlds', 12345)]).toEqual(['1 world', '12\u202f345 worlds']);
    expect([list(['a']), list(['a', 'b', 'c'])]).toEqual(['a', 'a, b and c']);
  });
});

describe('numbers', () => {
  const [en, de] = [numbersOf('en'), numbersOf('de')];

  test.each<[string, string, string]>([
    [en.short(-0.0312), de.short(-0.0312), '−0.031'],
    [en.short(0.00001234), de.short(0.00001234), '1.2\u00a0×\u00a010⁻⁵'],
    [en.estimate(0.3124, 0.0041), de.estimate(0.3124, 0.0041), '0.312\u00a0±0.004'],
    [
      en.withInterval(-1.5, { low: -2.04, high: -0.96 }),
      de.withInterval(-1.5, { low: -2.04, high: -0.96 }),
      '−1.5 (−2.0…−1.0)',
    ],
    [en.share(0.664, { low: 0.63, high: 0.69 }), de.share(0.664, { low: 0.63, high: 0.69 }), '66\u00a0% (63–69)'],
    [
      en.probability(0.0056, { low: 0.0047, high: 0.0066 }),
      de.probability(0.0056, { low: 0.0047, high: 0.0066 }),
      '0.56\u00a0% (0.47–0.66)',
    ],
    [en.percent(0.07), de.percent(0.07), '7\u00a0%'],
    [en.percent(0.00071), de.percent(0.00071), '0.07\u00a0%'],
    [en.percent(0.00000001), de.percent(0.00000001), '<0.01\u00a0%'],
    [en.probabilityRange(0.011, 0.92), de.probabilityRange(0.011, 0.92), '1–92\u00a0%'],
    [en.share(Number.NaN, { low: Number.NaN, high: Number.NaN }), de.percent(Number.NaN), '–'],
  ])('%s is %s in German', (english, german, expected) => {
    expect(english).toBe(expected);
    expect(german).toBe(expected.replaceAll(/(\d)\.(\d)/g, '$1,$2'));
  });

  test('are whole where they count', () => {
    expect([en.count(999), en.count(1600), en.count(1234567)]).toEqual(['999', '1600', '1\u202f234\u202f567']);
  });

  test('of dates are written out; what is no date stays', () => {
    expect([en.date('2025-09-05'), de.date('2025-03-15')]).toEqual(['5\u00a0September 2025', '15.\u00a0März 2025']);
    expect([en.date('2025-13-01'), en.date('spring')]).toEqual(['2025-13-01', 'spring']);
  });
});
