/** `sensitivity`: which of the uncertain quantities the differences between worlds hang on. */
import { analyseWorlds } from './analyse.ts';
import type { Environment } from './environment.ts';
import { analyseGiven } from './sensitivity-given.ts';
import type { SensitivityCommandOptions } from './sensitivity-options.ts';

/**
 * Looks at what matters and prints it.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function findSensitivity(options: SensitivityCommandOptions, environment: Environment): Promise<number> {
  return analyseWorlds('sensitivity', options, environment, (worlds) => analyseGiven(worlds, options, environment));
}
