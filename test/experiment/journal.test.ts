import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckpointFiles, NODE_FILES } from '../../src/experiment/checkpoint-files.ts';
import { planChunks } from '../../src/experiment/chunks.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { type CellFormat, type Journal, openJournal } from '../../src/experiment/journal.ts';
import { resultsFromJournal } from '../../src/experiment/journal-results.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { recordLayout } from '../../src/experiment/record.ts';
import type { Chunk, Results } from '../../src/experiment/results.ts';
import { evaluateAll, runInMemory, workOfRun } from '../../src/experiment/run.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { twoPaths } from '../cli/support.ts';
import { failingModel } from './failing-model.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'chunks.bin');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const DRAWS = 50;
const scenario = loadScenario(twoPaths, { draws: DRAWS });
const plan = planRun(scenario, { version: '0.0.0', histories: 2 });
const shape = createContext(scenario, plan, failingModel());
const format: CellFormat = { chunking: planChunks(plan), layout: recordLayout(shape) };
const executor = () => createLocalExecutor(scenario, plan, failingModel());

const open = (files: CheckpointFiles = NODE_FILES, cells = 1): Journal =>
  openJournal(path, files, new Array<CellFormat>(cells).fill(format));

/** Writes all chunks, and returns where each record ends. */
async function fill(): Promise<number[]> {
  const journal = open();
  const ends: number[] = [];
  await evaluateAll(executor(), workOfRun(plan), {
    has: journal.has,
    put(cell, chunk, data) {
      journal.put(cell, chunk, data);
      ends.push(statSync(path).size);
    },
  });
  journal.close();
  return ends;
}

const arrays = ({ values, parameters, timeline, histories }: Chunk) =>
  [values, parameters, timeline, histories].map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  );

/** Everything that results can be asked for. */
function everything(results: Results) {
  const { columns, parameterColumns } = results;
  const { paths, periods } = results.plan;
  const texts = (values: Float64Array) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
  return {
    usable: results.usable,
    failures: results.failures,
    failed: Array.from({ length: DRAWS }, (_, draw) => results.hasFailed(draw)),
    columns: paths.flatMap((_, path) => columns.map((__, column) => texts(results.column(path, column)))),
    parameters: parameterColumns.map((_, column) => texts(results.parameter(column))),
    states: paths.flatMap((_, path) =>
      Array.from({ length: periods }, (__, period) => texts(results.state(path, period, 3))),
    ),
    chunks: [...results.chunks()].map((chunk) => [chunk.fromDraw, chunk.toDraw, chunk.failures, ...arrays(chunk)]),
  };
}

