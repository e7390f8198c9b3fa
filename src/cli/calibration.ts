/** How long something would take, by a few evaluations of which nothing is kept. */
import { createModel } from '../deterrence/model.ts';
import { createContext } from '../experiment/evaluate.ts';
import type { Plan } from '../experiment/plan.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Evaluations before the measurement, which are slower than all others, and the measurement itself go on for so long. */
const WARMING_SECONDS = 0.25;
const MEASURING_SECONDS = 0.5;
const MOST_EVALUATIONS = 200;

/**
 * Seconds that a call takes on this thread at the moment.
 * @param evaluate is called with 0, 1, 2, …
 */
export function secondsPerCall(evaluate: (n: number) => void, now: () => Date): number {
  let n = 0;
  const repeat = (most: number): number => {
    const start = now().getTime();
    const first = n;
    let seconds = 0;
    do {
      evaluate(n++);
      seconds = (now().getTime() - start) / 1000;
    } while (seconds < most && n - first < MOST_EVALUATIONS);
    return seconds / (n - first);
  };
  repeat(WARMING_SECONDS);
  return repeat(MEASURING_SECONDS);
}

/** Seconds that an evaluation of a plan takes on one thread at the moment. */
export function secondsPerEvaluation(scenario: Scenario, plan: Plan, now: () => Date): number {
  const context = createContext(scenario, plan, createModel());
  const evaluate = (n: number) => {
    const draw = n % plan.draws;
    context.evaluateChunk(draw, draw + 1);
  };
  return secondsPerCall(evaluate, now) / plan.paths.length;
}

/** An estimated time in words: `about 5 min`. */
export function sayTime(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(seconds < 36000 ? 1 : 0)} h`;
}
