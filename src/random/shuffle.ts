/** Random orders. */

/** Brings items into random order, in their place (Durstenfeld, Communications of the ACM 7, 1964). */
export function shuffle<T>(items: { readonly length: number; [index: number]: T }, uniform: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    const moved = items[other];
    items[other] = items[last];
    items[last] = moved;
  }
}

/** 0 … count − 1 in random order. */
export function permutation(count: number, uniform: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  shuffle(order, uniform);
  return order;
}
