/** `robustness`: which path each rule of choice under uncertainty picks, and how surely. */
import { applyRules } from '../../analysis/robustness/decision-rules.ts';
import { stochasticDominance } from '../../analysis/robustness/dominance.ts';
import { satisficing } from '../../analysis/robustness/satisficing.ts';
import type { RobustnessFindings } from '../../report/robustness/findings.ts';
import { describeRobustness } from '../../report/robustness/json.ts';
import { robustnessTables } from '../../report/robustness/tables.ts';
import { renderRobustness } from '../../report/robustness/text.ts';
import { type Analysed, analyseWorlds } from '../analyse.ts';
import { askDecision } from '../decision.ts';
import type { Environment } from '../environment.ts';
import { findPaths } from '../objective.ts';
import { applyRequirement, type MetRequirement, meetAll, UNDECIDED } from '../requirements.ts';
import type { Worlds } from '../worlds.ts';
import type { RobustnessOptions } from './robustness-options.ts';

const LEAST_DRAWS = 20;

/**
 * Applies the rules and prints what they pick.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function findRobustness(options: RobustnessOptions, environment: Environment): Promise<number> {
  return analyseWorlds('robustness', options, environment, async (worlds) => analyse(worlds, options));
}

function analyse(worlds: Worlds, options: RobustnessOptions): Analysed {
  const { plan, results } = worlds;
  const { pessimism, resamples } = options;
  const paths = findPaths(plan, options.paths);
  const asked = options.requirements.map((text) => applyRequirement(results, text, paths));
  const together = asked.length > 0 ? meetAll(asked) : undefined;
  const { decision, payoffs, draws } = askDecision(worlds, options, {
    command: 'robustness',
    least: LEAST_DRAWS,
    isUsable: (draw) => together === undefined || together.marks.every((marks) => marks[draw] !== UNDECIDED),
  });
  const marksOf = ({ marks }: MetRequirement) => marks.map((of) => Uint8Array.from(draws, (draw) => of[draw]));
  const resampling = { seed: plan.seed, resamples };
  const findings: RobustnessFindings = {
    decision,
    rules: applyRules(payoffs, { ...resampling, pessimism, ...(together ? { met: marksOf(together) } : {}) }),
    dominance: stochasticDominance(payoffs, resampling),
    requirements: [...asked, ...(together && asked.length > 1 ? [together] : [])].map((requirement) => ({
      text: requirement.text,
      paths: marksOf(requirement).map((met, path) => ({ path: decision.paths[path], ...satisficing(met) })),
    })),
    resamples,
  };
  const { name, direction } = decision.objective;
  return {
    settings: {
      ...{ objective: name, direction, paths: decision.paths, requirements: options.requirements },
      ...{ pessimism, resamples, draws: decision.draws, left_out: decision.leftOut },
    },
    tables: robustnessTables(findings),
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeRobustness(findings) }),
    text: (text) => renderRobustness(findings, text),
    hint: 'All rules and paths: robustness.csv; datapackage.json explains every column.',
  };
}
