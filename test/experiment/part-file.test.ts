import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODE_FILES } from '../../src/experiment/checkpoint-files.ts';
import { planChunks } from '../../src/experiment/chunks.ts';
import { createContext } from '../../src/experiment/evaluate.ts';
import { createLocalExecutor } from '../../src/experiment/executor.ts';
import { type CellFormat, type Journal, openJournal } from '../../src/experiment/journal.ts';
import { joinParts, partRecords, readPartFile } from '../../src/experiment/part-file.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { recordLayout } from '../../src/experiment/record.ts';
import { evaluateAll, placesOf, type Work } from '../../src/experiment/run.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { twoPaths } from '../cli/support.ts';
import { failingModel } from './failing-model.ts';

const scenario = loadScenario(twoPaths, { draws: 30 });
const plan = planRun(scenario, { version: '0.0.0', histories: 2 });
const shorter = planRun(loadScenario(twoPaths, { draws: 9 }), { version: '0.0.0', histories: 2 });
const shape = createContext(scenario, plan, failingModel());
/** Three cells, the second of which has fewer draws. */
const plans = [plan, shorter, plan];
const work: Work = { cells: 3, planOf: (cell) => plans[cell], replacementsOf: () => [] };
const formats = plans.map(
  (each): CellFormat => ({ chunking: planChunks(each), layout: recordLayout({ ...shape, plan: each }) }),
);

let folder: string;
let whole: Journal;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'part-file-'));
  whole = openJournal(join(folder, 'whole.bin'), NODE_FILES, formats);
  await evaluateAll(createLocalExecutor(scenario, plan, failingModel()), work, whole);
});
afterAll(() => {
  whole.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file of one share, its bytes changed. */
function part(index: number, of: number, change = (bytes: Buffer): Buffer => bytes) {
  const path = join(folder, `${index}-of-${of}.bin`);
  writeFileSync(path, change(Buffer.concat([...partRecords(whole, work, { index, of })])));
  return { path, share: { index, of } };
}

const read = ({ path, share }: ReturnType<typeof part>) => [...readPartFile(path, work, formats, share)];

describe('the order of evaluation', () => {
  test('begins with the first chunk of every cell, and leaves out cells that have no more', () => {
    const places = [...placesOf(work)];
    const counts = formats.map(({ chunking }) => chunking.count);
    expect(counts[1]).toBeLessThan(counts[0]);
    expect(places.map(({ turn }) => turn)).toEqual(places.map((_, index) => index));
    expect(places.slice(0, 3).map(({ cell, chunk }) => [cell, chunk])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(places.at(-1)).toMatchObject({ cell: 2, chunk: counts[2] - 1 });
    for (const [cell, count] of counts.entries()) {
      expect(places.filter((place) => place.cell === cell).map(({ chunk }) => chunk)).toEqual(
        Array.from({ length: count }, (_, chunk) => chunk),
      );
    }
    expect(places.reduce((sum, { evaluations }) => sum + evaluations, 0)).toBe(2 * (30 + 9 + 30));
  });
});

describe('parts', () => {
  test.each([1, 2, 3, 7])('dealt to %i hold every chunk once, and come together as they were', async (of) => {
    const parts = Array.from({ length: of }, (_, i) => part(i + 1, of));
    const path = join(folder, `joined-${of}.bin`);
    const joined = openJournal(path, NODE_FILES, formats);
    await joinParts(parts, work, formats, joined, new AbortController().signal);
    expect(joined.finished).toBe([...placesOf(work)].length);
    for (const { cell, chunk } of placesOf(work)) expect(joined.read(cell, chunk)).toEqual(whole.read(cell, chunk));
    expect([...placesOf(work)].some(({ cell, chunk }) => joined.failures(cell, chunk).length > 0)).toBe(true);
    joined.close();
    // Nothing is in there twice: the file is as large as that of all chunks.
    expect(readFileSync(path).length).toBe(readFileSync(join(folder, 'whole.bin')).length);
  });

  test('are evaluated by themselves: a share needs no chunk of another', async () => {
    const share = { index: 2, of: 3 };
    const journal = openJournal(join(folder, 'alone.bin'), NODE_FILES, formats);
    let done = 0;
    const onProgress = (evaluations: number) => {
      done = evaluations;
    };
    await evaluateAll(createLocalExecutor(scenario, plan, failingModel()), work, journal, { share, onProgress });
    const [alone, dealt] = [journal, whole].map((each) => Buffer.concat([...partRecords(each, work, share)]));
    expect(alone.equals(dealt)).toBe(true);
    const own = read(part(2, 3));
    expect(journal.finished).toBe(own.length);
    expect(done).toBe(own.reduce((sum, { place }) => sum + place.evaluations, 0));
    journal.close();
  });

  test('that are cut off are refused, with what is missing first', () => {
    const last = [...placesOf(work)].at(-1)!.draws;
    const size = readFileSync(part(1, 1).path).length;
    const cut = (bytes: number) => () => read(part(1, 1, (all) => all.subarray(0, bytes)));
    expect(cut(0)).toThrow(/1-of-1\.bin ends before draws 0 to \d+ of cell 0; compute part 1\/1 again/);
    expect(cut(size - 1)).toThrow(
      `is damaged at draws ${last.fromDraw} to ${last.toDraw - 1} of cell 2; compute part 1/1 again`,
    );
    expect(cut(10)).toThrow(/is damaged at draws 0 to \d+ of cell 0/);
  });

  test('in which any byte is another are refused', () => {
    const good = readFileSync(part(1, 2).path);
    for (let position = 0; position < good.length; position += 997) {
      const flip = (bytes: Buffer) => {
        bytes[position] ^= 0x10;
        return bytes;
      };
      expect(() => read(part(1, 2, flip)), `byte ${position}`).toThrow(/is damaged at|where .* should be|more in it/);
    }
  });

  test('of something else, or with more in them, are refused', () => {
    const other = part(2, 3);
    expect(() => read({ ...other, share: { index: 1, of: 3 } })).toThrow(
      /2-of-3\.bin has draws 0 to \d+ of cell 1 where draws 0 to \d+ of cell 0 should be: it is not part 1\/3 of this plan/,
    );
    const more = part(1, 3, (bytes) => Buffer.concat([bytes, Buffer.alloc(3)]));
    expect(() => read(more)).toThrow('has more in it than part 1/3 of this plan');
  });

  test('are no longer read when that is ended', async () => {
    const controller = new AbortController();
    controller.abort(new Error('ended'));
    const journal = openJournal(join(folder, 'ended.bin'), NODE_FILES, formats);
    await expect(joinParts([part(1, 1)], work, formats, journal, controller.signal)).rejects.toThrow('ended');
    expect(journal.finished).toBe(0);
    journal.close();
  });
});
