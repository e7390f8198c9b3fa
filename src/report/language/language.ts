/** The languages of reports: what a report says of itself. What a scenario says stays as its author wrote it. */
import { GERMAN_LABELS } from './german-labels.ts';
import type { Language } from './languages.ts';
import { GERMAN } from './messages-de.ts';
import { ENGLISH, type MessageKey } from './messages-en.ts';
import { type Numbers, numbersOf } from './numbers.ts';

/** Values for the places in a message. */
export type Values = Readonly<Record<string, string | number>>;

/** A language in use. */
export interface Speech {
  readonly language: Language;
  readonly numbers: Numbers;
  /** A message with its places filled. @throws RangeError if a place has no value */
  say(key: MessageKey, values?: Values): string;
  /** A message that counts: `key.one` for 1, else `key.many`, with the number in the place `n`. */
  count(key: CountedKey, n: number): string;
  /** The name of something of the model, as the files have it in English; other names stay as they are. */
  label(english: string): string;
  /** `a, b and c` */
  list(parts: readonly string[]): string;
}

type CountedKey = MessageKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en: ENGLISH, de: GERMAN };

/** The speech of a language. */
export function speechOf(language: Language): Speech {
  const messages = CATALOGUES[language];
  const numbers = numbersOf(language);
  const say = (key: MessageKey, values: Values = {}) => fill(messages[key], values, key);
  return {
    language,
    numbers,
    say,
    count: (key, n) => say(`${key}.${n === 1 ? 'one' : 'many'}` as MessageKey, { n: numbers.count(n) }),
    label: (english) => (language === 'de' ? (GERMAN_LABELS.get(english) ?? english) : english),
    list: (parts) =>
      parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${say('and')} ${parts.at(-1)}`,
  };
}

/**
 * Fills the places in a message.
 * @param key names the message in an error
 * @throws RangeError if a place has no value
 */
export function fill(message: string, values: Values, key: string): string {
  return message.replace(/\{(\w+)\}/g, (_, place: string) => {
    const value = values[place];
    if (value === undefined) throw new RangeError(`${key}: the place {${place}} has no value`);
    return String(value);
  });
}
