import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { verifyProgram } from '../../src/cli/verify/verify.ts';
import { MODEL_VERSION } from '../../src/deterrence/model.ts';
import { verificationPage } from '../../src/report/verification/verification-markdown.ts';
import { createSubject } from '../../src/verify/subject.ts';
import { CLAIM_GROUPS, selectClaims, verify } from '../../src/verify/verification.ts';
import { readCsv } from '../support/csv-reader.ts';
import { IMPRECISE } from '../verify/broken-programs.ts';
import { stolperdraht } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'stolperdraht-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('verify', () => {
  it('prints claims, what was expected and found, and ends well if nothing fails', async () => {
    const { code, stdout, stderr } = await stolperdraht(['verify', '--only', 'interaction,poker']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Strategic interaction [interaction]');
    expect(stdout).toContain('In stripped-down poker a bet is read as a signal. [poker]');
    expect(stdout).toContain('None of 5 claims fails.');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints the page of the documentation, from the bundle that has no source beside it', async () => {
    const { code, stdout } = await stolperdraht([
      'verify',
      '--only',
      'published,ambiguous-threshold',
      '--format',
      'md',
    ]);
    expect(code).toBe(0);
    const claims = selectClaims(['published', 'ambiguous-threshold']);
    expect(stdout).toBe(verificationPage([...verify(createSubject(), claims)], MODEL_VERSION));
  });

  it('prints one document, and writes tables that are described', async () => {
    const out = join(folder, 'out');
    const { code, stdout } = await stolperdraht(['verify', '--only', 'interaction', '--json', '--out', out]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ model_version: MODEL_VERSION, claims: 4, agrees: 4, differs: 0, fails: 0 });
    expect(readdirSync(out).sort()).toEqual(['claim_numbers.csv', 'claims.csv', 'datapackage.json', 'manifest.json']);
    const claims = readCsv(readFileSync(join(out, 'claims.csv'), 'utf8'));
    expect(claims.rows.map(([id]) => id)).toEqual(document.checked.map(({ id }: { id: string }) => id));
    const numbers = readCsv(readFileSync(join(out, 'claim_numbers.csv'), 'utf8'));
    expect(numbers.rows).toHaveLength(
      document.checked.reduce((sum: number, { numbers: one }: { numbers: unknown[] }) => sum + one.length, 0),
    );
    const { resources } = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8'));
    expect(resources.map(({ path }: { path: string }) => path)).toEqual(['claims.csv', 'claim_numbers.csv']);
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(manifest.verify).toEqual({ only: ['interaction'], claims: 4, agrees: 4, differs: 0, fails: 0 });
    expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual([
      'claims.csv',
      'claim_numbers.csv',
      'datapackage.json',
    ]);
  });

  it('is silent with --quiet where nothing fails', async () => {
    expect(await stolperdraht(['verify', '--only', 'precision-limits', '--quiet'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.each([
    [['--only', 'nutrality'], '--only nutrality: no such claim or group; did you mean neutrality?'],
    [
      ['--only', 'zzz'],
      `--only zzz: no such claim or group; must be a claim or one of the groups ${CLAIM_GROUPS.map(({ id }) => id).join(', ')}`,
    ],
    [['--format', 'pdf'], '--format is pdf, must be one of text, md'],
    [['--json', '--quiet'], '--json and --quiet cannot be used together'],
    [['--json', '--format', 'md'], '--format and --json cannot be used together'],
    [['--only', 'poker,poker'], '--only names poker twice'],
    [['scenario.yaml'], 'scenario.yaml is one argument too many'],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await stolperdraht(['verify', ...args]);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', message]);
  });

  it('refuses a folder that is not empty before it checks anything', async () => {
    const { code, stderr } = await stolperdraht(['verify', '--out', 'src']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^src /);
  });
});

describe('verify of a broken program', () => {
  const run = async (options: { quiet?: boolean; out?: string; signal?: AbortSignal }) => {
    let printed = '';
    const write = (text: string) => {
      printed += text;
      return true;
    };
    const stdout = { write } as unknown as Environment['stdout'];
    const environment: Environment = {
      stdout,
      stderr: stdout,
      signal: options.signal ?? new AbortController().signal,
      now: () => new Date(0),
      argv: ['verify'],
    };
    const asked = {
      only: ['agent-logit', 'war-1800'],
      format: 'text',
      json: false,
      quiet: options.quiet === true,
    } as const;
    const code = await verifyProgram({ ...asked, out: options.out }, environment, IMPRECISE);
    return { code, printed };
  };

  it('says what fails and ends with exit code 1', async () => {
    const { code, printed } = await run({});
    expect(code).toBe(1);
    expect(printed).toContain('✗ Attack and defence follow the agent logit equilibrium. [agent-logit]');
    expect(printed).toContain('2 of 2 claims fail: agent-logit, war-1800.');
  });

  it('says only what fails with --quiet', async () => {
    const { code, printed } = await run({ quiet: true });
    expect(code).toBe(1);
    expect(printed.match(/^\S/gm)).toEqual(['✗', '✗']);
  });

  it('leaves no folder where it is ended', async () => {
    const out = join(folder, 'ended');
    const reason = new Error('interrupted');
    await expect(run({ out, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(readdirSync(folder)).not.toContain('ended');
  });
});
