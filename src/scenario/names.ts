/** What names and texts of a scenario may look like, and what is said of names that do not exist. */
import { OUTPUT_INDEX } from '../deterrence/outputs.ts';
import { PARAMETERS } from '../deterrence/parameters.ts';
import { isReservedName } from '../expression/compile.ts';
import { suggest } from '../expression/suggest.ts';
import { showText } from './source.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST_NAME = 60;
const GROUPS: ReadonlySet<string> = new Set(PARAMETERS.map((p) => p.id.slice(0, p.id.indexOf('.'))));
/** Columns that the tables have beside those that a scenario names. */
const COLUMNS: ReadonlySet<string> = new Set([
  'path',
  'draw_id',
  'cell_id',
  'status',
  'error',
  'history',
  'year',
  'outcome',
  'metric',
]);

export type NameKind = 'path' | 'variable' | 'metric' | 'preference' | 'experiment';

/**
 * What is wrong with a name that the author has chosen.
 * @returns the message, or undefined for a good name
 */
export function nameFault(kind: NameKind, name: string): string | undefined {
  const reason = nameReason(kind, name);
  if (reason === undefined) return undefined;
  const [section, what] = kind === 'experiment' ? ['sweep', 'an experiment'] : [`${kind}s`, `a ${kind}`];
  return `${section}: ${showText(name)} is no name for ${what}; ${reason}`;
}

function nameReason(kind: NameKind, name: string): string | undefined {
  if (name.length > LONGEST_NAME) return `at most ${LONGEST_NAME} characters are allowed`;
  if (!IDENTIFIER.test(name)) return 'letters, digits and _ are allowed, with no digit first';
  if (name in Object.prototype || name.startsWith('__')) return 'the word is reserved';
  if (kind === 'path' || kind === 'experiment') return undefined;
  if (isReservedName(name)) return 'it means something in every expression';
  if (OUTPUT_INDEX.has(name)) return 'it is an output of the model';
  if (GROUPS.has(name)) return 'it is a group of parameters';
  if (COLUMNS.has(name)) return 'it is a column of the tables';
  return undefined;
}

/**
 * What is wrong with a text that is shown to readers.
 * @param lines whether it may have several lines
 * @returns what is allowed, or undefined for a good text
 */
export function textFault(text: string, longest: number, lines: boolean): string | undefined {
  if (text.trim() === '') return 'must not be empty';
  if (text.length > longest) return `is ${text.length} characters long; at most ${longest} are allowed`;
  // Control characters, and marks that turn the direction of writing or hide: a text must show what it is.
  const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
  const shown = lines ? text.replace(/[\n\t]/g, '') : text;
  if (hidden.test(shown)) return `contains a control character${lines ? '' : ' or line break'}, which is not allowed`;
  return undefined;
}

/**
 * "roe.treshold: no such parameter; did you mean roe.threshold?"
 * @param subject how the name is shown when it stands within something else
 */
export function unknownName(kind: string, name: string, known: Iterable<string>, subject = name): string {
  const candidates = [...known];
  const close = suggest(name, candidates);
  const list = candidates.length > 0 && candidates.length <= 12 ? `; known: ${candidates.join(', ')}` : '';
  const shown = /^[\w.-]{1,60}$/.test(name) ? subject : showText(name);
  return `${shown}: no such ${kind}${close === undefined ? list : `; did you mean ${close}?`}`;
}
