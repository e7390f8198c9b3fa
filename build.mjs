// Bundles the command line into one file, its worker threads included, so that the installed `stolperdraht` starts fast
// and needs no node_modules. `node build.mjs [FILE]` writes it elsewhere than to dist/stolperdraht.mjs.
import { chmod, readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const outfile = process.argv[2] ?? 'dist/stolperdraht.mjs';

/** What both programs have in common. */
const common = { bundle: true, platform: 'node', target: 'node20', legalComments: 'none' };

// A worker thread has a program of its own, without the command line and the charts: that takes a quarter of the memory.
// The program carries it along as text.
const worker = await build({ ...common, entryPoints: ['src/experiment/worker.ts'], format: 'cjs', write: false });

await build({
  ...common,
  entryPoints: ['src/cli/main.ts'],
  outfile,
  format: 'esm',
  // A native module, and what Vega would draw with where it is installed: pictures must not depend on it.
  external: ['@resvg/resvg-js', 'canvas'],
  define: {
    STOLPERDRAHT_VERSION: JSON.stringify(version),
    STOLPERDRAHT_WORKER: JSON.stringify(worker.outputFiles[0].text),
  },
  // yargs loads some of its parts with require, which an ES module does not have.
  banner: {
    js: "#!/usr/bin/env node\nimport{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
});
await chmod(outfile, 0o755);
