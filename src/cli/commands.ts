/**
 * The commands that look at scenarios and the model without running anything. Each loads what it needs only when it is
 * called, so that the command line starts fast.
 */
import type { Arguments, Command } from './command.ts';
import { UsageError } from './errors.ts';
import { QUEUE_OPTIONS } from './queue-option.ts';
import { MAX_JOBS, readCount, readFlag, readScalar, scalar } from './read-options.ts';

/** `resume DIR` */
export const resumeCommand: Command = {
  usage: 'resume <folder>',
  describe: 'go on with a run or sweep that was interrupted',
  declare: (yargs) =>
    yargs
      .positional('folder', { type: 'string', describe: 'folder of its results' })
      .options({
        jobs: scalar('worker threads; the results are the same for any number (default: one per core)'),
        ...QUEUE_OPTIONS,
        json: { type: 'boolean', describe: 'print the comparison as one JSON document' },
        quiet: { type: 'boolean', describe: 'print only the folder of the results' },
      })
      .epilogue(
        'What is finished is not computed again, and the files are those of a run that was never interrupted. ' +
          'The scenario must be as it was.',
      ),
  run: async (args, environment) => {
    const { readResumeOptions, resumeWork } = await import('./resume.ts');
    return resumeWork(readResumeOptions(args), environment);
  },
};

/** `validate SCENARIO…` */
export const validateCommand: Command = {
  usage: 'validate <scenarios...>',
  describe: 'check scenario files and say everything that is wrong with them',
  declare: (yargs) =>
    yargs
      .positional('scenarios', { type: 'string', array: true, describe: 'scenario files (YAML)' })
      .options({
        set: {
          type: 'string',
          array: true,
          nargs: 1,
          describe: 'set a parameter first, ID=EXPRESSION or PATH:ID=EXPRESSION; may be repeated',
        },
        deep: { type: 'boolean', describe: 'also play some worlds, and warn of what is probably not meant' },
        draws: scalar(`with --deep: number of worlds (default: ${DEEP_DRAWS.usual})`),
        jobs: scalar('with --deep: worker threads; the results are the same for any number (default: one per core)'),
        json: { type: 'boolean', describe: 'with --deep: print what was found as one JSON document' },
      })
      .epilogue(
        [
          'Examples:',
          '  stolperdraht validate scenarios/paris-2025.yaml',
          '  stolperdraht validate scenarios/paris-2025.yaml --deep',
          '      quantities that never matter, payoffs out of order, priors without a source, …',
          '',
          'Exit codes: 0 in order, with or without warnings, 1 failed, 2 wrong usage or input, 130 interrupted.',
        ].join('\n'),
      ),
  run: async (args, environment) => {
    const { files, set, deep } = readValidateOptions(args);
    if (deep) {
      const { validateDeeply } = await import('./validate/validate-deep.ts');
      await validateDeeply({ files, set, ...deep }, environment);
      return;
    }
    const { validateScenarios } = await import('./validate/validate.ts');
    validateScenarios(files, set, environment);
  },
};

const DEEP_DRAWS = { usual: 200, least: 20, most: 100_000 } as const;

/**
 * Reads the options of `validate`.
 * @throws UsageError
 */
function readValidateOptions(args: Arguments) {
  const draws = readCount('draws', readScalar('draws', args.draws), DEEP_DRAWS.most);
  const jobs = readCount('jobs', readScalar('jobs', args.jobs), MAX_JOBS);
  const json = readFlag('json', args.json);
  const found = { files: textsOf(args.scenarios), set: textsOf(args.set) };
  if (readFlag('deep', args.deep)) {
    if (draws !== undefined && draws < DEEP_DRAWS.least) {
      throw new UsageError(
        `--draws is ${draws}, must be a whole number from ${DEEP_DRAWS.least} to ${DEEP_DRAWS.most}`,
      );
    }
    return { ...found, deep: { draws: draws ?? DEEP_DRAWS.usual, jobs, json } };
  }
  const useless = Object.entries({ draws, jobs, json: json || undefined }).find(([, value]) => value !== undefined);
  if (useless) throw new UsageError(`--${useless[0]} is given without --deep, has a meaning only with it`);
  return { ...found, deep: undefined };
}

/** `explain [NAME]` */
export const explainCommand: Command = {
  usage: 'explain [name]',
  describe: 'explain a parameter or an output of the model, or list all parameters',
  declare: (yargs) =>
    yargs
      .positional('name', { type: 'string', describe: 'a parameter, an output, or the beginning of one' })
      .options({
        outputs: { type: 'boolean', describe: 'list the outputs of the model' },
        distributions: { type: 'boolean', describe: 'list what an expression in a scenario may say' },
      })
      .epilogue(
        [
          'Examples:',
          '  stolperdraht explain backer.reliability',
          '  stolperdraht explain tripwire',
          '  stolperdraht explain --distributions',
        ].join('\n'),
      ),
  run: async (args, environment) => {
    const { explain } = await import('./explain.ts');
    const [name, more] = textsOf(args.name);
    if (more !== undefined) throw new UsageError(`explain: ${more} is one name too many`);
    explain({ name, outputs: args.outputs === true, distributions: args.distributions === true }, environment);
  },
};

/** `schema` */
export const schemaCommand: Command = {
  usage: 'schema',
  describe: 'print the JSON Schema of scenario files, for editors',
  declare: (yargs) => yargs,
  run: async (_, environment) => {
    const { schemaText } = await import('./schema.ts');
    environment.stdout.write(schemaText());
  },
};

/** What yargs found for an option that may stand once, several times or not at all. */
function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
