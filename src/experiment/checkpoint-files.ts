/** What a checkpoint asks of the file system; tests hand in one that fails. Errors are those of node:fs, with codes. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

export interface CheckpointFiles {
  /** Makes a folder whose parent is there; one that is there already stays. */
  makeFolder(path: string): void;
  /** Removes a file or a folder with all that is in it; what is not there is no error. */
  remove(path: string): void;
  rename(from: string, to: string): void;
  /** The text of a file; undefined if it is not there. */
  readText(path: string): string | undefined;
  /**
   * Writes a file and has it on the disk when it returns.
   * @param isNew whether it is an error if the file is there already
   */
  writeText(path: string, text: string, isNew: boolean): void;
  /** Opens a file to read and write at any place; makes it if it is not there. */
  open(path: string): number;
  /** Opens a file that is there, only to read it. */
  openToRead(path: string): number;
  size(file: number): number;
  /** Fills the buffer from a position; less where the file ends. Returns the number of bytes. */
  read(file: number, buffer: Uint8Array, position: number): number;
  /** Writes all of the buffer at a position. */
  write(file: number, buffer: Uint8Array, position: number): void;
  truncate(file: number, size: number): void;
  sync(file: number): void;
  close(file: number): void;
}

/** Whether an error of node:fs has a code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export const NODE_FILES: CheckpointFiles = {
  makeFolder(path) {
    try {
      mkdirSync(path);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  },
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  rename: renameSync,
  readText(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
      throw error;
    }
  },
  writeText(path, text, isNew) {
    const file = openSync(path, isNew ? 'wx' : 'w');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  },
  open: (path) => openSync(path, constants.O_RDWR | constants.O_CREAT, 0o666),
  openToRead: (path) => openSync(path, 'r'),
  size: (file) => fstatSync(file).size,
  read(file, buffer, position) {
    let done = 0;
    while (done < buffer.length) {
      const count = readSync(file, buffer, done, buffer.length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  },
  write(file, buffer, position) {
    let done = 0;
    while (done < buffer.length) done += writeSync(file, buffer, done, buffer.length - done, position + done);
  },
  truncate: ftruncateSync,
  sync: fsyncSync,
  close: closeSync,
};
