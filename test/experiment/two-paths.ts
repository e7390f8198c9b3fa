import { fileURLToPath } from 'node:url';

/** The scenario of most tests. */
export const file = fileURLToPath(new URL('../fixtures/two-paths.yaml', import.meta.url));
