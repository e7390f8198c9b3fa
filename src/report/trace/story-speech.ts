/** The language of stories: messages, and how chances, years, durations and counts are said. */
import { fill, speechOf, type Values } from '../language/language.ts';
import type { Language } from '../language/languages.ts';
import type { Numbers } from '../language/numbers.ts';
import { GERMAN_STORY } from './messages-de.ts';
import { ENGLISH_STORY, type StoryKey } from './messages-en.ts';

export interface StorySpeech {
  readonly language: Language;
  readonly numbers: Numbers;
  /** A message with its places filled, its first letter as it is. */
  tell(key: StoryKey, values?: Values): string;
  /** The name of an outcome, as the files have it in English. */
  label(english: string): string;
  /** `18 %`; beyond 0.1 and 99.9 per cent it says no more than that. */
  chance(chance: number): string;
  /** The same for tables, down to a hundredth of a per cent. */
  share(chance: number): string;
  /** `18–25 %`, or one number where all are said alike. */
  chances(chances: readonly number[]): string;
  /** `3.25` */
  year(years: number): string;
  /** `a year and a half`, to be followed or preceded as the messages do. */
  duration(years: number): string;
  /** `twice` */
  times(count: number): string;
  /** A count in words where it is small: `two`. */
  number(count: number): string;
  /** The name of a player: the scenario's, or the role where it gives none. */
  player(name: string): string;
}

const CATALOGUES: Readonly<Record<Language, Readonly<Record<StoryKey, string>>>> = {
  en: ENGLISH_STORY,
  de: GERMAN_STORY,
};

const SHORT_DURATIONS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'a quarter of a year',
    'half a year',
    'three quarters of a year',
    'a year',
    'a year and a quarter',
    'a year and a half',
    'a year and three quarters',
  ],
  de: [
    'ein Vierteljahr',
    'ein halbes Jahr',
    'ein Dreivierteljahr',
    'ein Jahr',
    'eineinviertel Jahre',
    'eineinhalb Jahre',
    'eindreiviertel Jahre',
  ],
};
const YEARS: Readonly<Record<Language, string>> = { en: 'years', de: 'Jahre' };
const QUARTERS = ['', '¼', '½', '¾'];
const COUNTS: Readonly<Record<Language, readonly string[]>> = {
  en: 'never once twice three four five six seven eight nine ten eleven twelve'.split(' '),
  de: 'nie ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' '),
};
const NUMBERS: Readonly<Record<Language, readonly string[]>> = {
  en: 'no one two three four five six seven eight nine ten eleven twelve'.split(' '),
  de: 'kein ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' '),
};
/** What players are called where a scenario does not name them. */
const GERMAN_PLAYERS: ReadonlyMap<string, string> = new Map([
  ['Challenger', 'Herausforderer'],
  ['Protégé', 'Schützling'],
  ['Coalition', 'Koalition'],
  ['Backer', 'Rückhalt'],
]);
const NO_BREAK = '\u00a0';

/** The speech of stories in a language. */
export function storySpeechOf(language: Language): StorySpeech {
  const { numbers, label } = speechOf(language);
  const messages = CATALOGUES[language];
  const percent = (chance: number) => percentText(chance, 0.1, numbers);
  return {
    language,
    numbers,
    label,
    tell: (key, values = {}) => fill(messages[key], values, key),
    chance: (chance) => `${percent(chance)}${NO_BREAK}%`,
    share: (chance) => `${percentText(chance, 0.01, numbers)}${NO_BREAK}%`,
    chances(chances) {
      const [low, high] = [percent(Math.min(...chances)), percent(Math.max(...chances))];
      return `${low === high ? low : `${low}–${high}`}${NO_BREAK}%`;
    },
    year: (years) => numbers.exact(Number(years.toFixed(2))),
    duration: (years) => sayDuration(years, language, numbers),
    times: (count) => {
      const word = COUNTS[language][count] ?? numbers.count(count);
      if (language === 'de') return count === 0 ? word : `${word}${count < COUNTS.de.length ? '' : '-'}mal`;
      return count < 3 ? word : `${word} times`;
    },
    number: (count) => NUMBERS[language][count] ?? numbers.count(count),
    player: (name) => (language === 'de' ? (GERMAN_PLAYERS.get(name) ?? name) : name),
  };
}

/**
 * Whole per cents in the middle; towards 0 and 100 as many digits as tell the chance from them.
 * @param least per cents below which only that is said
 */
function percentText(chance: number, least: number, numbers: Numbers): string {
  const percent = 100 * chance;
  const rest = Math.min(percent, 100 - percent);
  if (rest <= 0) return String(Math.round(percent));
  if (rest < least) return percent < 50 ? `<${numbers.exact(least)}` : `>${numbers.exact(100 - least)}`;
  const decimals = rest >= 0.995 ? 0 : rest >= 0.0995 ? 1 : 2;
  return numbers.exact(Number(percent.toFixed(decimals)));
}

function sayDuration(years: number, language: Language, numbers: Numbers): string {
  const quarters = Math.round(4 * years);
  const isWhole = Math.abs(4 * years - quarters) < 1e-6;
  if (isWhole && quarters >= 1 && quarters <= 7) return SHORT_DURATIONS[language][quarters - 1];
  const number = isWhole
    ? `${Math.floor(quarters / 4)}${QUARTERS[quarters % 4]}`
    : numbers.exact(Number(years.toFixed(2)));
  return `${number}${NO_BREAK}${YEARS[language]}`;
}

/** A sentence with a capital letter at its beginning. */
export function sentence(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
