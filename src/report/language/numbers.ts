/** Numbers as a language writes them. Made from their digits, so that every machine writes the same. */
import type { Interval } from '../../analysis/statistics.ts';
import {
  formatEstimate,
  formatInterval,
  formatLike,
  formatRange,
  formatShare,
  formatShort,
  formatWithInterval,
  MISSING,
} from '../number-text.ts';
import type { Language } from './languages.ts';

export interface Numbers {
  /** A value to about so many significant digits. */
  short(value: number, digits?: number): string;
  /** A whole number with its thousands apart. */
  count(value: number): string;
  /** A number that somebody wrote, with all its digits. */
  exact(value: number): string;
  /** `0.31 ±0.04` */
  estimate(mean: number, se: number): string;
  /** `0.031 (0.020–0.042)` */
  withInterval(value: number, interval: Interval): string;
  /** `0.020–0.042` */
  interval(interval: Interval): string;
  /** `0.05–0.71` */
  range(low: number, high: number): string;
  /** `61 % (58–64)`, from a share and its interval. */
  share(share: number, interval: Interval): string;
  /** `61 %`, from a share. */
  percent(share: number): string;
  /** `43 % (41–45)`, from a mean probability and its interval: as many digits as that bears. */
  probability(mean: number, interval: Interval): string;
  /** `1–92 %`, from probabilities. */
  probabilityRange(low: number, high: number): string;
  /** `15 September 2025`, from 2025-09-15; what is no such date stays as it is. */
  date(text: string): string;
}

const NO_BREAK = '\u00a0';
/** Between thousands, in both languages: a narrow space that does not break. */
const THIN = '\u202f';
const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
};
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** The numbers of a language. */
export function numbersOf(language: Language): Numbers {
  const comma = language === 'de' ? ',' : '.';
  const write = (text: string) => typeset(text, comma);
  const percentOf = (value: number, interval: Interval | undefined) => {
    if (!Number.isFinite(value)) return MISSING;
    if (interval === undefined || !Number.isFinite(interval.low)) return write(`${percentDigits(value)} %`);
    const { low, high } = { low: 100 * interval.low, high: 100 * interval.high };
    const span = { low: clean(low), high: clean(high) };
    const text = formatInterval(span);
    if (text === '≈0') return write('≈0 %');
    return write(`${formatLike(clean(100 * value), span)} % (${text})`);
  };
  return {
    short: (value, digits) => write(formatShort(value, digits)),
    count: (value) => write(String(value).replace(/\B(?=(\d{3})+$)/g, Math.abs(value) < 10_000 ? '' : THIN)),
    exact: (value) => write(String(value)),
    estimate: (mean, se) => write(formatEstimate(mean, se)),
    withInterval: (value, interval) => write(formatWithInterval(value, interval)),
    interval: (interval) => write(formatInterval(interval)),
    range: (low, high) => write(formatRange(low, high)),
    share: (share, interval) => write(formatShare({ share, ...interval })),
    percent: (share) => percentOf(share, undefined),
    probability: (mean, interval) =>
      percentOf(mean, { low: Math.max(0, interval.low), high: Math.min(1, interval.high) }),
    probabilityRange: (low, high) => {
      if (!Number.isFinite(low) || !Number.isFinite(high)) return MISSING;
      const [first, last] = [percentDigits(low), percentDigits(high)];
      return write(first === last ? `${first} %` : `${first}–${last} %`);
    },
    date: (text) => {
      const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
      const name = MONTHS[language][Number(month) - 1];
      if (name === undefined) return text;
      return `${Number(day)}${language === 'de' ? '.' : ''}${NO_BREAK}${name} ${year}`;
    },
  };
}

/** Rounding of the factor 100 taken away: 7, not 7.000000000000001. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** A share in per cent: whole from 1 to 99, one or two digits beyond. */
function percentDigits(share: number): string {
  const percent = clean(100 * share);
  if (percent === 0 || percent === 100) return String(percent);
  if (percent < 0.01) return '<0.01';
  if (percent > 99.99) return '>99.99';
  if (percent < 1) return String(Number(percent.toPrecision(percent < 0.1 ? 1 : 2)));
  return percent > 99 ? percent.toFixed(1) : percent.toFixed(0);
}

/** The decimal sign of the language, a real minus, powers of ten, and no break between a number and its unit. */
function typeset(text: string, comma: string): string {
  return text
    .replace(/(\d)\.(\d)/g, `$1${comma}$2`)
    .replace(
      /(\d)e([+-]?\d+)/g,
      (_, digit: string, exponent: string) => `${digit}${NO_BREAK}×${NO_BREAK}10${raise(exponent)}`,
    )
    .replace(/(^|[\s(…±<>≈])-(?=\d)/g, '$1−')
    .replaceAll(' %', `${NO_BREAK}%`)
    .replaceAll(' ±', `${NO_BREAK}±`);
}

function raise(exponent: string): string {
  return [...String(Number(exponent))].map((digit) => SUPERSCRIPTS[digit]).join('');
}
