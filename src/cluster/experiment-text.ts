/**
 * Scenario and plan as the text that travels through Redis. What comes back is trusted as data only: it must have the hash
 * by which it was asked for and the form below, and its expressions are compiled by the same whitelist as those of a file.
 */
import * as z from 'zod';
import { type Plan, sha256 } from '../experiment/plan.ts';
import { packScenario, type ScenarioData, unpackScenario } from '../experiment/scenario-data.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { fromPlainJson, toPlainJson } from './plain-json.ts';
import type { ProgramVersion } from './queue-keys.ts';

export interface Experiment {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** An experiment as text. */
export interface PackedExperiment {
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
  /**
   * The same without the names of files, which depend on where a command is called: what is computed is the same, down to
   * what is said of evaluations that fail.
   */
  readonly content: string;
}

/** The text of an experiment, and its hashes. */
export function packExperiment({ scenario, plan }: Experiment): PackedExperiment {
  const data = { scenario: packScenario(scenario), plan };
  const text = toPlainJson(data);
  return { text, hash: sha256(text), content: sha256(toPlainJson(JSON.parse(text, withoutFile))) };
}

function withoutFile(key: string, value: unknown): unknown {
  return key === 'file' && typeof value === 'string' ? '' : value;
}

/**
 * The experiment of a text.
 * @throws Error in one line if it has another hash, is of another version, or is no experiment
 */
export function unpackExperiment(text: string, hash: string, { version, modelVersion }: ProgramVersion): Experiment {
  if (sha256(text) !== hash) throw new Error('the experiment in Redis is not the one that was asked for');
  let data: unknown;
  try {
    data = fromPlainJson(text);
  } catch {
    throw new Error('the experiment in Redis is no JSON');
  }
  const parsed = EXPERIMENT.safeParse(data);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new Error(`the experiment in Redis is none: ${path.map(String).join('.') || 'it'}: ${message}`);
  }
  // The schema describes these types; keys without a value, which JSON drops, are all that it cannot tell from them.
  const { scenario, plan } = parsed.data as unknown as { readonly scenario: ScenarioData; readonly plan: Plan };
  if (plan.version !== version || plan.modelVersion !== modelVersion) {
    throw new Error(
      `the experiment is of version ${plan.version} (model ${plan.modelVersion}), this worker of version ${version} (model ${modelVersion})`,
    );
  }
  return { scenario: unpackScenario(scenario), plan };
}

const text = z.string().max(100_000);
const expression = z.string().max(20_000);
const number = z.union([z.number(), z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])]);
const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const position = z.strictObject({ file: text, line: count, column: count });
const design = z.enum(['random', 'lhs', 'sobol']);
const run = { draws: count.max(1_000_000_000), seed: text, design };
const actors = z.strictObject({ challenger: text, protege: text, coalition: text, backer: text });

const range = z.strictObject({
  min: number,
  max: number,
  minOpen: z.boolean().optional(),
  maxOpen: z.boolean().optional(),
  integer: z.boolean().optional(),
});

const quantity = z.strictObject({
  id: text,
  key: text.optional(),
  expression,
  range: range.optional(),
  outside: z.enum(['error', 'clamp', 'resample']),
  source: text.optional(),
  note: text.optional(),
  judgement: z.boolean(),
  at: position,
});
const quantities = z.map(text, quantity);

const correlation = z.strictObject({ first: text, second: text, rank: z.number(), at: position });
const variation = z.strictObject({
  name: text,
  values: z.union([text, z.array(text)]),
  at: position,
  valuesAt: position,
});

const scenario = z.strictObject({
  file: text,
  title: text,
  asOf: text.optional(),
  description: text.optional(),
  actors,
  parameters: quantities,
  variables: quantities,
  correlations: z.array(correlation),
  idleCorrelations: z.array(correlation).optional(),
  members: z.array(
    z.strictObject({
      name: text,
      states: z.number(),
      weight: z.number(),
      resolve: quantity,
      conditionality: quantity,
      note: text.optional(),
    }),
  ),
  ladder: z.array(z.strictObject({ name: text, risk: quantity, costCoalition: quantity, costChallenger: quantity })),
  paths: z
    .array(
      z.strictObject({
        name: text,
        title: text,
        description: text.optional(),
        parameters: quantities,
        phases: z.array(z.number()),
      }),
    )
    .min(1),
  metrics: z.array(z.strictObject({ name: text, expression, at: position })),
  preferences: z.array(
    z.strictObject({
      name: text,
      title: text.optional(),
      direction: z.enum(['minimize', 'maximize']),
      expression,
      at: position,
    }),
  ),
  run: z.strictObject(run),
  sweeps: z.array(
    z.strictObject({
      name: text,
      title: text.optional(),
      vary: z.array(variation),
      zip: z.boolean(),
      cells: count.optional(),
      design: design.optional(),
      draws: count.optional(),
      paths: z.array(text).optional(),
      at: position,
    }),
  ),
  warnings: z.array(text),
});

const plan = z.strictObject({
  title: text,
  asOf: text.optional(),
  actors,
  paths: z.array(z.strictObject({ name: text, title: text })).min(1),
  metrics: z.array(z.strictObject({ name: text, text: expression })),
  preferences: z.array(
    z.strictObject({
      name: text,
      title: text.optional(),
      direction: z.enum(['minimize', 'maximize']),
      text: expression,
    }),
  ),
  ...run,
  precision: z.strictObject({ standardError: z.number(), block: count }).optional(),
  histories: count.max(1_000_000),
  stepYears: z.number().positive(),
  periods: count.max(100_000),
  evaluations: count,
  version: text,
  modelVersion: text,
  scenarioHash: hash,
  planHash: hash,
});

const EXPERIMENT = z.strictObject({ scenario, plan });
