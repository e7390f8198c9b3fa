/** Loads a scenario: reads the file, checks it and compiles it, and reports everything that is wrong at once. */
import { basename, extname } from 'node:path';
import { describeRange, isAllowed } from '../deterrence/parameters.ts';
import { readLadder, readMembers } from './coalition.ts';
import { readCorrelations } from './correlations.ts';
import { readExtended } from './extend.ts';
import { DRAWS, LONGEST } from './limits.ts';
import { nameFault, textFault, unknownName } from './names.ts';
import { narrowScenario } from './narrow.ts';
import { readMetrics, readPreferences } from './objectives.ts';
import { applySettings } from './overrides.ts';
import { parameterNodes, readParameters, readPaths } from './paths.ts';
import { commonQuantities, type QuantityParts } from './program.ts';
import { compileQuantity } from './quantities.ts';
import { checkCertainValues, checkCycles, checkPhases, checkReferences, checkYears } from './references.ts';
import {
  type DesignName,
  type Quantity,
  type RunSettings,
  type Scenario,
  ScenarioError,
  type ScenarioPath,
} from './scenario.ts';
import { DESIGNS } from './schema.ts';
import {
  child,
  createFaults,
  entriesOf,
  type Faults,
  isEmptyNode,
  itemsOf,
  numberOf,
  plainData,
  type SourceMap,
  type SourceNode,
  showText,
  textOf,
} from './source.ts';
import { checkStructure } from './structure.ts';
import { readSweeps } from './sweep-block.ts';
import { warningsOf } from './warnings.ts';

/** What the command line says beside the file. */
export interface LoadOptions {
  /** `id=expression` or `path:id=expression`, after `extends`. */
  readonly set?: readonly string[] | undefined;
  /** Names of the paths to keep; all when left out. They stay in the order of the file. */
  readonly paths?: readonly string[] | undefined;
  readonly draws?: number | undefined;
  readonly seed?: string | undefined;
  readonly design?: string | undefined;
}

/** More of them than anyone can read. */
const MOST = { variables: 500, paths: 50, metrics: 200, preferences: 50 } as const;
/** What the players are called where a scenario does not say. */
export const ACTORS = {
  challenger: 'Challenger',
  protege: 'Protégé',
  coalition: 'Coalition',
  backer: 'Backer',
} as const;

/**
 * Loads a scenario file.
 * @throws ScenarioError with everything that is wrong with the file and the options
 */
export function loadScenario(file: string, options: LoadOptions = {}): Scenario {
  const faults = createFaults();
  const read = readExtended(file, faults);
  if (read === undefined || faults.count > 0) throw new ScenarioError(faults.sorted());
  const root = applySettings(read, options.set ?? [], faults);
  checkStructure(root, faults);
  const start = { file, line: 1, column: 1 };

  const parts: QuantityParts = {
    ...readQuantities(root, faults),
    members: readMembers(child(root, 'members'), start, faults),
    ladder: readLadder(child(root, 'ladder'), start, faults),
  };
  const variables = new Set(entriesOf(child(root, 'variables')).map((entry) => entry.key));
  const allPaths = readPaths(child(root, 'paths'), parts.parameters, faults);
  checkAllReferences(root, parts, allPaths, variables, faults);
  checkCycles(parts, allPaths, faults);
  checkPhases(parts, allPaths, faults);
  const declared = new Set([...variables, ...entriesOf(child(root, 'parameters')).map((entry) => entry.key)]);
  const correlations = readCorrelations(child(root, 'correlations'), parts, allPaths, declared, faults);
  const metrics = readMetrics(child(root, 'metrics'), faults);
  const metricNames = new Set(entriesOf(child(root, 'metrics')).map((entry) => entry.key));
  const preferences = readPreferences(child(root, 'preferences'), metricNames, faults);
  const title = readTexts(root, start, faults);
  checkSizes(root, start, faults);
  const run = readRun(root, file, options, faults);
  const pathNames = allPaths.map(({ name }) => name);
  const sweeps = readSweeps(child(root, 'sweep'), pathNames, faults);
  const paths = selectPaths(pathNames, options.paths, faults);
  if (faults.count === 0) {
    checkCertainValues(parts, allPaths, faults);
    checkYears(parts, allPaths, (path, phase) => phaseNode(root, path, phase)?.at, faults);
  }
  if (faults.count > 0) throw new ScenarioError(faults.sorted());

  const whole = {
    file,
    title,
    asOf: textOf(child(root, 'as_of')),
    description: textOf(child(root, 'description')),
    actors: readActors(root),
    ...parts,
    correlations,
    paths: allPaths,
    metrics,
    preferences,
    run,
    sweeps,
    resolved: plainData(root),
  };
  const scenario = narrowScenario(whole, { paths });
  const idleCorrelations = correlations.filter((one) => !scenario.correlations.includes(one));
  return { ...scenario, idleCorrelations, warnings: warningsOf(scenario) };
}

