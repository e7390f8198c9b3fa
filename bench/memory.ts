/**
 * How much memory a run of very many draws takes, threads included. `npm run bench:memory -- [DRAWS] [RUN OPTIONS…]`
 * runs a cheap scenario (bench/cheap.yaml) with a million draws, or as many as it is told, in a child process, as the
 * shipped program does, and prints the child's largest resident set. Fails if that is above the limit.
 *
 * The files of a million draws take some gigabytes; they are removed at the end.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIMIT_MEGABYTES = 400;

const [draws = '1000000', ...options] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-memory-'));
const out = join(folder, 'results');

/** Prints the largest resident set of the process as its last line on the error stream. */
const hook = 'process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS+"\\n"))';

const args = ['run', 'bench/cheap.yaml', '--draws', draws, '--out', out, '--quiet', ...options];
const start = performance.now();
const child = spawn(process.execPath, ['--import', `data:text/javascript,${hook}`, 'dist/stolperdraht.mjs', ...args], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
let errors = '';
child.stderr.setEncoding('utf8').on('data', (text: string) => {
  errors += text;
});
child.on('close', (code) => {
  const seconds = (performance.now() - start) / 1000;
  // Of the main thread: a worker thread, which loads the hook as well, ends without an exit of the process.
  const megabytes = Math.max(...errors.split('\n').map(Number).filter(Number.isFinite)) / 1024;
  console.log(
    `${draws} draws in ${seconds.toFixed(0)} s: ${megabytes.toFixed(0)} MB at most (limit ${LIMIT_MEGABYTES} MB)`,
  );
  if (code === 0) {
    const bytes = readdirSync(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
    const { seconds: stages } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    console.log(`files ${(bytes / 1e9).toFixed(2)} GB, seconds by stage ${JSON.stringify(stages)}`);
  } else console.log(errors);
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code === 0 && megabytes <= LIMIT_MEGABYTES ? 0 : 1;
});
