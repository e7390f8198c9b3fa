import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRunOptions } from '../../src/cli/run/run-options.ts';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stolperdraht-format-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Resource {
  readonly path: string;
  readonly format: string;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: string }[] };
}

const jsonOf = (out: string, name: string) => JSON.parse(readFileSync(join(out, name), 'utf8'));

/** Every table of a folder, as its rows in both formats: text as it is, numbers as numbers, what is missing as null. */
async function tables(out: string) {
  const { resources } = jsonOf(out, 'datapackage.json') as { resources: readonly Resource[] };
  const parquets = resources.filter(({ format }) => format === 'parquet');
  expect(resources.length).toBe(2 * parquets.length);
  return Promise.all(
    parquets.map(async ({ path, schema: { fields } }) => {
      const file = Uint8Array.from(readFileSync(join(out, path))).buffer;
      const { header, rows } = readCsv(readFileSync(join(out, path.replace('.parquet', '.csv')), 'utf8'));
      expect(header).toEqual(fields.map(({ name }) => name));
      const types = parquetMetadata(file).schema.slice(1);
      expect(types.map(({ name, type }) => [name, type])).toEqual(
        fields.map(({ name, type }) => [name, { string: 'BYTE_ARRAY', integer: 'INT64', number: 'DOUBLE' }[type]]),
      );
      const found = (await parquetReadObjects({ file })).map((row) =>
        fields.map(({ name }) => (typeof row[name] === 'bigint' ? Number(row[name]) : row[name])),
      );
      const expected = rows.map((row) =>
        row.map((cell, i) => (cell === '' ? null : fields[i].type === 'string' ? cell : Number(cell))),
      );
      return { path, found, expected };
    }),
  );
}

describe('--format parquet', () => {
  test('writes every table of a run beside its CSV, with the same values, columns and types', async () => {
    const out = join(folder, 'run');
    const args = ['run', twoPaths, '--draws', '12', '--histories', '2', '--format', 'parquet', '--quiet'];
    // Some evaluations fail: their reasons and their gaps are in the tables as well.
    const failing = ['--set', 'backer.reliability=normal(0.5, 0.3)'];
    expect((await stolperdraht([...args, ...failing, '--out', out])).code).toBe(3);
    const all = await tables(out);
    expect(all.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['draws.parquet', 'params.parquet', 'histories.parquet']),
    );
    for (const { path, found, expected } of all) expect(found, path).toEqual(expected);
    expect(all.find(({ path }) => path === 'draws.parquet')?.found.flat()).toEqual(
      expect.arrayContaining(['failed', null]),
    );
    const { files } = jsonOf(out, 'manifest.json') as { files: readonly { name: string; rows: number | null }[] };
    const rows = new Map(files.map((file) => [file.name, file.rows]));
    for (const { path, found } of all) expect(rows.get(path)).toBe(found.length);
    expect([...rows.keys(), 'manifest.json'].sort()).toEqual(readdirSync(out).sort());
  });

  test('writes every table of a sweep, and the draws of every cell where they are kept', async () => {
    const out = join(folder, 'sweep');
    const vary = ['--vary', 'backer.reliability=0.2,0.8', '--draws', '4', '--keep', 'draws'];
    expect((await stolperdraht(['sweep', twoPaths, ...vary, '--format', 'parquet', '--out', out])).code).toBe(0);
    const all = await tables(out);
    for (const { path, found, expected } of all) expect(found, path).toEqual(expected);
    expect(all.find(({ path }) => path === 'draws.parquet')?.found.length).toBe(2 * 2 * 4);
  });

  test('leaves the CSV as it is, and gives the same bytes for any number of threads', async () => {
    const [one, two, plain] = ['one', 'two', 'plain'].map((name) => join(folder, name));
    const args = ['run', twoPaths, '--draws', '80', '--quiet', '--out'];
    await stolperdraht([...args, one, '--format', 'parquet', '--jobs', '1']);
    await stolperdraht([...args, two, '--format', 'parquet', '--jobs', '2']);
    await stolperdraht([...args, plain]);
    const bytes = (out: string, name: string) => readFileSync(join(out, name)).toString('base64');
    const names = readdirSync(one).filter((name) => name !== 'manifest.json');
    expect(names.filter((name) => name.endsWith('.parquet')).length).toBeGreaterThan(8);
    for (const name of names) expect(bytes(two, name), name).toBe(bytes(one, name));
    for (const name of names.filter((each) => each.endsWith('.csv'))) expect(bytes(plain, name)).toBe(bytes(one, name));
    expect(readdirSync(plain).some((name) => name.endsWith('.parquet'))).toBe(false);
    // What reads folders of results reads this one as well.
    expect((await stolperdraht(['report', one])).code).toBe(0);
    const robust = ['robustness', one, '--out', join(folder, 'robustness'), '--quiet'];
    expect(await stolperdraht(robust)).toMatchObject({ code: 0, stderr: '' });
  });

  test('is the only other format: others are refused, and nothing is written', async () => {
    const out = join(folder, 'refused');
    expect(await stolperdraht(['run', twoPaths, '--format', 'xlsx', '--out', out])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--format is xlsx, must be csv or parquet\n'),
    });
    expect(existsSync(out)).toBe(false);
    expect(readRunOptions({ scenario: twoPaths, format: 'csv' }).format).toBe('csv');
  });
});
