/**
 * What an unfinished run or sweep keeps in `.checkpoint/` of its folder, so that it can go on after whatever ended it:
 * `plan.json` (what it is), `chunks.bin` (what is finished: journal.ts) and `lock` (who is at work on it).
 * Nothing in it depends on the time.
 */
import { join } from 'node:path';
import { type CheckpointFiles, hasCode, NODE_FILES } from './checkpoint-files.ts';
import { type CellFormat, type Journal, openJournal } from './journal.ts';
import { canonicalJson, sha256 } from './plan.ts';

/** Name of the folder within that of the results. */
export const CHECKPOINT = '.checkpoint';
const PLAN = 'plan.json';
const CHUNKS = 'chunks.bin';
const LOCK = 'lock';
/** Version of the files of a checkpoint. */
const FORMAT = 1;

/** An unfinished piece of work cannot be gone on with: it is another one, or somebody else is at it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  readonly isUsage = true;
}

/** What a run or sweep is. All of it is plain data. */
export interface Undertaking {
  readonly command: string;
  /** Options of the command line that going on needs. */
  readonly options: unknown;
  /** Everything that decides over the results, under names that a user understands. */
  readonly determinants: Readonly<Record<string, unknown>>;
  /** SHA-256 of everything that decides over the results. */
  readonly planHash: string;
  /** SHA-256 of how its results are cut into records. */
  readonly formatHash: string;
}

/**
 * Hash of the formats of cells, for an undertaking.
 * @param names of what is in the records, in their order
 */
export function hashFormats(formats: readonly CellFormat[], names: readonly string[]): string {
  return sha256(canonicalJson({ formats, names }));
}

export interface Checkpoint {
  readonly journal: Journal;
  /** Ends the work on it and leaves it there. */
  close(): void;
  /** Ends the work on it and removes it. */
  remove(): void;
}

/** Which process this is and which others are there; tests hand in their own. */
export interface Processes {
  readonly own: number;
  isRunning(pid: number): boolean;
}

const PROCESSES: Processes = {
  own: process.pid,
  isRunning(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return hasCode(error, 'EPERM');
    }
  },
};

/**
 * What a checkpoint is of; undefined if there is none, or it had not yet been written down.
 * @throws CheckpointError if it is none of this program
 */
export function readUndertaking(folder: string, files: CheckpointFiles = NODE_FILES): Undertaking | undefined {
  const path = join(folder, CHECKPOINT, PLAN);
  const text = files.readText(path);
  if (text === undefined) return undefined;
  try {
    const { format, undertaking } = JSON.parse(text) as { format: unknown; undertaking: Undertaking };
    if (format === FORMAT && typeof undertaking.planHash === 'string') return undertaking;
  } catch {
    // Said below.
  }
  throw new CheckpointError(`${path} was not written by this program, or by another version of it`);
}

/**
 * Begins a checkpoint, or goes on with the one that is there.
 * @param folder of the results, which must be there
 * @param formats of the cells, in their order; a run has one
 * @throws CheckpointError if the checkpoint is of something else, saying what differs, or another process is at work on it
 * @throws errors of node:fs if it cannot be written
 */
export function openCheckpoint(
  folder: string,
  undertaking: Undertaking,
  formats: readonly CellFormat[],
  files: CheckpointFiles = NODE_FILES,
  processes: Processes = PROCESSES,
): Checkpoint {
  const path = join(folder, CHECKPOINT);
  const earlier = readUndertaking(folder, files);
  if (earlier !== undefined) requireSame(folder, earlier, undertaking);
  files.makeFolder(path);
  takeLock(folder, files, processes);
  try {
    // Chunks of which nobody knows what they are of are worth nothing.
    if (earlier === undefined) files.remove(join(path, CHUNKS));
    const temporary = join(path, `.${PLAN}.partial`);
    files.writeText(temporary, `${JSON.stringify({ format: FORMAT, undertaking }, null, 1)}\n`, false);
    files.rename(temporary, join(path, PLAN));
    const journal = openJournal(join(path, CHUNKS), files, formats);
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      journal.close();
    };
    return {
      journal,
      close() {
        if (!isOpen) return;
        close();
        files.remove(join(path, LOCK));
      },
      remove() {
        close();
        files.remove(path);
      },
    };
  } catch (error) {
    files.remove(join(path, LOCK));
    if (earlier === undefined) files.remove(path);
    throw error;
  }
}

