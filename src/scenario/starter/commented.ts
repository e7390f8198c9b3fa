/** YAML maps whose keys have comments. */
import { Pair, Scalar, YAMLMap } from 'yaml';

/** Columns that comments keep to, without their indentation. */
const COMMENT_WIDTH = 100;

/** What stands above a key. */
export interface Above {
  /** Running text. */
  readonly comment?: string | undefined;
  /** Lines of YAML that are there to be used: without the sign of a comment they mean something. */
  readonly unused?: readonly string[];
  /** Whether an empty line stands above all that. */
  readonly space?: boolean;
}

/** Adds a key to a map. */
export function addKey(map: YAMLMap, key: string, value: unknown, { comment, unused = [], space }: Above = {}): void {
  const node = new Scalar(key);
  const lines = [...unused, ...(comment === undefined ? [] : commentLines(comment))];
  if (lines.length > 0) node.commentBefore = lines.join('\n');
  node.spaceBefore = space === true;
  // Written out: YAML's own sign for nothing after a key is a question mark before it.
  map.items.push(new Pair(node, value === null ? new Scalar(null) : value));
}

/** Running text as lines of a comment: a space after the sign tells them from YAML that is not used. */
export function commentLines(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < COMMENT_WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines;
}

/** A map from entries, without comments. */
export function mapOf(entries: Iterable<readonly [string, unknown]>): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of entries) addKey(map, key, value);
  return map;
}
