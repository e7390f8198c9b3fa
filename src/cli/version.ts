import { readFileSync } from 'node:fs';

/** Put in by the build; not there when the program runs from its source. */
declare const STOLPERDRAHT_VERSION: string | undefined;

/** Version of the program, as in package.json. */
export const VERSION: string =
  typeof STOLPERDRAHT_VERSION === 'string'
    ? STOLPERDRAHT_VERSION
    : JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
