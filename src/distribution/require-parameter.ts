import { DistributionError } from './distribution.ts';

/** @throws DistributionError if the value is NaN or infinite */
export function requireFinite(family: string, parameter: string, value: number): void {
  if (!Number.isFinite(value)) refuse(family, parameter, value, 'must be a finite number');
}

/** @throws DistributionError if the value is not finite and above 0 */
export function requirePositive(family: string, parameter: string, value: number): void {
  requireFinite(family, parameter, value);
  if (!(value > 0)) refuse(family, parameter, value, 'must be above 0');
}

/** @throws DistributionError if the value is not finite and at least 0 */
export function requireNotNegative(family: string, parameter: string, value: number): void {
  requireFinite(family, parameter, value);
  if (!(value >= 0)) refuse(family, parameter, value, 'must be 0 or above');
}

/** @throws DistributionError naming the family, the parameter, its value and what is allowed */
export function refuse(family: string, parameter: string, value: number, allowed: string): never {
  throw new DistributionError(`${family}: ${parameter} is ${value}, ${allowed}`);
}
