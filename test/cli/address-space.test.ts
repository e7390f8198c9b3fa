import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { type Outcome, twoPaths } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-address-space-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program in 6 GB of virtual memory, less than V8 reserves for one WebAssembly memory that is guarded by its pages. */
function runConfined(out: string, options: string): Promise<Pick<Outcome, 'code' | 'stderr'>> {
  const command = 'ulimit -v 6000000; exec "$0" "$1" run "$2" --draws 2 --jobs 1 --quiet --out "$3"';
  const args = ['-c', command, process.execPath, inject('program'), twoPaths, join(folder, out)];
  return new Promise((resolve) => {
    execFile('bash', args, { env: { ...process.env, NODE_OPTIONS: options } }, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stderr });
    });
  });
}

// Only Linux holds a process to that limit.
describe.runIf(process.platform === 'linux')('where virtual memory is limited', () => {
  it('says what to do', async () => {
    const { code, stderr } = await runConfined('refused', '');
    expect(code).toBe(3);
    expect(stderr).toMatch(/too little address space .* NODE_OPTIONS=--disable-wasm-trap-handler/s);
  });

  it('runs when that is done', async () => {
    expect(await runConfined('done', '--disable-wasm-trap-handler')).toMatchObject({ code: 0 });
  });
});
