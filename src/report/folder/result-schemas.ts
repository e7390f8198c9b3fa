/** What a report reads in the JSON files of a results folder. Other members are let through: newer versions may add some. */
import * as z from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const count = z.number().int().nonnegative();

/** A name that cannot lead out of the folder. */
const fileName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'must be the plain name of a file');

const manifestFile = z.looseObject({ name: fileName, bytes: count, rows: count.nullable(), sha256: hash });

/** manifest.json, see `describeRun`. */
export const manifestSchema = z.looseObject({
  program: z.literal('stolperdraht'),
  version: z.string(),
  model_version: z.string().optional(),
  node: z.string().optional(),
  command: z.array(z.string()),
  scenario: z.looseObject({
    file: z.string(),
    title: z.string(),
    as_of: z.string().nullable().optional(),
    sha256: z.string().optional(),
  }),
  plan: z.looseObject({
    sha256: z.string().optional(),
    paths: z.array(z.string()).min(1),
    draws: count,
    seed: z.string(),
    design: z.string(),
    evaluations: count.optional(),
    periods: count.optional(),
    step_years: z.number().positive().optional(),
    baseline: z.string().optional(),
  }),
  sweep: z
    .looseObject({
      cells: count,
      zip: z.boolean().optional(),
      values: z.record(z.string(), z.array(z.number())),
    })
    .optional(),
  warnings: z.array(z.string()).default([]),
  files: z.array(manifestFile),
});

export type Manifest = z.infer<typeof manifestSchema>;

const field = z.looseObject({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
});

/** datapackage.json, see `describePackage`. */
export const packageSchema = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string(),
      title: z.string().optional(),
      description: z.string().optional(),
      schema: z.looseObject({ fields: z.array(field) }),
    }),
  ),
});

export type DataPackage = z.infer<typeof packageSchema>;

const expression = z.union([z.string(), z.number()]);
const quantity = z.union([
  expression.transform((value) => ({ value }) as Quantity),
  z.looseObject({
    value: expression.optional(),
    source: z.string().optional(),
    judgement: z.boolean().optional(),
    note: z.string().optional(),
  }),
]);

/** A value of the scenario with what its author says of it. */
export interface Quantity {
  readonly value?: string | number | undefined;
  readonly source?: string | undefined;
  readonly judgement?: boolean | undefined;
  readonly note?: string | undefined;
}

const quantities = z.record(z.string(), quantity.nullable().optional()).default({});
const text = z.string().optional();

/** scenario.resolved.json: the scenario as it was run. */
export const scenarioSchema = z.looseObject({
  title: z.string(),
  as_of: z.string().nullable().optional(),
  description: text,
  actors: z.looseObject({ challenger: text, protege: text, coalition: text, backer: text }).optional(),
  variables: quantities,
  parameters: quantities,
  members: z
    .array(z.looseObject({ name: z.string(), source: text, note: text, judgement: z.boolean().optional() }))
    .optional(),
  ladder: z
    .array(z.looseObject({ name: z.string(), source: text, note: text, judgement: z.boolean().optional() }))
    .optional(),
  paths: z.record(
    z.string(),
    z.looseObject({
      title: text,
      description: text,
      parameters: quantities.nullable(),
      phases: z
        .array(z.looseObject({ from_year: z.number().default(0), parameters: quantities.nullable() }))
        .nullable()
        .optional(),
    }),
  ),
  metrics: z.record(z.string(), z.union([z.string(), z.looseObject({})])).default({}),
  preferences: z
    .record(z.string(), z.union([z.string(), z.looseObject({ title: text, minimize: text, maximize: text })]))
    .default({}),
});

export type ResolvedScenario = z.infer<typeof scenarioSchema>;
