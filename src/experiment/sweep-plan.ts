/** What a sweep will run, as plain data: which quantities take which values in which cell. */
import { describeRange, isAllowed, PARAMETER_INDEX, PARAMETERS } from '../deterrence/parameters.ts';
import { unknownName } from '../scenario/names.ts';
import { commonQuantities } from '../scenario/program.ts';
import { checkCertainValues } from '../scenario/references.ts';
import { type Position, type Quantity, type Scenario, ScenarioError } from '../scenario/scenario.ts';
import { createFaults, type Faults } from '../scenario/source.ts';
import { canonicalJson, type Plan, sha256 } from './plan.ts';
import { type Replacement, replaceValues } from './replace-values.ts';
import { readSpec, SpecError } from './sweep-spec.ts';

/** One quantity that is varied. */
export interface Axis {
  /** As it was written, and the name of its column: the id, or `path:id`. */
  readonly name: string;
  readonly id: string;
  readonly path: string | undefined;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  readonly values: readonly number[];
  /** Paths that set the parameter themselves and lose that to the varied value. */
  readonly overrides: readonly string[];
  readonly at: Position;
}

/** One combination of values. */
export interface Cell {
  /** From 0, in the order of cells.csv. */
  readonly id: number;
  /** In the order of the axes. */
  readonly values: readonly number[];
}

export interface SweepPlan {
  /** What is run in every cell. */
  readonly run: Plan;
  readonly axes: readonly Axis[];
  /** Whether the axes run side by side instead of being crossed. */
  readonly zip: boolean;
  readonly cells: readonly Cell[];
  /** Cells times paths times draws. */
  readonly evaluations: number;
  /** SHA-256 of everything that determines the results, in hexadecimal. */
  readonly planHash: string;
}

/** More cells than anyone can run. */
const MOST_CELLS = 1_000_000;
/** Names that the tables need for themselves. */
const COLUMNS: ReadonlySet<string> = new Set(
  'cell_id path metric mean se q05 q50 q95 n path_a path_b preference'.split(' '),
);
const LISTED = /^(?:members\..+\.(?:resolve|conditionality)|ladder\[\d+\]\.(?:risk|cost_coalition|cost_challenger))$/;

/**
 * Plans a sweep and checks every value of every cell.
 * @param run what is run in every cell
 * @param variations `id=SPEC` or `path:id=SPEC`, as `readSpec` reads them
 * @throws ScenarioError with everything that is wrong with the variations
 */
