import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { stolperdraht } from './cli/support.ts';
import { readCsv } from './support/csv-reader.ts';

const example = fileURLToPath(new URL('../results/example', import.meta.url));
const manifest = JSON.parse(readFileSync(join(example, 'manifest.json'), 'utf8')) as {
  command: string[];
  files: { name: string; bytes: number; sha256: string }[];
};
const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-example-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the example of results', () => {
  test('holds what its manifest lists', () => {
    expect(readdirSync(example).sort()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].sort());
    for (const { name, sha256 } of manifest.files) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(example, name)))
          .digest('hex'),
        name,
      ).toBe(sha256);
    }
  });

  test('is small and speaks of no place on the disk of whoever made it', () => {
    const files = readdirSync(example).map((name) => join(example, name));
    expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(300_000);
    for (const file of files)
      expect(readFileSync(file, 'utf8')).not.toMatch(/(?:^|[\s"'=])\/(?:home|root|tmp|work|Users)\//m);
  });

  test('comes out again from its command, to rounding (relative 1e-9, of tiny values absolute 1e-12)', async () => {
    const { command } = manifest;
    const again = join(folder, 'again');
    const args = command.slice(1).map((word) => (word === 'results/example' ? again : word));
    expect(args).toContain(again);
    expect(await stolperdraht(args)).toMatchObject({ code: 0 });
    for (const name of readdirSync(example).filter((file) => file.endsWith('.csv'))) {
      const [old, fresh] = [example, again].map((place) => readCsv(readFileSync(join(place, name), 'utf8')));
      expect(fresh.header, name).toEqual(old.header);
      expect(fresh.rows.length, name).toBe(old.rows.length);
      old.rows.forEach((row, r) => {
        row.forEach((cell, c) => {
          const [a, b] = [cell, fresh.rows[r][c]].map(Number);
          const isNear = cell === fresh.rows[r][c] || Math.abs(a - b) <= Math.max(1e-12, 1e-9 * Math.abs(a));
          expect(isNear, `${name}, row ${r + 1}, ${old.header[c]}: ${fresh.rows[r][c]} instead of ${cell}`).toBe(true);
        });
      });
    }
  });
});