function readQuantities(root: SourceMap, faults: Faults): Pick<QuantityParts, 'parameters' | 'variables'> {
  const variables = new Map<string, Quantity>();
  for (const { key, keyAt, value } of entriesOf(child(root, 'variables'))) {
    const fault = nameFault('variable', key);
    if (fault !== undefined) faults.add(keyAt, fault);
    const quantity = compileQuantity(value, { id: key, subject: `variables.${key}`, range: undefined }, faults);
    if (quantity) variables.set(key, quantity);
  }
  return { parameters: readParameters(child(root, 'parameters'), '', faults), variables };
}

function checkAllReferences(
  root: SourceMap,
  parts: QuantityParts,
  paths: readonly ScenarioPath[],
  variables: ReadonlySet<string>,
  faults: Faults,
): void {
  const check = (quantities: Iterable<Quantity>, nodeOf: (id: string) => SourceNode | undefined, prefix = '') => {
    for (const quantity of quantities) {
      const node = nodeOf(quantity.id);
      if (node) checkReferences(quantity, node, `${prefix}${quantity.id}`, variables, faults);
    }
  };
  check(parts.parameters.values(), (id) => child(child(root, 'parameters'), id));
  check(parts.variables.values(), (id) => child(child(root, 'variables'), id), 'variables.');
  for (const path of paths) {
    const nodes = parameterNodes(child(child(root, 'paths'), path.name));
    check(path.parameters.values(), (id) => nodes.get(id), `${path.name}:`);
  }
  const listed = [...commonQuantities(parts).values()].filter(({ id }) => /^(?:members\.|ladder\[)/.test(id));
  check(listed, (id) => listedNode(root, id));
}

/** Where the year of a phase stands: of those after the start, from 0. */
function phaseNode(root: SourceMap, path: string, index: number): SourceNode | undefined {
  const items = itemsOf(child(child(child(root, 'paths'), path), 'phases'));
  const years = items.map((item) => child(item, 'from_year')).filter((year) => (numberOf(year) ?? 0) > 0);
  return years[index];
}

/** The node of a member's or rung's quantity. */
function listedNode(root: SourceMap, id: string): SourceNode | undefined {
  const dot = id.lastIndexOf('.');
  const rung = /^ladder\[(\d+)\]/.exec(id);
  const item = rung
    ? itemsOf(child(root, 'ladder'))[Number(rung[1])]
    : itemsOf(child(root, 'members')).find(
        (member) => textOf(child(member, 'name')) === id.slice('members.'.length, dot),
      );
  return child(item, id.slice(dot + 1));
}

function readTexts(root: SourceMap, start: Quantity['at'], faults: Faults): string {
  const check = (key: string, node: SourceNode | undefined, longest: number, lines: boolean) => {
    const text = textOf(node);
    const fault = text === undefined ? undefined : textFault(text, longest, lines);
    if (fault !== undefined) faults.add(node?.at, `${key}: ${fault}`);
  };
  const title = child(root, 'title');
  if (title === undefined) faults.add(start, 'title: is missing; a scenario needs one line that says what it is');
  check('title', title, LONGEST.title, false);
  check('description', child(root, 'description'), LONGEST.description, true);
  for (const { key, value } of entriesOf(child(root, 'actors'))) check(`actors.${key}`, value, LONGEST.actor, false);
  const asOf = child(root, 'as_of');
  const date = textOf(asOf);
  if (date !== undefined && !isDate(date)) {
    faults.add(asOf?.at, `as_of: ${showText(date)} is no date; must be written as 2025-09-15`);
  }
  return textOf(title) ?? '';
}

/** Whether a text is a day of the calendar as a scenario writes it. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function readActors(root: SourceMap): Scenario['actors'] {
  const actors = child(root, 'actors');
  const name = (key: keyof typeof ACTORS) => textOf(child(actors, key)) ?? ACTORS[key];
  return {
    challenger: name('challenger'),
    protege: name('protege'),
    coalition: name('coalition'),
    backer: name('backer'),
  };
}

function checkSizes(root: SourceMap, start: Quantity['at'], faults: Faults): void {
  for (const [key, most] of Object.entries(MOST)) {
    const node = child(root, key);
    const count = entriesOf(node).length;
    if (count > most) faults.add(node?.at, `${key}: ${count} are too many; at most ${most} are allowed`);
    if (count === 0 && (key === 'paths' || key === 'preferences')) {
      const needed =
        key === 'paths' ? 'a policy to look at' : 'a named value judgement such as balanced: { minimize: … }';
      if (node === undefined || node.kind === 'map') {
        faults.add(node?.at ?? start, `${key}: there are none; a scenario needs at least one, ${needed}`);
      }
    }
  }
}

function readRun(root: SourceMap, file: string, options: LoadOptions, faults: Faults): RunSettings {
  const section = child(root, 'run');
  const at = (key: 'draws' | 'seed' | 'design') =>
    options[key] === undefined ? child(section, key)?.at : { file: `--${key} ${options[key]}`, line: 0, column: 0 };
  const draws = options.draws ?? numberOf(child(section, 'draws')) ?? 1000;
  if (!isAllowed(draws, DRAWS)) {
    faults.add(at('draws'), `run.draws: ${draws} is out of range; must be ${describeRange(DRAWS)}`);
  }
  const written = child(section, 'seed');
  const own = written?.kind === 'scalar' && !isEmptyNode(written) ? written.text : undefined;
  const seed = options.seed ?? own ?? basename(file, extname(file));
  const seedFault = textFault(seed, LONGEST.seed, false);
  if (seedFault !== undefined) faults.add(at('seed'), `run.seed: ${seedFault}`);
  const design = options.design ?? textOf(child(section, 'design')) ?? 'lhs';
  if (options.design !== undefined && !isDesign(design)) {
    faults.add(at('design'), unknownName('design', design, DESIGNS));
  }
  return { draws, seed, design: isDesign(design) ? design : 'lhs' };
}

const isDesign = (name: string): name is DesignName => (DESIGNS as readonly string[]).includes(name);

/** The paths that the command line names, once each. */
function selectPaths(
  names: readonly string[],
  wanted: readonly string[] | undefined,
  faults: Faults,
): readonly string[] | undefined {
  if (wanted === undefined) return undefined;
  const at = { file: `--paths ${wanted.join(',')}`, line: 0, column: 0 };
  if (wanted.length === 0) faults.add(at, `no path is named; known: ${names.join(', ')}`);
  wanted.forEach((name, index) => {
    if (!names.includes(name)) faults.add(at, unknownName('path', name, names));
    else if (wanted.indexOf(name) < index) faults.add(at, `${name}: is named twice`);
  });
  return wanted;
}
