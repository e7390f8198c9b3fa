/** Evaluates draws: uniforms → worlds → outputs → metrics and preferences, for every path of a draw alike. */
import type { Model } from '../deterrence/model.ts';
import { OUTCOMES, OUTPUTS } from '../deterrence/outputs.ts';
import { PARAMETER_INDEX, PARAMETERS, parameterIndex } from '../deterrence/parameters.ts';
import { periodCount } from '../deterrence/world.ts';
import type { Evaluate } from '../expression/expression.ts';
import { uniformStream } from '../random/stream.ts';
import { createSampler, SampleError } from '../scenario/sampler.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Plan } from './plan.ts';
import type { Chunk, ParameterColumn, ResultColumn } from './results.ts';
import { createUniformSource, type UniformSource } from './uniforms.ts';

/** Something went wrong in one evaluation; the message names draw and path. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** Everything that evaluating draws needs, made once. Holds no results: any draw can be evaluated at any time. */
export interface EvaluationContext {
  readonly plan: Plan;
  readonly columns: readonly ResultColumn[];
  readonly parameterColumns: readonly ParameterColumn[];
  readonly historyColumns: readonly ResultColumn[];
  /** Evaluates the draws fromDraw … toDraw − 1; the same draws always give the same chunk. */
  evaluateChunk(fromDraw: number, toDraw: number): Chunk;
}

/** Outputs, metrics and preferences of a plan, in the order of every row of values. */
function resultColumns(plan: Plan): ResultColumn[] {
  const outputs = OUTPUTS.map(({ name, kind, unit, label, meaning, mayBeMissing }) => ({
    name,
    kind,
    unit,
    label,
    meaning,
    mayBeMissing,
  }));
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

/**
 * Prepares the evaluation of a plan's draws.
 * @param shared uniforms of another scenario, of which this one needs a part; its own when left out
 * @throws SampleError (on use) if a draw leads outside the allowed values
 * @throws EvaluationError (on use) if the model fails on a draw
 */
export function createContext(scenario: Scenario, plan: Plan, model: Model, shared?: UniformSource): EvaluationContext {
  const { seed, periods, stepYears, paths } = plan;
  const sampler = createSampler(scenario);
  const source = shared ?? createUniformSource(scenario, sampler.uniformKeys, plan);
  const places = placesIn(source.keys, sampler.uniformKeys);
  const columns = resultColumns(plan);
  const formulas = bindFormulas(scenario, columns);

  const parameterCount = sampler.columns.length;
  const timelineLength = periods * OUTCOMES.length;
  const historyColumns = HISTORY_OUTPUTS.map((output) => columns[output]);
  const historyWidth = 1 + historyColumns.length;
  const all = new Float64Array(source.keys.length);
  const uniforms = new Float64Array(places.length);
  const clock = [parameterIndex('clock.years'), parameterIndex('clock.step_years')] as const;

  const luckOf = (draw: number) =>
    Array.from({ length: plan.histories }, (_, history) =>
      uniformStream(seed, 'history', String(draw), String(history)),
    );

  function evaluateDraw(draw: number, chunk: Chunk): void {
    source.fill(draw, all);
    for (let i = 0; i < places.length; i++) uniforms[i] = all[places[i]];
    const resample = source.resample(draw);
    const position = draw - chunk.fromDraw;
    const parameters = chunk.parameters.subarray(position * parameterCount, (position + 1) * parameterCount);
    for (let path = 0; path < paths.length; path++) {
      const row = position * paths.length + path;
      const values = chunk.values.subarray(row * columns.length, (row + 1) * columns.length);
      const timeline = chunk.timeline.subarray(row * timelineLength, (row + 1) * timelineLength);
      const where = `path ${paths[path].name}, draw ${draw}`;
      try {
        const world = sampler.sample(path, draw, uniforms, resample, parameters);
        if (periodCount(world.parameters[clock[0]], world.parameters[clock[1]]) !== periods) {
          throw new Error(
            `the world has another clock than the plan with its ${periods} periods of ${stepYears} years`,
          );
        }
        model.evaluate(world, values.subarray(0, OUTPUTS.length), timeline);
        if (plan.histories > 0) {
          // The same streams on every path: its histories meet the same luck.
          model.simulate(world, luckOf(draw)).forEach((history, index) => {
            keepHistory(history, chunk.histories, (row * plan.histories + index) * historyWidth);
          });
        }
      } catch (error) {
        if (error instanceof SampleError) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw new EvaluationError(`${where}: ${reason}`, { cause: error });
      }
      checkOutputs(values, where);
      for (const { column, evaluate } of formulas) {
        const value = evaluate(values, NO_UNIFORMS, 0);
        // A quotient by 0 is as undefined as 0 by 0: it has no place in a mean.
        values[column] = Number.isFinite(value) ? value : Number.NaN;
      }
    }
  }

  return {
    plan,
    columns,
    parameterColumns: sampler.columns.map(({ name, id }) => describeParameter(scenario, name, id)),
    historyColumns,
    evaluateChunk(fromDraw, toDraw) {
      const count = toDraw - fromDraw;
      const chunk: Chunk = {
        fromDraw,
        toDraw,
        values: new Float64Array(count * paths.length * columns.length),
        parameters: new Float64Array(count * parameterCount),
        timeline: new Float64Array(count * paths.length * timelineLength),
        histories: new Float64Array(count * paths.length * plan.histories * historyWidth),
      };
      for (let draw = fromDraw; draw < toDraw; draw++) evaluateDraw(draw, chunk);
      return chunk;
    },
  };
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
function checkOutputs(values: Float64Array, where: string): void {
  OUTPUTS.forEach(({ name, mayBeMissing }, index) => {
    const value = values[index];
    if (Number.isFinite(value) || (mayBeMissing && Number.isNaN(value))) return;
    throw new EvaluationError(`${where}: ${name} came out as ${value}, must be a finite number`);
  });
}

function describeParameter(scenario: Scenario, name: string, id: string): ParameterColumn {
  const registered = PARAMETER_INDEX.get(id);
  if (registered !== undefined) {
    const { label, unit, meaning } = PARAMETERS[registered];
    return { name, label, unit, meaning };
  }
  const quantity = scenario.variables.get(id);
  return {
    name,
    label: id,
    unit: '',
    meaning: quantity ? (quantity.note ?? 'Variable of the scenario.') : 'Quantity of the coalition or the ladder.',
  };
}
