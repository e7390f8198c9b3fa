/** Comparative statics: what outputs do as one parameter varies. */
import type { Row } from './finding.ts';
import { type Output, type Subject, type Values, worldWith } from './subject.ts';

/** Something that is read from the outputs, and what it is called. */
export type Measure = readonly [name: string, read: (output: Output) => number];

export const breakdown: Measure = ['breakdown given a ceasefire', (output) => output('breakdown_given_ceasefire')];
/** Answers from which the coalition backs down. */
export const SHARE_GIVEN_UP: Measure = [
  'share given up',
  (output) => output('coalition_backs_down') / output('responses'),
];
export const assaults: Measure = ['assaults', (output) => output('assaults')];
export const perYear = (label: string, ...names: string[]): Measure => [
  `${label} a year`,
  (output) => names.reduce((sum, name) => sum + output(name), 0) / output('ceasefire_years'),
];

/** Measures as one parameter varies, the others at reference values or those given. */
export function along(
  subject: Subject,
  id: string,
  at: readonly number[],
  measures: readonly Measure[],
  base: Values = {},
): Row[] {
  const outputs = at.map((value) => subject.evaluate(worldWith({ ...base, [id]: value })));
  return measures.map(([measure, read]) => ({ measure, quantity: id, at, values: outputs.map(read) }));
}
