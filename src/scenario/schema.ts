/**
 * The form of a scenario file. The check of a file and the JSON Schema for editors both come from here; the parameters
 * and what is said of them come from the registry. An `error` says what is allowed: it ends the message of a fault.
 */
import * as z from 'zod';
import { OUTPUTS } from '../deterrence/outputs.ts';
import { describeRange, PARAMETERS, type ParameterDefinition } from '../deterrence/parameters.ts';
import { MEMBER_COUNT, MEMBER_RANGES, RUNG_COUNT } from '../deterrence/world.ts';
import { CELLS, DRAWS } from './limits.ts';

export const DESIGNS = ['random', 'lhs', 'sobol'] as const;
const OUTSIDE = ['error', 'clamp', 'resample'] as const;
const MAX_STATES = 200;

const text = (description: string) => z.string({ error: 'must be a text' }).describe(description);
const EXPRESSION = 'must be a number or an expression such as beta(3, 4.5) or 30 to 70';
const number = () => z.number({ error: 'must be a number' });
const expression = (description: string) =>
  z.union([number(), z.string()], { error: EXPRESSION }).describe(description);

const provenance = {
  source: text('Where the value comes from: publication, data set, page.').optional(),
  note: text('What a reader should know about the value.').optional(),
  judgement: z
    .boolean({ error: 'must be true or false' })
    .describe('true: the value is a judgement, not a finding.')
    .optional(),
};

const quantityMap = z
  .strictObject(
    {
      value: expression('A number or an expression.').optional(),
      ...provenance,
      outside: z
        .enum(OUTSIDE, { error: `must be ${OUTSIDE.join(', ')}` })
        .describe(
          'What happens to a sampled value outside the allowed range: error (the default) ends the run, clamp takes the nearest allowed value, resample draws again.',
        )
        .optional(),
    },
    { error: `${EXPRESSION}, or a map with value, source, note, judgement, outside` },
  )
  .meta({ id: 'quantity', description: 'A value with its source.' });

const quantity = () =>
  z.union([number(), z.string(), quantityMap], {
    error: `${EXPRESSION}, or a map with value, source, note, judgement, outside`,
  });

const parameterSchema = (p: ParameterDefinition) =>
  z
    .union(
      [
        // For editors only: what is out of range is found later, together with its value.
        number().meta(p.range.integer ? { ...bounds(p), type: 'integer' } : bounds(p)),
        z.string(),
        quantityMap,
        z.null(),
      ],
      { error: `${EXPRESSION}, or a map with value, source, note, judgement, outside` },
    )
    .meta({
      title: p.label,
      description: `${p.meaning} Unit: ${p.unit}. Allowed: ${describeRange(p.range)}. Reference value: ${p.reference} (model ${p.section}).`,
      default: p.reference,
    })
    .optional();

function bounds({ range }: ParameterDefinition) {
  return {
    [range.minOpen ? 'exclusiveMinimum' : 'minimum']: range.min,
    [range.maxOpen ? 'exclusiveMaximum' : 'maximum']: range.max,
  };
}

const parameters = z
  .strictObject(Object.fromEntries(PARAMETERS.map((p) => [p.id, parameterSchema(p)])), {
    error: 'must be a map of parameters, such as backer.reliability: beta(3, 4.5)',
  })
  .meta({ id: 'parameters', description: 'Parameters by id. What is not set keeps its reference value.' });

/** Names that the author chooses; their form is checked later. `null` removes what `extends` brought. */
const named = <Value extends z.ZodType>(value: Value, what: string) =>
  z.record(z.string(), value.or(z.null()), { error: `must be a map of ${what} by name` });

const actors = z
  .strictObject(
    {
      challenger: text('Who is to be deterred.').optional(),
      protege: text('Who is to be protected.').optional(),
      coalition: text('Who promises protection.').optional(),
      backer: text('Who stands behind the coalition.').optional(),
    },
    { error: 'must be a map with challenger, protege, coalition, backer' },
  )
  .describe('Names of the four players for tables and charts.');

