/** The causal chain of each path: why it ends as it does, link by link, as ratios of expected counts. */
import { columnIndex, type Results, withoutFailed } from '../experiment/results.ts';
import { ratioOfMeans } from './statistics.ts';

/** One link of the chain: a ratio of two combinations of outputs. */
export interface ChainLink {
  readonly id: string;
  /** Heading under which it stands in the table. */
  readonly group: string;
  readonly label: string;
  readonly unit: 'probability' | 'share' | 'years' | 'per year';
  /** Outputs that are added (1) or taken away (−1), each possibly times another output. */
  readonly numerator: Combination;
  /** Empty for 1. */
  readonly denominator: Combination;
}

type Combination = readonly Term[];
interface Term {
  readonly sign: 1 | -1;
  readonly factors: readonly string[];
}

export interface ChainRow {
  readonly path: string;
  readonly link: string;
  readonly group: string;
  readonly label: string;
  readonly unit: ChainLink['unit'];
  /** Ratio of the means over draws; NaN when its condition never arises. */
  readonly value: number;
  /** By the delta method, numerator and denominator paired within draws. */
  readonly se: number;
}

/** `'hits - triggered'`, `'ceasefire_year * ceasefires'`: terms are separated by + and −, factors by *. */
function combination(text: string): Combination {
  return [...text.matchAll(/([+-]?)\s*([a-z_]+(?:\s*\*\s*[a-z_]+)*)/g)].map(([, sign, factors]) => ({
    sign: sign === '-' ? -1 : 1,
    factors: factors.split('*').map((name) => name.trim()),
  }));
}

const link = (
  id: string,
  group: string,
  label: string,
  unit: ChainLink['unit'],
  numerator: string,
  denominator = '',
): ChainLink => ({
  id,
  group,
  label,
  unit,
  numerator: combination(numerator),
  denominator: combination(denominator),
});

const ceasefire = 'Ceasefire';
const challenges = 'Challenges in a year of ceasefire';
const hits = 'Share of challenges that hits the force';
const rules = 'Rules of engagement (shares)';
const answers = 'Share that the coalition answers';
const backing = 'Share of answers after which … backs down';
const motive = 'Share of assaults that are …';
const wars = 'How renewed wars came (shares)';
const losses = 'How general or nuclear war came (shares)';

const unhit = 'limited_attacks + assaults - hits_limited - hits_assault';
const controlLost = 'general_war + nuclear_use';

// biome-ignore format: one link a line reads as the table that it is
export const CHAIN: readonly ChainLink[] = [
  link('ceasefire', ceasefire, 'chance that it comes', 'probability', 'ceasefires'),
  link('ceasefire_year', ceasefire, 'year, if it comes', 'years', 'ceasefire_year * ceasefires', 'ceasefires'),
  link('ceasefire_breaks', ceasefire, 'breaks, if it comes', 'probability', 'renewed_war + general_war + nuclear_use', 'ceasefires'),
  link('probe_rate', challenges, 'probes', 'per year', 'probes', 'ceasefire_years'),
  link('limited_rate', challenges, 'limited attacks', 'per year', 'limited_attacks', 'ceasefire_years'),
  link('assault_rate', challenges, 'assaults', 'per year', 'assaults', 'ceasefire_years'),
  link('probe_hits', hits, 'of probes', 'share', 'hits_probe', 'probes'),
  link('limited_hits', hits, 'of limited attacks', 'share', 'hits_limited', 'limited_attacks'),
  link('assault_hits', hits, 'of assaults', 'share', 'hits_assault', 'assaults'),
  link('triggered', rules, 'triggered, of all hits', 'share', 'triggered', 'hits'),
  link('automatic', rules, 'automatic answer, of those', 'share', 'automatic_responses', 'triggered'),
  link('response_hit', answers, 'of all hits', 'share', 'responses_triggered + responses_untriggered', 'hits'),
  link('response_triggered', answers, 'of hits that trigger', 'share', 'responses_triggered', 'triggered'),
  link('response_untriggered', answers, 'of other hits', 'share', 'responses_untriggered', 'hits - triggered'),
  link('response_unhit', answers, 'of attacks without hit', 'share', 'responses_unhit', unhit),
  link('challenger_backs_down', backing, 'the challenger', 'share', 'challenger_backs_down', 'responses'),
  link('coalition_backs_down', backing, 'the coalition', 'share', 'coalition_backs_down', 'responses'),
  link('assaults_preferred', motive, 'meant, not made in error', 'share', 'assaults_preferred', 'assaults'),
  link('war_alone', wars, 'assault met alone', 'share', 'lone_assault_wars', 'renewed_war'),
  link('war_spiral', wars, 'limited attack spiralled', 'share', 'spirals', 'renewed_war'),
  link('war_joint', wars, 'joint war', 'share', 'joint_wars - joint_war_losses', 'renewed_war'),
  link('loss_misreading', losses, 'misreading', 'share', 'misreads', controlLost),
  link('loss_ladder', losses, 'on the ladder', 'share', 'ladder_losses', controlLost),
  link('loss_joint_war', losses, 'in a joint war', 'share', 'joint_war_losses', controlLost),
];

/** The chain of every path. */
export function traceChain(results: Results): ChainRow[] {
  return results.plan.paths.flatMap((path, pathIndex) =>
    CHAIN.map((definition) => {
      const numerator = combine(results, pathIndex, definition.numerator);
      const denominator = combine(results, pathIndex, definition.denominator);
      const { id, group, label, unit } = definition;
      return { path: path.name, link: id, group, label, unit, ...ratioOfMeans(numerator, denominator) };
    }),
  );
}

/** Value of a combination in every draw that has not failed; 1 for the empty one. */
function combine(results: Results, path: number, terms: Combination): Float64Array {
  const { draws } = results.plan;
  if (terms.length === 0) return new Float64Array(results.usable).fill(1);
  const total = new Float64Array(draws);
  const size = new Float64Array(draws);
  for (const { sign, factors } of terms) {
    const columns = factors.map((name) => results.column(path, columnIndex(results, name)));
    for (let draw = 0; draw < draws; draw++) {
      // The year of what never happens is undefined, but counts for nothing: its chance, the other factor, is 0.
      if (columns.some((column) => column[draw] === 0)) continue;
      const term = columns.reduce((product, column) => product * column[draw], 1);
      total[draw] += sign * term;
      size[draw] += Math.abs(term);
    }
  }
  // What is left of a difference of equal counts is rounding, and would make a ratio out of nothing.
  for (let draw = 0; draw < draws; draw++) if (Math.abs(total[draw]) <= 1e-12 * size[draw]) total[draw] = 0;
  return withoutFailed(results, total);
}