/** Removes what is left of the checkpoint of finished work. */
export function removeCheckpoint(folder: string, files: CheckpointFiles = NODE_FILES): void {
  files.remove(join(folder, CHECKPOINT));
}

/** Two processes at once would spoil each other's work. The lock of a process that is no more does not count. */
function takeLock(folder: string, files: CheckpointFiles, { own, isRunning }: Processes): void {
  const lock = join(folder, CHECKPOINT, LOCK);
  const taken = (pid: number) =>
    new CheckpointError(
      `${folder} is being worked on by process ${pid}; wait for it, or remove ${lock} if that is another program`,
    );
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      files.writeText(lock, `${own}\n`, true);
      return;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const text = files.readText(lock);
    const pid = Number(text);
    // In a container that was started anew, the process that is no more can have had our own number.
    if (Number.isInteger(pid) && pid > 0 && pid !== own && isRunning(pid)) throw taken(pid);
    // Moved before it is removed: of several that find it stale, one gets hold of it.
    const stale = `${lock}.${own}`;
    try {
      files.rename(lock, stale);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) continue;
      throw error;
    }
    if (files.readText(stale) !== text) {
      files.rename(stale, lock);
      throw taken(Number(files.readText(lock)));
    }
    files.remove(stale);
  }
  throw new CheckpointError(`${folder} is being worked on by another process; wait for it`);
}

/** Differences that are listed one by one. */
const MOST_DIFFERENCES = 10;

function requireSame(folder: string, earlier: Undertaking, now: Undertaking): void {
  const isSame = (['command', 'planHash', 'formatHash'] as const).every((key) => earlier[key] === now[key]);
  if (isSame) return;
  const differences =
    earlier.command === now.command
      ? describeDifferences(earlier.determinants, now.determinants)
      : [`command was ${earlier.command}, is now ${now.command}`];
  if (differences.length === 0)
    differences.push('the order of the parts of the scenario, or the build of the program, was another');
  const rest = differences.length - MOST_DIFFERENCES;
  const shown = differences.slice(0, MOST_DIFFERENCES).map((line) => `  ${line}`);
  throw new CheckpointError(
    [
      `${folder} holds unfinished work on something else, and results must not be mixed:`,
      ...shown,
      ...(rest > 0 ? [`  and ${rest} more differences`] : []),
      'Undo the changes to go on, or begin anew in another folder.',
    ].join('\n'),
  );
}

/** `parameters.roe.threshold was lognormal(…), is now …`, for every value that differs. */
export function describeDifferences(earlier: unknown, now: unknown): string[] {
  const [old, recent] = [flatten(earlier), flatten(now)];
  const names = new Set([...old.keys(), ...recent.keys()]);
  return Array.from(names).flatMap((name) => {
    const [before, after] = [old.get(name), recent.get(name)];
    if (before === after) return [];
    if (before === undefined) return [`${name} is new: ${after}`];
    if (after === undefined) return [`${name} is gone, was ${before}`];
    return [`${name} was ${before}, is now ${after}`];
  });
}

/** Values by the keys that lead to them. A quantity's `value` goes by the name of the quantity. */
function flatten(data: unknown, name = '', flat = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(data)) {
    data.forEach((item, index) => {
      flatten(item, `${name}[${index}]`, flat);
    });
  } else if (data !== null && typeof data === 'object') {
    for (const [key, value] of Object.entries(data)) {
      const isItself = key === 'value' && (value === null || typeof value !== 'object');
      flatten(value, isItself ? name : name === '' ? key : `${name}.${key}`, flat);
    }
  } else if (data !== undefined) flat.set(name, String(data));
  return flat;
}
