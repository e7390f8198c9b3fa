/** Reads one scenario file from disk into a tree of values with their positions. */
import { readFileSync, statSync } from 'node:fs';
import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { lexScenario, TextLimitError } from './flow-calls.ts';
import type { Position } from './scenario.ts';
import {
  type Faults,
  type SourceEntry,
  type SourceMap,
  type SourceNode,
  type SourceScalar,
  showText,
  showValue,
  sourceMap,
} from './source.ts';

/** A scenario is written by hand; more than this is a mistake. */
const MAX_BYTES = 1_000_000;
/** Values after aliases have been followed, so that a few lines cannot stand for billions. */
const MAX_VALUES = 20_000;
const MAX_DEPTH = 50;
const MAX_YAML_FAULTS = 20;

/**
 * Reads a scenario file, without following `extends`.
 * @param file path, as messages show it
 * @param from where the file is named in another one, for the message if it cannot be read
 * @returns undefined if it could not be read; the reasons are added to `faults`
 */
export function readScenarioFile(file: string, faults: Faults, from?: Position): SourceMap | undefined {
  const text = readText(file, (message) => faults.add(from, message));
  return text === undefined ? undefined : parseScenario(text, file, faults);
}

function readText(file: string, fail: (message: string) => void): string | undefined {
  try {
    const found = statSync(file);
    if (found.isDirectory()) return void fail(`${file}: is a folder, not a scenario file`);
    if (!found.isFile()) return void fail(`${file}: is not a regular file`);
    if (found.size > MAX_BYTES) {
      return void fail(`${file}: has ${found.size} bytes; a scenario file has at most ${MAX_BYTES}`);
    }
    const bytes = readFileSync(file);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return void fail(`${file}: does not exist`);
    if (code === 'EACCES' || code === 'EPERM') return void fail(`${file}: may not be read (no permission)`);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return void fail(`${file}: is not text in UTF-8`);
    return void fail(`${file}: cannot be read (${(error as Error).message})`);
  }
}

/**
 * Parses the text of a scenario file.
 * @returns undefined if it is no YAML map; the reasons are added to `faults`
 */
function parseScenario(text: string, file: string, faults: Faults): SourceMap | undefined {
  const lines = new LineCounter();
  const locate = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const start: Position = { file, line: 1, column: 1 };
  try {
    const document = composeDocument(text, lines);
    if (document === undefined) return void faults.add(start, 'the file is empty; a scenario needs a title and paths');
    const errors = [...document.errors, ...document.warnings];
    for (const error of errors.slice(0, MAX_YAML_FAULTS)) {
      const at = locate(Math.min(error.pos[0], text.length));
      faults.add(at, yamlFault(error, text));
    }
    if (errors.length > 0) return undefined;
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
      return void faults.add(start, 'the file is empty; a scenario needs a title and paths');
    }
    const root = new TreeBuilder(document, text, locate, faults).build(document.contents, 0, start);
    if (root === undefined) return undefined;
    if (root.kind !== 'map') {
      return void faults.add(
        root.at,
        `the file holds ${showValue(root)}; a scenario is a map of keys such as title and paths`,
      );
    }
    return root;
  } catch (error) {
    if (error instanceof TextLimitError) return void faults.add(start, error.message);
    // The parser calls itself for every level.
    if (error instanceof RangeError)
      return void faults.add(start, `the file is nested deeper than ${MAX_DEPTH} levels`);
    throw error;
  }
}

function composeDocument(text: string, lines: LineCounter): Document.Parsed | undefined {
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, stringKeys: true, version: '1.2' });
  lines.addNewLine(0);
  function* tokens() {
    for (const lexeme of lexScenario(text, { depth: MAX_DEPTH, values: MAX_VALUES })) yield* parser.next(lexeme);
    yield* parser.end();
  }
  const documents = [...composer.compose(tokens(), true, text.length)] as Document.Parsed[];
  const [first, second] = documents;
  if (second) {
    const [from, to] = second.range;
    first.errors.push({ code: 'MULTIPLE_DOCS', pos: [from, to], message: '' } as unknown as (typeof first.errors)[0]);
  }
  return first;
}

