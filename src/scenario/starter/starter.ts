/** The text of a scenario to start from. What its comments say of keys and parameters comes from schema and registry. */
import { Document, YAMLMap } from 'yaml';
import { PARAMETERS } from '../../deterrence/parameters.ts';
import { REFERENCE_LADDER } from '../../deterrence/world.ts';
import { addKey, commentLines, mapOf } from './commented.ts';
import { meaningOf, parameterMeaning } from './meanings.ts';
import {
  BELIEF_RULE,
  BELIEFS,
  PATH_TITLES,
  type PathKind,
  PREFERENCES,
  pathValues,
  type StarterPath,
  type StarterValue,
  startingBelief,
  type TemplateName,
} from './parts.ts';

/** Names of the four players. */
export interface StarterActors {
  readonly challenger: string;
  readonly protege: string;
  readonly coalition: string;
  readonly backer: string;
}

/** What is decided about a scenario to start from. */
export interface StarterOptions {
  readonly template: TemplateName;
  readonly title: string;
  /** Date of what is known, `2025-09-15`. */
  readonly asOf: string;
  readonly actors: StarterActors;
  readonly paths: readonly StarterPath[];
  readonly draws: number;
}

/** The first lines of every file. */
const HEAD = [
  ' A scenario to start from, made by `stolperdraht init`. # and a space begin a comment. Where no space',
  ' follows the #, or more than one, it hides a line that means something: remove it to use the line.',
  ' docs/scenario-files.md explains the form, `stolperdraht explain` every parameter.',
];

/** The text of the file. Texts are quoted where YAML needs it; names and texts must have been checked. */
export function starterText(options: StarterOptions): string {
  const { template, title, asOf, actors, paths, draws } = options;
  const isFull = template === 'full';
  const root = new YAMLMap();
  const about = (key: string, more = '') => ({ comment: `${meaningOf(key)}${more}`, space: true });
  const known = new Set<string>();
  addKey(root, 'title', title);
  addKey(root, 'as_of', asOf, { comment: meaningOf('as_of') });
  addKey(root, 'actors', mapOf(Object.entries(actors)), {
    unused: [`description: ${meaningOf('description')}`],
    comment: meaningOf('actors'),
  });
  // What nothing reads would be warned of.
  const isBuilt = paths.some(({ kind }) => kind === 'fortress' || kind === 'both');
  if (isFull && isBuilt) addKey(root, 'variables', mapOf([['delivery', DELIVERY]]), about('variables'));
  addKey(root, 'parameters', beliefs(template, known), about('parameters', ` ${BELIEF_RULE}`));
  if (isFull) {
    addKey(root, 'correlations', correlations(), about('correlations'));
    addKey(
      root,
      'members',
      MEMBERS,
      about('members', ' Each votes by itself; the names and numbers are yours to set.'),
    );
    addKey(root, 'ladder', ladder(), about('ladder'));
  }
  addKey(root, 'paths', pathMap(paths, known, isFull), about('paths', ' What a path does not set is as above.'));
  if (template !== 'hello') {
    const comment = 'Numbers of your own, made of outputs (`stolperdraht explain --outputs`) and of each other.';
    addKey(root, 'metrics', mapOf([['war_again', 'renewed_war + general_war + nuclear_use']]), {
      comment,
      space: true,
    });
  }
  const preferences = template === 'hello' ? PREFERENCES.slice(0, 1) : PREFERENCES;
  addKey(
    root,
    'preferences',
    mapOf(preferences.map(({ name, ...rest }) => [name, mapOf(Object.entries(rest))])),
    about('preferences', ' The weights say what matters how much to whoever holds them. They are yours to set too.'),
  );
  addKey(root, 'run', runMap(draws, isFull), about('run'));
  if (isFull) addKey(root, 'sweep', SWEEP, about('sweep'));
  return documentText(root);
}

/**
 * The text of a file with this content.
 * @param tail lines of comment at its end
 */
