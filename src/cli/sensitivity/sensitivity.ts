/** `sensitivity`: which of the uncertain quantities the differences between worlds hang on. */
import { analyseSetting, analyseWorlds } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { ExitCode } from '../errors.ts';
import { openSetting } from '../worlds.ts';
import { analyseGiven } from './sensitivity-given.ts';
import { analyseMorris, planMorris } from './sensitivity-morris.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';
import { analyseRegional } from './sensitivity-regional.ts';
import { analyseSobol, planSobol } from './sensitivity-sobol.ts';
import { analyseTornado, planTornado } from './sensitivity-tornado.ts';

/** Methods that evaluate worlds of their own. */
const EVALUATING = {
  tornado: { analyse: analyseTornado, plan: planTornado },
  sobol: { analyse: analyseSobol, plan: planSobol },
  morris: { analyse: analyseMorris, plan: planMorris },
} as const;

/**
 * Looks at what matters and prints it.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export async function findSensitivity(options: SensitivityCommandOptions, environment: Environment): Promise<number> {
  const { method } = options;
  if (method === 'tornado' || method === 'sobol' || method === 'morris') {
    const { analyse, plan } = EVALUATING[method];
    if (options.dryRun) {
      plan(await openSetting(options.scenario, options), options, environment);
      return ExitCode.Done;
    }
    return analyseSetting('sensitivity', options, environment, (setting) => analyse(setting, options, environment));
  }
  return analyseWorlds('sensitivity', options, environment, async (worlds) =>
    method === 'regional' ? analyseRegional(worlds, options) : analyseGiven(worlds, options),
  );
}
