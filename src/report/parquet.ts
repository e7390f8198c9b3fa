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
  const collected = columns.map((column) => collect(name, column, size));
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
      // Made when its turn comes, so that not all columns are in memory once more.
      get data() {
        return collected[index].values(rows);
      },
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
      for (let i = 0; i < row.length; i++) collected[i].set(rows, row[i]);
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

/** Values of a column as the writer takes them, null where they are missing. */
type Values = (string | null)[] | Float64Array | (number | null)[] | BigInt64Array | (bigint | null)[];

/** Collects the values of a column for a row group, in room that is used again and again. */
interface Collector {
  /** @throws RangeError if the column cannot hold the cell */
  set(row: number, cell: Cell): void;
  /** The values of the first rows. */
  values(rows: number): Values;
}

function collect(table: string, column: TableColumn, size: number): Collector {
  const { name, type, required } = column;
  const refuse = (cell: Cell): never => {
    const wanted = required ? 'a value of' : 'missing or of';
    throw new RangeError(`${table}: ${name} is ${cell}, must be ${wanted} type ${type}`);
  };
  if (type === 'string') {
    const texts: (string | null)[] = new Array(size).fill(null);
    return {
      set(row, cell) {
        if (isMissing(cell) ? required : typeof cell !== 'string') refuse(cell);
        texts[row] = typeof cell === 'string' ? cell : null;
      },
      values: (rows) => texts.slice(0, rows),
    };
  }
  const numbers = new Float64Array(size);
  const whole = type === 'integer';
  return {
    set(row, cell) {
      const isGood = isMissing(cell) ? !required : typeof cell === 'number' && (!whole || Number.isSafeInteger(cell));
      if (!isGood) refuse(cell);
      numbers[row] = isMissing(cell) ? Number.NaN : (cell as number);
    },
    values(rows) {
      const present = numbers.subarray(0, rows);
      const hasGaps = present.some(Number.isNaN);
      if (whole) return hasGaps ? Array.from(present, (n) => (Number.isNaN(n) ? null : BigInt(n))) : toWhole(present);
      return hasGaps ? Array.from(present, (n) => (Number.isNaN(n) ? null : n)) : present;
    },
  };
}

function toWhole(numbers: Float64Array): BigInt64Array {
  const whole = new BigInt64Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) whole[i] = BigInt(numbers[i]);
  return whole;
}

/** As in CSV. */
function isMissing(cell: Cell): boolean {
  return cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell));
}
