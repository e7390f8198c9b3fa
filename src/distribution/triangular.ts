import type { Distribution } from './distribution.ts';
import { point } from './point.ts';
import { refuse, requireFinite } from './require-parameter.ts';

/**
 * Density rising in a straight line from min to mode and falling to max; min = max puts all probability there.
 * @throws DistributionError unless min ≤ mode ≤ max, all finite
 */
export function triangular(min: number, mode: number, max: number): Distribution {
  requireMode('triangular', min, mode, max);
  if (min === max) return point('triangular', min);
  const width = max - min;
  const left = mode - min;
  const right = max - mode;
  const belowMode = left / width;
  return {
    family: 'triangular',
    min,
    max,
    mean: min + (width + left) / 3,
    quantile: (u) => (u <= belowMode ? min + Math.sqrt(u * width * left) : max - Math.sqrt((1 - u) * width * right)),
    cdf: (x) => {
      if (x <= min) return 0;
      if (x >= max) return 1;
      return x <= mode ? (((x - min) / width) * (x - min)) / left : 1 - (((max - x) / width) * (max - x)) / right;
    },
  };
}

/** @throws DistributionError unless min ≤ mode ≤ max, all finite */
export function requireMode(family: string, min: number, mode: number, max: number): void {
  requireFinite(family, 'min', min);
  requireFinite(family, 'mode', mode);
  requireFinite(family, 'max', max);
  if (mode < min) refuse(family, 'mode', mode, `must be at least min (${min})`);
  if (max < mode) refuse(family, 'max', max, `must be at least mode (${mode})`);
}
