/** `extends`: lays a scenario file over the one that it varies. */
import { realpathSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { readScenarioFile } from './read.ts';
import type { Position } from './scenario.ts';
import {
  child,
  type Faults,
  isEmptyNode,
  type SourceEntry,
  type SourceMap,
  type SourceNode,
  showValue,
  sourceMap,
  textOf,
} from './source.ts';

/** A chain of variations longer than this is no longer readable. */
const MAX_CHAIN = 16;
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads a scenario file and everything that it extends, as one tree without `extends`.
 * @returns undefined if a file could not be read; the reasons are added to `faults`
 */
export function readExtended(file: string, faults: Faults): SourceMap | undefined {
  return readChain(file, undefined, [], reachable(file), faults);
}

interface Link {
  readonly file: string;
  readonly identity: string;
}

function readChain(
  file: string,
  from: Position | undefined,
  chain: readonly Link[],
  allowed: string,
  faults: Faults,
): SourceMap | undefined {
  const root = readScenarioFile(file, faults, from);
  const link = child(root, 'extends');
  if (root === undefined || link === undefined) return root;
  const target = textOf(link);
  if (target === undefined || target === '') {
    return void faults.add(link.at, `extends: ${showValue(link)} is not allowed; must be the path of a scenario file`);
  }
  const links = [...chain, { file, identity: identityOf(file) }];
  const base = join(dirname(file), target);
  const fault = linkFault(target, base, links, allowed);
  if (fault !== undefined) return void faults.add(link.at, `extends: ${fault}`);
  const found = readChain(base, link.at, links, allowed, faults);
  return found && mergeMaps(found, without(root, 'extends'), []);
}

/** Why a file may not be extended; undefined if it may. */
function linkFault(target: string, base: string, chain: readonly Link[], allowed: string): string | undefined {
  if (isAbsolute(target)) return `${target} is an absolute path; must be relative to the file that names it`;
  if (!EXTENSIONS.includes(extname(target))) return `${target} is no scenario file; its name has to end in .yaml`;
  if (chain.length >= MAX_CHAIN) return `${target} is the ${chain.length + 1}th file in a chain; at most ${MAX_CHAIN}`;
  const identity = identityOf(base);
  const repeated = chain.findIndex((link) => link.identity === identity);
  if (repeated >= 0) {
    const cycle = [...chain.slice(repeated).map((link) => link.file), base].map((file) => basename(file));
    return `a cycle: ${cycle.join(' → ')}`;
  }
  const below = relative(allowed, identity);
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    return `${target} lies outside; must be in the folder of the scenario, its parent folder, or below these`;
  }
  return undefined;
}

/**
 * The folder that `extends` may not leave: the parent of the scenario's folder (but never the root of the disk).
 * A scenario from someone else can so not be used to look into other files.
 */
function reachable(file: string): string {
  const folder = dirname(identityOf(file));
  const parent = dirname(folder);
  return parent === parse(parent).root ? folder : parent;
}

function identityOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function without(map: SourceMap, key: string): SourceMap {
  return sourceMap(
    map.at,
    [...map.entries.values()].filter((entry) => entry.key !== key),
  );
}

/**
 * Lays one map over another: maps are merged key by key, everything else is replaced, `null` removes a key. A quantity or
 * preference that brings its own value replaces the old one as a whole, so that no source stays behind with a value
 * that it does not support.
 */
function mergeMaps(base: SourceMap, over: SourceMap, path: readonly string[]): SourceMap {
  const entries = new Map<string, SourceEntry>(base.entries);
  for (const entry of over.entries.values()) {
    const old = entries.get(entry.key);
    if (old === undefined) entries.set(entry.key, entry);
    else if (isEmptyNode(entry.value)) entries.delete(entry.key);
    else entries.set(entry.key, { ...entry, value: mergeNodes(old.value, entry.value, [...path, entry.key]) });
  }
  return sourceMap(over.at, entries.values());
}

function mergeNodes(base: SourceNode, over: SourceNode, path: readonly string[]): SourceNode {
  if (base.kind !== 'map' || over.kind !== 'map' || bringsValue(over, path)) return over;
  return mergeMaps(base, over, path);
}

function bringsValue(node: SourceMap, path: readonly string[]): boolean {
  const [section, , third] = path;
  const isQuantity =
    (path.length === 2 && (section === 'parameters' || section === 'variables')) ||
    (path.length === 4 && section === 'paths' && third === 'parameters');
  if (isQuantity) return node.entries.has('value');
  return (
    path.length === 2 && section === 'preferences' && (node.entries.has('minimize') || node.entries.has('maximize'))
  );
}
