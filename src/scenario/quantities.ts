/** Compiles what a scenario says of its quantities. */
import { type AllowedRange, describeRange, isAllowed } from '../deterrence/parameters.ts';
import { DistributionError } from '../distribution/distribution.ts';
import { compileExpression } from '../expression/compile.ts';
import { type Expression, ExpressionError } from '../expression/expression.ts';
import { textFault } from './names.ts';
import type { Outside, Position, Quantity } from './scenario.ts';
import { child, type Faults, isEmptyNode, type SourceNode, type SourceScalar, showText, textOf } from './source.ts';

const LONGEST_REMARK = 2000;

/** What a quantity is, beside what the author says of it. */
export interface QuantityPlace {
  readonly id: string;
  /** Its name in messages: the id, or `path:id`. */
  readonly subject: string;
  readonly range: AllowedRange | undefined;
  /** A map whose source, note and judgement hold for the quantity if it has none of its own (a member, a rung). */
  readonly within?: SourceNode;
}

/**
 * Compiles the value of a quantity: a number, an expression, or a map with `value`.
 * @returns undefined if it cannot be used; the reasons are added to `faults`
 */
export function compileQuantity(node: SourceNode, place: QuantityPlace, faults: Faults): Quantity | undefined {
  const value = node.kind === 'map' ? child(node, 'value') : node;
  if (isEmptyNode(value)) {
    return void faults.add(node.at, `${place.subject}: has no value; must be a number or an expression`);
  }
  if (value?.kind !== 'scalar' || typeof value.value === 'boolean') return undefined;
  const expression = compileScalar(value, place.subject, true, faults);
  if (expression === undefined) return undefined;
  const rangeFault = place.range && unreachable(expression, place.range);
  if (rangeFault !== undefined) faults.add(value.at, `${place.subject}: ${rangeFault}`);
  const outside = child(node, 'outside');
  if (outside && place.range === undefined) {
    faults.add(outside.at, `${place.subject}.outside: has no effect; a variable has no allowed range`);
  }
  const remark = (key: string) => remarkOf(node, key, place.subject, faults) ?? remarkOf(place.within, key, '', faults);
  return {
    id: place.id,
    expression,
    range: place.range,
    outside: outsideOf(outside),
    source: remark('source'),
    note: remark('note'),
    judgement: isTrue(child(node, 'judgement')) || isTrue(child(place.within, 'judgement')),
    at: value.at,
  };
}

/** A quantity with the reference value of the model, which no file mentions. */
export function referenceQuantity(id: string, value: number, range: AllowedRange, at: Position): Quantity {
  const expression = compileExpression(String(value), { distributions: false });
  return { id, expression, range, outside: 'error', source: undefined, note: undefined, judgement: false, at };
}

/**
 * Compiles a number or text as an expression.
 * @param distributions whether distributions may stand in it
 * @returns undefined if it is none; the reason is added to `faults`
 */
export function compileScalar(
  node: SourceScalar,
  subject: string,
  distributions: boolean,
  faults: Faults,
): Expression | undefined {
  // A number that is not finite has been reported as one of the wrong kind.
  if (typeof node.value === 'number' && !Number.isFinite(node.value)) return undefined;
  try {
    return compileExpression(String(node.value), { distributions });
  } catch (error) {
    if (error instanceof ExpressionError) {
      const at = error.offset === undefined ? node.at : node.locate(error.offset);
      return void faults.add(at, `${subject}: ${error.message}`);
    }
    if (error instanceof DistributionError) return void faults.add(node.at, `${subject}: ${error.message}`);
    throw error;
  }
}

/** Why an expression can never have an allowed value, if that can be told from it alone. */
function unreachable({ constant, distribution, text }: Expression, range: AllowedRange): string | undefined {
  if (constant !== undefined && !isAllowed(constant, range)) {
    const shown = text.trim() === String(constant) ? text.trim() : `${showText(text)} = ${constant}`;
    return `${shown} is out of range; must be ${describeRange(range)}`;
  }
  if (distribution && (distribution.max < range.min || distribution.min > range.max)) {
    return `${showText(text)} lies between ${distribution.min} and ${distribution.max}; must be ${describeRange(range)}`;
  }
  return undefined;
}

function remarkOf(node: SourceNode | undefined, key: string, subject: string, faults: Faults): string | undefined {
  const remark = child(node, key);
  const text = textOf(remark);
  if (remark === undefined || text === undefined) return undefined;
  const fault = textFault(text, LONGEST_REMARK, true);
  if (fault !== undefined) faults.add(remark.at, `${subject === '' ? key : `${subject}.${key}`}: ${fault}`);
  return text;
}

const isTrue = (node: SourceNode | undefined): boolean => node?.kind === 'scalar' && node.value === true;

function outsideOf(node: SourceNode | undefined): Outside {
  const text = textOf(node);
  return text === 'clamp' || text === 'resample' ? text : 'error';
}
