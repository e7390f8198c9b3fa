import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CheckpointError,
  describeDifferences,
  hashFormats,
  openCheckpoint,
  type Processes,
  readUndertaking,
  type Undertaking,
} from '../../src/experiment/checkpoint.ts';
import { NODE_FILES } from '../../src/experiment/checkpoint-files.ts';
import type { CellFormat } from '../../src/experiment/journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const layout = { values: 2, parameters: 1, timeline: 0, histories: 0 };
const formats: readonly CellFormat[] = [{ chunking: { draws: 4, size: 2, count: 2 }, layout }];
const undertaking: Undertaking = {
  command: 'run',
  options: { scenario: 'x.yaml' },
  determinants: { version: '1.0.0', parameters: { 'roe.threshold': { value: 'lognormal(2, 1)', note: 'n' } } },
  planHash: 'a',
  formatHash: hashFormats(formats, ['x', 'y']),
};
const chunk = {
  fromDraw: 0,
  toDraw: 2,
  values: new Float64Array([1, 2, 3, 4]),
  parameters: new Float64Array([5, 6]),
  timeline: new Float64Array(0),
  histories: new Float64Array(0),
  failures: [],
};
const path = (...names: string[]) => join(folder, '.checkpoint', ...names);

/** Processes of which some are there. */
const processes = (own: number, running: readonly number[] = []): Processes => ({
  own,
  isRunning: (pid) => running.includes(pid),
});

describe('a checkpoint', () => {
  test('keeps what is finished, and what it is of, until it is removed', () => {
    expect(readUndertaking(folder)).toBeUndefined();
    const first = openCheckpoint(folder, undertaking, formats);
    first.journal.put(0, 0, chunk);
    first.close();
    expect(readdirSync(path()).sort()).toEqual(['chunks.bin', 'plan.json']);
    expect(readUndertaking(folder)).toEqual(undertaking);
    const second = openCheckpoint(folder, undertaking, formats);
    expect(second.journal.finished).toBe(1);
    expect([...second.journal.read(0, 0).values]).toEqual([1, 2, 3, 4]);
    second.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('refuses another piece of work and says what differs, key by key', () => {
    openCheckpoint(folder, undertaking, formats).close();
    const other = {
      ...undertaking,
      planHash: 'b',
      determinants: { version: '1.1.0', parameters: { 'roe.threshold': { value: 'uniform(2, 9)', note: 'n' } } },
    };
    const attempt = () => openCheckpoint(folder, other, formats);
    expect(attempt).toThrow(CheckpointError);
    expect(attempt).toThrow(
      [
        `${folder} holds unfinished work on something else, and results must not be mixed:`,
        '  version was 1.0.0, is now 1.1.0',
        '  parameters.roe.threshold was lognormal(2, 1), is now uniform(2, 9)',
        'Undo the changes',
      ].join('\n'),
    );
    expect(() => openCheckpoint(folder, { ...undertaking, command: 'sweep' }, formats)).toThrow(
      'command was run, is now sweep',
    );
    expect(() => openCheckpoint(folder, { ...undertaking, formatHash: 'c' }, formats)).toThrow(
      'the order of the parts',
    );
    expect(readdirSync(path()).sort()).toEqual(['chunks.bin', 'plan.json']);
  });

  test('names what is new, gone and different in plain data', () => {
    expect(
      describeDifferences({ a: 1, b: { value: 2 }, c: [1, { d: 'x' }] }, { b: { value: 3 }, c: [1], e: null }),
    ).toEqual(['a is gone, was 1', 'b was 2, is now 3', 'c[1].d is gone, was x', 'e is new: null']);
    expect(describeDifferences({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
  });

  test('is for one process at a time', () => {
    const mine = openCheckpoint(folder, undertaking, formats, NODE_FILES, processes(100));
    expect(() => openCheckpoint(folder, undertaking, formats, NODE_FILES, processes(200, [100]))).toThrow(
      `${folder} is being worked on by process 100; wait for it, or remove ${path('lock')} if that is another program`,
    );
    mine.journal.put(0, 0, chunk);
    mine.close();
    openCheckpoint(folder, undertaking, formats, NODE_FILES, processes(200, [100])).close();
  });

  test.each([
    ['of a process that is no more', '100\n'],
    ['with our own number, from before a restart', '200\n'],
    ['that was never finished', ''],
  ])('takes over a lock %s', (_, text) => {
    mkdirSync(path());
    writeFileSync(path('lock'), text);
    const checkpoint = openCheckpoint(folder, undertaking, formats, NODE_FILES, processes(200));
    expect(readFileSync(path('lock'), 'utf8')).toBe('200\n');
    checkpoint.close();
    expect(existsSync(path('lock'))).toBe(false);
  });

  test('does not take over the lock of somebody who has just taken over the same one', () => {
    mkdirSync(path());
    writeFileSync(path('lock'), '100\n');
    const late = {
      ...NODE_FILES,
      rename(from: string, to: string) {
        // Between our look at the lock and this another process was faster.
        if (from.endsWith('lock')) writeFileSync(from, '300\n');
        NODE_FILES.rename(from, to);
      },
    };
    expect(() => openCheckpoint(folder, undertaking, formats, late, processes(200, [300]))).toThrow('process 300');
    expect(readFileSync(path('lock'), 'utf8')).toBe('300\n');
  });

  test('of which nobody wrote down what it is of begins anew', () => {
    mkdirSync(path());
    writeFileSync(path('chunks.bin'), 'of whatever');
    const checkpoint = openCheckpoint(folder, undertaking, formats);
    expect(checkpoint.journal.finished).toBe(0);
    checkpoint.remove();
  });

  test('that is no checkpoint of this program is refused', () => {
    mkdirSync(path());
    for (const text of ['{', '{"format":2,"undertaking":{}}', '[]']) {
      writeFileSync(path('plan.json'), text);
      expect(() => readUndertaking(folder)).toThrow('was not written by this program, or by another version of it');
    }
  });

  test('that cannot be begun is not left behind', () => {
    const full = {
      ...NODE_FILES,
      open(): number {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    };
    expect(() => openCheckpoint(folder, undertaking, formats, full)).toThrow('no space');
    expect(readdirSync(folder)).toEqual([]);
  });
});