export function planSweep(scenario: Scenario, run: Plan, variations: readonly string[], zip: boolean): SweepPlan {
  const faults = createFaults();
  const axes = variations.flatMap((text) => readAxis(scenario, text, faults) ?? []);
  axes.forEach((axis, index) => {
    if (axes.findIndex(({ name }) => name === axis.name) < index) faults.add(axis.at, `${axis.name}: is varied twice`);
  });
  checkSizes(axes, zip, faults);
  if (faults.count > 0) throw new ScenarioError(faults.sorted());
  const cells = (zip ? sideBySide(axes) : crossed(axes)).map((values, id): Cell => ({ id, values }));
  for (const cell of cells) {
    const replaced = replaceValues(scenario, replacementsOf(axes, cell));
    checkCertainValues(replaced, replaced.paths, faults);
  }
  if (faults.count > 0) throw new ScenarioError(faults.sorted());
  const determinants = { run: run.planHash, zip, axes: axes.map(({ name, values }) => ({ name, values })) };
  const planHash = sha256(canonicalJson(determinants));
  return { run, axes, zip, cells, evaluations: cells.length * run.evaluations, planHash };
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

function readAxis(scenario: Scenario, text: string, faults: Faults): Axis | undefined {
  const at: Position = { file: `--vary ${text}`, line: 0, column: 0 };
  // Names of members may hold the sign, specifications never do.
  const split = text.lastIndexOf('=');
  const name = text.slice(0, Math.max(split, 0)).trim();
  const spec = text.slice(split + 1).trim();
  if (split < 0 || name === '' || spec === '') {
    return void faults.add(at, 'must be id=values, such as backer.reliability=0.1,0.5,0.9 or fortress.gain=0:2/9');
  }
  if (COLUMNS.has(name)) {
    return void faults.add(at, `${name}: cannot be varied, since a column of the tables has that name; rename it`);
  }
  const place = placeOf(scenario, name, at, faults);
  if (place === undefined) return undefined;
  const { id, path, quantity } = place;
  const definition = PARAMETERS[PARAMETER_INDEX.get(id) ?? -1];
  try {
    const values = readSpec(spec, quantity?.expression);
    const range = quantity?.range ?? definition?.range;
    const wrong = range ? values.filter((value) => !isAllowed(value, range)) : [];
    if (range && wrong.length > 0) {
      const shown = wrong.slice(0, 5).join(', ') + (wrong.length > 5 ? ` and ${wrong.length - 5} more values` : '');
      const are = wrong.length > 1 ? 'are' : 'is';
      return void faults.add(at, `${name}: ${shown} ${are} out of range; must be ${describeRange(range)}`);
    }
    const overrides =
      path === undefined ? scenario.paths.filter((each) => each.parameters.has(id)).map((each) => each.name) : [];
    return {
      name,
      id,
      path,
      label: definition?.label ?? id,
      unit: definition?.unit ?? '',
      meaning: definition?.meaning ?? quantity?.note ?? 'Quantity of the scenario.',
      values,
      overrides,
      at,
    };
  } catch (error) {
    if (error instanceof SpecError) return void faults.add(at, `${name}: ${error.message}`);
    throw error;
  }
}

interface Place {
  readonly id: string;
  readonly path: string | undefined;
  /** What the scenario says there; nothing of a parameter that keeps its reference value. */
  readonly quantity: Quantity | undefined;
}

function placeOf(scenario: Scenario, name: string, at: Position, faults: Faults): Place | undefined {
  const common = commonQuantities(scenario);
  const colon = LISTED.test(name) ? -1 : name.indexOf(':');
  const pathName = colon < 0 ? undefined : name.slice(0, colon).trim();
  const id = name.slice(colon + 1).trim();
  const path = scenario.paths.find((each) => each.name === pathName);
  if (pathName !== undefined && path === undefined) {
    const names = scenario.paths.map((each) => each.name);
    return void faults.add(at, unknownName('path', pathName, names));
  }
  if (id.startsWith('clock.') && PARAMETER_INDEX.has(id)) {
    return void faults.add(at, `${id}: cannot be varied, since all cells share one timeline; run once for each value`);
  }
  if (path && !PARAMETER_INDEX.has(id)) {
    return void faults.add(at, `${id}: is no parameter; only parameters can be varied in one path`);
  }
  if (!PARAMETER_INDEX.has(id) && !common.has(id)) {
    const known = new Set([...PARAMETER_INDEX.keys(), ...common.keys()]);
    return void faults.add(at, unknownName('parameter or variable', id, known));
  }
  return { id, path: pathName, quantity: path?.parameters.get(id) ?? common.get(id) };
}

function checkSizes(axes: readonly Axis[], zip: boolean, faults: Faults): void {
  const different = zip ? axes.find(({ values }) => values.length !== axes[0].values.length) : undefined;
  if (different) {
    const [first] = axes;
    const said = `${different.values.length} values but ${first.name} ${first.values.length}`;
    faults.add(different.at, `${different.name}: has ${said}; with --zip they must be equally many`);
  }
  const count = zip ? 0 : axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_CELLS) {
    faults.add(axes.at(-1)?.at, `${count} cells are too many; at most ${MOST_CELLS} are allowed`);
  }
}

function sideBySide(axes: readonly Axis[]): number[][] {
  return axes[0].values.map((_, index) => axes.map(({ values }) => values[index]));
}

/** The last axis moves fastest. */
function crossed(axes: readonly Axis[]): number[][] {
  return axes.reduce<number[][]>(
    (cells, { values }) => cells.flatMap((cell) => values.map((value) => [...cell, value])),
    [[]],
  );
}
