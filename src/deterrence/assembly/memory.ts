/** Where the inner loops find what they are given (kernel.ts writes it, layout.ts names it). */
import { Constant, Slot } from '../layout';

/** First bytes of the whole numbers and of the constants. */
const SLOTS: usize = 64;
const CONSTANTS: usize = 512;

/** A whole number. */
// @ts-ignore: decorator
@inline
export function whole(slot: Slot): i32 {
  return load<i32>(SLOTS + (<usize>slot << 2));
}

/** Where an array begins. */
// @ts-ignore: decorator
@inline
export function array(slot: Slot): usize {
  return load<usize>(SLOTS + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline
export function constant(name: Constant): f64 {
  return load<f64>(CONSTANTS + (<usize>name << 3));
}

/** Where an entry of an array of doubles stands. */
// @ts-ignore: decorator
@inline
export function at(begin: usize, index: i32): usize {
  return begin + (<usize>index << 3);
}

/** An entry of an array of doubles. */
// @ts-ignore: decorator
@inline
export function entry(begin: usize, index: i32): f64 {
  return load<f64>(at(begin, index));
}

/** An entry of an array of whole numbers. */
// @ts-ignore: decorator
@inline
export function integer(begin: usize, index: i32): i32 {
  return load<i32>(begin + (<usize>index << 2));
}

/** The same number in both lanes. */
// @ts-ignore: decorator
@inline
export function twice(x: f64): v128 {
  return f64x2.splat(x);
}

/** Sum of both lanes. */
// @ts-ignore: decorator
@inline
export function sum(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Adds to a pair in place. */
// @ts-ignore: decorator
@inline
export function add(place: usize, part: v128): void {
  v128.store(place, f64x2.add(v128.load(place), part));
}

/** Two numbers that stand apart. */
// @ts-ignore: decorator
@inline
export function gather(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}
