/**
 * The folder that a run writes. Files are written under temporary names beside their final ones and are renamed together
 * at the end: whoever sees a final name sees a complete file, and a run that fails leaves nothing.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Something that keeps a run from writing its results. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
  /** Whether the user has named a folder that cannot be used; otherwise the machine has failed (disk full, …). */
  readonly isUsage: boolean;

  constructor(message: string, isUsage: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isUsage = isUsage;
  }
}

/** A file as it was written. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number | undefined;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** What the folder asks of the file system; tests hand in one that fails. */
export interface FileAccess {
  open(path: string): number;
  write(file: number, data: Buffer): void;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
}

/** A piece of a file: its text or its bytes, and how many rows are in it where the file is a table. */
type Piece = ({ readonly text: string } | { readonly bytes: Uint8Array }) & { readonly rows?: number };

/** A file that is being written. What fails is thrown as FolderError. */
interface GrowingFile {
  append(piece: Piece): void;
  /** Has it on the disk and closes it. */
  end(): WrittenFile;
  /** Closes it, if that has not been done, where it will not be completed. */
  close(): void;
}

export interface ResultsFolder {
  readonly path: string;
  /** Files written so far, in order. */
  readonly files: readonly WrittenFile[];
  /**
   * Writes a file under its temporary name. Lets the event loop turn between the pieces.
   * @throws FolderError if it cannot be written, and the signal's reason when it is aborted
   */
  write(name: string, pieces: Iterable<Piece>, signal?: AbortSignal): Promise<WrittenFile>;
  /**
   * Begins a file under its temporary name, for whoever has its pieces as something else is written. It is a file of the
   * folder when it has ended.
   * @throws FolderError if it cannot be written
   */
  begin(name: string): GrowingFile;
  /** Whether there is an entry of that name in the folder. */
  holds(name: string): boolean;
  /** Gives all files their final names, in the order of writing. */
  commit(): void;
  /** Removes everything that was written, and the folders that were made for it. Does nothing after `commit`. */
  discard(): void;
}

/** Names of files that are not complete, and of the one by which a folder is tried. */
const PARTIAL = /^\.(?:stolperdraht|[\w.]+\.(?:csv|json|parquet|bin))\.partial$/;

const nodeFiles: FileAccess = {
  open: (path) => openSync(path, 'wx'),
  write(file, data) {
    let offset = 0;
    while (offset < data.length) offset += writeSync(file, data, offset);
  },
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
};

/**
 * Makes the folder and proves that it can be written, before anything long begins.
 * @param unfinished name of what may be in the folder already, and stays there: with it the folder is that of an earlier
 *   attempt, and files of that attempt are overwritten
 * @throws FolderError if it exists and is not empty, is a file, or cannot be written
 */
export function createResultsFolder(
  path: string,
  access: FileAccess = nodeFiles,
  unfinished?: string | undefined,
): ResultsFolder {
  const made = makeFolder(path, unfinished);
  const files: WrittenFile[] = [];
  const temporary = new Map<string, string>();
  let state: 'open' | 'committed' | 'discarded' = 'open';

  const folder: ResultsFolder = {
    path,
    files,
    holds: (name) => existsSync(join(path, name)),
    async write(name, pieces, signal) {
      const file = folder.begin(name);
      try {
        for (const piece of pieces) {
          signal?.throwIfAborted();
          file.append(piece);
          await new Promise((next) => setImmediate(next));
        }
        return file.end();
      } catch (error) {
        throw asFolderError(error, join(path, name), false);
      } finally {
        file.close();
      }
    },
    begin(name) {
      const hidden = join(path, `.${name}.partial`);
      const told = <T>(act: () => T): T => {
        try {
          return act();
        } catch (error) {
          throw asFolderError(error, join(path, name), false);
        }
      };
      const file = told(() => access.open(hidden));
      temporary.set(name, hidden);
      const content = writeContent(file, access);
      let isOpen = true;
      const close = () => {
        if (isOpen) access.close(file);
        isOpen = false;
      };
      return {
        append: (piece) => told(() => content.append(piece)),
        end: () =>
          told(() => {
            access.sync(file);
            close();
            const entry = { name, ...content.written() };
            files.push(entry);
            return entry;
          }),
        close,
      };
    },
    commit() {
      try {
        for (const [name, hidden] of temporary) access.rename(hidden, join(path, name));
      } catch (error) {
        throw asFolderError(error, path, false);
      }
      state = 'committed';
    },
    discard() {
      if (state !== 'open') return;
      state = 'discarded';
      for (const [name, hidden] of temporary) {
        rmSync(hidden, { force: true });
        rmSync(join(path, name), { force: true });
      }
      for (const directory of made) removeIfEmpty(directory);
    },
  };
  try {
    probe(path, access);
  } catch (error) {
    folder.discard();
    throw asFolderError(error, path, true);
  }
  return folder;
}

