/**
 * Evaluates draws: uniforms → worlds → outputs → metrics and preferences, for every path of a draw alike. An evaluation
 * that fails leaves gaps and its reason, and stops nothing.
 */
import type { Model } from '../deterrence/model.ts';
import { ON_DEMAND_OUTPUTS, OUTCOMES, OUTPUTS, type OutputDefinition } from '../deterrence/outputs.ts';
import { parameterIndex } from '../deterrence/parameters.ts';
import { periodCount } from '../deterrence/world.ts';
import type { Evaluate } from '../expression/expression.ts';
import { definitionOf, splitPhased } from '../scenario/phases.ts';
import { createSampler, type Resample, SampleError, type Sampler } from '../scenario/sampler.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { historyStream } from './draw-world.ts';
import type { Plan } from './plan.ts';
import type { Chunk, Failure, ParameterColumn, ResultColumn, ResultShape } from './results.ts';
import { createUniformSource, type UniformSource } from './uniforms.ts';

/** Something went wrong in one evaluation; the message does not name draw and path. */
class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** Everything that evaluating draws needs, made once. Holds no results: any draw can be evaluated at any time. */
export interface EvaluationContext extends ResultShape {
  /**
   * Evaluates the draws fromDraw … toDraw − 1; the same draws always give the same chunk. An evaluation that fails is
   * a failure of the chunk.
   * @param uniforms instead of those of the design: draws × keys of the uniform source, not yet correlated
   */
  evaluateChunk(fromDraw: number, toDraw: number, uniforms?: Float64Array): Chunk;
  /** Evaluates one draw and writes it into its place in a chunk made by `emptyChunk`; for callers that must not block. */
  evaluateDraw(draw: number, chunk: DraftChunk, uniforms?: Float64Array): void;
}

/** A chunk to which failures can still be added. */
export interface DraftChunk extends Chunk {
  readonly failures: Failure[];
}

/**
 * What the results of a plan will look like.
 * @param onDemand whether outputs are among them that are worked out only when they are asked for
 */
export function shapeOf(scenario: Scenario, plan: Plan, onDemand = false): ResultShape {
  return describeShape(scenario, plan, createSampler(scenario), onDemand);
}

function describeShape(
  scenario: Scenario,
  plan: Plan,
  sampler: Pick<Sampler, 'columns'>,
  onDemand: boolean,
): ResultShape {
  const columns = [...resultColumns(plan), ...(onDemand ? ON_DEMAND_OUTPUTS.map(outputColumn) : [])];
  return {
    plan,
    columns,
    parameterColumns: sampler.columns.map(({ name, id }) => describeParameter(scenario, name, id)),
    historyColumns: HISTORY_OUTPUTS.map((output) => columns[output]),
  };
}

/** Numbers that each array of a chunk has for one draw. */
export function numbersPerDraw({ plan, columns, parameterColumns, historyColumns }: ResultShape) {
  const paths = plan.paths.length;
  return {
    values: paths * columns.length,
    parameters: parameterColumns.length,
    timeline: paths * plan.periods * OUTCOMES.length,
    histories: paths * plan.histories * (1 + historyColumns.length),
  };
}

/** A chunk in which nothing is known yet: every number is NaN. */
export function emptyChunk(shape: ResultShape, fromDraw: number, toDraw: number): DraftChunk {
  const width = numbersPerDraw(shape);
  const unknown = (perDraw: number) => new Float64Array((toDraw - fromDraw) * perDraw).fill(Number.NaN);
  return {
    fromDraw,
    toDraw,
    values: unknown(width.values),
    parameters: unknown(width.parameters),
    timeline: unknown(width.timeline),
    histories: unknown(width.histories),
    failures: [],
  };
}

function outputColumn({ name, kind, unit, label, meaning, mayBeMissing }: OutputDefinition): ResultColumn {
  return { name, kind, unit, label, meaning, mayBeMissing };
}

/** Outputs, metrics and preferences of a plan, in the order of every row of values. */
function resultColumns(plan: Plan): ResultColumn[] {
  const outputs = OUTPUTS.map(outputColumn);
  const metrics = plan.metrics.map(({ name, text }) => ({
    name,
    kind: 'metric' as const,
    unit: '',
    label: name,
    meaning: `Metric of the scenario: ${text}`,
    mayBeMissing: true,
  }));
  const preferences = plan.preferences.map(({ name, title, direction, text }) => ({
    name,
    kind: 'preference' as const,
    unit: '',
    label: title ?? name,
    meaning: `Preference of the scenario, ${direction === 'minimize' ? 'smaller' : 'larger'} is better: ${text}`,
    mayBeMissing: true,
  }));
  return [...outputs, ...metrics, ...preferences];
}

