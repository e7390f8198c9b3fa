import { defineConfig } from 'vitest/config';
import { fastExports } from './test/support/fast-exports.ts';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  plugins: [fastExports()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-program.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    // Test files share a thread and the modules in it, which keep nothing in mind: what is loaded and compiled stays warm.
    isolate: false,
    // By default one core is left free: of two, that is half.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // The bundled program is loaded as it is: nine megabytes are not to be read as a source of tests.
    server: { deps: { external: [/\/dist\/test\//] } },
  },
});
