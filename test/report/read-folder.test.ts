import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { orderPaths } from '../../src/report/folder/order.ts';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { readRun } from '../../src/report/folder/run-data.ts';
import { readStory } from '../../src/report/folder/story.ts';
import { leadOfCell, readSweep } from '../../src/report/folder/sweep-data.ts';
import { smallScenario, writeManifest, writeSmallRun, writeSmallSweep } from './small-results.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const place = () => join(root, String(made++));

describe('a folder of results', () => {
  test('is read as it was written', async () => {
    const folder = await openResults(writeSmallRun(place()), '9.9.9');
    const story = readStory(folder);
    expect(story.paths.map(({ name, title, index }) => [name, title, index])).toEqual([
      ['wire', 'The wire', 0],
      ['wall', 'The wall', 1],
    ]);
    expect(story.preferences.map(({ name, direction }) => [name, direction])).toEqual([
      ['harm', 'minimize'],
      ['hope', 'maximize'],
    ]);
    const run = await readRun(folder, story.preferences[0]);
    expect(run.outcomes).toEqual(['ceasefire_holds', 'war_continues', 'renewed_war_lost', 'general_war']);
    expect(run.failed).toBe(0);
    expect(run.comparison[0].better).toBeUndefined();
    expect(run.comparison[1]).toMatchObject({ mean: -1, low: -1.4, high: -0.6, better: { a: { share: 0.75 } } });
    expect(run.worlds.map((values) => [...values])).toEqual([
      [1, 2, 3, 6],
      [3, 4, 4, 5],
    ]);
    expect(folder.warnings).toEqual([]);
  });

  test('of another version is read with a warning', async () => {
    const folder = await openResults(writeSmallRun(place()), '1.2.3');
    expect(folder.warnings).toEqual([
      expect.stringMatching(/version 9\.9\.9 of stolperdraht, this is version 1\.2\.3/),
    ]);
  });

  test('counts worlds that failed, and leaves their values out', async () => {
    const path = writeSmallRun(place());
    const draws = join(path, 'draws.csv');
    writeFileSync(draws, readFileSync(draws, 'utf8').replace('wall,2,ok,,4,0.5', 'wall,2,failed,no solution,,'));
    writeManifest(path, ['wire', 'wall'], smallScenario(), 4);
    const folder = await openResults(path, '9.9.9');
    const run = await readRun(folder, readStory(folder).preferences[0]);
    expect(run.failed).toBe(1);
    expect([...run.worlds[1]]).toEqual([3, 4, Number.NaN, 5]);
  });

  test('with a long timeline is read at no more than 120 years, the last among them', async () => {
    const path = writeSmallRun(place());
    const years = Array.from({ length: 1000 }, (_, index) => (index + 1) / 4);
    const rows = years.flatMap((year) => ['wire', 'wall'].map((name) => `${name},${year},ceasefire_holds,0.5,0,1`));
    writeFileSync(join(path, 'timeline.csv'), `path,year,outcome,mean,q05,q95\n${rows.join('\n')}\n`);
    writeManifest(path, ['wire', 'wall'], smallScenario(), 4);
    const { timeline } = await readRun(await openResults(path, '9.9.9'));
    const kept = [...new Set(timeline.map(({ year }) => year))];
    expect(kept.length).toBeLessThanOrEqual(120);
    expect(kept.at(-1)).toBe(250);
    expect(new Set(kept.slice(1).map((year, index) => year - kept[index])).size).toBe(1);
  });

  test('has text as it was before spreadsheets were thought of', async () => {
    const path = writeSmallRun(place());
    const best = join(path, 'best.csv');
    writeFileSync(best, readFileSync(best, 'utf8').replaceAll('harm,', "'=harm,"));
    writeManifest(path, ['wire', 'wall'], smallScenario(), 4);
    const { best: rows } = await readRun(await openResults(path, '9.9.9'));
    expect(rows[0].preference).toBe('=harm');
  });

  const broken: readonly [string, (path: string) => void, RegExp][] = [
    ['is missing', (path) => rmSync(path, { recursive: true }), /is not there/],
    [
      'is a file',
      (path) => {
        rmSync(path, { recursive: true });
        writeFileSync(path, '');
      },
      /is a file, must be a folder/,
    ],
    ['has no manifest', (path) => rmSync(join(path, 'manifest.json')), /no manifest\.json/],
    ['is not finished', (path) => mkdirSync(join(path, '.checkpoint')), /is not finished/],
    ['lacks a file', (path) => rmSync(join(path, 'draws.csv')), /draws\.csv is missing/],
    [
      'was cut short',
      (path) => truncateSync(join(path, 'draws.csv'), 50),
      /draws\.csv has 50 bytes, its manifest says/,
    ],
    ['has a longer file', (path) => appendFileSync(join(path, 'best.csv'), '\n'), /cut short or changed/],
    [
      'was changed',
      (path) => {
        const file = join(path, 'best.csv');
        writeFileSync(file, readFileSync(file, 'utf8').replace('0.75', '0.99'));
      },
      /best\.csv was changed after it was written/,
    ],
    [
      'has a manifest that is cut short',
      (path) => truncateSync(join(path, 'manifest.json'), 30),
      /manifest\.json is no JSON/,
    ],
    [
      'has a manifest of something else',
      (path) => writeFileSync(join(path, 'manifest.json'), '{"program":"other"}'),
      /manifest\.json is not what stolperdraht writes at program/,
    ],
    [
      'names files outside of it',
      (path) => editManifest(path, (manifest) => manifest.files.push({ ...manifest.files[0], name: '../secret' })),
      /files\.\d+\.name: must be the plain name of a file/,
    ],
    [
      'names a path that the scenario does not have',
      (path) => editManifest(path, (manifest) => manifest.plan.paths.push('constructor')),
      /names the path constructor/,
    ],
  ];
  test.each(broken)('that %s is refused in one line', async (_, harm, message) => {
    const path = writeSmallRun(place());
    harm(path);
    const error = await openResults(path, '9.9.9').then(
      () => undefined,
      (fault: Error) => fault,
    );
    expect(error).toMatchObject({ name: 'FolderError', isUsage: true, message: expect.stringMatching(message) });
    expect(error?.message).not.toContain('\n');
  });

  const tables: readonly [string, (text: string) => string, RegExp][] = [
    ['without a column', (text) => text.replace('status', 'state'), /draws\.csv has no column status/],
    [
      'with a row too short',
      (text) => text.replace('wall,2,ok,,4,0.5', 'wall,2,ok'),
      /no table that stolperdraht wrote/,
    ],
    [
      'with a quote that does not end',
      (text) => text.replace('wall,2,', '"wall,2,'),
      /no table that stolperdraht wrote/,
    ],
    ['with two columns of one name', (text) => text.replace('error', 'status'), /two columns status/],
  ];
  test.each(tables)('with a table %s is refused in one line', async (_, change, message) => {
    const path = writeSmallRun(place());
    const file = join(path, 'draws.csv');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    writeManifest(path, ['wire', 'wall'], smallScenario(), 4);
    const folder = await openResults(path, '9.9.9');
    await expect(readRun(folder)).rejects.toMatchObject({
      name: 'FolderError',
      message: expect.stringMatching(message),
    });
  });

  test('with fewer rows than its manifest says is refused', async () => {
    const path = writeSmallRun(place());
    editManifest(path, (manifest) => {
      const file = manifest.files.find(({ name }: { name: string }) => name === 'best.csv');
      if (file) file.rows = 5;
    });
    await expect(readRun(await openResults(path, '9.9.9'))).rejects.toThrow(
      /best\.csv has 4 rows, its manifest says 5/,
    );
  });
});

