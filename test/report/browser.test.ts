/** The report in a real browser. Needs Chromium at /usr/bin/chromium, or where CHROMIUM says. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openResults } from '../../src/report/folder/read-folder.ts';
import { speechOf } from '../../src/report/language/language.ts';
import type { Language } from '../../src/report/language/languages.ts';
import { renderHtml } from '../../src/report/page/html.ts';
import { composeReport } from '../../src/report/report.ts';
import { hostileScenario } from './hostile-scenario.ts';
import { writeSmallAnalyses } from './small-analyses.ts';
import { writeSmallRun, writeSmallSweep } from './small-results.ts';
import { writeSmallDiscordant, writeSmallFlip, writeSmallSolutions, writeSmallSteelman } from './small-searches.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere)
  console.warn(`There is no browser at ${executablePath}: the tests of the report in a browser are skipped.`);

const example = fileURLToPath(new URL('../../results/example', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'stolperdraht-browser-'));
interface PageOptions {
  readonly folder: () => string;
  /** Folders of analyses that stand in the same page. */
  readonly others?: () => readonly string[];
  readonly language: Language;
  readonly paper: boolean;
}
const searches = (scenario?: Record<string, unknown>) => () =>
  [writeSmallFlip, writeSmallSteelman, writeSmallSolutions, writeSmallDiscordant].map((write, index) =>
    write(join(root, `search-${index}${scenario === undefined ? '' : '-hostile'}`), scenario && { scenario }),
  );
const PAGES: Readonly<Record<string, PageOptions>> = {
  'the example': { folder: () => example, language: 'en', paper: false },
  'the example in German': { folder: () => example, language: 'de', paper: false },
  'the example for paper': { folder: () => example, language: 'de', paper: true },
  'a sweep of one quantity': { folder: () => writeSmallSweep(join(root, 'line'), 1), language: 'en', paper: false },
  'a strategy map': { folder: () => writeSmallSweep(join(root, 'map'), 2), language: 'de', paper: false },
  'all analyses': { folder: () => writeSmallAnalyses(join(root, 'analyses')), language: 'de', paper: false },
  'a run with analyses in other folders': {
    folder: () => writeSmallRun(join(root, 'run')),
    others: searches(),
    language: 'en',
    paper: false,
  },
  'a hostile scenario': {
    folder: () => writeSmallRun(join(root, 'hostile'), hostileScenario()),
    others: searches(hostileScenario()),
    language: 'en',
    paper: false,
  },
};
const names = Object.keys(PAGES);
const files = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  if (!isThere) return;
  for (const name of names) {
    const { folder, others = () => [], language, paper } = PAGES[name];
    const opened = await Promise.all(others().map((path) => openResults(path, '9.9.9')));
    const report = await composeReport(await openResults(folder(), '9.9.9'), language, opened);
    const file = join(root, `${names.indexOf(name)}.html`);
    writeFileSync(file, await renderHtml(report, speechOf(language), { paper }));
    files.set(name, pathToFileURL(file).href);
  }
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(root, { recursive: true, force: true });
});

/** Opens a page and closes it again; nothing may be said on the console, and nothing fetched. */
async function withPage(
  name: string,
  width: number,
  use: (page: Page) => Promise<void>,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  page.on('dialog', (dialog) => complaints.push(`opens a dialog: ${dialog.message()}`));
  try {
    await page.goto(files.get(name) ?? '');
    await use(page);
  } finally {
    await page.close();
  }
  expect(complaints).toEqual([]);
}

