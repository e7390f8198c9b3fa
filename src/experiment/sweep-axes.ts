/** Reads what a sweep varies: which quantity of a scenario, where, and the values that it takes. */
import {
  type AllowedRange,
  describeRange,
  isAllowed,
  PARAMETER_INDEX,
  type ParameterDefinition,
} from '../deterrence/parameters.ts';
import { MEMBER_RANGES } from '../deterrence/world.ts';
import { compileExpression } from '../expression/compile.ts';
import type { Expression } from '../expression/expression.ts';
import { STATES } from '../scenario/coalition.ts';
import { DRAWS } from '../scenario/limits.ts';
import { textFault, unknownName } from '../scenario/names.ts';
import { definitionOf, mayChangeWithPhase, setsParameter, splitPhased } from '../scenario/phases.ts';
import { commonQuantities } from '../scenario/program.ts';
import type { Position, RunSettings, Scenario, ScenarioPath, Variation } from '../scenario/scenario.ts';
import { DESIGNS } from '../scenario/schema.ts';
import { type Faults, showText } from '../scenario/source.ts';
import { isRunSetting, RUN_SETTINGS, type RunSetting } from './run-settings.ts';
import { readEnds, readSpec, readTexts, SpecError, type SpecSubject } from './sweep-spec.ts';

/** A value of a cell: a text for the seed and the design of a run, else a number. */
export type CellValue = number | string;

/** One quantity that is varied. */
export interface Axis {
  /** As it was written, and the name of its column: the id, or `path:id`. */
  readonly name: string;
  readonly id: string;
  readonly path: string | undefined;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  /** In a design of cells those of the cells, one after the other. */
  readonly values: readonly CellValue[];
  /** Paths that set the parameter themselves and lose that to the varied value. */
  readonly overrides: readonly string[];
  readonly at: Position;
}

/** How many cells are spread over the ranges of the axes, and where each of them is. */
export interface CellPoints {
  readonly count: number;
  /** A uniform number of a cell for an axis, strictly between 0 and 1. */
  uniform(axis: string, cell: number): number;
}

/** Names that the tables need for themselves. */
const COLUMNS: ReadonlySet<string> = new Set(
  'cell_id path metric mean se q05 q50 q95 n path_a path_b preference precision_draws precision_se precision_reached'.split(
    ' ',
  ),
);
const LONGEST_SEED = 200;
const LISTED =
  /^(?:members\..+\.(?:resolve|conditionality|weight|states)|ladder\[\d+\]\.(?:risk|cost_coalition|cost_challenger))$/;

/** What the command line says after `--vary`: `id=SPEC` or `path:id=SPEC`. */
export function parseVariations(texts: readonly string[], faults: Faults): Variation[] {
  return texts.flatMap((text) => {
    const at: Position = { file: `--vary ${text}`, line: 0, column: 0 };
    // Names of members may hold the sign, specifications never do.
    const split = text.lastIndexOf('=');
    const name = text.slice(0, Math.max(split, 0)).trim();
    const values = text.slice(split + 1).trim();
    if (split >= 0 && name !== '' && values !== '') return [{ name, values, at, valuesAt: at }];
    faults.add(at, 'must be id=values, such as backer.reliability=0.1,0.5,0.9 or fortress.gain=0:2/9');
    return [];
  });
}

/**
 * Reads one axis and checks each of its values for itself.
 * @param points where values are spread over a range; undefined where they are listed
 * @returns undefined if there is something wrong; the reasons are added to `faults`
 */
export function readAxis(
  scenario: Scenario,
  run: RunSettings,
  { name, values: written, at, valuesAt }: Variation,
  points: CellPoints | undefined,
  faults: Faults,
): Axis | undefined {
  if (COLUMNS.has(name)) {
    return void faults.add(at, `${name}: cannot be varied, since a column of the tables has that name; rename it`);
  }
  const place = placeOf(scenario, run, name, at, faults);
  if (place === undefined) return undefined;
  const { id, path, range, texts, label, unit, meaning } = place;
  try {
    const subject: SpecSubject = { own: place.own, whole: range?.integer === true };
    const values = texts
      ? textValues(written, points)
      : points
        ? spread(readEnds(written, subject), name, points)
        : readSpec(written, subject);
    const fault = valuesFault(values, place);
    if (fault !== undefined) return void faults.add(valuesAt, `${name}: ${fault}`);
    const overrides =
      path === undefined ? scenario.paths.filter((each) => setsParameter(each, id)).map((each) => each.name) : [];
    return { name, id, path, label, unit, meaning, values, overrides, at: valuesAt };
  } catch (error) {
    if (error instanceof SpecError) return void faults.add(valuesAt, `${name}: ${error.message}`);
    throw error;
  }
}

/** What is wrong with values that could be read; undefined if nothing is. */
function valuesFault(values: readonly CellValue[], { range, texts }: Place): string | undefined {
  const isBad = (value: CellValue) => {
    if (typeof value === 'number') return range !== undefined && !isAllowed(value, range);
    return texts === 'any' ? textFault(value, LONGEST_SEED, false) !== undefined : !texts?.includes(value);
  };
  const wrong = values.filter(isBad);
  if (wrong.length === 0) return undefined;
  const shown = wrong.slice(0, 5).map((value) => (typeof value === 'string' ? showText(value) : value));
  const more = wrong.length > 5 ? ` and ${wrong.length - 5} more values` : '';
  const text =
    texts === 'any' ? `a text on one line of at most ${LONGEST_SEED} characters` : `one of ${texts?.join(', ')}`;
  const allowed = range ? `out of range; must be ${describeRange(range)}` : `not allowed; must be ${text}`;
  return `${shown.join(', ')}${more} ${wrong.length > 1 ? 'are' : 'is'} ${allowed}`;
}

