/** A scenario file as a tree in which every value knows where it was written, also after `extends` and `--set`. */
import type { Position, ScenarioFault } from './scenario.ts';

export type SourceNode = SourceMap | SourceList | SourceScalar;

export interface SourceEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: SourceNode;
}

export interface SourceMap {
  readonly kind: 'map';
  readonly at: Position;
  readonly entries: ReadonlyMap<string, SourceEntry>;
}

interface SourceList {
  readonly kind: 'list';
  readonly at: Position;
  readonly items: readonly SourceNode[];
}

export interface SourceScalar {
  readonly kind: 'scalar';
  readonly at: Position;
  readonly value: string | number | boolean | null;
  /** A number as it was written (`007`, more digits than a double has), else the value as text. */
  readonly text: string;
  /** Position of the character at an offset of `text`. */
  locate(offset: number): Position;
}

/** Collects everything that is wrong with a scenario, so that it can be reported together. */
export interface Faults {
  readonly count: number;
  /** Adds a fault, unless it has been added before at the same place. */
  add(at: Position | undefined, message: string): void;
  /** All faults, those of one file in the order of its lines. */
  sorted(): ScenarioFault[];
}

/** An empty collection of faults. */
export function createFaults(): Faults {
  const known = new Map<string, ScenarioFault>();
  return {
    get count() {
      return known.size;
    },
    add(at, message) {
      const key = JSON.stringify([at?.file, at?.line, at?.column, message]);
      if (!known.has(key)) known.set(key, { at, message });
    },
    sorted() {
      const faults = [...known.values()];
      const files = [...new Set(faults.map((fault) => fault.at?.file))];
      return faults.sort(
        (a, b) =>
          files.indexOf(a.at?.file) - files.indexOf(b.at?.file) ||
          (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
          (a.at?.column ?? 0) - (b.at?.column ?? 0),
      );
    },
  };
}

/** A map node. */
export function sourceMap(at: Position, entries: Iterable<SourceEntry>): SourceMap {
  return { kind: 'map', at, entries: new Map(Array.from(entries, (entry) => [entry.key, entry])) };
}

/** A scalar node that stands in one place, whatever the offset. */
export function scalarAt(at: Position, value: SourceScalar['value']): SourceScalar {
  return { kind: 'scalar', at, value, text: String(value), locate: () => at };
}

/** The node under a key of a map; undefined if the node is no map or has no such key. */
export function child(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The entries of a map; none if the node is something else. */
export function entriesOf(node: SourceNode | undefined): SourceEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

/** The items of a list; none if the node is something else. */
export function itemsOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a string; undefined if the node is something else. */
export function textOf(node: SourceNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The value of a number; undefined if the node is something else. */
export function numberOf(node: SourceNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

/** Whether there is nothing: no node, or an empty value (`key:` or `key: null`). */
export function isEmptyNode(node: SourceNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** The tree as plain data. Objects have no prototype, so that no key has a meaning of its own. */
export function plainData(node: SourceNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainData);
  const object: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.entries.values()) object[key] = plainData(value);
  return object;
}

/** A value in a message: short, on one line, strings in quotes. */
export function showValue(node: SourceNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? showText(node.value) : node.text;
}

/** A piece of the author's text in a message: in quotes, on one line, at most 60 characters. */
export function showText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return JSON.stringify(short);
}
