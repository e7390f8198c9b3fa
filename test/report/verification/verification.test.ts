import { describe, expect, it } from 'vitest';
import { verificationPage } from '../../../src/report/verification/verification-markdown.ts';
import { describeVerification, verificationTables } from '../../../src/report/verification/verification-tables.ts';
import { renderFailures, renderVerification } from '../../../src/report/verification/verification-text.ts';
import { type Claim, type ClaimGroup, checkClaim } from '../../../src/verify/claim.ts';
import { createSubject } from '../../../src/verify/subject.ts';

const claim = (id: string, holds: boolean, explanation?: string): Claim => ({
  id,
  claim: `The claim ${id} says that something is as it should be, at some length so that it has to be wrapped.`,
  source: 'Author 1999',
  how: 'Model; quantity_a from 0 to 1.',
  expected: 'no |z| above 4',
  ...(explanation === undefined ? {} : { explanation }),
  check: () => ({
    holds,
    found: 'largest |z| 2.5',
    numbers: [
      { quantity: 'z', found: 2.5, expected: 0, tolerance: 4 },
      { quantity: 'none', found: Number.NaN },
    ],
  }),
});
const group: ClaimGroup = {
  id: 'things',
  title: 'Things',
  about: 'What is said of things.',
  claims: [claim('good', true), claim('apart', true, 'Since the model is otherwise.'), claim('bad', false)],
};
const other: ClaimGroup = { ...group, id: 'others', title: 'Others', claims: [claim('fine', true)] };
const subject = createSubject();
const check = (...groups: ClaimGroup[]) =>
  groups.flatMap((one) => one.claims.map((each) => checkClaim(one, each, subject)));
const checked = check(group, other);
const plain = { bold: (text: string) => text, dim: (text: string) => text };

describe('checked claims on a terminal', () => {
  it.each([60, 80, 110])('fit %i columns', (width) => {
    for (const line of renderVerification(checked, width, plain).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(width);
      expect(line).toBe(line.trimEnd());
    }
  });

  it('have claim, source, how, expected, found, verdict, and why they differ', () => {
    const text = renderVerification(checked, 100, plain);
    expect(text).toContain('✓ The claim good says');
    expect(text).toContain('≠ The claim apart says');
    expect(text).toContain('✗ The claim bad says');
    for (const part of [
      '    source    Author 1999',
      '    how       Model; quantity_a from 0 to 1.',
      '    expected  no |z| above 4',
      '    found     largest |z| 2.5',
      '    why       Since the model is otherwise.',
      '    verdict   differs, as explained',
      '    verdict   FAILS',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('are counted, and those that fail or differ are named', () => {
    const text = renderVerification(checked, 100, plain);
    expect(text).toMatch(/claims\s+agree\s+differ\s+fail/);
    expect(text).toMatch(/Things\s+3\s+1\s+1\s+1/);
    expect(text).toMatch(/All\s+4\s+2\s+1\s+1/);
    expect(text).toContain('1 of 4 claims fails: bad.');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'On 1 the model differs from the literature, for the reason that is given there: apart.',
    );
    expect(renderVerification(check(other), 100, plain)).toContain('The claim does not fail.');
  });

  it('can be those alone that fail', () => {
    expect(renderFailures(checked, 80, plain)).toMatch(/^✗ The claim bad/);
    expect(renderFailures(check(other), 80, plain)).toBeUndefined();
  });
});

describe('checked claims as a page', () => {
  const page = verificationPage(checked, '7');

  it('are rows of tables that Markdown reads', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toHaveLength(4);
    // A bar within a cell is escaped.
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
    expect(rows[0]).toContain('Model; quantity\\_a from 0 to 1.');
    expect(rows[2]).toMatch(/\| FAILS \|$/);
  });

  it('say of what version, why they differ, and how to check one group', () => {
    expect(page).toMatch(/^# Verification\n/);
    expect(page).toContain('(version 7)');
    expect(page).toContain('Why `apart` differs: Since the model is otherwise.');
    expect(page).toContain('(`--only things`)');
    expect(page).toMatch(/[^\n]\n$/);
  });
});

describe('checked claims as data', () => {
  it('have a row each, and one for each number, what is not a number being missing', () => {
    const [claims, numbers] = verificationTables(checked);
    expect([...claims.rows()].map((row) => [row[0], row[1], row[7], row[8]])).toEqual([
      ['good', 'things', 'agrees', undefined],
      ['apart', 'things', 'differs', 'Since the model is otherwise.'],
      ['bad', 'things', 'fails', undefined],
      ['fine', 'others', 'agrees', undefined],
    ]);
    expect([...numbers.rows()].slice(0, 2)).toEqual([
      ['good', 'z', 2.5, 0, 4],
      ['good', 'none', Number.NaN, undefined, undefined],
    ]);
    expect(claims.columns).toHaveLength([...claims.rows()][0].length);
    expect(numbers.columns).toHaveLength(5);
  });

  it('are one document of plain data', () => {
    const document = JSON.parse(JSON.stringify(describeVerification(checked, '7')));
    expect(document).toMatchObject({ model_version: '7', claims: 4, agrees: 2, differs: 1, fails: 1 });
    expect(document.checked[0]).toEqual({
      group: 'things',
      id: 'good',
      claim: group.claims[0].claim,
      source: 'Author 1999',
      how: 'Model; quantity_a from 0 to 1.',
      expected: 'no |z| above 4',
      explanation: null,
      verdict: 'agrees',
      found: 'largest |z| 2.5',
      numbers: [
        { quantity: 'z', found: 2.5, expected: 0, tolerance: 4 },
        { quantity: 'none', found: null, expected: null, tolerance: null },
      ],
    });
  });
});
