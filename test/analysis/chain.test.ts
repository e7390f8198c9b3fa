import { describe, expect, test } from 'vitest';
import { CHAIN, traceChain } from '../../src/analysis/chain.ts';
import { OUTPUT_INDEX } from '../../src/deterrence/outputs.ts';
import { sampleResults } from '../support/sample-results.ts';

function chainOf(adjust: (set: (name: string, value: number) => void, path: number, draw: number) => void, draws = 2) {
  const rows = traceChain(sampleResults({ draws, paths: ['fortress'], adjust }));
  return (link: string) => rows.find((row) => row.link === link)!;
}

describe('the causal chain', () => {
  test('reads only outputs of the model', () => {
    for (const { numerator, denominator } of CHAIN) {
      for (const name of [...numerator, ...denominator].flatMap((term) => term.factors)) {
        expect(OUTPUT_INDEX.has(name), name).toBe(true);
      }
    }
  });

  test('is made of ratios of means, not means of ratios', () => {
    const find = chainOf((set, _path, draw) => {
      set('triggered', draw === 0 ? 1 : 3);
      set('hits', draw === 0 ? 2 : 14);
    });
    expect(find('triggered').value).toBeCloseTo(4 / 16, 14);
  });

  test('weights the year of the ceasefire by its chance, and counts worlds without one for nothing', () => {
    const find = chainOf((set, _path, draw) => {
      set('ceasefires', [0.2, 0.6, 0][draw]);
      set('ceasefire_year', [1, 3, Number.NaN][draw]);
    }, 3);
    expect(find('ceasefire_year').value).toBeCloseTo((0.2 * 1 + 0.6 * 3) / 0.8, 14);
    expect(find('ceasefire').value).toBeCloseTo(0.8 / 3, 14);
  });

  test('splits answers by what went before them', () => {
    const find = chainOf((set) => {
      set('hits', 10);
      set('triggered', 4);
      set('responses_triggered', 3);
      set('responses_untriggered', 1.5);
      set('limited_attacks', 8);
      set('assaults', 6);
      set('hits_limited', 5);
      set('hits_assault', 4);
      set('responses_unhit', 1);
    });
    expect(find('response_triggered').value).toBe(0.75);
    expect(find('response_untriggered').value).toBe(0.25);
    expect(find('response_unhit').value).toBe(0.2);
    expect(find('response_hit').value).toBe(0.45);
  });

  test('divides renewed wars and losses of control by how they came, so that the shares sum to 1', () => {
    const find = chainOf((set) => {
      set('renewed_war_lost', 0.2);
      set('renewed_war_repelled', 0.3);
      set('lone_assault_wars', 0.25);
      set('spirals', 0.05);
      set('joint_wars', 0.22);
      set('joint_war_losses', 0.02);
      set('general_war', 0.05);
      set('nuclear_use', 0.01);
      set('misreads', 0.03);
      set('ladder_losses', 0.01);
    });
    const sum = (...links: string[]) => links.reduce((total, link) => total + find(link).value, 0);
    expect(sum('war_alone', 'war_spiral', 'war_joint')).toBeCloseTo(1, 14);
    expect(sum('loss_misreading', 'loss_ladder', 'loss_joint_war')).toBeCloseTo(1, 14);
  });

  test('is undefined where its condition never arises, and does not make a share out of rounding', () => {
    const find = chainOf((set) => {
      set('hits', 0);
      set('triggered', 0);
      set('limited_attacks', 0.1 + 0.2);
      set('hits_limited', 0.3);
      set('assaults', 0);
      set('hits_assault', 0);
      set('responses_unhit', 0);
    });
    for (const link of ['triggered', 'response_hit', 'response_unhit', 'assaults_preferred']) {
      expect(find(link).value, link).toBeNaN();
    }
  });
});
