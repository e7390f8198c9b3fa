/**
 * Parquet: the same tables as CSV, for programs that read many rows: column by column, with types, missing values as null.
 * Nothing in a file depends on the machine or the time.
 */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Table, TableColumn } from './csv.ts';

/** Cells of a row group: enough that a reader has long stretches, few enough that they fit into memory many times over. */
const CELLS_IN_GROUP = 2 ** 20;

/** Writes a table row by row. */
export interface ParquetTable {
  /**
   * Takes the next row; writes when there are enough of them.
   * @throws RangeError if a cell is not what its column may hold
   */
  add(row: readonly Cell[]): void;
  /** Writes what is left, and the end of the file. */
  finish(): void;
}

/**
 * Begins a file.
 * @param write takes the next bytes, which change when it has returned, and how many rows end in them
 * @param createdBy name and version of the program
 */
export function createParquet(
  { name, columns }: Pick<Table, 'name' | 'columns'>,
  write: (bytes: Uint8Array, rows: number) => void,
  createdBy: string,
): ParquetTable {
  const size = Math.max(1, Math.floor(CELLS_IN_GROUP / columns.length));
  const collected = columns.map((column) => collect(name, column));
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy });
  let rows = 0;

  const hand = (count: number) => {
    write(bytes.getBytes(), count);
    bytes.index = 0;
  };
  const writeGroup = () => {
    if (rows === 0) return;
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      data: collected[index].take(),
      // Whole numbers mostly count up. For the others the writer sees for itself whether a dictionary is worth it.
      ...(type === 'integer' ? { encoding: 'DELTA_BINARY_PACKED' as const } : {}),
    }));
    // Nothing is to be waited for: the writer is one that keeps bytes in memory.
    writer.write({ columnData, rowGroupSize: rows });
    hand(rows);
    rows = 0;
  };
  return {
    add(row) {
      if (row.length !== columns.length) {
        throw new RangeError(`${name}: a row has ${row.length} cells, must have ${columns.length}`);
      }
      for (let i = 0; i < row.length; i++) collected[i].add(row[i]);
      if (++rows === size) writeGroup();
    },
    finish() {
      writeGroup();
      writer.finish();
      hand(0);
    },
  };
}

function schemaOf(columns: readonly TableColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, type, required }): SchemaElement => ({
        name,
        repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
        ...(type === 'string'
          ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' }
          : { type: type === 'integer' ? 'INT64' : 'DOUBLE' }),
      }),
    ),
  ];
}

type Value = string | bigint | number | null;

/** Collects the values of a column until they are taken. */
function collect(table: string, { name, type, required }: TableColumn) {
  let values: Value[] = [];
  return {
    add(cell: Cell): void {
      const value = asValue(cell, type);
      if (value === undefined || (value === null && required)) {
        throw new RangeError(
          `${table}: ${name} is ${cell}, must be ${required ? 'a value of' : 'missing or of'} type ${type}`,
        );
      }
      values.push(value);
    },
    take(): Value[] {
      const taken = values;
      values = [];
      return taken;
    },
  };
}

/** The value as the column holds it, null where it is missing as in CSV; undefined if it cannot hold it. */
function asValue(cell: Cell, type: TableColumn['type']): Value | undefined {
  if (cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell))) return null;
  if (type === 'string') return typeof cell === 'string' ? cell : undefined;
  if (typeof cell === 'string') return undefined;
  if (type === 'number') return cell;
  return Number.isSafeInteger(cell) ? BigInt(cell) : undefined;
}