/** Makes a folder and its parents; returns those that were not there, the innermost first. */
function makeFolder(path: string, unfinished: string | undefined): string[] {
  const made: string[] = [];
  try {
    if (existsSync(path)) {
      if (!statSync(path).isDirectory()) throw new FolderError(`${path} is a file, must be a folder or new`, true);
      const entries = readdirSync(path);
      const leftovers = unfinished === undefined ? [] : entries.filter((entry) => PARTIAL.test(entry));
      const isOurs = unfinished !== undefined && entries.includes(unfinished);
      if (entries.length > leftovers.length && !isOurs) {
        throw new FolderError(`${path} exists and is not empty, must be new or empty`, true);
      }
      for (const entry of leftovers) rmSync(join(path, entry), { force: true });
      return made;
    }
    // One by one: a recursive mkdir hides the reason for its failure (a read-only file system becomes ENOENT).
    for (const directory of missingFolders(path)) {
      mkdirSync(directory);
      made.unshift(directory);
    }
    return made;
  } catch (error) {
    for (const directory of made) removeIfEmpty(directory);
    throw asFolderError(error, path, true);
  }
}

/** The path and those of its parents that do not exist, the outermost first. */
function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let directory = resolve(path); !existsSync(directory); directory = dirname(directory))
    missing.unshift(directory);
  return missing;
}

function probe(path: string, access: FileAccess): void {
  const file = join(path, '.stolperdraht.partial');
  try {
    const opened = access.open(file);
    try {
      access.write(opened, Buffer.alloc(4096));
    } finally {
      access.close(opened);
    }
  } finally {
    rmSync(file, { force: true });
  }
}

/** Appends pieces to an open file, and keeps count of them. */
function writeContent(file: number, access: FileAccess) {
  const hash = createHash('sha256');
  let bytes = 0;
  let rows: number | undefined;
  // One room for all texts: a buffer for each would fill the memory before it is collected.
  let room = Buffer.allocUnsafe(0);
  const encode = (text: string): Buffer => {
    const length = Buffer.byteLength(text, 'utf8');
    if (room.length < length) room = Buffer.allocUnsafe(2 * length);
    return room.subarray(0, room.write(text, 'utf8'));
  };
  return {
    append(piece: Piece): void {
      const data =
        'text' in piece
          ? encode(piece.text)
          : Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength);
      access.write(file, data);
      hash.update(data);
      bytes += data.length;
      if (piece.rows !== undefined) rows = (rows ?? 0) + piece.rows;
    },
    written: () => ({ bytes, rows, sha256: hash.digest('hex') }),
  };
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Somebody else has put something there in the meantime: it stays.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would become larger than the system allows',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the path leads in a circle of links',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
  ENOENT: 'the folder is not there, or cannot be made',
  EEXIST: 'somebody else is writing there',
};

/** Codes that speak of the machine's state, not of the name that the user gave. */
const MACHINE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EMFILE', 'EIO']);

/**
 * What a failure of the file system means to a user; every other error as it is.
 * @param isUsage whether it is a matter of the name that the user gave, as far as the code leaves that open
 */
export function asFolderError(error: unknown, path: string, isUsage: boolean): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (error instanceof FolderError || code === undefined || !code.startsWith('E')) return error;
  return new FolderError(`${path} cannot be written: ${REASONS[code] ?? code}`, isUsage && !MACHINE.has(code), {
    cause: error,
  });
}
