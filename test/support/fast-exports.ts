/**
 * Lets code under test run about as fast as the program. The module runner of Vite hands out what a module exports by an
 * object without a prototype, which V8 keeps as a hash table: every call of an imported function looks its name up anew,
 * and the engine takes three times as long. An object that has been read through as a prototype is kept as a fast one.
 */
import type { Plugin } from 'vitest/config';

/** At the end of a module. Where Vite should call its object otherwise one day, nothing is done, and tests are slower. */
const HASTEN = `
;if (typeof __vite_ssr_exports__ === 'object') {
  const Heir = function () {};
  Heir.prototype = __vite_ssr_exports__;
  for (let i = 0; i < 12; i++) void new Heir().read;
}`;

/** For the sources of the project; lines stay where they are. */
export function fastExports(): Plugin {
  return {
    name: 'fast-exports',
    transform: (code, id) => (/\/(?:src|test)\/.*\.ts$/.test(id) ? { code: `${code}${HASTEN}`, map: null } : undefined),
  };
}
