/** JSON that also holds what it lacks and scenarios have: maps, and numbers without bound. */

const MAP = '$map';
const NUMBER = '$number';

/** Plain data as text; equal data built in the same order gives the same text. Keys without a value are left out. */
export function toPlainJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    if (typeof value === 'number' && !Number.isFinite(value)) return { [NUMBER]: String(value) };
    return value;
  });
}

/**
 * The data of such a text.
 * @throws SyntaxError if it is none
 */
export function fromPlainJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const [only, ...others] = Object.entries(value);
    if (only === undefined || others.length > 0) return value;
    const [tag, content] = only;
    if (tag === NUMBER) return Number(content);
    if (tag !== MAP) return value;
    if (!Array.isArray(content) || !content.every((entry) => Array.isArray(entry) && entry.length === 2)) {
      throw new SyntaxError('a map has something that is no entry');
    }
    return new Map(content as [unknown, unknown][]);
  });
}