describe.skipIf(!isThere)('in a browser', () => {
  test.each(names)('%s draws every chart with marks in it, at the width of a desk', async (name) => {
    await withPage(name, 1280, async (page) => {
      const charts = await drawnCharts(page);
      expect(charts.length).toBe(await page.locator('figure').count());
      expect(charts.length).toBeGreaterThan(0);
      for (const { width, height, marks } of charts) {
        expect(width).toBeGreaterThan(250);
        expect(height).toBeGreaterThan(40);
        expect(marks).toBeGreaterThan(1);
      }
    });
  });

  test.each(names.filter((name) => !name.includes('paper')))(
    '%s fits a telephone, without scrolling sideways',
    async (name) => {
      await withPage(name, 390, async (page) => {
        const [wide, seen] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(wide).toBeLessThanOrEqual(seen);
        // Wide tables are scrolled by themselves; what they show is said in the part that is seen.
        const captions = await page.evaluate<number[]>(
          "[...document.querySelectorAll('caption span')].map((caption) => caption.getBoundingClientRect().right)",
        );
        expect(captions.length).toBeGreaterThan(0);
        expect(Math.max(...captions)).toBeLessThanOrEqual(seen);
        const charts = await drawnCharts(page);
        expect(charts.length).toBe(await page.locator('figure').count());
        for (const { width, marks, smallestText } of charts) {
          expect(width).toBeLessThanOrEqual(390);
          expect(marks).toBeGreaterThan(1);
          expect(smallestText).toBeGreaterThanOrEqual(8);
        }
      });
    },
  );

  test('a chart gives its data and its specification as files', async () => {
    await withPage('the example', 1280, async (page) => {
      for (const [link, begin] of [
        ['outcomes.csv', 'path,outcome,mean,low,high,q05,q95\n'],
        ['outcomes.vl.json', '{'],
      ]) {
        const waiting = page.waitForEvent('download');
        await page.locator(`a[download="${link}"]`).click();
        const download = await waiting;
        expect(download.suggestedFilename()).toBe(link);
        const text = readFileSync(await download.path(), 'utf8');
        expect(text.startsWith(begin)).toBe(true);
        if (link.endsWith('.json')) expect(JSON.parse(text).$schema).toContain('vega-lite');
      }
    });
  });

  test('the keyboard reaches the content first, then contents and downloads, and opens the tables', async () => {
    await withPage('the example', 1280, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#verdict');
      const summary = page.locator('summary').first();
      await summary.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('details').first().getAttribute('open')).toBe('');
    });
  });

  test.each(['light', 'dark'] as const)('text has enough contrast, %s', async (scheme) => {
    await withPage(
      'the example',
      1280,
      async (page) => {
        const [ground, ...inks] = await page.evaluate<string[]>(`[
          getComputedStyle(document.body).backgroundColor,
          ...['body', 'figcaption', '.kicker', 'a', '.small', 'figure svg.wide text'].map((selector) => {
            const style = getComputedStyle(document.querySelector(selector));
            return selector.endsWith('text') ? style.fill : style.color;
          }),
        ]`);
        expect(luminance(ground) < 0.5).toBe(scheme === 'dark');
        for (const ink of inks) expect(contrast(ground, ink)).toBeGreaterThan(4.5);
      },
      scheme,
    );
  });

  test('print is light even for those who read in the dark, and shows no downloads', async () => {
    await withPage(
      'the example',
      1000,
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(
          luminance(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')),
        ).toBeGreaterThan(0.9);
        expect(await page.locator('.tools').first().isVisible()).toBe(false);
        expect((await drawnCharts(page)).length).toBe(await page.locator('figure').count());
      },
      'dark',
    );
  });

  test('hostile text runs nothing, and stands on the page', async () => {
    await withPage('a hostile scenario', 1280, async (page) => {
      expect(await page.locator('script, main img').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toContain('<script>alert(1)</script>');
      expect(await page.title()).toContain('</title><h1>');
    });
  });
});

interface DrawnChart {
  readonly width: number;
  readonly height: number;
  readonly marks: number;
  /** In pixels of the screen. */
  readonly smallestText: number;
}

/** The charts that are to be seen. A mark counts if it has an extent. */
function drawnCharts(page: Page): Promise<DrawnChart[]> {
  return page.evaluate<DrawnChart[]>(`[...document.querySelectorAll('figure svg.chart')]
    .filter((svg) => svg.getBoundingClientRect().width > 0)
    .map((svg) => {
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const marks = [...svg.querySelectorAll('.role-mark > path, .role-mark > line')].filter((mark) => {
        const { width, height } = mark.getBoundingClientRect();
        return width > 0.2 || height > 0.2;
      });
      const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize));
      return { width: box.width, height: box.height, marks: marks.length, smallestText: scale * Math.min(...sizes) };
    })`);
}

/** Relative luminance of a colour as the browser says it (WCAG 2.2). */
function luminance(color: string): number {
  const [red, green, blue] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