export function documentText(root: YAMLMap, tail: readonly string[] = []): string {
  const document = new Document();
  document.contents = root as Document['contents'];
  document.commentBefore = HEAD.join('\n');
  if (tail.length > 0) document.comment = tail.join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const DELIVERY = mapOf(
  Object.entries({
    value: 'beta(4, 4)',
    judgement: true,
    note: 'Share of what is promised that is delivered; the build-up of the paths is multiplied by it.',
  }),
);

/** The beliefs of a template and, in the full one, every other parameter as a line to be used. */
function beliefs(template: TemplateName, known: Set<string>): YAMLMap {
  const map = new YAMLMap();
  let unused: string[] = [];
  for (const { id, reference } of PARAMETERS) {
    if (BELIEFS[template].includes(id)) {
      known.add(id);
      const belief = mapOf([
        ['value', startingBelief(id)],
        ['judgement', true],
      ]);
      addKey(map, id, belief, {
        unused,
        comment: parameterMeaning(id),
        space: unused.length > 0 && map.items.length > 0,
      });
      unused = [];
    } else if (template === 'full') {
      unused.push(...commentLines(parameterMeaning(id)), `${id}: ${reference}`);
    }
  }
  if (unused.length > 0) map.comment = unused.join('\n');
  return map;
}

/** Paths with what each sets; a parameter is explained where it is not yet `known`. */
export function pathMap(paths: readonly StarterPath[], known: Set<string>, isFull: boolean): YAMLMap {
  return mapOf(
    paths.map(({ name, kind }, index) => {
      const repeat = paths.slice(0, index).filter((other) => other.kind === kind).length;
      const values = new YAMLMap();
      for (const [id, value] of pathValues(kind, repeat)) {
        const node = quantity(isFull && id === 'fortress.gain' ? `(${value}) * delivery` : value);
        addKey(values, id, node, { comment: known.has(id) ? undefined : parameterMeaning(id) });
        known.add(id);
      }
      const path = mapOf([
        ['title', `${PATH_TITLES[kind]}${repeat > 0 ? ` ${repeat + 1}` : ''}`],
        ['parameters', values],
      ]);
      if (isFull) path.comment = [...commentLines(meaningOf('paths', '*', 'phases')), phaseLine(kind)].join('\n');
      return [name, path];
    }),
  );
}

/** A change of course, as a line to be used: soldiers leave, or come after all. */
function phaseLine(kind: PathKind): string {
  const troops = pathValues(kind === 'force' || kind === 'both' ? 'promise' : 'force', 0).get('tripwire.troops');
  return `phases: [{ from_year: 5, parameters: { tripwire.troops: ${troops} } }]`;
}

/** A number as it is; what is uncertain as a judgement. */
function quantity(value: StarterValue): unknown {
  return typeof value === 'number'
    ? value
    : mapOf([
        ['value', value],
        ['judgement', true],
      ]);
}

function correlations(): unknown {
  const document = new Document([['backer.reliability', 'coalition.resolve', 0.3]]);
  const list = document.contents as { items: { flow?: boolean }[] } | null;
  for (const item of list?.items ?? []) item.flow = true;
  return list;
}

const MEMBERS = [
  { name: 'Those who lead', weight: 50, resolve: 4, conditionality: 8, judgement: true },
  { name: 'Those who hesitate', weight: 30, resolve: -4, conditionality: 20, judgement: true },
  { name: 'The others', weight: 20, resolve: 0, conditionality: 15, judgement: true },
].map((member) => mapOf(Object.entries(member)));

/** The reference ladder; the numbers of the last rung are not used. */
function ladder(): unknown {
  return REFERENCE_LADDER.map(({ name, risk, costCoalition, costChallenger }, index) =>
    mapOf([
      ['name', name],
      ...(index < REFERENCE_LADDER.length - 1
        ? ([
            ['risk', risk],
            ['cost_coalition', costCoalition],
            ['cost_challenger', costChallenger],
            ['judgement', true],
          ] as const)
        : []),
    ]),
  );
}

function runMap(draws: number, isFull: boolean): YAMLMap {
  const map = new YAMLMap();
  addKey(map, 'draws', draws, { comment: meaningOf('run', 'draws') });
  if (isFull) {
    addKey(map, 'seed', 'one', { comment: meaningOf('run', 'seed') });
    addKey(map, 'design', 'lhs', { comment: meaningOf('run', 'design') });
  }
  return map;
}

const SWEEP = mapOf([
  [
    'reliability',
    mapOf([
      ['title', 'How much hangs on the backer'],
      ['vary', mapOf([['backer.reliability', '0.1:0.9/5']])],
      ['draws', 100],
    ]),
  ],
]);
