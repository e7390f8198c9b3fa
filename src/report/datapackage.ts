/** datapackage.json: what every file and column means, in the Frictionless vocabulary (Data Package 2.0). */
import type { Plan } from '../experiment/plan.ts';
import type { Table } from './csv.ts';
import { extensionsOf, type TableFormat } from './table-files.ts';

/** What a folder of tables is. */
interface PackageHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly id?: string;
}

/** The description of a folder of results, as plain data. Holds no time: the same run gives the same bytes. */
export function describePackage(
  plan: Plan,
  tables: readonly Table[],
  name = 'stolperdraht-run',
  format: TableFormat = 'csv',
): object {
  const { title, draws, paths, seed, design, version, planHash: id } = plan;
  const description = `${draws} draws of ${paths.map((path) => path.name).join(', ')}; seed ${seed}, design ${design}.`;
  return describeTables({ name, title, description, version, id }, tables, format);
}

/** What is said of a file in each format. */
const FORMATS = {
  csv: {
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
  },
  parquet: { format: 'parquet', mediatype: 'application/vnd.apache.parquet' },
} as const;

/** The description of a folder of tables that come from no run. */
export function describeTables(head: PackageHead, tables: readonly Table[], format: TableFormat = 'csv'): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    ...head,
    resources: tables.flatMap((table) => extensionsOf(format).map((extension) => describeFile(table, extension))),
  };
}

/** The same columns and types in both formats; what is missing is null in Parquet and empty in CSV. */
function describeFile(table: Table, format: TableFormat): object {
  return {
    name: `${table.name.replaceAll('_', '-')}${format === 'csv' ? '' : `-${format}`}`,
    type: 'table',
    path: `${table.name}.${format}`,
    title: table.title,
    description: table.description,
    ...FORMATS[format],
    schema: {
      fields: table.columns.map(({ name, type, title, description, unit, required }) => ({
        name,
        type,
        ...(title ? { title } : {}),
        description,
        ...(unit ? { unit } : {}),
        ...(required ? { constraints: { required: true } } : {}),
      })),
      ...(format === 'csv' ? { missingValues: [''] } : {}),
      primaryKey: table.key,
    },
  };
}
