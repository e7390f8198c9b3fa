import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { MODEL_VERSION } from '../../src/deterrence/model.ts';
import { verificationPage } from '../../src/report/verification/verification-markdown.ts';
import { verificationTables } from '../../src/report/verification/verification-tables.ts';
import { type CheckedClaim, checkClaim } from '../../src/verify/claim.ts';
import { createSubject, type Subject } from '../../src/verify/subject.ts';
import { CLAIM_GROUPS, claimNames, countVerdicts, selectClaims, verify } from '../../src/verify/verification.ts';
import { COARSE, DEAF, deafTo, IMPRECISE, PERVERSE, WAVERING, withOtherHistories } from './broken-programs.ts';

/** Seconds for all claims on a busy machine. */
const LONG = 300_000;

describe('the claims', () => {
  it('have names of their own, sources, and sentences', () => {
    const names = claimNames();
    expect(new Set(names).size).toBe(names.length);
    for (const { claim, group } of selectClaims()) {
      expect(claim.id, claim.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [claim.claim, claim.how, group.about, claim.explanation ?? 'None.']) {
        expect(text, claim.id).toMatch(/^[A-Z0-9a-z].*[.”]$/s);
      }
      for (const text of [claim.source, claim.expected]) expect(text, claim.id).toMatch(/\S/);
    }
  });

  it('are selected by group and by name', () => {
    expect(selectClaims(['refinement']).map(({ claim }) => claim.id)).toEqual([
      'time-step',
      'belief-grid',
      'introspection',
      'rungs',
    ]);
    expect(selectClaims(['poker', 'neutrality', 'bargaining'])).toHaveLength(CLAIM_GROUPS[0].claims.length + 1);
    expect(selectClaims()).toHaveLength(CLAIM_GROUPS.reduce((sum, { claims }) => sum + claims.length, 0));
  });
});

describe('the program', () => {
  let checked: CheckedClaim[];
  beforeAll(() => {
    checked = [...verify(createSubject())];
  }, LONG);

  it('fails none', () => {
    const failures = checked.filter(({ verdict }) => verdict === 'fails');
    expect(failures.map(({ claim, finding }) => `${claim.id}: ${finding.found}`)).toEqual([]);
  });

  it('differs where it says why, and nowhere else', () => {
    expect(checked.filter(({ verdict }) => verdict === 'differs').map(({ claim }) => claim.id)).toEqual([
      'war-of-all-kinds',
      'less-catastrophic-risk',
      'ambiguity-and-probes',
      'alliance-or-balance',
      'more-troops',
      'light-forces',
      'symbolic-force',
    ]);
    for (const { claim, verdict } of checked) expect(claim.explanation !== undefined).toBe(verdict === 'differs');
  });

  it('has numbers behind every claim, each with a name of its own', () => {
    for (const { claim, finding } of checked) {
      expect(finding.numbers.length, claim.id).toBeGreaterThan(0);
      for (const { found } of finding.numbers) expect(Number.isFinite(found), claim.id).toBe(true);
      const names = finding.numbers.map(({ quantity }) => quantity);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
    const [claims, numbers] = verificationTables(checked);
    expect([...claims.rows()]).toHaveLength(checked.length);
    expect([...numbers.rows()].length).toBeGreaterThan(checked.length);
  });

  it('is verified by docs/verification.md as it is now (write it anew by: npm run docs)', () => {
    const committed = readFileSync(new URL('../../docs/verification.md', import.meta.url), 'utf8');
    expect(verificationPage(checked, MODEL_VERSION)).toBe(committed);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

  it('says how many claims there are, on how many the model differs, and how many histories are played', () => {
    const claims = selectClaims().map(({ claim }) => claim);
    expect(readme).toContain(`against ${claims.length} claims`);
    expect(claims.filter(({ explanation }) => explanation !== undefined)).toHaveLength(7);
    expect(readme).toContain('On seven claims the model departs from the literature.');
    const worlds = claims.filter(({ id }) => id.startsWith('histories-'));
    expect(worlds[0].how).toContain('20000 histories');
    expect(readme).toContain(`${worlds.length * 20},000 histories`);
  });
});

describe('a broken program', () => {
  const verdictsOf = (subject: Subject, ids: readonly string[]) =>
    Object.fromEntries([...verify(subject, selectClaims(ids))].map(({ claim, verdict }) => [claim.id, verdict]));

  it.each<[string, Subject, string[]]>([
    ['does not mind foreign troops', deafTo({ 'challenger.troop_aversion': 0 }), ['more-troops', 'symbolic-force']],
    ['minds them where they should not count', deafTo({ 'challenger.troop_aversion': 3 }), ['far-away', 'more-troops']],
    ['has no use for backing', deafTo({ 'ladder.backing_weight': 0 }), ['assurance-and-capability']],
    ['has no preventive motive', deafTo({ 'challenger.leverage': 0 }), ['preventive-motive', 'larger-and-faster']],
    [
      'is deaf to ambiguity',
      deafTo({ 'roe.ambiguity': 1.5 }),
      ['ambiguous-threshold', 'misreading', 'ambiguity-deters-salami'],
    ],
    ['has everybody certain', deafTo({ 'coalition.resolve': 0.99 }), ['half-credible-coalition', 'certain-resolve']],
    [
      'misses misreadings',
      deafTo({ 'roe.misread_risk': 0 }),
      ['misreading', 'known-answers', 'histories-overconfident'],
    ],
    [
      'pays too much for backing down',
      deafTo({ 'commitment.audience_cost': 81 }),
      ['known-answers', 'special-case', 'audience-costs'],
    ],
    [
      'has dice for a nearer force',
      withOtherHistories({ 'tripwire.distance_km': 100 }),
      ['histories-reference', 'histories-incidents'],
    ],
    [
      'has players half as precise',
      IMPRECISE,
      ['agent-logit', 'gambit-entry-deterrence', 'poker', 'war-1800', 'bluff', 'neutrality'],
    ],
    ['plays the wrong moves', PERVERSE, ['faultless-play', 'stage-games']],
    ['hangs on its grid', COARSE, ['time-step', 'belief-grid', 'introspection', 'rungs']],
  ])(
    'that %s is found out',
    (_, subject, ids) => {
      expect(verdictsOf(subject, ids)).toEqual(Object.fromEntries(ids.map((id) => [id, 'fails'])));
    },
    LONG,
  );

  it(
    'can be found out by every claim',
    () => {
      const programs = [DEAF, COARSE, IMPRECISE, PERVERSE, WAVERING];
      const blind = selectClaims().filter(({ group, claim }) =>
        programs.every((subject) => checkClaim(group, claim, subject).verdict !== 'fails'),
      );
      expect(blind.map(({ claim }) => claim.id)).toEqual([]);
    },
    LONG,
  );

  it('that ends with an error fails, and the error is told', () => {
    const [{ group, claim }] = selectClaims(['tied-hands']);
    const broken: Subject = {
      ...createSubject(),
      evaluate: () => {
        throw new Error('the model has no room');
      },
    };
    const checked = checkClaim(group, claim, broken);
    expect([checked.verdict, checked.finding.found]).toEqual(['fails', 'error: the model has no room']);
    expect(countVerdicts([checked])).toEqual({ agrees: 0, differs: 0, fails: 1 });
  });
});
