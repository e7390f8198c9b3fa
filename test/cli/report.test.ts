import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { writeSmallAnalyses } from '../report/small-analyses.ts';
import { writeSmallRun } from '../report/small-results.ts';
import { stolperdraht, twoPaths } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'stolperdraht-report-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const example = join(root, 'example');
cpSync(fileURLToPath(new URL('../../results/example', import.meta.url)), example, { recursive: true });

describe('report', () => {
  test('writes one page beside the results and names it', async () => {
    const { code, stdout, stderr } = await stolperdraht(['report', example]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const file = join(example, 'report.html');
    expect(stdout).toBe(`Report in ${file}\n`);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(statSync(file).size).toBeLessThan(2_000_000);
    expect(readdirSync(example).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('writes it in German, for paper, as Markdown, and where it is told to', async () => {
    const german = await stolperdraht(['report', example, '--lang', 'de', '--format', 'pdf-ready', '--quiet']);
    expect(german).toMatchObject({ code: 0, stdout: `${join(example, 'report.de.print.html')}\n`, stderr: '' });
    expect(readFileSync(join(example, 'report.de.print.html'), 'utf8')).toContain('<html lang="de">');
    const out = join(root, 'elsewhere', 'page.md');
    expect(await stolperdraht(['report', example, '--format', 'md', '--out', out])).toMatchObject({ code: 0 });
    const pictures = [...readFileSync(out, 'utf8').matchAll(/\]\((charts\/[a-z0-9-]+\.svg)\)/g)].map(
      ([, name]) => name,
    );
    expect(pictures.length).toBeGreaterThan(4);
    for (const name of pictures) expect(existsSync(join(root, 'elsewhere', name)), name).toBe(true);
  });

  test('replaces an older report and leaves the results as they are', async () => {
    const before = readFileSync(join(example, 'manifest.json'), 'utf8');
    const first = readFileSync(join(example, 'report.html'), 'utf8');
    expect(await stolperdraht(['report', example])).toMatchObject({ code: 0 });
    expect(readFileSync(join(example, 'report.html'), 'utf8') === first).toBe(true);
    expect(readFileSync(join(example, 'manifest.json'), 'utf8')).toBe(before);
  });

  test('takes analyses in other folders into the same page', async () => {
    const [run, analyses] = [writeSmallRun(join(root, 'run-2')), writeSmallAnalyses(join(root, 'analyses'))];
    const { code, stdout } = await stolperdraht(['report', run, '--with', analyses, '--quiet']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(run, 'report.html')}\n` });
    expect(readFileSync(join(run, 'report.html'), 'utf8')).toContain('<section id="threshold"');
  });

  test('rests the verdict on the preference that is asked for', async () => {
    const folder = writeSmallRun(join(root, 'preference'));
    const { code } = await stolperdraht(['report', folder, '--preference', 'hope']);
    expect(code).toBe(0);
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toMatch(/<p class="headline">Under the preference <code>hope<\/code>/);
    expect(page).toContain('“Better” means here: more of what <code>hope</code> counts');
    const unknown = await stolperdraht(['report', folder, '--preference', 'hop']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('--preference hop: no such preference; did you mean hope?');
    const charts = await stolperdraht(['charts', folder, '--preference', 'hope', '--formats', 'json']);
    expect(charts.code).toBe(0);
    expect(readFileSync(join(folder, 'charts', 'differences.vl.json'), 'utf8')).toContain('(hope)');
  });

  test('warns of results of another version', async () => {
    const folder = writeSmallRun(join(root, 'other'));
    const { code, stderr } = await stolperdraht(['report', folder]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^warning: .* was made by version 9\.9\.9 .*\n$/),
    });
  });

  const wrong: readonly [string, string[], RegExp][] = [
    ['a folder that is not there', [join(root, 'nowhere')], /nowhere is not there, must be a folder of results/],
    ['an unknown language', [example, '--lang', 'fr'], /--lang is fr, must be one of en, de/],
    ['an unknown format', [example, '--format', 'pdf'], /--format is pdf, must be one of html, pdf-ready, md/],
    ['no folder', [], /report: /],
  ];
  test.each(wrong)('refuses %s with exit code 2 and one line', async (_, args, message) => {
    const { code, stdout, stderr } = await stolperdraht(['report', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('run --report', () => {
  test('leaves the page beside the results and ends by naming it', async () => {
    const out = join(root, 'run');
    const { code, stdout } = await stolperdraht(['run', twoPaths, '--draws', '3', '--report', '--out', out]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`Report in ${join(out, 'report.html')}`);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('</html>');
  });

  test('prints nothing more where only the folder or JSON was asked for', async () => {
    const out = join(root, 'quiet');
    const { code, stdout } = await stolperdraht(['run', twoPaths, '--draws', '3', '--report', '--quiet', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${out}\n` });
    expect(existsSync(join(out, 'report.html'))).toBe(true);
  });
});

describe('charts', () => {
  test('writes every chart as Vega-Lite, SVG and PNG', async () => {
    const { code, stdout, stderr } = await stolperdraht(['charts', example, '--lang', 'de']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const where = join(example, 'charts');
    const names = readdirSync(where);
    const ids = names.filter((name) => name.endsWith('.de.svg')).map((name) => name.replace('.de.svg', ''));
    expect(stdout).toBe(`${ids.length} charts in ${where} (svg, png, json)\n`);
    expect(ids.sort()).toEqual([
      'best',
      'ceasefires',
      'cost',
      'differences',
      'outcomes',
      'phases',
      'survival',
      'survival-worlds',
    ]);
    for (const id of ids) {
      expect(readFileSync(join(where, `${id}.de.svg`), 'utf8')).toMatch(
        /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg".*<title id="/s,
      );
      const png = readFileSync(join(where, `${id}.de.png`));
      expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
      // Letters make a picture much larger than empty ground would be.
      expect(png.length).toBeGreaterThan(10_000);
      const specification = JSON.parse(readFileSync(join(where, `${id}.de.vl.json`), 'utf8'));
      expect(specification.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
      expect(specification.description.length).toBeGreaterThan(20);
    }
  });

  test('writes only what is asked for', async () => {
    const folder = writeSmallRun(join(root, 'some'));
    expect(await stolperdraht(['charts', folder, '--formats', 'json', '--quiet'])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(readdirSync(join(folder, 'charts')).every((name) => name.endsWith('.vl.json'))).toBe(true);
    expect(await stolperdraht(['charts', folder, '--formats', 'gif'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--formats is gif, must be one of svg, png, json'),
    });
  });
});

describe('report of what the commands leave', () => {
  const linearCost = fileURLToPath(new URL('../fixtures/linear-cost.yaml', import.meta.url));
  const at = (name: string) => join(root, 'real', name);
  const make = async (name: string, command: string, ...args: string[]) => {
    const source = command === 'run' ? linearCost : at('run');
    const { code, stderr } = await stolperdraht([command, source, ...args, '--out', at(name), '--quiet']);
    expect({ name, code, stderr: stderr.replace(/^warning: .*\n/gm, '') }).toEqual({ name, code: 0, stderr: '' });
  };
  const ANALYSES: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
    ['flip', 'flip', '--preference', 'money', '--max-evaluations', '600'],
    ['steelman', 'steelman', '--max-evaluations', '300'],
    ['solutions', 'compare-solutions', '--solutions', 'depth_2,fixed_response'],
    ['discordant', 'discordant', '--histories', '5'],
    ['discover', 'discover', '--path', 'fortress', '--where', 'budget > 0.6', '--resamples', '20'],
    ['information', 'value-of-information', '--preference', 'money', '--resamples', '100'],
    ['morris', 'sensitivity', '--method', 'morris', '--trajectories', '5', '--preference', 'money'],
    ['delta', 'sensitivity', '--method', 'delta', '--preference', 'money'],
    ['regional', 'sensitivity', '--method', 'regional', '--path', 'fortress', '--where', 'budget > 0.6'],
  ];

  test('has every analysis in it, with charts and in both languages', async () => {
    await make('run', 'run', '--draws', '120');
    for (const [name, command, ...args] of ANALYSES) await make(name, command, ...args);
    const others = ANALYSES.flatMap(([name]) => ['--with', at(name)]);
    for (const language of ['en', 'de']) {
      const { code } = await stolperdraht(['report', at('run'), ...others, '--lang', language]);
      expect(code).toBe(0);
      const page = readFileSync(at(`run/report${language === 'en' ? '' : '.de'}.html`), 'utf8');
      const sections = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
      for (const id of ['flip', 'steelman', 'solutions', 'discordant', 'discovery', 'information', 'sensitivity']) {
        expect(sections, id).toContain(id);
      }
      for (const id of [
        'flip',
        'flip-moves',
        'steelman',
        'steelman-moves',
        'solutions',
        'discordant',
        'tree',
        'boxes',
      ]) {
        expect(page.includes(`<figure id="chart-${id}"`), id).toBe(true);
      }
      for (const id of ['knowledge', 'morris', 'delta', 'regional']) {
        expect(page.includes(`<figure id="chart-${id}"`), id).toBe(true);
      }
      expect(/>[^<]*\b(?:NaN|undefined|null)\b/.exec(page)?.[0]).toBeUndefined();
      expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
    }
  }, 300_000);

  test('draws the charts of an analysis as files', async () => {
    const { code } = await stolperdraht(['charts', at('flip'), '--formats', 'json,svg', '--lang', 'de']);
    expect(code).toBe(0);
    expect(readdirSync(at('flip/charts')).sort()).toEqual(
      ['flip-moves', 'flip'].flatMap((id) => [`${id}.de.svg`, `${id}.de.vl.json`]),
    );
  });
});
