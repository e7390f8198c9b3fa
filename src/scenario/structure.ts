/** Compares a scenario with its form: unknown keys, missing keys and values of the wrong kind. */
import type * as z from 'zod';
import { PARAMETER_INDEX } from '../deterrence/parameters.ts';
import { unknownName } from './names.ts';
import type { Position } from './scenario.ts';
import { scenarioSchema } from './schema.ts';
import { type Faults, isEmptyNode, plainData, type SourceMap, type SourceNode, showText, showValue } from './source.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Adds everything in which a scenario deviates from the form of scenario files. */
export function checkStructure(root: SourceMap, faults: Faults): void {
  const checked = scenarioSchema.safeParse(plainData(root));
  for (const issue of checked.error?.issues ?? []) report(root, issue, [], faults);
}

function report(root: SourceMap, issue: Issue, prefix: Path, faults: Faults): void {
  const path = [...prefix, ...issue.path];
  const subject = subjectOf(path);
  const found = lookUp(root, path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const at = lookUp(root, [...path, key])?.keyAt;
      // In `{ note: a text, with a comma }` YAML reads a second key without a value.
      if (isEmptyNode(lookUp(root, [...path, key])?.node) && /[\s().]/.test(key) && !PARAMETER_INDEX.has(key)) {
        faults.add(at, `${showText(key)}: no such key; inside { } a text with a comma has to stand in quotes`);
        continue;
      }
      const inParameters = path.at(-1) === 'parameters';
      const misplaced = !inParameters && PARAMETER_INDEX.has(key);
      const [place, where] =
        path[0] === 'sweep' ? ['what is varied stands', 'vary'] : ['parameters stand', 'parameters'];
      faults.add(
        at,
        misplaced
          ? `${key}: no such key here; ${place} under ${where}:`
          : unknownName(inParameters ? 'parameter' : 'key', key, knownKeys(path), subjectOf([...path, key])),
      );
    }
  } else if (issue.code === 'invalid_union' && found?.node?.kind === 'map' && mapBranch(issue)) {
    // The value is a map, so the alternative that is a map was meant: what is wrong with it says more.
    for (const inner of mapBranch(issue) ?? []) report(root, inner, path, faults);
  } else if (found?.node === undefined) {
    faults.add(found?.keyAt, `${subject}: is missing; ${issue.message}`);
  } else if (isEmptyNode(found.node)) {
    faults.add(found.node.at, `${subject}: is empty; ${issue.message}`);
  } else if (isInfinite(found.node)) {
    faults.add(found.node.at, `${subject}: ${showValue(found.node)} is not allowed; must be a finite number`);
  } else {
    faults.add(found.node.at, `${subject}: ${showValue(found.node)} is not allowed; ${issue.message}`);
  }
}

function isInfinite(node: SourceNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'number' && !Number.isFinite(node.value);
}

function mapBranch(issue: Issue): Issue[] | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  return issue.errors.find(
    (branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
  );
}

/** How a place in the file is named in messages: parameters by their id, everything else by its keys. */
function subjectOf(path: Path): string {
  if (path[0] === 'parameters' && path.length > 1) return dotted(path.slice(1));
  if (path[0] === 'paths' && path[2] === 'parameters' && path.length > 3) {
    return `${String(path[1])}:${dotted(path.slice(3))}`;
  }
  if (path[0] === 'paths' && path[2] === 'phases' && path[4] === 'parameters' && path.length > 5) {
    return `${dotted(path.slice(0, 4))}: ${dotted(path.slice(5))}`;
  }
  return path.length === 0 ? 'scenario' : dotted(path);
}

function dotted(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** The node at a place; of a missing one the position of what should contain it. */
function lookUp(root: SourceMap, path: Path): { node: SourceNode | undefined; keyAt: Position } | undefined {
  let node: SourceNode | undefined = root;
  let keyAt = root.at;
  for (const key of path) {
    if (node === undefined) return { node, keyAt };
    const within: SourceNode = node;
    if (within.kind === 'map') {
      const entry = within.entries.get(String(key));
      node = entry?.value;
      keyAt = entry?.keyAt ?? keyAt;
    } else {
      node = within.kind === 'list' ? within.items[Number(key)] : undefined;
      keyAt = node?.at ?? keyAt;
    }
  }
  return { node, keyAt };
}

/** Keys that are allowed at a place, for suggestions. */
function knownKeys(path: Path): string[] {
  let schema: unknown = scenarioSchema;
  for (const key of path) schema = step(schema, key);
  const shape = shapeOf(schema);
  return shape ? Object.keys(shape) : [...PARAMETER_INDEX.keys()];
}

interface Definition {
  readonly type: string;
  readonly shape?: Record<string, unknown>;
  readonly innerType?: unknown;
  readonly options?: readonly unknown[];
  readonly element?: unknown;
  readonly valueType?: unknown;
}

const definitionOf = (schema: unknown): Definition | undefined =>
  (schema as { _zod?: { def: Definition } } | undefined)?._zod?.def;

/** The object schema inside optional, nullable and union schemas. */
function unwrap(schema: unknown): Definition | undefined {
  const definition = definitionOf(schema);
  if (definition?.innerType) return unwrap(definition.innerType);
  if (!definition?.options) return definition;
  return definition.options.map(unwrap).find((option) => option?.shape ?? option?.valueType ?? option?.element);
}

const shapeOf = (schema: unknown): Record<string, unknown> | undefined => unwrap(schema)?.shape;

function step(schema: unknown, key: PropertyKey): unknown {
  const definition = unwrap(schema);
  return definition?.shape?.[String(key)] ?? definition?.element ?? definition?.valueType;
}
