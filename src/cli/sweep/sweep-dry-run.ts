/** `sweep --dry-run`: what would be run, how long it would take and how much disk it would need. */
import { createModel } from '../../deterrence/model.ts';
import { type Contexts, createContexts } from '../../experiment/contexts.ts';
import { describeCell, planOfCell, replacementsOf, type SweepPlan } from '../../experiment/sweep-plan.ts';
import { sayAxes, saySize } from '../../report/sweep-text.ts';
import { wrapText } from '../../report/terminal-table.ts';
import { sayTime, secondsPerCall } from '../calibration.ts';
import { type Environment, terminalStyle, terminalWidth } from '../environment.ts';
import { describeName, type PreparedSweep } from './plan-sweeps.ts';

const CALIBRATED_CELLS = 3;
/** Bytes of a row of sweep.csv and comparison.csv beside its varied values, and of such a value. */
const ROW_BYTES = { sweep: 120, comparison: 260, value: 8 } as const;
/** Cells of a sweep that are listed: of the only one, and of each of several. */
const SHOWN_CELLS = { one: 20, several: 6 } as const;

/** One sweep of a plan, with what it would take. */
interface Estimate {
  readonly prepared: PreparedSweep;
  readonly jobs: number;
  readonly perEvaluation: number;
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * Prints what would be run. Evaluates a few draws to see how long they take, and keeps nothing of them.
 * @param jobsOf threads that a sweep would use
 */
export function printSweepPlans(
  prepared: readonly PreparedSweep[],
  jobsOf: (sweep: SweepPlan) => number,
  json: boolean,
  { stdout, now }: Environment,
): void {
  const estimates = prepared.map((each) => estimate(each, jobsOf(each.sweep), now));
  if (json) {
    const [first] = estimates;
    const plans = estimates.map(describePlan);
    const document =
      first.prepared.name === undefined ? plans[0] : { experiments: plans, total: describeTotal(estimates) };
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const width = terminalWidth(stdout);
  const style = terminalStyle(stdout);
  const shownCells = estimates.length > 1 ? SHOWN_CELLS.several : SHOWN_CELLS.one;
  const sections = estimates.map((each) => {
    const heading = describeName(each.prepared);
    return [
      ...(heading ? [style.bold(wrapText(heading, width))] : []),
      ...sayPlan(each, shownCells, width, style.bold),
    ].join('\n');
  });
  const opening = style.bold(`Plan of the sweep${estimates.length > 1 ? 's' : ''}; nothing was run`);
  const total = estimates.length > 1 ? [[style.bold('In total'), wrapText(sayTotal(estimates), width)].join('\n')] : [];
  stdout.write(`${opening}\n${[...sections, ...total].join('\n\n')}\n`);
}

function estimate(prepared: PreparedSweep, jobs: number, now: () => Date): Estimate {
  const { scenario, sweep } = prepared;
  const contexts = createContexts(scenario, sweep.run, createModel(), CALIBRATED_CELLS);
  const perEvaluation = secondsPerEvaluation(sweep, contexts, now);
  const bytes = diskBytes(sweep, contexts(replacementsOf(sweep.axes, sweep.cells[0])).columns.length);
  return { prepared, jobs, perEvaluation, seconds: (sweep.evaluations * perEvaluation) / jobs, bytes };
}

function describePlan({ prepared: { name, title, sweep }, jobs, seconds, bytes }: Estimate): object {
  const { axes, zip, design, cells, run, evaluations, planHash } = sweep;
  return {
    ...(name === undefined ? {} : { name, title: title ?? null }),
    ...{ axes: axes.map((axis) => ({ name: axis.name, values: axis.values })), zip, design: design ?? null },
    cells: cells.map((cell) => ({ id: cell.id, values: cell.values, draws: planOfCell(sweep, cell).draws })),
    ...{ paths: run.paths.map((path) => path.name), draws: run.draws, evaluations, planHash },
    estimate: { jobs, seconds, bytes },
  };
}

function describeTotal(estimates: readonly Estimate[]) {
  const total = (of: (estimate: Estimate) => number) => estimates.reduce((sum, each) => sum + of(each), 0);
  return {
    cells: total(({ prepared }) => prepared.sweep.cells.length),
    evaluations: total(({ prepared }) => prepared.sweep.evaluations),
    seconds: total(({ seconds }) => seconds),
    bytes: total(({ bytes }) => bytes),
  };
}

function sayPlan(
  { prepared: { sweep }, jobs, perEvaluation, seconds, bytes }: Estimate,
  shownCells: number,
  width: number,
  bold: Bold,
): string[] {
  const lines = [
    `${saySize(sweep)}: ${sweep.evaluations} evaluations.`,
    ...sayAxes(sweep),
    `Estimated time: ${sayTime(seconds)} on ${jobs} thread${jobs === 1 ? '' : 's'} (${(1000 * perEvaluation).toFixed(1)} ms an evaluation).`,
    `Disk: about ${sayBytes(bytes)}.`,
  ];
  const shown = sweep.cells.slice(0, shownCells).map((cell) => ` ${cell.id}  ${describeCell(sweep, cell)}`);
  const rest = sweep.cells.length - shownCells;
  const more = rest > 0 ? [` … and ${rest} more`] : [];
  return [...lines.map((line) => wrapText(line, width)), '', bold('Cells'), ...shown, ...more];
}

function sayTotal(estimates: readonly Estimate[]): string {
  const { cells, evaluations, seconds, bytes } = describeTotal(estimates);
  return `${estimates.length} sweeps, ${cells} cells, ${evaluations} evaluations: ${sayTime(seconds)}, ${sayBytes(bytes)}.`;
}

type Bold = (text: string) => string;

/** By draws of cells from all over the plan: what is varied may change how long an evaluation takes. */
function secondsPerEvaluation(sweep: SweepPlan, contexts: Contexts, now: () => Date): number {
  const { cells, run, axes } = sweep;
  const places = [0, Math.floor((cells.length - 1) / 2), cells.length - 1].map((place) => cells[place]);
  const evaluate = (n: number) => {
    const cell = places[n % places.length];
    const draw = Math.floor(n / places.length) % planOfCell(sweep, cell).draws;
    contexts(replacementsOf(axes, cell)).evaluateChunk(draw, draw + 1);
  };
  return secondsPerCall(evaluate, now) / run.paths.length;
}

function diskBytes({ cells, run, axes }: SweepPlan, columns: number): number {
  const paths = run.paths.length;
  const values = ROW_BYTES.value * axes.length;
  const sweep = paths * columns * (ROW_BYTES.sweep + values);
  const comparison = ((paths * (paths - 1)) / 2) * run.preferences.length * (ROW_BYTES.comparison + values);
  return cells.length * (sweep + comparison);
}

function sayBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
