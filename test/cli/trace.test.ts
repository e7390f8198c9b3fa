import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { UsageError } from '../../src/cli/errors.ts';
import { traceHistory } from '../../src/cli/trace/trace.ts';
import { readTraceOptions } from '../../src/cli/trace/trace-options.ts';
import { readCsv } from '../support/csv-reader.ts';
import { stolperdraht, twoPaths } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-trace-'));
const run = join(folder, 'run');
/** A force that stands at once and a long ceasefire, so that much happens. */
const busy = ['tripwire.deploy_years=0', 'clock.years=6', 'coalition.rationality=0.02']
  .flatMap((set) => ['--set', set])
  .concat(['--draws', '8', '--seed', 'busy']);
const silent: Environment = {
  ...{ stdout: process.stdout, stderr: process.stderr, signal: new AbortController().signal },
  ...{ now: () => new Date(0), argv: [] },
};
let histories: readonly Readonly<Record<string, string>>[];

beforeAll(async () => {
  const { code } = await stolperdraht(['run', twoPaths, ...busy, '--histories', '6', '--out', run, '--quiet']);
  expect(code).toBe(0);
  const { header, rows } = readCsv(readFileSync(join(run, 'histories.csv'), 'utf8'));
  histories = rows.map((row) => Object.fromEntries(row.map((cell, i) => [header[i], cell])));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const trace = async (...args: string[]) => {
  const outcome = await stolperdraht(['trace', ...args]);
  expect([outcome.code, outcome.stderr.replace(/^wrote .*\n/gm, '')]).toEqual([0, '']);
  return outcome.stdout;
};

interface Line {
  readonly kind: string;
  readonly path: string;
  readonly choice?: string;
  readonly happened?: boolean;
  readonly outcome?: string;
  readonly phase?: string;
}

describe('trace', () => {
  it('tells the history that a run counts, to each of its numbers', async () => {
    // The liveliest, and one in the last world.
    const lively = [...histories].sort(
      (x, y) => Number(y.responses) - Number(x.responses) || Number(y.probes) - Number(x.probes),
    );
    expect(Number(lively[0].responses)).toBeGreaterThan(0);
    for (const row of [lively[0], lively[1], histories.at(-1)!]) {
      const text = await trace(
        twoPaths,
        ...busy,
        '--path',
        row.path,
        '--draw',
        row.draw_id,
        '--history',
        row.history_id,
        '--format',
        'jsonl',
      );
      const lines: Line[] = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const count = (kind: string, is: (line: Line) => boolean = ({ happened }) => happened === true) =>
        lines.filter((line) => line.kind === kind && is(line)).length;
      expect(lines.at(-1)).toMatchObject({ kind: 'end', outcome: row.outcome, path: row.path });
      expect(count('acceptance')).toBe(Number(row.ceasefires));
      for (const [choice, column] of [
        ['probe', 'probes'],
        ['limited', 'limited_attacks'],
        ['assault', 'assaults'],
      ]) {
        expect(count('choice', (line) => line.choice === choice)).toBe(Number(row[column]));
      }
      expect(count('hit')).toBe(Number(row.hits));
      expect(count('trigger')).toBe(Number(row.triggered));
      expect(count('backing', () => true)).toBe(Number(row.responses));
      expect(count('period', ({ phase }) => phase === 'ceasefire') / 2).toBe(Number(row.ceasefire_years));
    }
  });

  it('tells of the folder of a run what it tells of its scenario', async () => {
    const at = ['--path', 'deployment', '--draw', '5', '--history', '4', '--format', 'jsonl'];
    expect(await trace(run, ...at)).toBe(await trace(twoPaths, ...busy, ...at));
  });

  it('writes a story as text that fits eighty columns, and names the command that tells it again', async () => {
    const text = await trace(twoPaths, ...busy, '--path', 'deployment', '--draw', '5', '--history', '4');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const again = /on any machine: (stolperdraht .*)$/.exec(text.replace(/\s+/g, ' ').trim())?.[1] ?? '';
    const words = [...again.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    expect(await trace(...words.slice(2))).toBe(text);
  });

  it('writes a page in German beside which nothing is left, its format told by its name', async () => {
    const out = join(folder, 'pages', 'story.html');
    expect(await trace(twoPaths, ...busy, '--paths', 'deployment,fortress', '--lang', 'de', '--out', out)).toBe('');
    const page = readFileSync(out, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="de">/);
    expect(page.match(/<article/g)).toHaveLength(2);
    expect(page).toContain('Wo sich die Wege trennen');
    expect(readdirSync(join(folder, 'pages'))).toEqual(['story.html']);
  });

  it.each([
    [{ path: 'fotress' }, '--path fotress: no such path; did you mean fortress?'],
    [{ paths: 'deployment,castle' }, '--paths castle: no such path; known: deployment, fortress'],
    [{}, '--path is missing, must be one of deployment, fortress; or two of them with --paths'],
    [{ paths: 'deployment' }, '--paths names 1 path, must name two'],
    [{ path: 'fortress', paths: 'deployment,fortress' }, '--path and --paths cannot be used together'],
    [{ path: 'fortress', draw: '6' }, '--draw is 6, must be from 0 to 5; --draws says of how many it is one'],
    [{ path: 'fortress', draw: '-1' }, '--draw is -1, must be a whole number from 0'],
    [{ path: 'fortress', history: 'x' }, '--history is x, must be a whole number from 0'],
    [{ path: 'fortress', lang: 'fr' }, '--lang is fr, must be one of en, de'],
    [{ path: 'fortress', format: 'pdf' }, '--format is pdf, must be one of text, html, jsonl'],
  ])('refuses %j', async (args, message) => {
    const read = async () => traceHistory(readTraceOptions({ source: twoPaths, ...args }), silent);
    await expect(read()).rejects.toThrow(new UsageError(message));
  });

  it('refuses a draw that gives no world', async () => {
    const set = 'coalition.resolve=0.2 + 0.9 * goodwill';
    const options = readTraceOptions({ source: twoPaths, path: 'deployment', set, draws: '30', draw: '5' });
    await expect(traceHistory(options, silent)).rejects.toThrow(UsageError);
    await expect(traceHistory(options, silent)).rejects.toThrow('coalition.resolve in draw 5 on path deployment: 1.01');
  });

  it('refuses other worlds of a run that is finished', async () => {
    const { code, stderr } = await stolperdraht(['trace', run, '--path', 'fortress', '--seed', 'other']);
    expect(stderr).toContain('--seed is other, but');
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
});
