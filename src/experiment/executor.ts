/** Who evaluates: threads of a pool, this thread, or others elsewhere. Callers need not know which. */
import type { Model } from '../deterrence/model.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createContexts } from './contexts.ts';
import { checkUniforms, emptyChunk } from './evaluate.ts';
import type { Plan } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import type { Chunk } from './results.ts';
import { uniformsOf } from './uniforms.ts';

/** Draws to be evaluated. Plain data: it can be sent to another thread. */
export interface EvaluationRequest {
  /** First draw id, and one past the last. The ids decide over resampling and the luck of histories. */
  readonly fromDraw: number;
  readonly toDraw: number;
  /** Certain values in place of what the scenario says; none when left out. */
  readonly replacements?: readonly Replacement[] | undefined;
  /**
   * Uniforms in place of the design's, before they are correlated: draws of the request × `uniformKeys` of the scenario
   * without replacements, row by row. Draw ids may then lie beyond the draws of the plan.
   */
  readonly uniforms?: Float64Array | undefined;
  /** Whether outputs are wanted that no run has (`ON_DEMAND_OUTPUTS`), as further columns after all others. */
  readonly onDemand?: boolean | undefined;
}

/** Evaluates requests. The same request gives the same chunk, whoever evaluates it and whatever is evaluated beside it. */
export interface Executor {
  /** Requests that are evaluated at the same time; how many those are may change. */
  readonly jobs: number;
  /**
   * Evaluates some draws. Evaluations that fail, even by the end of the threads that work on them, are failures of the
   * chunk and no error.
   * @throws RangeError if there are not as many uniforms as there should be
   * @throws WorkerError if threads cannot be started
   * @throws the reason of the signal when it is aborted
   */
  evaluate(request: EvaluationRequest): Promise<Chunk>;
  /** Who works, in a few words, where these may come and go. */
  readonly describeWorkers?: () => string | undefined;
  /** Ends what works for it. What is still asked for is rejected. */
  close(): Promise<void>;
}

/** Keys of the uniforms of a draw: the columns of `EvaluationRequest.uniforms`. */
export function uniformKeys(scenario: Scenario, plan: Plan): readonly string[] {
  return uniformsOf(scenario, plan).keys;
}

/** Evaluates in this thread, one request after the other; the event loop turns between draws. */
export function createLocalExecutor(scenario: Scenario, plan: Plan, model: Model, signal?: AbortSignal): Executor {
  const contexts = createContexts(scenario, plan, model);
  const keys = uniformKeys(scenario, plan).length;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function evaluate(request: EvaluationRequest): Promise<Chunk> {
    const { fromDraw, toDraw, replacements = [], uniforms, onDemand } = request;
    checkUniforms(uniforms, toDraw - fromDraw, keys);
    const context = contexts(replacements, onDemand);
    const chunk = emptyChunk(context, fromDraw, toDraw);
    for (let draw = fromDraw; draw < toDraw; draw++) {
      await nextTurn();
      signal?.throwIfAborted();
      if (closed) throw new Error('the executor is closed');
      context.evaluateDraw(draw, chunk, uniforms);
    }
    return chunk;
  }

  return {
    jobs: 1,
    evaluate(request) {
      const chunk = last.then(() => evaluate(request));
      last = chunk.catch(() => {});
      return chunk;
    },
    async close() {
      closed = true;
      await last;
    },
  };
}

/** So that Ctrl-C and the progress bar get their time. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
