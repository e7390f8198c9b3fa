import { describe, expect, test } from 'vitest';
import { type OverviewFindings, overviewSections, renderOverview } from '../../src/report/overview/overview.ts';

const plain = { width: 80, style: { bold: (text: string) => text, dim: (text: string) => text } };
const nothing: OverviewFindings = {
  ...{ title: 'Test', asOf: '2025-09-15', worlds: 'Two paths, ten worlds.', judgement: undefined },
  ...{ warnings: [], found: [], failed: [], leftOut: [] },
};

describe('the overview', () => {
  test('asks the same questions in the same order, whatever the order of what was found', () => {
    const found = ['flip', 'robustness', 'run', 'tornado', 'value-of-information'].map((name) => ({
      name,
      sentences: [`${name} zero.`, `${name} one.`],
    }));
    expect(overviewSections({ found })).toEqual([
      { heading: 'The verdict', entries: [{ folder: 'run', sentences: ['run zero.', 'run one.'] }] },
      { heading: 'What matters most', entries: [{ folder: 'tornado', sentences: ['tornado one.'] }] },
      {
        heading: 'How robust it is',
        entries: [{ folder: 'robustness', sentences: ['robustness zero.', 'robustness one.'] }],
      },
      { heading: 'What would turn it', entries: [{ folder: 'flip', sentences: ['flip zero.', 'flip one.'] }] },
      {
        heading: 'What it is worth to know',
        entries: [
          { folder: 'value-of-information', sentences: ['value-of-information zero.', 'value-of-information one.'] },
        ],
      },
    ]);
  });

  test('takes of perception the risk given a ceasefire, on which error it hangs, and what the truth is worth', () => {
    const sentences = ['The risk.', 'The same at all.', 'Her strength.', 'Both ways.', 'Under A 2 (1–3).', 'To her.'];
    const discordant = { name: 'discordant', sentences: ['Here and there.'] };
    expect(overviewSections({ found: [discordant, { name: 'perception', sentences }] })).toEqual([
      {
        heading: 'What rests on misjudgement',
        entries: [{ folder: 'perception', sentences: ['The risk.', 'Her strength.', 'Under A 2 (1–3).'] }],
      },
      { heading: 'In single futures', entries: [{ folder: 'discordant', sentences: ['Here and there.'] }] },
    ]);
  });

  test('says once for all what every analysis says of its intervals, and leaves out how to read a method', () => {
    const found = [
      { name: 'run', sentences: ['A is better, by 2.5 (1.1–3.9).', 'The intervals are 95 % and cover little.'] },
      { name: 'robustness', sentences: ['All rules pick A. Two of them always agree.', 'Sure in 95 % of cases.'] },
    ];
    const text = renderOverview({ ...nothing, found }, plain);
    expect(text).toContain('[run] A is better, by 2.5 (1.1–3.9).\n');
    expect(text).not.toContain('cover little');
    expect(text).toContain('[robustness] All rules pick A. Sure in 95 % of cases.');
    expect(text.match(/Intervals are 95 %/g)).toHaveLength(1);
  });

  test('says where a finding is weaker since something could not be done', () => {
    const sentences = ['It hangs on B.', 'PAWN is how far.', 'Left out: rank regression needs 266 draws.'];
    const found = ['sensitivity', 'value-of-information'].map((name) => ({ name, sentences }));
    const text = renderOverview({ ...nothing, found }, plain);
    expect(text).toContain('[sensitivity] It hangs on B. Left out: rank regression needs 266 draws.');
    expect(text).toContain('[value-of-information] It hangs on B. PAWN is how far.\n');
  });

  test('names what failed and what was left out, with the command that would make it', () => {
    const missing = { name: 'flip', reason: 'no time is left for it', command: "stolperdraht flip 'a b'" };
    const text = renderOverview(
      { ...nothing, failed: [{ ...missing, reason: 'too few draws' }], leftOut: [{ ...missing, command: undefined }] },
      plain,
    );
    expect(text).toContain("What failed\n[flip] too few draws.\n  stolperdraht flip 'a b'");
    expect(text).toContain('What was left out\n[flip] no time is left for it.\n\n');
    expect(text).not.toContain('Warnings');
    const alone = ['flip', 'threshold'].map((name) => ({ name, reason: 'one path only', command: undefined }));
    expect(renderOverview({ ...nothing, leftOut: [...alone, missing] }, plain)).toContain(
      'What was left out\n[flip, threshold] one path only.\n[flip] no time is left for it.\n  stolperdraht',
    );
  });
});
