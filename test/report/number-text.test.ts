import { describe, expect, test } from 'vitest';
import {
  formatEstimate,
  formatInterval,
  formatRange,
  formatShare,
  formatShort,
  formatWithInterval,
} from '../../src/report/number-text.ts';

describe('numbers for people', () => {
  test.each([
    [0.31234, 0.0037, '0.312 ±0.004'],
    [23.4123, 0.45, '23.4 ±0.5'],
    [1234.5, 12, '1235 ±12'],
    [0.00065, 0.00003, '6.5e-4 ±3e-5'],
    [0.99993, 0.00001, '0.99993 ±1e-5'],
    [0.99999998, 8e-8, '1 ±8e-8'],
    [2.13e-7, 1.2e-8, '≈0'],
    [0.5, 1e-9, '0.5 ±1e-9'],
    [1.52e-6, 8e-7, '1.5e-6 ±8e-7'],
    [-0.0001, 0.01, '0.00 ±0.01'],
    [5, 0, '5.00 ±0'],
    [0, 0, '0 ±0'],
    [0.2, 1.4e-17, '0.200 ±0'],
    [0.5, Number.NaN, '0.500'],
    [Number.NaN, Number.NaN, '–'],
  ])('%d with standard error %d has the digits that the error bears: %s', (mean, se, text) => {
    expect(formatEstimate(mean, se)).toBe(text);
  });

  test.each([
    [0.052, 0.71, '0.052–0.71'],
    [5.31, 61.4, '5.3–61'],
    [-1, 0.5, '-1.0…0.50'],
    [0, 0, '0'],
    [Number.NaN, 1, '–'],
  ])('the range from %d to %d reads %s', (low, high, text) => {
    expect(formatRange(low, high)).toBe(text);
  });

  test('an interval that includes 0 still shows it when its ends are rounded', () => {
    expect(formatInterval({ low: -0.0003, high: 0.0219 })).toBe('-0.0003…0.0219');
    expect(formatInterval({ low: 0.0003, high: 0.0219 })).toBe('0.0003–0.0219');
    expect(formatInterval({ low: 0.0081, high: 0.0219 })).toBe('0.008–0.022');
  });

  test('a value stands before its interval with the same digits', () => {
    expect(formatWithInterval(0.03123, { low: 0.0201, high: 0.0423 })).toBe('0.031 (0.020–0.042)');
    expect(formatWithInterval(Number.NaN, { low: 0, high: 1 })).toBe('–');
    expect(formatWithInterval(0.25, { low: Number.NaN, high: Number.NaN })).toBe('0.250');
    expect(formatWithInterval(0.25, { low: 0.25, high: 0.25 })).toBe('0.250 (0.250–0.250)');
  });

  test.each([
    [{ share: 0.61, low: 0.58, high: 0.64 }, '61 % (58–64)'],
    [{ share: 0.997, low: 0.9912, high: 0.999 }, '99.7 % (99.1–99.9)'],
    [{ share: 0, low: 0, high: 0.004 }, '0 % (0–0.4)'],
    [{ share: 1, low: 0.7, high: 1 }, '100 % (70–100)'],
    [{ share: 0, low: 0, high: 0.06 }, '0 % (0–6)'],
    [{ share: Number.NaN, low: Number.NaN, high: Number.NaN }, '–'],
  ])('the share %o reads %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  test.each([
    [0, '0'],
    [1e-9, '≈0'],
    [0.0000123, '1.2e-5'],
    [123.4, '123'],
    [1e9, '1.0e+9'],
    [-0.001, '-0.0010'],
  ])('%d in short is %s', (value, text) => {
    expect(formatShort(value)).toBe(text);
  });
});