function textValues(written: string | readonly string[], points: CellPoints | undefined): string[] {
  if (points) throw new SpecError('takes texts, over which no cells can be spread; leave it out, or cells');
  return readTexts(written);
}

function spread(valueAt: (u: number) => number, axis: string, { count, uniform }: CellPoints): number[] {
  return Array.from({ length: count }, (_, cell) => valueAt(uniform(axis, cell)));
}

/** What can be varied, and what it may be. */
export interface Place extends Pick<ParameterDefinition, 'label' | 'unit' | 'meaning'> {
  readonly id: string;
  readonly path: string | undefined;
  readonly range: AllowedRange | undefined;
  /** What the scenario says there; nothing of a parameter that keeps its reference value. */
  readonly own: Expression | undefined;
  /** Where values are texts: those that are allowed. */
  readonly texts?: readonly string[] | 'any';
}

/**
 * What stands behind a name that is to be varied.
 * @param name an id, `path:id`, or that of one phase, `path:id@year`
 * @returns undefined if there is nothing of that name; the reason is added to `faults`
 */
export function placeOf(
  scenario: Scenario,
  run: RunSettings,
  name: string,
  at: Position,
  faults: Faults,
): Place | undefined {
  const colon = LISTED.test(name) ? -1 : name.indexOf(':');
  const pathName = colon < 0 ? undefined : name.slice(0, colon).trim();
  const id = name.slice(colon + 1).trim();
  const path = scenario.paths.find((each) => each.name === pathName);
  if (pathName !== undefined && path === undefined) {
    const names = scenario.paths.map((each) => each.name);
    return void faults.add(at, unknownName('path', pathName, names));
  }
  const definition = definitionOf(id);
  const phaseFault = phasedFault(name, id, path);
  if (phaseFault !== undefined) return void faults.add(at, phaseFault);
  if (path && definition === undefined) {
    return void faults.add(at, `${id}: is no parameter; only parameters can be varied in one path`);
  }
  if (path && (id === 'clock.years' || id === 'clock.step_years')) {
    return void faults.add(
      at,
      `${id}: cannot be varied in one path, since all paths share one timeline; vary it in all`,
    );
  }
  if (isRunSetting(id)) return settingPlace(run, id);
  const own = memberNumbers(scenario).get(id);
  if (own) return own;
  const common = commonQuantities(scenario);
  const { id: whole } = splitPhased(id);
  const quantity = [id, whole].map((key) => path?.parameters.get(key) ?? common.get(key)).find((found) => found);
  if (definition === undefined && quantity === undefined) {
    const numbers = memberNumbers(scenario).keys();
    const known = new Set([...PARAMETER_INDEX.keys(), ...common.keys(), ...numbers, ...Object.keys(RUN_SETTINGS)]);
    return void faults.add(at, unknownName('parameter or variable', id, known));
  }
  return {
    id,
    path: pathName,
    range: quantity?.range ?? definition?.range,
    own: quantity?.expression,
    label: definition?.label ?? id,
    unit: definition?.unit ?? '',
    meaning: definition?.meaning ?? quantity?.note ?? 'Quantity of the scenario.',
  };
}

/** What is wrong with the name of a parameter of one phase; undefined if it is none, or good. */
function phasedFault(name: string, id: string, path: ScenarioPath | undefined): string | undefined {
  const { id: whole, fromYear } = splitPhased(id);
  if (fromYear === undefined) return undefined;
  if (path === undefined)
    return `${name}: is that of one phase; name its path too, as in path:${id}, or all by ${whole}`;
  if (!path.phases.includes(fromYear)) {
    const known = path.phases.length === 0 ? 'it has none' : `its phases begin in ${path.phases.join(', ')}`;
    return `${name}: path ${path.name} has no phase that begins in year ${fromYear}; ${known}`;
  }
  return mayChangeWithPhase(whole) ? undefined : `${name}: ${whole} cannot change with a phase; vary it as ${whole}`;
}

function settingPlace(run: RunSettings, id: RunSetting): Place {
  const place = { id, path: undefined, ...RUN_SETTINGS[id], range: undefined, own: undefined };
  if (id === 'run.draws') return { ...place, range: DRAWS, own: number(run.draws) };
  if (id === 'run.seed') return { ...place, texts: 'any' };
  return { ...place, texts: DESIGNS };
}

const number = (value: number): Expression => compileExpression(String(value), { distributions: false });

/** Weights and states of the members, which no path or draw changes. */
function memberNumbers({ members }: Scenario): Map<string, Place> {
  const places = members.flatMap(({ name, weight, states }): Place[] => {
    const of = (key: string) => ({ id: `members.${name}.${key}`, path: undefined, label: `members.${name}.${key}` });
    return [
      {
        ...of('weight'),
        ...{ unit: '', meaning: 'Voting weight, a whole number.', range: MEMBER_RANGES.weight, own: number(weight) },
      },
      {
        ...of('states'),
        ...{
          unit: '',
          meaning: 'States that the member stands for; decides nothing.',
          range: STATES,
          own: number(states),
        },
      },
    ];
  });
  return new Map(places.map((place) => [place.id, place]));
}
