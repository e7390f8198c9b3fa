// Bundles the command line into one file, its worker threads included, so that the installed `stolperdraht` starts fast
// and needs no node_modules. `node build.mjs FILE` writes it elsewhere than to dist/stolperdraht.mjs, and with `--entry
// MODULE` it is another module that is bundled.
import { chmod, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { entry: { type: 'string', default: 'src/cli/main.ts' } },
});
const [outfile = 'dist/stolperdraht.mjs'] = positionals;

/** What both programs have in common. */
const common = { bundle: true, platform: 'node', target: 'node20', legalComments: 'none' };

// A worker thread has a program of its own, without the command line and the charts: that takes a quarter of the memory.
// The program carries it along as text.
const worker = await build({ ...common, entryPoints: ['src/experiment/worker.ts'], format: 'cjs', write: false });

// Commands load their code when they are called, and what is loaded then is bundled whole: of mathjs, a hundred functions
// that every command would make and none uses. Bundled alone before, only its parser is left.
const PARSER = "export { create, parseDependencies } from 'mathjs/number'";
const parser = await build({
  ...common,
  stdin: { contents: PARSER, resolveDir: import.meta.dirname },
  format: 'esm',
  write: false,
});
const parserAlone = {
  name: 'parser-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]mathjs[\\/]lib[\\/]esm[\\/]number\.js$/ }, () => ({ contents: parser.outputFiles[0].text }));
  },
};

await build({
  ...common,
  entryPoints: [values.entry],
  outfile,
  format: 'esm',
  plugins: [parserAlone],
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