describe('the order of paths', () => {
  test('has the smaller mean first where less is better, with a margin that is never negative', async () => {
    const folder = await openResults(writeSmallRun(place()), '9.9.9');
    const run = await readRun(folder);
    const [harm, hope] = readStory(folder).preferences;
    expect(orderPaths(['wire', 'wall'], harm, run)).toMatchObject({
      paths: ['wire', 'wall'],
      steps: [
        {
          path: 'wire',
          next: 'wall',
          margin: { mean: 1, low: 0.6, high: 1.4 },
          isClear: true,
          better: { share: 0.75 },
        },
      ],
      firstIsBest: { share: 0.75 },
    });
    expect(orderPaths(['wire', 'wall'], hope, run)).toMatchObject({
      paths: ['wire', 'wall'],
      steps: [{ margin: { mean: 0.24 }, isClear: false }],
    });
  });

  test('does not depend on which path the table subtracts', async () => {
    const folder = await openResults(writeSmallRun(place()), '9.9.9');
    const run = await readRun(folder);
    const [harm] = readStory(folder).preferences;
    const turned = run.comparison.map((row) => ({
      ...row,
      pathA: row.pathB,
      pathB: row.pathA,
      mean: -row.mean,
      low: -row.high,
      high: -row.low,
      better: row.better && { a: row.better.b, b: row.better.a },
    }));
    const order = orderPaths(['wire', 'wall'], harm, run);
    expect(orderPaths(['wire', 'wall'], harm, { ...run, comparison: turned })).toEqual(order);
  });

  test('is not there for a single path, or where a path has no value', async () => {
    const folder = await openResults(writeSmallRun(place()), '9.9.9');
    const run = await readRun(folder);
    const [harm] = readStory(folder).preferences;
    expect(orderPaths(['wire'], harm, run)).toBeUndefined();
    const summary = run.summary.map((row) => (row.path === 'wall' ? { ...row, n: 0 } : row));
    expect(orderPaths(['wire', 'wall'], harm, { ...run, summary })).toBeUndefined();
  });
});

describe('a sweep', () => {
  test('is read cell by cell, with the lead of each', async () => {
    const folder = await openResults(writeSmallSweep(place(), 2), '9.9.9');
    const story = readStory(folder);
    const sweep = await readSweep(folder, story);
    expect(sweep.quantities.map(({ name, label, values }) => [name, label, values])).toEqual([
      ['roe.threshold', 'Threshold of response', [5, 10, 20]],
      ['tripwire.troops', 'tripwire.troops', [1, 2, 3]],
    ]);
    expect(sweep.cells.map(({ values }) => values.join())).toEqual([
      '5,1',
      '5,2',
      '5,3',
      '10,1',
      '10,2',
      '10,3',
      '20,1',
      '20,2',
      '20,3',
    ]);
    const leads = sweep.cells.map((cell) => leadOfCell(cell, ['wire', 'wall'], story.preferences[0]));
    expect(leads.map((lead) => `${lead?.path} ${lead?.certainty}`)).toEqual([
      ...Array(3).fill('wire mean'),
      ...Array(3).fill('wire open'),
      ...Array(3).fill('wall worlds'),
    ]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: a test breaks it in ways that types would not allow
function editManifest(path: string, edit: (manifest: any) => void): void {
  const file = join(path, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}
