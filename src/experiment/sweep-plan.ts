/** What a sweep will run, as plain data: which quantities take which values in which cell. */
import { createDesign } from '../random/design.ts';
import { SOBOL_DIMENSIONS } from '../random/sobol.ts';
import { joinKey } from '../random/stream.ts';
import { CELLS } from '../scenario/limits.ts';
import { checkCertainValues } from '../scenario/references.ts';
import { createSampler } from '../scenario/sampler.ts';
import { type Position, type Scenario, ScenarioError, type Variation } from '../scenario/scenario.ts';
import { createFaults, type Faults } from '../scenario/source.ts';
import { replaceInPlan } from './cell-plan.ts';
import { canonicalJson, type Plan, sha256 } from './plan.ts';
import type { Replacement } from './replace-values.ts';
import { type Axis, type CellPoints, type CellValue, parseVariations, readAxis } from './sweep-axes.ts';

/** One combination of values. */
export interface Cell {
  /** From 0, in the order of cells.csv. */
  readonly id: number;
  /** In the order of the axes. */
  readonly values: readonly CellValue[];
  /** What is run in the cell, where draws, seed, design or clock are varied and it differs from the sweep's own. */
  readonly plan?: Plan;
}

/** How cells are spread over the ranges of the axes. */
export interface CellDesign {
  readonly count: number;
  readonly name: 'lhs' | 'sobol';
}

/** What is to be varied, and how. */
export interface SweepDefinition {
  readonly vary: readonly Variation[];
  /** Whether the axes run side by side instead of being crossed. */
  readonly zip: boolean;
  /** Spreads cells over ranges instead of combining values. */
  readonly cells?: CellDesign | undefined;
}

export interface SweepPlan {
  /** What is run in every cell, but for those that have a plan of their own. */
  readonly run: Plan;
  readonly axes: readonly Axis[];
  /** Whether the axes run side by side instead of being crossed. */
  readonly zip: boolean;
  /** How the cells are spread over the ranges of the axes; undefined where all values are taken. */
  readonly design: CellDesign['name'] | undefined;
  readonly cells: readonly Cell[];
  /** Paths times draws, over all cells. */
  readonly evaluations: number;
  /** SHA-256 of everything that determines the results, in hexadecimal. */
  readonly planHash: string;
}

/**
 * Plans a sweep of the command line and checks every value of every cell.
 * @param run what is run in every cell
 * @param variations `id=SPEC` or `path:id=SPEC`, as `readSpec` reads them, or `readEnds` where cells are spread
 * @throws ScenarioError with everything that is wrong with the variations
 */
export function planSweep(
  scenario: Scenario,
  run: Plan,
  variations: readonly string[],
  zip: boolean,
  cells?: CellDesign,
): SweepPlan {
  const faults = createFaults();
  const vary = parseVariations(variations, faults);
  const sweep = planDefinition(scenario, run, { vary, zip, cells }, faults);
  if (sweep === undefined) throw new ScenarioError(faults.sorted());
  return sweep;
}

/**
 * Plans a sweep and checks every value of every cell.
 * @param run what is run in every cell
 * @returns undefined if there are faults; those of the definition are added to the others
 */
export function planDefinition(
  scenario: Scenario,
  run: Plan,
  { vary, zip, cells: design }: SweepDefinition,
  faults: Faults,
): SweepPlan | undefined {
  const points = design && spreadCells(run.seed, vary, design);
  const axes = vary.flatMap((variation) => readAxis(scenario, run, variation, points, faults) ?? []);
  const names = vary.map(({ name }) => name);
  vary.forEach(({ name, at }, index) => {
    if (names.indexOf(name) < index) faults.add(at, `${name}: is varied twice`);
  });
  if (faults.count > 0) return undefined;
  const isSideBySide = zip || design !== undefined;
  checkSizes(axes, isSideBySide, faults);
  if (faults.count > 0) return undefined;
  const cells = (isSideBySide ? sideBySide(axes) : crossed(axes)).map((values, id): Cell => ({ id, values }));
  const planned = cells.map((cell) => checkCell(scenario, run, axes, cell, faults));
  checkDesigns(scenario, axes, faults);
  if (faults.count > 0) return undefined;
  const determinants = {
    run: run.planHash,
    zip: isSideBySide,
    axes: axes.map(({ name, values }) => ({ name, values })),
  };
  return {
    run,
    axes,
    zip,
    design: design?.name,
    cells: planned,
    evaluations: planned.reduce((sum, { plan }) => sum + (plan ?? run).evaluations, 0),
    planHash: sha256(canonicalJson(determinants)),
  };
}