const member = z
  .strictObject(
    {
      name: text('Name of the state or group.'),
      states: number()
        .meta({ minimum: 1, maximum: MAX_STATES, type: 'integer' })
        .describe('Number of states it stands for (1 when left out).')
        .optional(),
      weight: number()
        .meta({ minimum: MEMBER_RANGES.weight.min, maximum: MEMBER_RANGES.weight.max, type: 'integer' })
        .describe('Voting weight, a whole number.'),
      resolve: quantity().describe(
        'Added to the gap between acting and not acting, in utility; may be a distribution.',
      ),
      conditionality: quantity().describe(
        'Subtracted from that gap per unit of backing that is missing; may be a distribution.',
      ),
      ...provenance,
    },
    { error: 'must be a map with name, weight, resolve, conditionality' },
  )
  .meta({ id: 'member' });

const rung = z
  .strictObject(
    {
      name: text('What happens on this rung.'),
      risk: quantity().describe('Chance that control is lost on this rung, from 0 to below 1.').optional(),
      cost_coalition: quantity().describe('Cost of this rung to the coalition, in utility.').optional(),
      cost_challenger: quantity().describe('Cost of this rung to the challenger, in utility.').optional(),
      ...provenance,
    },
    { error: 'must be a map with name, risk, cost_coalition, cost_challenger' },
  )
  .meta({ id: 'rung' });

const phase = z
  .strictObject(
    {
      from_year: number()
        .meta({ minimum: 0 })
        .describe('Year from the start in which the phase begins; of the first 0, as when it is left out.')
        .optional(),
      parameters: parameters.nullable().optional(),
    },
    { error: 'must be a map with from_year and parameters' },
  )
  .meta({
    id: 'phase',
    description: 'What a path sets from a year on. What a phase does not set stays as in the one before.',
  });

const path = z.strictObject(
  {
    title: text('Name of the path for readers.').optional(),
    description: text('What is done on this path.').optional(),
    parameters: parameters.nullable().optional(),
    phases: z
      .array(phase, { error: 'must be a list of phases, each with from_year and parameters' })
      .describe('Changes of course, which both sides foresee. What has been built up is kept.')
      .nullable()
      .optional(),
  },
  { error: 'must be a map with title, description, parameters, phases' },
);

const objective = expression('An expression of outputs and metrics.').optional();
const preference = z.strictObject(
  { title: text('The value judgement in words.').optional(), minimize: objective, maximize: objective },
  { error: 'must be a map with minimize or maximize, and perhaps a title' },
);

const outputNames = OUTPUTS.map((o) => o.name).join(', ');

const correlation = z
  .tuple([text('A parameter or variable.'), text('Another one.'), number().describe('From above -1 to below 1.')], {
    error: 'must be [first, second, rank correlation], such as [backer.reliability, coalition.resolve, 0.3]',
  })
  .describe('Two quantities that are sampled, and the correlation of their ranks.');

const run = z
  .strictObject(
    {
      draws: number()
        .meta({ minimum: DRAWS.min, maximum: DRAWS.max, type: 'integer', default: 1000 })
        .describe('Number of worlds to sample.')
        .optional(),
      seed: z
        .union([z.string(), number()], { error: 'must be a text or a number' })
        .describe('The same seed gives the same worlds; the name of the file when left out.')
        .optional(),
      design: z
        .enum(DESIGNS, { error: `must be ${DESIGNS.join(', ')}` })
        .describe(
          'How worlds are sampled: random (independent), lhs (Latin hypercube, the default), sobol (quasi-random).',
        )
        .optional(),
    },
    { error: 'must be a map with draws, seed, design' },
  )
  .describe('How the scenario is run when the command line does not say otherwise.');

const variedValues = z
  .union([number(), z.string(), z.array(z.union([number(), z.string()])), z.null()], {
    error: 'must be values such as "0.1:0.9/5", "log:1:200/9", "0,10,20" or [0, 10, 20]',
  })
  .describe(
    'A list 0.1,0.3 or [0.1, 0.3]; a range 0:1:0.05, 0:1/21, log:1:200/9 or @q:0.05:0.95/9; with cells a range by its ends, such as 0:1.',
  );

