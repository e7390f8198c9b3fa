/** What a robustness analysis has found, and how its rules are put before readers. */
import type { RuleName, RuleRow } from '../../analysis/robustness/decision-rules.ts';
import type { Dominance } from '../../analysis/robustness/dominance.ts';
import type { SatisficingShare } from '../../analysis/robustness/satisficing.ts';
import type { Decision } from '../decision/decision.ts';

/** In how many worlds each path is good enough. */
interface RequirementFinding {
  readonly text: string;
  readonly paths: readonly ({ readonly path: string } & SatisficingShare)[];
}

export interface RobustnessFindings {
  readonly decision: Decision;
  readonly rules: readonly RuleRow[];
  readonly dominance: readonly Dominance[];
  /** Each as it was asked for, then all together if they are several. */
  readonly requirements: readonly RequirementFinding[];
  readonly resamples: number;
}

/** Rules that always pick what the expected value picks, so that they would count the same reason again. */
export const SAME_AS_EXPECTED: ReadonlySet<RuleName> = new Set(['laplace', 'mean_regret']);

interface RuleGroup {
  readonly heading: string;
  readonly rules: readonly (readonly [name: RuleName, label: string])[];
}

/** The rules as they stand in the printed table. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { heading: 'On average', rules: [['expected_value', 'Expected value (also Laplace)']] },
  {
    heading: 'The bad worlds, and how far worlds differ',
    rules: [
      ['tenth_percentile', 'As good or better in nine worlds of ten'],
      ['worst_tenth_mean', 'Mean of the worst tenth'],
      ['mean_less_sd', 'Mean, one standard deviation worse'],
      ['undesirable_deviations', 'Shortfall below its own median (spread only)'],
    ],
  },
  {
    heading: 'Regret: what the best path of each world would save',
    rules: [
      ['mean_regret', 'Mean regret'],
      ['p90_regret', '90th percentile of regret'],
      ['best_share', 'Best of all, or level with it'],
    ],
  },
  {
    heading: 'Single worlds: the intervals are too narrow',
    rules: [
      ['maximin', 'Worst world (maximin)'],
      ['maximax', 'Best world (maximax)'],
      ['hurwicz', 'Between the two (Hurwicz)'],
      ['minimax_regret', 'Largest regret (minimax)'],
    ],
  },
  { heading: 'Good enough', rules: [['satisficing', 'Meets what is required']] },
  {
    heading: 'Shape of the distribution: picks nothing',
    rules: [
      ['percentile_skewness', 'Skewness towards the good side'],
      ['percentile_peakedness', 'Peakedness (normal: 1.90)'],
    ],
  },
];

/** What a rule is called in sentences. */
export function ruleLabel(rule: RuleName): string {
  const named = RULE_GROUPS.flatMap(({ rules }) => rules).find(([name]) => name === rule);
  return (named?.[1] ?? rule).replace(/ \(also Laplace\)$/, '');
}
