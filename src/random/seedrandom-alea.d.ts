/** The one generator that is used, imported alone so that the bundle carries no other. */
declare module 'seedrandom/lib/alea.js' {
  import type { PRNG } from 'seedrandom';

  export default function alea(seed: string): PRNG;
}
