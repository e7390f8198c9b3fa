// Bundles the command line into one file, its worker threads included, so that the installed `stolperdraht` starts fast
// and needs no node_modules. `node build.mjs [FILE]` writes it elsewhere than to dist/stolperdraht.mjs.
import { chmod, readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const outfile = process.argv[2] ?? 'dist/stolperdraht.mjs';

await build({
  entryPoints: ['src/cli/bundle.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: false,
  legalComments: 'none',
  // A native module, and what Vega would draw with where it is installed: pictures must not depend on it.
  external: ['@resvg/resvg-js', 'canvas'],
  define: { STOLPERDRAHT_VERSION: JSON.stringify(version) },
  // yargs loads some of its parts with require, which an ES module does not have.
  banner: {
    js: "#!/usr/bin/env node\nimport{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
});
await chmod(outfile, 0o755);
