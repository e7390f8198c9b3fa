/** The story of a future in a real browser. Needs Chromium at /usr/bin/chromium, or where CHROMIUM says. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/deterrence/outputs.ts';
import { traceWorld } from '../../../src/deterrence/trace.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import { tellStory } from '../../../src/report/trace/story.ts';
import { renderStoryHtml } from '../../../src/report/trace/story-html.ts';
import { storySpeechOf } from '../../../src/report/trace/story-speech.ts';
import type { Tale, TracedPath } from '../../../src/report/trace/tale.ts';
import { worldWith } from '../../deterrence/known-answers.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) console.warn(`There is no browser at ${executablePath}: the tests of stories in a browser are skipped.`);

const HOSTILE = `<script>document.title='taken'</script>"'><img src=x onerror=alert(1)>${'long'.repeat(60)}`;
const members = ['Ash', HOSTILE, 'Cedar'].map((name) => ({ name, weight: 1, resolve: 0, conditionality: 5 }));
const world = worldWith({ 'tripwire.deploy_years': 0, 'coalition.rationality': 0.02, 'roe.threshold': 3 }, members);

/** A history with a vote in which the members do not agree. */
function livelyPath(title: string): TracedPath {
  for (let i = 0; ; i++) {
    const { events } = traceWorld(world, uniformStream('browser', String(i)), uniformStream('voters', String(i)));
    const isSplit = events.some(
      (event) => event.kind === 'vote' && new Set(event.members.map(({ inFavour }) => inFavour)).size > 1,
    );
    if (!isSplit) continue;
    const outcomes = OUTCOMES.map(({ name, label }) => ({ name, label, chance: 1 / OUTCOMES.length }));
    return {
      ...{ name: 'path', title, events, outcomes },
      ladder: [HOSTILE, 'clash', 'war'],
      troops: 10,
      firstBelief: 0.4,
      quorum: 0.5,
    };
  }
}

const tale: Tale = {
  ...{ title: HOSTILE, asOf: '2025-09-15', draw: 0, draws: 10, history: 0, seed: 'test', design: 'lhs' },
  actors: { challenger: 'Redland', protege: HOSTILE, coalition: 'العربية', backer: 'Blueland' },
  ...{ stepYears: 0.25, periods: 40, beliefPoints: 9, command: 'stolperdraht trace' },
  paths: [livelyPath(HOSTILE), livelyPath('Fortress')],
};

interface Seen {
  readonly title: string;
  readonly heading: string;
  readonly foreign: number;
  /** Pixels that do not fit. */
  readonly overflow: number;
  /** Whether the columns stand beside each other. */
  readonly beside: boolean;
  readonly bars: number;
  readonly members: number;
}

describe.skipIf(!isThere)('the page of a story in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-story-'));
  const file = join(folder, 'story.html');
  let browser: Browser;
  beforeAll(async () => {
    const speech = storySpeechOf('de');
    writeFileSync(file, renderStoryHtml(tellStory(tale, speech), speech));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([390, 1400])('shows hostile names as text and fits %i pixels', { timeout: 120_000 }, async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => said.push(`dialog ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) said.push(`request ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    // Text, since these tests are compiled without the types of a browser.
    const seen = (await page.evaluate(`(() => {
      const columns = [...document.querySelectorAll('article.column')].map((each) => each.getBoundingClientRect());
      return {
        title: document.title,
        heading: document.querySelector('h1').textContent,
        foreign: document.querySelectorAll('script, img, iframe').length,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        beside: columns[0].top === columns[1].top,
        bars: document.querySelectorAll('svg.strip rect.war, svg.strip rect.ceasefire').length,
        members: document.querySelectorAll('tbody th[scope=row][dir=auto]').length,
      };
    })()`)) as Seen;
    await page.close();
    expect(said).toEqual([]);
    expect(seen).toMatchObject({ title: HOSTILE, heading: HOSTILE, foreign: 0, beside: width === 1400 });
    expect(seen.overflow).toBeLessThanOrEqual(0);
    expect(seen.bars).toBeGreaterThan(4);
    expect(seen.members).toBeGreaterThanOrEqual(3);
  });
});
