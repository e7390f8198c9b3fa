/** datapackage.json: what every file and column means, in the Frictionless vocabulary (Data Package 2.0). */
import type { Plan } from '../experiment/plan.ts';
import type { Table } from './csv.ts';

/** The description of a folder of results, as plain data. Holds no time: the same run gives the same bytes. */
export function describePackage(plan: Plan, tables: readonly Table[], name = 'stolperdraht-run'): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name,
    title: plan.title,
    description: `${plan.draws} draws of ${plan.paths.map((path) => path.name).join(', ')}; seed ${plan.seed}, design ${plan.design}.`,
    version: plan.version,
    id: plan.planHash,
    resources: tables.map((table) => ({
      name: table.name.replaceAll('_', '-'),
      type: 'table',
      path: `${table.name}.csv`,
      title: table.title,
      description: table.description,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
      schema: {
        fields: table.columns.map(({ name, type, title, description, unit, required }) => ({
          name,
          type,
          ...(title ? { title } : {}),
          description,
          ...(unit ? { unit } : {}),
          ...(required ? { constraints: { required: true } } : {}),
        })),
        missingValues: [''],
        primaryKey: table.key,
      },
    })),
  };
}