describe('a journal', () => {
  test('gives back what was put into it, also when it is opened again, in whatever order it was put', async () => {
    const chunks = [...(await runInMemory(executor(), shape)).chunks()];
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.flatMap(({ failures }) => failures).length).toBeGreaterThan(0);
    const journal = open(NODE_FILES, 2);
    const order = [...chunks.keys()].reverse();
    for (const chunk of order) journal.put(1, chunk, chunks[chunk]);
    const check = (opened: Journal) => {
      expect(opened.finished).toBe(chunks.length);
      chunks.forEach((chunk, index) => {
        expect([opened.has(0, index), opened.has(1, index)]).toEqual([false, true]);
        const back = opened.read(1, index);
        expect(arrays(back)).toEqual(arrays(chunk));
        expect(back.failures).toEqual(chunk.failures);
        expect(opened.failures(1, index)).toEqual(chunk.failures);
      });
    };
    check(journal);
    journal.close();
    const again = open(NODE_FILES, 2);
    check(again);
    expect(() => again.read(0, 0)).toThrow('chunk 0 of cell 0 is not in the journal');
    again.close();
  });

  test('that ends in the middle of a record, at any byte, keeps those before it and goes on after them', async () => {
    const ends = await fill();
    const whole = readFileSync(path);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
        writeFileSync(path, whole.subarray(0, length));
        const journal = open();
        const kept = ends.filter((end) => end <= length).length;
        expect(journal.finished).toBe(kept);
        expect(statSync(path).size).toBe(ends[kept - 1] ?? 0);
        journal.close();
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('with a byte that is another keeps the records before it', async () => {
    const ends = await fill();
    const whole = readFileSync(path);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(whole);
        bytes[at] ^= change;
        writeFileSync(path, bytes);
        const journal = open();
        expect(journal.finished).toBe(ends.filter((end) => end <= at).length);
        journal.close();
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  test('whose end was cut off or overwritten is completed to the same results', async () => {
    const expected = everything(await runInMemory(executor(), shape));
    const ends = await fill();
    for (const damage of [
      () => truncateSync(path, ends[2] + 11),
      () => appendFileSync(path, 'nonsense'),
      () => truncateSync(path, 0),
    ]) {
      damage();
      const journal = open();
      await evaluateAll(executor(), workOfRun(plan), journal);
      expect(everything(resultsFromJournal(shape, journal, 0))).toEqual(expected);
      journal.close();
    }
  });

  test('does not evaluate again what it has, and counts it as done', async () => {
    const ends = await fill();
    truncateSync(path, ends[3]);
    const journal = open();
    const asked: number[] = [];
    const progress: number[] = [];
    const local = executor();
    await evaluateAll(
      {
        ...local,
        evaluate(request) {
          asked.push(request.fromDraw);
          return local.evaluate(request);
        },
      },
      workOfRun(plan),
      journal,
      { onProgress: (done) => progress.push(done) },
    );
    expect(asked).toEqual(Array.from({ length: ends.length - 4 }, (_, n) => (n + 4) * format.chunking.size));
    expect(progress[0]).toBe(4 * 2 * format.chunking.size);
    expect(progress.at(-1)).toBe(2 * DRAWS);
    journal.close();
  });

  test('on a disk that is full fails and keeps what it had', async () => {
    let room = 3;
    const full: CheckpointFiles = {
      ...NODE_FILES,
      write(file, buffer, position) {
        if (room-- > 0) return NODE_FILES.write(file, buffer, position);
        // As a full disk does: some of it is written.
        NODE_FILES.write(file, buffer.subarray(0, 100), position);
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    };
    const journal = open(full);
    await expect(evaluateAll(executor(), workOfRun(plan), journal)).rejects.toMatchObject({ code: 'ENOSPC' });
    journal.close();
    const again = open();
    expect(again.finished).toBe(3);
    again.close();
  });
});

describe('results from a journal', () => {
  // One column at a time, a few, and all of them.
  test.each([1, 8 * DRAWS * 2, 8 * DRAWS * 40, 2 ** 30])(
    'are those that are in memory, with %d bytes to keep columns',
    async (budget) => {
      await fill();
      const journal = open();
      const results = resultsFromJournal(shape, journal, 0, budget);
      expect(everything(results)).toEqual(everything(await runInMemory(executor(), shape)));
      expect(results.usable).toBeLessThan(DRAWS);
      journal.close();
    },
  );

  test('read the file several times where they may keep little, and once where they may keep all', async () => {
    await fill();
    let bytes = 0;
    const counting: CheckpointFiles = {
      ...NODE_FILES,
      read(file, buffer, position) {
        bytes += buffer.length;
        return NODE_FILES.read(file, buffer, position);
      },
    };
    const journal = open(counting);
    const readBy = (budget: number) => {
      bytes = 0;
      const results = resultsFromJournal(shape, journal, 0, budget);
      for (let pass = 0; pass < 3; pass++) {
        shape.columns.forEach((_, column) => {
          results.column(0, column);
        });
      }
      return bytes;
    };
    const columns = 8 * DRAWS * shape.columns.length;
    expect(readBy(8 * DRAWS)).toBeGreaterThanOrEqual(3 * columns);
    expect(readBy(2 ** 30)).toBeLessThanOrEqual(statSync(path).size);
    journal.close();
  });

  test('give arrays that the caller may change', async () => {
    await fill();
    const journal = open();
    for (const budget of [1, 2 ** 30]) {
      const results = resultsFromJournal(shape, journal, 0, budget);
      results.column(0, 0).fill(7);
      expect(results.column(0, 0)).not.toContain(7);
    }
    journal.close();
  });
});