function yamlFault(error: YAMLError, text: string): string {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:]+/.exec(text.slice(error.pos[0]))?.[0] ?? '';
      return `${key}: this key is given twice; every key may stand once`;
    }
    case 'TAB_AS_INDENT':
      return 'tab: YAML is indented by spaces; a tab is not allowed here';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'YAML: a second key begins on this line; a text with a colon has to stand in quotes';
    case 'MULTIPLE_DOCS':
      return '---: a second document begins here; a scenario file holds one';
    case 'NON_STRING_KEY':
      return 'key: a key has to be a plain word';
    case 'TAG_RESOLVE_FAILED':
      return `tag: ${error.message.replace(/^Unresolved tag: /, '')} is not known; scenario files use no YAML tags`;
    default:
      return `YAML: ${firstLower(error.message.split('\n')[0])}`;
  }
}

const firstLower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Turns the nodes of a YAML document into source nodes, following aliases as far as they are harmless. */
class TreeBuilder {
  private values = 0;
  private readonly open = new Set<Node>();

  constructor(
    private readonly document: Document.Parsed,
    private readonly text: string,
    private readonly locate: (offset: number) => Position,
    private readonly faults: Faults,
  ) {}

  build(node: Node | null | undefined, depth: number, fallback: Position): SourceNode | undefined {
    const at = node?.range ? this.locate(node.range[0]) : fallback;
    this.values++;
    if (this.values > MAX_VALUES) {
      if (this.values === MAX_VALUES + 1) {
        this.faults.add(at, `the file stands for more than ${MAX_VALUES} values once its aliases are followed`);
      }
      return undefined;
    }
    if (depth > MAX_DEPTH) {
      this.faults.add(at, `the file is nested deeper than ${MAX_DEPTH} levels`);
      return undefined;
    }
    if (node === null || node === undefined) return this.scalar(null, 'null', at, undefined);
    if (isAlias(node)) return this.follow(node, depth, at);
    if (isScalar(node)) return this.fromScalar(node, at);
    this.open.add(node);
    const built = isMap(node)
      ? this.fromMap(node, depth, at)
      : isSeq(node)
        ? this.fromList(node, depth, at)
        : undefined;
    this.open.delete(node);
    return built;
  }

  private follow(alias: Alias, depth: number, at: Position): SourceNode | undefined {
    const target = alias.resolve(this.document) as Node | undefined;
    if (target === undefined || this.open.has(target)) {
      const why = target === undefined ? 'stands for nothing' : 'stands for something that contains it';
      this.faults.add(at, `*${alias.source}: this alias ${why}`);
      return undefined;
    }
    return this.build(target, depth, at);
  }

  private fromMap(node: Node, depth: number, at: Position): SourceMap {
    const entries: SourceEntry[] = [];
    for (const pair of isMap(node) ? node.items : []) {
      const keyNode = pair.key as Scalar;
      const keyAt = keyNode.range ? this.locate(keyNode.range[0]) : at;
      const value = this.build(pair.value as Node | null, depth + 1, keyAt);
      if (value) entries.push({ key: String(keyNode.value), keyAt, value });
    }
    return sourceMap(at, entries);
  }

  private fromList(node: Node, depth: number, at: Position): SourceNode {
    const items = isSeq(node) ? node.items.map((item) => this.build(item as Node | null, depth + 1, at)) : [];
    return { kind: 'list', at, items: items.filter((item) => item !== undefined) };
  }

  private fromScalar(node: Scalar, at: Position): SourceScalar {
    const { value, source } = node;
    if (value === null || typeof value === 'string') return this.scalar(value, value ?? 'null', at, node.range?.[0]);
    if (typeof value === 'number') return this.scalar(value, source ?? String(value), at, node.range?.[0]);
    if (typeof value === 'boolean') return this.scalar(value, String(value), at, node.range?.[0]);
    this.faults.add(at, `${showText(String(value))}: is no text, number or true/false`);
    return this.scalar(null, 'null', at, undefined);
  }

  private scalar(value: SourceScalar['value'], text: string, at: Position, offset: number | undefined): SourceScalar {
    // Folded and escaped texts do not stand in the file as they read: all of them is placed at its start.
    const found = offset === undefined ? -1 : this.text.startsWith(text, offset) ? 0 : 1;
    const literal = found === 0 || (found === 1 && this.text.startsWith(text, (offset ?? 0) + 1));
    const locate = (index: number): Position =>
      literal && offset !== undefined ? this.locate(offset + found + index) : at;
    return { kind: 'scalar', at, value, text, locate };
  }
}
