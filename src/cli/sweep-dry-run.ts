/** `sweep --dry-run`: what would be run, how long it would take and how much disk it would need. */
import type { CellContexts } from '../experiment/cell-contexts.ts';
import { describeCell, type SweepPlan } from '../experiment/sweep-plan.ts';
import { sayAxes, saySize } from '../report/sweep-text.ts';
import { wrapText } from '../report/terminal-table.ts';
import { type Environment, terminalStyle, terminalWidth } from './environment.ts';

/** The calibration goes on for so long. */
const CALIBRATION_SECONDS = 0.5;
const MOST_CALIBRATION_DRAWS = 200;
/** Bytes of a row of sweep.csv and comparison.csv beside its varied values, and of such a value. */
const ROW_BYTES = { sweep: 120, comparison: 260, value: 8 } as const;
const SHOWN_CELLS = 20;

/** Prints the plan. Evaluates a few draws to see how long they take, and keeps nothing of them. */
export function printSweepPlan(
  sweep: SweepPlan,
  contexts: CellContexts,
  jobs: number,
  json: boolean,
  { stdout, now }: Environment,
): void {
  const { cells, run, axes, evaluations } = sweep;
  const perEvaluation = secondsPerEvaluation(sweep, contexts, now);
  const seconds = (evaluations * perEvaluation) / jobs;
  const bytes = diskBytes(sweep, contexts(0).columns.length);
  if (json) {
    const plan = {
      ...{ axes: axes.map(({ name, values }) => ({ name, values })), zip: sweep.zip, cells },
      ...{ paths: run.paths.map(({ name }) => name), draws: run.draws, evaluations, planHash: sweep.planHash },
      estimate: { jobs, seconds, bytes },
    };
    stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  const width = terminalWidth(stdout);
  const style = terminalStyle(stdout);
  const lines = [
    `${saySize(sweep)}: ${evaluations} evaluations.`,
    ...sayAxes(sweep),
    `Estimated time: ${sayTime(seconds)} on ${jobs} thread${jobs === 1 ? '' : 's'} (${(1000 * perEvaluation).toFixed(1)} ms an evaluation).`,
    `Disk: about ${sayBytes(bytes)}.`,
  ];
  const shown = cells.slice(0, SHOWN_CELLS).map((cell) => ` ${cell.id}  ${describeCell(sweep, cell)}`);
  const rest = cells.length - SHOWN_CELLS;
  const text = [
    style.bold('Plan of the sweep; nothing was run'),
    ...lines.map((line) => wrapText(line, width)),
    '',
    style.bold('Cells'),
    ...shown,
    ...(rest > 0 ? [` … and ${rest} more`] : []),
  ];
  stdout.write(`${text.join('\n')}\n`);
}

/** By draws of cells from all over the plan: what is varied may change how long an evaluation takes. */
function secondsPerEvaluation({ cells, run }: SweepPlan, contexts: CellContexts, now: () => Date): number {
  const places = [0, Math.floor((cells.length - 1) / 2), cells.length - 1];
  const evaluate = (n: number) => {
    const draw = Math.floor(n / places.length) % run.draws;
    contexts(places[n % places.length]).evaluateChunk(draw, draw + 1);
  };
  // The first evaluations are slower than all others.
  for (let n = 0; n < places.length; n++) evaluate(n);
  const start = now().getTime();
  let done = 0;
  let seconds = 0;
  while (seconds < CALIBRATION_SECONDS && done < MOST_CALIBRATION_DRAWS) {
    evaluate(done++);
    seconds = (now().getTime() - start) / 1000;
  }
  return seconds / (done * run.paths.length);
}

function diskBytes({ cells, run, axes }: SweepPlan, columns: number): number {
  const paths = run.paths.length;
  const values = ROW_BYTES.value * axes.length;
  const sweep = paths * columns * (ROW_BYTES.sweep + values);
  const comparison = ((paths * (paths - 1)) / 2) * run.preferences.length * (ROW_BYTES.comparison + values);
  return cells.length * (sweep + comparison);
}

function sayTime(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(seconds < 36000 ? 1 : 0)} h`;
}

function sayBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