const experiment = z
  .strictObject(
    {
      title: text('What the experiment asks, in one line.').optional(),
      vary: z
        .record(z.string(), variedValues, { error: 'must be a map of quantities and their values' })
        .describe('What is varied: id, path:id, members.NAME.weight, clock.years, run.draws, … and its values.'),
      zip: z
        .boolean({ error: 'must be true or false' })
        .describe('true: the quantities are varied side by side; otherwise all their values are combined.')
        .optional(),
      cells: number()
        .meta({ minimum: 1, maximum: CELLS.max, type: 'integer' })
        .describe('Spread so many cells over the ranges of the quantities instead of combining values.')
        .optional(),
      design: z
        .enum(DESIGNS, { error: `must be ${DESIGNS.join(', ')}` })
        .describe('With cells: how they are spread, lhs (the default) or sobol. Without: how worlds are sampled.')
        .optional(),
      draws: number()
        .meta({ minimum: DRAWS.min, maximum: DRAWS.max, type: 'integer' })
        .describe('Number of worlds in every cell; as the scenario says when left out.')
        .optional(),
      paths: z
        .array(text('A path of the scenario.'), { error: 'must be a list of paths, such as [deployment, fortress]' })
        .describe('The paths that are compared; all when left out.')
        .optional(),
    },
    { error: 'must be a map with vary, and perhaps title, zip, cells, design, draws, paths' },
  )
  .meta({ id: 'experiment' });

/** The form of a whole file. What must be there is checked after `extends`. */
export const scenarioSchema = z
  .strictObject(
    {
      extends: text('Another scenario file, relative to this one, that this one varies.').optional(),
      title: text('One line.').optional(),
      as_of: z
        .string({ error: 'must be a date such as 2025-09-15' })
        .describe('The date of what the scenario knows, as 2025-09-15.')
        .optional(),
      description: text('What the scenario asks.').optional(),
      actors: actors.optional(),
      parameters: parameters.nullable().optional(),
      variables: named(quantity(), 'variables')
        .describe("Uncertain quantities of the scenario's own, for use in expressions; the same in every path.")
        .nullable()
        .optional(),
      correlations: z
        .array(correlation, { error: 'must be a list of [first, second, rank correlation]' })
        .describe('Rank correlations, through a Gaussian copula.')
        .nullable()
        .optional(),
      members: z
        .array(member, { error: 'must be a list of members' })
        .meta({ minItems: MEMBER_COUNT.min, maxItems: MEMBER_COUNT.max })
        .describe('The members of the coalition, which vote.')
        .optional(),
      ladder: z
        .array(rung, { error: 'must be a list of rungs' })
        .meta({ minItems: RUNG_COUNT.min, maxItems: RUNG_COUNT.max })
        .describe('The rungs of the escalation ladder from below; to enter the last one is the loss of control.')
        .optional(),
      paths: named(path, 'paths').describe('The policies that are compared.').optional(),
      metrics: named(expression('An expression of outputs and other metrics.'), 'metrics')
        .describe(`Expressions of the outputs (${outputNames}) and of other metrics.`)
        .nullable()
        .optional(),
      preferences: named(preference, 'preferences')
        .describe('Named value judgements; the first is the default objective.')
        .optional(),
      run: run.nullable().optional(),
      sweep: named(experiment, 'experiments')
        .describe(
          'Named sweeps, which `stolperdraht sweep` runs: quantities are varied and the paths compared in each cell.',
        )
        .nullable()
        .optional(),
    },
    { error: 'must be a map of keys such as title and paths' },
  )
  .meta({
    title: 'Stolperdraht scenario',
    anyOf: [{ required: ['extends'] }, { required: ['title', 'paths', 'preferences'] }],
  });

/**
 * The JSON Schema of scenario files, for editors: with the meaning, unit, range and reference value of every parameter.
 * Draft 7, which every editor understands.
 */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' });
}
