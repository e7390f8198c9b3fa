/** Worlds that `flip` and `steelman` have searched for: what the paths come to in them, and what moves. */
import { numberOf, textOf } from './read-csv.ts';
import type { OpenedFolder } from './read-folder.ts';

export interface MovedEntry {
  readonly quantity: string;
  readonly from: number;
  readonly to: number;
  /** NaN where the quantity has no single quantile. */
  readonly quantile: number;
  /** Part in the squared length of the move; 0 where it only follows others. */
  readonly share: number;
  readonly isSourced: boolean;
}

export interface WorldEntry {
  /** The scenario file that shows it; `medians` for the world of medians. */
  readonly file: string;
  /** From the medians, in prior standard deviations. */
  readonly length: number;
  /** Prior probability of a world at least as far in this very direction. */
  readonly thisWay: number;
  /** The objective by path; NaN where it is undefined. */
  readonly values: ReadonlyMap<string, number>;
}

/** The file that stands for the world of medians. */
export const MEDIANS = 'medians';

/** The worlds of paths.csv in its order, that of the medians first. Throws as `OpenedFolder.eachRow`. */
export async function readWorlds(folder: OpenedFolder): Promise<WorldEntry[]> {
  const rows = await folder.rows('paths.csv');
  const files = [...new Set(rows.map((row) => textOf(row, 'world')))];
  return files.map((file) => {
    const own = rows.filter((row) => textOf(row, 'world') === file);
    return {
      file,
      length: numberOf(own[0], 'length'),
      thisWay: numberOf(own[0], 'p_this_way'),
      values: new Map(own.map((row) => [textOf(row, 'path'), numberOf(row, 'value')])),
    };
  });
}

/**
 * What moves, by world; those with the greatest parts first. Throws as `OpenedFolder.eachRow`.
 * @param key column that names the world: `file`, or `case` for the path whose best case it is
 */
export async function readMoves(
  folder: OpenedFolder,
  key: 'file' | 'case',
): Promise<ReadonlyMap<string, readonly MovedEntry[]>> {
  if (!folder.has('moved.csv')) return new Map();
  const moves = new Map<string, MovedEntry[]>();
  for (const row of await folder.rows('moved.csv')) {
    const world = textOf(row, key);
    const entry = {
      quantity: textOf(row, 'parameter'),
      from: numberOf(row, 'from'),
      to: numberOf(row, 'to'),
      quantile: numberOf(row, 'quantile'),
      share: numberOf(row, 'share'),
      isSourced: row.basis === 'source',
    };
    moves.set(world, [...(moves.get(world) ?? []), entry]);
  }
  return moves;
}