/** What is run in a cell: the plan of the sweep, unless draws, seed, design or clock are varied. */
export function planOfCell({ run }: Pick<SweepPlan, 'run'>, cell: Cell): Plan {
  return cell.plan ?? run;
}

/** What a cell says of the scenario: what holds for one path after what holds for all. */
export function replacementsOf(axes: readonly Axis[], cell: Cell): Replacement[] {
  const all = axes.map(({ id, path, at }, index) => ({ id, path, at, value: cell.values[index] }));
  return [...all.filter(({ path }) => path === undefined), ...all.filter(({ path }) => path !== undefined)];
}

/** `backer.reliability=0.3, tripwire.troops=8`. */
export function describeCell({ axes }: Pick<SweepPlan, 'axes'>, cell: Cell): string {
  return axes.map(({ name }, index) => `${name}=${cell.values[index]}`).join(', ');
}

/** Where cells stand in a design, which depends on the seed of the run and on nothing else of it. */
function spreadCells(seed: string, vary: readonly Variation[], { name, count }: CellDesign): CellPoints {
  const keys = [...new Set(vary.map((variation) => variation.name))].slice(0, SOBOL_DIMENSIONS);
  const design = createDesign(name, { seed: joinKey([seed, 'cells']), keys, draws: count });
  const places = new Map(keys.map((key, index) => [key, index]));
  const uniforms = new Float64Array(count * keys.length);
  for (let cell = 0; cell < count; cell++) {
    design.fill(cell, uniforms.subarray(cell * keys.length, (cell + 1) * keys.length));
  }
  return { count, uniform: (axis, cell) => uniforms[cell * keys.length + (places.get(axis) ?? 0)] };
}

function checkSizes(axes: readonly Axis[], isSideBySide: boolean, faults: Faults): void {
  const different = isSideBySide ? axes.find(({ values }) => values.length !== axes[0].values.length) : undefined;
  if (different) {
    const [first] = axes;
    const said = `${different.values.length} values but ${first.name} ${first.values.length}`;
    faults.add(
      different.at,
      `${different.name}: has ${said}; with ${optionOf('zip', different.at)} they must be equally many`,
    );
  }
  const count = isSideBySide ? 0 : axes.reduce((product, { values }) => product * values.length, 1);
  if (count > CELLS.max) {
    faults.add(axes.at(-1)?.at, `${count} cells are too many; at most ${CELLS.max} are allowed`);
  }
}

/** How a setting is written where something stands: on the command line or in a file. */
function optionOf(name: string, at: Position): string {
  return at.line > 0 ? name : `--${name}`;
}

/** The cell with its plan, where that differs. */
function checkCell(scenario: Scenario, run: Plan, axes: readonly Axis[], cell: Cell, faults: Faults): Cell {
  const replacements = replacementsOf(axes, cell);
  const { scenario: replaced, plan } = replaceInPlan(scenario, run, replacements);
  checkCertainValues(replaced, replaced.paths, faults);
  if (replaced.members.every(({ weight }) => weight === 0)) {
    const at = replacements.find(({ id }) => id.endsWith('.weight'))?.at;
    faults.add(at, `members: the weights sum to 0 in a cell; at least one member needs a weight above 0`);
  }
  return plan === run ? cell : { ...cell, plan };
}

/** A design that is varied must be able to serve the scenario. */
function checkDesigns(scenario: Scenario, axes: readonly Axis[], faults: Faults): void {
  const axis = axes.find(({ id, values }) => id === 'run.design' && values.includes('sobol'));
  const count = axis ? createSampler(scenario).uniformKeys.length : 0;
  if (count > SOBOL_DIMENSIONS) {
    const why = `the scenario has ${count} uncertain quantities, at most ${SOBOL_DIMENSIONS} are possible`;
    faults.add(axis?.at, `run.design: sobol is not possible; ${why}`);
  }
}

function sideBySide(axes: readonly Axis[]): CellValue[][] {
  return axes[0].values.map((_, index) => axes.map(({ values }) => values[index]));
}

/** The last axis moves fastest. */
function crossed(axes: readonly Axis[]): CellValue[][] {
  return axes.reduce<CellValue[][]>(
    (cells, { values }) => cells.flatMap((cell) => values.map((value) => [...cell, value])),
    [[]],
  );
}
