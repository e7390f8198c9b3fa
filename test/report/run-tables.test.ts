import { describe, expect, test } from 'vitest';
import { analyzeRun } from '../../src/analysis/run-analysis.ts';
import { OUTPUTS } from '../../src/deterrence/outputs.ts';
import { csvText } from '../../src/report/csv.ts';
import { describePackage } from '../../src/report/datapackage.ts';
import { runTables } from '../../src/report/run-tables.ts';
import { readCsv } from '../support/csv-reader.ts';
import { sampleResults } from '../support/sample-results.ts';

const results = sampleResults({
  paths: ['assurance', 'deployment', 'fortress'],
  draws: 7,
  adjust(set, path, draw) {
    if (path === 0) set('budget', 0);
    if (draw === 3) set('breakdown_year', Number.NaN);
  },
});
const tables = runTables(results, analyzeRun(results));
const written = new Map(
  tables.map((table) => [table.name, readCsv([...csvText(table)].map((piece) => piece.text).join(''))]),
);

describe('the tables of a run', () => {
  test.each(tables.map((table) => [table.name, table] as const))(
    '%s: keys tell the rows apart, required cells are there, types hold',
    (name, table) => {
      const { header, rows } = written.get(name)!;
      expect(header).toEqual(table.columns.map((column) => column.name));
      expect(rows.length).toBeGreaterThan(0);
      const keyColumns = table.key.map((key) => header.indexOf(key));
      expect(keyColumns).not.toContain(-1);
      expect(new Set(rows.map((row) => keyColumns.map((column) => row[column]).join('\0'))).size).toBe(rows.length);
      table.columns.forEach((column, index) => {
        for (const row of rows) {
          const cell = row[index];
          if (column.required) expect(cell, column.name).not.toBe('');
          if (cell !== '' && column.type === 'number') expect(Number.isFinite(Number(cell)), cell).toBe(true);
          if (cell !== '' && column.type === 'integer') expect(cell).toMatch(/^-?\d+$/);
        }
      });
    },
  );

  test('draws has a row for every path and draw, with the outputs of the model under their names', () => {
    const { header, rows } = written.get('draws')!;
    expect(header.slice(0, 4)).toEqual(['path', 'draw_id', 'status', 'error']);
    expect(header.slice(4)).toEqual([...OUTPUTS.map((output) => output.name), 'open_war', 'balanced', 'peace']);
    expect(rows.map((row) => `${row[1]} ${row[0]} ${row[2]}`).slice(0, 4)).toEqual([
      '0 assurance ok',
      '0 deployment ok',
      '0 fortress ok',
      '1 assurance ok',
    ]);
    expect(rows).toHaveLength(21);
  });

  test('draws gives back the values that were computed, and missing ones as empty cells', () => {
    const { rows } = written.get('draws')!;
    rows.forEach((row, index) => {
      const width = results.columns.length;
      const values = [...results.chunk.values.subarray(index * width, (index + 1) * width)];
      expect(row.slice(4).map((cell) => (cell === '' ? Number.NaN : Number(cell)))).toEqual(values);
    });
    const column = written.get('draws')!.header.indexOf('breakdown_year');
    expect(rows.filter((row) => row[column] === '').map((row) => row[1])).toEqual(['3', '3', '3']);
  });

  test('params has one row a draw', () => {
    expect(written.get('params')!.header).toEqual(['draw_id', 'backer.reliability', 'deployment:tripwire.troops']);
    expect(written.get('params')!.rows.map(([draw]) => draw)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  test('comparison fills the shares for preferences only', () => {
    const { header, rows } = written.get('comparison')!;
    const metric = header.indexOf('metric');
    const share = header.indexOf('a_better');
    const filled = new Set(rows.filter((row) => row[share] !== '').map((row) => row[metric]));
    expect(filled).toEqual(new Set(['balanced', 'peace']));
  });

  test('the data package describes every file and every column, in their order', () => {
    const { resources } = describePackage(results.plan, tables) as {
      resources: {
        name: string;
        path: string;
        schema: { fields: Record<string, unknown>[]; missingValues: string[] };
      }[];
    };
    expect(resources.map((resource) => resource.path)).toEqual(tables.map((table) => `${table.name}.csv`));
    for (const resource of resources) {
      expect(resource.name).toMatch(/^[a-z0-9-]+$/);
      expect(resource.schema.missingValues).toEqual(['']);
      const { header } = written.get(resource.path.replace('.csv', ''))!;
      expect(resource.schema.fields.map((field) => field.name)).toEqual(header);
      for (const field of resource.schema.fields) {
        expect(['string', 'integer', 'number']).toContain(field.type);
        expect(field.description).toMatch(/\S/);
      }
    }
  });
});