interface ContextOptions {
  /** Uniforms of another scenario, of which this one needs a part; its own when left out. */
  readonly shared?: UniformSource | undefined;
  /** Whether outputs are wanted that are worked out only when they are asked for. */
  readonly onDemand?: boolean | undefined;
}

/** Prepares the evaluation of a plan's draws. */
export function createContext(
  scenario: Scenario,
  plan: Plan,
  model: Model,
  { shared, onDemand = false }: ContextOptions = {},
): EvaluationContext {
  const { seed, periods, stepYears, paths } = plan;
  const sampler = createSampler(scenario);
  const source = shared ?? createUniformSource(scenario, sampler.uniformKeys, plan);
  const places = placesIn(source.keys, sampler.uniformKeys);
  const shape = describeShape(scenario, plan, sampler, onDemand);
  const { columns } = shape;
  const ownColumns = columns.length - (onDemand ? ON_DEMAND_OUTPUTS.length : 0);
  const formulas = bindFormulas(scenario, columns.slice(0, ownColumns));

  const width = numbersPerDraw(shape);
  const timelineLength = periods * OUTCOMES.length;
  const historyWidth = 1 + shape.historyColumns.length;
  const all = new Float64Array(source.keys.length);
  const uniforms = new Float64Array(places.length);
  const clock = [parameterIndex('clock.years'), parameterIndex('clock.step_years')] as const;

  const luckOf = (draw: number) =>
    Array.from({ length: plan.histories }, (_, history) => historyStream(seed, draw, history));

  function evaluatePath(path: number, draw: number, resample: Resample, chunk: Chunk): void {
    const position = draw - chunk.fromDraw;
    const parameters = chunk.parameters.subarray(position * width.parameters, (position + 1) * width.parameters);
    const row = position * paths.length + path;
    const values = chunk.values.subarray(row * columns.length, (row + 1) * columns.length);
    const timeline = chunk.timeline.subarray(row * timelineLength, (row + 1) * timelineLength);
    const world = sampler.sample(path, draw, uniforms, resample, parameters);
    if (periodCount(world.parameters[clock[0]], world.parameters[clock[1]]) !== periods) {
      throw new EvaluationError(
        `the world has another clock than the plan with its ${periods} periods of ${stepYears} years`,
      );
    }
    const asked = onDemand ? values.subarray(ownColumns) : undefined;
    model.evaluate(world, values.subarray(0, OUTPUTS.length), timeline, asked);
    checkOutputs(OUTPUTS, values);
    if (asked) checkOutputs(ON_DEMAND_OUTPUTS, asked);
    if (plan.histories > 0) {
      // The same streams on every path: its histories meet the same luck.
      model.simulate(world, luckOf(draw)).forEach((history, index) => {
        keepHistory(history, chunk.histories, (row * plan.histories + index) * historyWidth);
      });
    }
    for (const { column, evaluate } of formulas) {
      const value = evaluate(values, NO_UNIFORMS, 0);
      // A quotient by 0 is as undefined as 0 by 0: it has no place in a mean.
      values[column] = Number.isFinite(value) ? value : Number.NaN;
    }
  }

  function evaluateDraw(draw: number, chunk: DraftChunk, given?: Float64Array): void {
    if (given) {
      const row = draw - chunk.fromDraw;
      all.set(given.subarray(row * all.length, (row + 1) * all.length));
      source.correlate(all);
    } else source.fill(draw, all);
    for (let i = 0; i < places.length; i++) uniforms[i] = all[places[i]];
    const resample = source.resample(draw);
    for (let path = 0; path < paths.length; path++) {
      try {
        evaluatePath(path, draw, resample, chunk);
      } catch (error) {
        chunk.failures.push(describeFailure(error, draw, path, paths[path].name));
        const row = (draw - chunk.fromDraw) * paths.length + path;
        for (const array of [chunk.values, chunk.timeline, chunk.histories]) {
          const length = array.length / ((chunk.toDraw - chunk.fromDraw) * paths.length);
          array.fill(Number.NaN, row * length, (row + 1) * length);
        }
      }
    }
  }

  return {
    ...shape,
    evaluateDraw,
    evaluateChunk(fromDraw, toDraw, given) {
      checkUniforms(given, toDraw - fromDraw, all.length);
      const chunk = emptyChunk(shape, fromDraw, toDraw);
      for (let draw = fromDraw; draw < toDraw; draw++) evaluateDraw(draw, chunk, given);
      return chunk;
    },
  };
}

