/**
 * What a run costs for each evaluation, as docs/scale.md reckons with: seconds of a processor, bytes of parts, CSV and
 * Parquet, memory. `npm run bench:scale -- [SCENARIO] [DRAWS]` runs the scenario once at once and once in two parts
 * that are merged, as the shipped program, one thread each. Start-up is part of the times: take some hundred
 * draws or more.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [scenario = 'scenarios/paris-2025.yaml', draws = '500'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-scale-'));

/** Prints what the process has used as its last line on the error stream. */
const hook = 'process.on("exit",()=>process.stderr.write("\\n"+JSON.stringify(process.resourceUsage())+"\\n"))';

/** Seconds of a processor and megabytes that a command of the program takes. */
function stolperdraht(...args: readonly string[]): { readonly seconds: number; readonly megabytes: number } {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${hook}`, 'dist/stolperdraht.mjs', ...args, '--quiet'],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (status !== 0) throw new Error(`stolperdraht ${args.join(' ')} ended with ${status}: ${stderr}`);
  const used = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '') as NodeJS.ResourceUsage;
  return { seconds: (used.userCPUTime + used.systemCPUTime) / 1e6, megabytes: used.maxRSS / 1024 };
}

const path = (name: string): string => join(folder, name);
/** Bytes of the files that have something for every draw. */
const size = (out: string, extension: string): number =>
  readdirSync(out)
    .filter((name) => ['chunks', 'draws', 'params'].some((file) => name === `${file}${extension}`))
    .reduce((sum, name) => sum + statSync(join(out, name)).size, 0);

try {
  const run = ['run', scenario, '--draws', draws, '--jobs', '1'];
  const whole = stolperdraht(...run, '--format', 'parquet', '--out', path('whole'));
  const { plan } = JSON.parse(readFileSync(join(path('whole'), 'manifest.json'), 'utf8'));
  const each = (total: number) => total / plan.evaluations;
  const parts = ['1', '2'].map((index) => stolperdraht(...run, '--shard', `${index}/2`, '--out', path(index)));
  const merge = stolperdraht('merge', path('1'), path('2'), '--out', path('merged'));

  console.log(`${scenario}: ${plan.draws} draws of ${plan.paths.length} paths, ${plan.evaluations} evaluations`);
  const computing = parts.reduce((sum, part) => sum + part.seconds, 0);
  console.log('of a processor, for each evaluation');
  console.log(`  to compute parts           ${(1000 * each(computing)).toFixed(2)} ms`);
  console.log(`  to merge them into CSV     ${(1000 * each(merge.seconds)).toFixed(2)} ms`);
  console.log(`  at once, with Parquet      ${(1000 * each(whole.seconds)).toFixed(2)} ms`);
  console.log('of a disk, for each evaluation');
  console.log(
    `  in a part                  ${each(size(path('1'), '.bin') + size(path('2'), '.bin')).toFixed(0)} bytes`,
  );
  console.log(`  draws and params, CSV      ${each(size(path('whole'), '.csv')).toFixed(0)} bytes`);
  console.log(`  draws and params, Parquet  ${each(size(path('whole'), '.parquet')).toFixed(0)} bytes`);
  console.log(
    `of memory at most: a part ${parts[0].megabytes.toFixed(0)} MB, the merge ${merge.megabytes.toFixed(0)} MB`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
