import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createResultsFolder, type FileAccess } from '../../src/report/results-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'results-folder-'));
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

/** The real file system, failing with a code at one operation. */
function failing(operation: keyof FileAccess, code: string, atCall = 1): FileAccess {
  const fail = (): never => {
    throw Object.assign(new Error(`${code}: simulated`), { code });
  };
  let calls = 0;
  const maybe = (name: keyof FileAccess) => {
    if (name === operation && ++calls === atCall) fail();
  };
  return {
    open(path) {
      maybe('open');
      return fs.openSync(path, 'wx');
    },
    write(file, data) {
      maybe('write');
      fs.writeSync(file, data);
    },
    sync(file) {
      maybe('sync');
      fs.fsyncSync(file);
    },
    close: fs.closeSync,
    rename(from, to) {
      maybe('rename');
      fs.renameSync(from, to);
    },
  };
}

const pieces = (...texts: string[]) => texts.map((text) => ({ text, rows: 1 }));

describe('a folder of results', () => {
  test('shows no file under its final name before all are complete', async () => {
    const folder = createResultsFolder(join(base, 'a', 'b'));
    await folder.write('x.csv', pieces('1\n', '2\n'));
    expect(readdirSync(folder.path)).toEqual(['.x.csv.partial']);
    await folder.write('y.json', [{ text: '{}\n' }]);
    folder.commit();
    expect(readdirSync(folder.path).sort()).toEqual(['x.csv', 'y.json']);
    expect(readFileSync(join(folder.path, 'x.csv'), 'utf8')).toBe('1\n2\n');
  });

  test('knows size, rows and hash of what it wrote', async () => {
    const folder = createResultsFolder(join(base, 'out'));
    await folder.write('x.csv', pieces('é\n', '2\n'));
    expect(folder.files).toEqual([
      { name: 'x.csv', bytes: 5, rows: 2, sha256: createHash('sha256').update('é\n2\n').digest('hex') },
    ]);
    expect((await folder.write('y.json', [{ text: '{}' }])).rows).toBeUndefined();
  });

  test('leaves nothing when it is discarded, not even the folders that were made for it', async () => {
    const folder = createResultsFolder(join(base, 'a', 'b'));
    await folder.write('x.csv', pieces('1\n'));
    folder.discard();
    expect(readdirSync(base)).toEqual([]);
  });

  test('leaves a folder that was there before', async () => {
    mkdirSync(join(base, 'there'));
    const folder = createResultsFolder(join(base, 'there'));
    await folder.write('x.csv', pieces('1\n'));
    folder.discard();
    expect(readdirSync(join(base, 'there'))).toEqual([]);
  });

  test('keeps everything once it is committed', async () => {
    const folder = createResultsFolder(join(base, 'out'));
    await folder.write('x.csv', pieces('1\n'));
    folder.commit();
    folder.discard();
    expect(readdirSync(folder.path)).toEqual(['x.csv']);
  });

  test('may be an empty folder, but none with something in it', () => {
    writeFileSync(join(base, 'precious'), 'x');
    expect(() => createResultsFolder(base)).toThrow(`${base} exists and is not empty, must be new or empty`);
    expect(readdirSync(base)).toEqual(['precious']);
  });

  test('may not be a file, nor lie below one', () => {
    writeFileSync(join(base, 'file'), 'x');
    const file = join(base, 'file');
    expect(() => createResultsFolder(file)).toThrow(`${file} is a file, must be a folder or new`);
    expect(() => createResultsFolder(join(file, 'below'))).toThrow('cannot be written: a part of the path is a file');
  });

  test('whose name is too long leaves none of its parents behind', () => {
    const path = join(base, 'parent', 'a'.repeat(300));
    expect(() => createResultsFolder(path)).toThrow('cannot be written: the name is too long');
    expect(readdirSync(base)).toEqual([]);
  });

  test.each([
    ['EACCES', 'no permission to write there', true],
    ['EROFS', 'the file system is read-only', true],
    ['ENOSPC', 'no space left on the disk', false],
  ])(
    'that cannot be written (%s) is found out before anything runs, and is not left behind',
    (code, reason, isUsage) => {
      const path = join(base, 'out');
      const attempt = () => createResultsFolder(path, failing(code === 'ENOSPC' ? 'write' : 'open', code));
      expect(attempt).toThrow(expect.objectContaining({ message: `${path} cannot be written: ${reason}`, isUsage }));
      expect(existsSync(path)).toBe(false);
    },
  );

  test.each(['open', 'write', 'sync', 'rename'] as const)(
    'fails as a whole when %s fails on a later file',
    async (operation) => {
      const path = join(base, 'out');
      // The probe has taken one open and one write, the first file another of each.
      const folder = createResultsFolder(
        path,
        failing(operation, 'ENOSPC', operation === 'open' || operation === 'write' ? 3 : 2),
      );
      const writeAll = async () => {
        await folder.write('x.csv', pieces('1\n'));
        await folder.write('y.csv', pieces('2\n'));
        folder.commit();
      };
      await expect(writeAll()).rejects.toThrow('no space left on the disk');
      folder.discard();
      expect(readdirSync(base)).toEqual([]);
    },
  );

  test('really fails where the disk is full', async () => {
    if (!existsSync('/dev/full')) return;
    const full: FileAccess = {
      open: () => fs.openSync('/dev/full', 'w'),
      write: (file, data) => void fs.writeSync(file, data),
      sync: () => {},
      close: fs.closeSync,
      rename: fs.renameSync,
    };
    const path = join(base, 'out');
    expect(() => createResultsFolder(path, full)).toThrow(`${path} cannot be written: no space left on the disk`);
    expect(readdirSync(base)).toEqual([]);
  });

  test('stops between two pieces when the run is interrupted', async () => {
    const folder = createResultsFolder(join(base, 'out'));
    const controller = new AbortController();
    function* interrupted() {
      yield { text: '1\n', rows: 1 };
      controller.abort(new Error('interrupted'));
      yield { text: '2\n', rows: 1 };
    }
    await expect(folder.write('x.csv', interrupted(), controller.signal)).rejects.toThrow('interrupted');
    folder.discard();
    expect(readdirSync(base)).toEqual([]);
  });
});
