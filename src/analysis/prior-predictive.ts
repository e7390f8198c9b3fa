/** What the priors imply before anything is concluded from them: quantities that a reader can hold against experience. */
import { OUTCOMES } from '../deterrence/outputs.ts';
import { columnIndex, type Results } from '../experiment/results.ts';
import { describeSpread, type Spread } from './summary.ts';

export interface PriorPredictiveRow extends Spread {
  readonly path: string;
  readonly check: string;
  readonly label: string;
}

/** Plausibility checks of every path, over worlds. */
export function checkPriors(results: Results): PriorPredictiveRow[] {
  return results.plan.paths.flatMap((path, pathIndex) => {
    const values = (name: string) => results.column(pathIndex, columnIndex(results, name));
    const hits = values('hits');
    const untriggered = values('responses_untriggered');
    const answered = values('responses_triggered').map((count, i) => count + untriggered[i]);
    const generalWar = values('general_war');
    const nuclearUse = values('nuclear_use');
    const checks: [string, string, Float64Array][] = [
      ['renewed_war_given_ceasefire', 'renewed war, given a ceasefire', values('renewed_war_given_ceasefire')],
      ['ceasefire_first_year', 'ceasefire in the first year', ceasefireInFirstYear(results, pathIndex)],
      ['response_given_hit', 'answer, given a hit', answered.map((count, i) => count / hits[i])],
      ['general_war', 'general war', generalWar],
      ['control_lost', 'general war or nuclear use', generalWar.map((p, i) => p + nuclearUse[i])],
    ];
    return checks.map(([check, label, column]) => ({ path: path.name, check, label, ...describeSpread(column) }));
  });
}

/** Whoever is neither at war nor collapsed in it has had a ceasefire, whatever came of that. */
function ceasefireInFirstYear(results: Results, path: number): Float64Array {
  const { periods, stepYears } = results.plan;
  const period = Math.min(periods, Math.max(1, Math.round(1 / stepYears))) - 1;
  const state = (name: string) => OUTCOMES.findIndex((outcome) => outcome.name === name);
  const atWar = results.state(path, period, state('war_continues'));
  const collapsed = results.state(path, period, state('protege_collapses'));
  return atWar.map((war, draw) => 1 - war - collapsed[draw]);
}