/**
 * Makes sure that uniforms are there for every draw of a request.
 * @throws RangeError
 */
export function checkUniforms(uniforms: Float64Array | undefined, draws: number, keys: number): void {
  if (uniforms === undefined || uniforms.length === draws * keys) return;
  throw new RangeError(
    `a request has ${uniforms.length} uniforms, must have ${draws * keys}: ${draws} draws of ${keys}`,
  );
}

function describeFailure(error: unknown, draw: number, path: number, name: string): Failure {
  if (error instanceof SampleError) {
    const { message, quantity, reason } = error;
    return { draw, path, kind: 'SampleError', error: oneLine(`${quantity}: ${reason}`), message: oneLine(message) };
  }
  const reason = oneLine(error instanceof Error ? error.message : String(error));
  return { draw, path, kind: 'EvaluationError', error: reason, message: `path ${name}, draw ${draw}: ${reason}` };
}

/** Long enough to say what is wrong, short enough for a million of them. */
const LONGEST_ERROR = 500;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, LONGEST_ERROR);
}

/** A chunk of which nothing could be evaluated. */
export function failedChunk(shape: ResultShape, fromDraw: number, toDraw: number, error: string): Chunk {
  const chunk = emptyChunk(shape, fromDraw, toDraw);
  for (let draw = fromDraw; draw < toDraw; draw++) {
    shape.plan.paths.forEach(({ name }, path) => {
      const message = `path ${name}, draw ${draw}: ${error}`;
      chunk.failures.push({ draw, path, kind: 'WorkerError', error, message });
    });
  }
  return chunk;
}

/** Where the uniforms of some keys stand among those of others. */
function placesIn(all: readonly string[], keys: readonly string[]): Uint32Array {
  const index = new Map(all.map((key, position) => [key, position]));
  return Uint32Array.from(keys, (key) => {
    const place = index.get(key);
    if (place === undefined) throw new RangeError(`there is no uniform for ${key}`);
    return place;
  });
}

const NO_UNIFORMS = new Float64Array(0);

/** Outputs that say something of a single history: what is counted and measured, and whether a word was broken. */
const HISTORY_OUTPUTS: readonly number[] = OUTPUTS.flatMap(({ name, kind }, index) =>
  kind === 'count' ||
  kind === 'duration' ||
  kind === 'money' ||
  name === 'uncovered_cheque' ||
  name === 'broken_promise'
    ? [index]
    : [],
);

function keepHistory(history: Float64Array, target: Float64Array, offset: number): void {
  target[offset] = history.indexOf(1);
  HISTORY_OUTPUTS.forEach((output, index) => {
    target[offset + 1 + index] = history[output];
  });
}

/** Compiles metrics and preferences to read and write one row of values. */
function bindFormulas(scenario: Scenario, columns: readonly ResultColumn[]): { column: number; evaluate: Evaluate }[] {
  const slots = new Map(columns.map((column, index) => [column.name, index]));
  const slotOf = (name: string) => {
    const slot = slots.get(name);
    if (slot === undefined) throw new RangeError(`no output or metric is called ${name}`);
    return slot;
  };
  // By position, not by name: it is where the values go, and the order in which they can be computed.
  return [...scenario.metrics, ...scenario.preferences].map(({ expression }, index) => ({
    column: OUTPUTS.length + index,
    evaluate: expression.bind(slotOf),
  }));
}

/** A model that returns something that is no number has failed, even if it does not say so. */
function checkOutputs(outputs: readonly OutputDefinition[], values: Float64Array): void {
  outputs.forEach(({ name, mayBeMissing }, index) => {
    const value = values[index];
    if (Number.isFinite(value) || (mayBeMissing && Number.isNaN(value))) return;
    throw new EvaluationError(`${name} came out as ${value}, must be a finite number`);
  });
}

function describeParameter(scenario: Scenario, name: string, id: string): ParameterColumn {
  const split = splitPhased(id);
  const since = split.fromYear === undefined ? '' : `, from year ${split.fromYear}`;
  const definition = definitionOf(id);
  if (definition !== undefined) {
    const { label, unit, meaning } = definition;
    const phase = since === '' ? '' : ` As it is from year ${split.fromYear} on.`;
    return { name, label: `${label}${since}`, unit, meaning: `${meaning}${phase}` };
  }
  const quantity = scenario.variables.get(split.id);
  return {
    name,
    label: `${split.id}${since}`,
    unit: '',
    meaning: quantity ? (quantity.note ?? 'Variable of the scenario.') : 'Quantity of the coalition or the ladder.',
  };
}
