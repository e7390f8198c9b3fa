import { describe, expect, test } from 'vitest';
import { analyzeRun } from '../../src/analysis/run-analysis.ts';
import { sayVerdict } from '../../src/report/words.ts';
import { type SampleOptions, sampleResults } from '../support/sample-results.ts';

const say = (options: SampleOptions) => {
  const results = sampleResults(options);
  return sayVerdict(results.plan, analyzeRun(results));
};

/** Fortress loses 0.1 less than deployment in 60 of 100 worlds and 0.05 more in the others. */
const clear: SampleOptions = {
  draws: 100,
  adjust(set, path, draw) {
    set('general_war', 0);
    set('renewed_war_lost', 0.4 - (path === 1 ? (draw < 60 ? 0.1 : -0.05) : 0));
    set('ceasefire_holds', path === 1 ? 0.3 : 0.31);
  },
};

describe('the verdict in words', () => {
  test('names the preference, the share of worlds and its interval, and the mean difference with its own', () => {
    const [first] = say(clear);
    expect(first).toMatch(
      /^Under balanced, fortress does better than deployment in 60 % \(50–69 %\) of worlds \(harm lower on average by 2\.4 \(1\.5–3\.3\)\)\.$/,
    );
  });

  test('says when another preference turns the order round', () => {
    expect(say(clear)[1]).toContain('under peace it is deployment, fortress (deployment better than fortress in 100 %');
  });

  test('says plainly when the interval of the paired difference includes 0', () => {
    const [first] = say({
      draws: 10,
      adjust(set, path, draw) {
        set('general_war', 0);
        set('renewed_war_lost', 0.4 + (path === 1 ? 0.1 * (-1) ** draw - 0.001 : 0));
      },
    });
    expect(first).toMatch(/but the interval of the mean difference, -.* to .*, includes 0/);
  });

  test('says so when the path with the better mean does better in fewer worlds', () => {
    const [first] = say({
      draws: 100,
      adjust(set, path, draw) {
        set('general_war', 0);
        set('renewed_war_lost', path === 0 ? 0.4 : draw < 30 ? 0 : 0.45);
      },
    });
    expect(first).toMatch(/fortress does better than deployment in 30 % \(.*\) of worlds, deployment in 70 %/);
  });

  test('puts more than two paths in their order and says how often the first is the best of all', () => {
    const [first] = say({
      paths: ['a', 'b', 'c'],
      draws: 40,
      adjust(set, path, draw) {
        set('general_war', 0);
        set('renewed_war_lost', [0.3, 0.2, 0.4][path] + (draw % 2) * 0.01 * path);
      },
    });
    expect(first).toContain('the order by the mean objective is b, a, c: ');
    expect(first).toContain('b is the best of all in 100 % (91–100 %) of worlds');
  });

  test('claims nothing where there is nothing to compare', () => {
    expect(say({ paths: ['only'] })).toEqual(['Only one path was run, so there is nothing to compare.']);
    expect(say({ draws: 1 })[0]).toMatch(/^A single world was sampled/);
    expect(say({ draws: 5, adjust: (set) => set('renewed_war_lost', Number.NaN) })[0]).not.toContain('NaN');
  });

  test('never calls a path optimal, and always says what the intervals leave out', () => {
    for (const options of [clear, { paths: ['a', 'b', 'c', 'd'] }]) {
      const sentences = say(options);
      expect(sentences.length).toBeLessThanOrEqual(3);
      expect(sentences.join(' ')).not.toMatch(/optimal/i);
      expect(sentences.at(-1)).toContain('is another question');
    }
  });
});
