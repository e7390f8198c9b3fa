/** Numbers as people read them: as many digits as their uncertainty bears. */
import log10 from '@stdlib/math-base-special-log10';
import type { Interval } from '../analysis/statistics.ts';

/** What stands where there is no value. */
export const MISSING = '–';

/** What stands for a value too small to matter on any scale of the tables; the files have it in full. */
const TINY = '≈0';
const TINIEST = 1e-6;
/** More than these make a column wide; powers of ten stand instead. */
const MOST_DECIMALS = 4;

const isTiny = (...values: number[]): boolean => values.every((value) => value !== 0 && Math.abs(value) < TINIEST);
const isNearZero = (...values: number[]): boolean => values.every((value) => Math.abs(value) < TINIEST);

/** A value to about so many significant digits. */
export function formatShort(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return MISSING;
  if (value === 0) return '0';
  if (isTiny(value)) return TINY;
  const size = Math.floor(log10(Math.abs(value)));
  if (size > 6 || size < -3) return value.toExponential(digits - 1);
  return withoutMinusZero(value.toFixed(Math.max(0, digits - 1 - size)));
}

/** A value that was set, to six digits: the files have it in full. */
export function shortValue(value: number | string): string {
  return typeof value === 'string' ? value : String(Number(value.toPrecision(6)));
}

/** `0.312 ±0.004`: a mean and its standard error, both to the first digit or two of the error. */
export function formatEstimate(mean: number, se: number): string {
  if (!Number.isFinite(mean)) return MISSING;
  if (!Number.isFinite(se)) return formatShort(mean, 3);
  if (isTiny(mean) && isNearZero(se)) return TINY;
  // Below twelve digits an error is that of the arithmetic.
  if (se <= 1e-12 * Math.abs(mean)) return `${formatShort(mean, 3)} ±0`;
  const decimals = decimalsFor(se);
  if (decimals > MOST_DECIMALS) {
    const digits = Math.floor(log10(Math.abs(mean))) + decimals;
    // Written out, the zeros of an error much smaller than the mean would be all that one sees.
    const shown = Math.abs(mean) < 0.01 ? mean.toExponential(clamp(digits, 0, 2)) : Number(mean.toFixed(6));
    return `${shown} ±${se.toExponential(0)}`;
  }
  return `${withoutMinusZero(mean.toFixed(decimals))} ±${se.toFixed(decimals)}`;
}

/** `0.05–0.71`, or `-0.2…0.4` where a sign would be mistaken for the dash. */
export function formatRange(low: number, high: number): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return MISSING;
  const [first, last] = [formatShort(low), formatShort(high)];
  return first === last ? first : join(first, last);
}

/** `0.031 (0.020–0.042)`: a value and its interval, to the digits that the width of the interval bears. */
export function formatWithInterval(value: number, interval: Interval): string {
  if (!Number.isFinite(value)) return MISSING;
  const text = formatInterval(interval);
  if (text === TINY && isNearZero(value)) return TINY;
  return text === MISSING ? formatShort(value, 3) : `${formatLike(value, interval)} (${text})`;
}

/** The interval alone, to the digits that its width bears. */
export function formatInterval(interval: Interval): string {
  const { low, high } = interval;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return MISSING;
  if (isNearZero(low, high) && (low !== 0 || high !== 0)) return TINY;
  return join(formatLike(low, interval), formatLike(high, interval));
}

/** A value to the digits that the width of an interval bears. */
export function formatLike(value: number, interval: Interval): string {
  const width = interval.high - interval.low;
  if (!(width > 0)) return formatShort(value, 3);
  const decimals = decimalsForInterval(interval, decimalsFor(width / 4));
  if (decimals <= MOST_DECIMALS || value === 0)
    return withoutMinusZero(value.toFixed(Math.min(decimals, MOST_DECIMALS)));
  return Math.abs(value) < 0.01 ? formatShort(value) : value.toFixed(decimals);
}

/** Whether an interval includes 0 must not be lost in rounding its ends: up to two more digits show it. */
function decimalsForInterval(interval: Interval, fewest: number): number {
  for (let decimals = fewest; decimals < fewest + 2; decimals++) {
    if ([interval.low, interval.high].every((end) => end === 0 || Number(end.toFixed(decimals)) !== 0)) return decimals;
  }
  return fewest + 2;
}

/** `61 % (58–64)`: a share and its interval in per cent. */
export function formatShare({ share, low, high }: Interval & { share: number }): string {
  if (!Number.isFinite(share)) return MISSING;
  const fine = (share < 0.01 || share > 0.99) && high - low < 0.05;
  const percent = (value: number) => (100 * value).toFixed(fine && value !== 0 && value !== 1 ? 1 : 0);
  const interval = Number.isFinite(low) ? ` (${percent(low)}–${percent(high)})` : '';
  return `${percent(share)} %${interval}`;
}

function decimalsFor(error: number): number {
  return Math.max(0, Math.ceil(-log10(error)));
}

function join(low: string, high: string): string {
  return low.startsWith('-') || high.startsWith('-') ? `${low}…${high}` : `${low}–${high}`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
