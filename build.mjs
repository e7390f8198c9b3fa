// Bundles the command line into one file, so that the installed `stolperdraht` starts fast and needs no node_modules.
import { chmod, readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

await build({
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/stolperdraht.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: false,
  legalComments: 'none',
  define: { STOLPERDRAHT_VERSION: JSON.stringify(version) },
  // yargs loads some of its parts with require, which an ES module does not have.
  banner: {
    js: "#!/usr/bin/env node\nimport{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
});
await chmod('dist/stolperdraht.mjs', 0o755);
