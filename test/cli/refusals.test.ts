/** Every command as a process of its own, as a user starts it: most other tests run command lines within their thread. */
import { expect, test } from 'vitest';
import { nameOf } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { startStolperdraht } from './support.ts';

/** Where nothing is, so that what a command loads is loaded and then refuses it. */
const SCENARIO = 'nowhere.yaml';
const FOLDER = 'nowhere';

/** For each command a command line that is wrong, and the beginning of the line that says how. */
const REFUSED: Readonly<Record<string, readonly [args: readonly string[], message: string]>> = {
  ...Object.fromEntries(
    [
      ...['run', 'analyze', 'sensitivity', 'flip', 'steelman', 'robustness', 'compare-solutions', 'perception'],
      ...['value-of-information', 'discordant', 'validate'],
    ].map((name) => [name, [[SCENARIO], `${SCENARIO}: does not exist`]] as const),
  ),
  sweep: [[SCENARIO, '--vary', 'backer.reliability=0,1'], `${SCENARIO}: does not exist`],
  threshold: [[SCENARIO, '--parameter', 'roe.threshold', '--range', '0:1'], `${SCENARIO}: does not exist`],
  discover: [[SCENARIO, '--path', 'fortress', '--where', 'budget > 1'], `${SCENARIO}: does not exist`],
  game: [[SCENARIO, '--path', 'fortress'], `${SCENARIO}: does not exist`],
  votes: [[SCENARIO, '--path', 'fortress'], `${SCENARIO}: does not exist`],
  trace: [[SCENARIO, '--path', 'fortress'], `${SCENARIO}: does not exist`],
  report: [[FOLDER], `${FOLDER} is not there, must be a folder of results`],
  charts: [[FOLDER], `${FOLDER} is not there, must be a folder of results`],
  resume: [[FOLDER], `${FOLDER} is not there`],
  merge: [[FOLDER], `${FOLDER} is not there, must be a part that --shard has computed`],
  worker: [['--queue', 'nowhere'], '--queue is nowhere, must be redis://HOST:PORT'],
  init: [['nowhere'], 'FILE is nowhere, must be a name that ends in .yaml'],
  verify: [['--only', 'nothing'], '--only nothing: no such claim or group'],
  explain: [['nothing'], 'nothing: no such parameter or output'],
  schema: [['nothing'], 'nothing is one argument too many'],
};

test.each(COMMANDS.map(nameOf))('%s refuses in one line and with exit code 2 what it cannot do', async (name) => {
  const [args, message] = REFUSED[name];
  const { code, stdout, stderr } = await startStolperdraht([name, ...args]);
  expect(stderr.startsWith(message), stderr).toBe(true);
  expect(stderr.replace(/\nSee stolperdraht --help\.\n$/, '\n')).toMatch(/^[^\n]+\n$/);
  expect([code, stdout]).toEqual([2, '']);
});
