/** Checked claims as a page in Markdown: docs/verification.md. */
import type { CheckedClaim } from '../../verify/claim.ts';
import { REFERENCES } from '../../verify/references.ts';
import { byGroup, countRows, LEFT_OUT, READING, sayVerdicts, VERDICT_WORDS } from './verification-words.ts';

/** The page, to its last line feed. */
export function verificationPage(checked: readonly CheckedClaim[], modelVersion: string): string {
  const counts = countRows(checked).map(({ label, cells }) => tableRow([label, ...cells]));
  return `${[
    '# Verification',
    `What theory, independent programs and the specification say of the model (version ${modelVersion}), and what the program does. This page is what \`stolperdraht verify --format md\` prints; \`stolperdraht verify\` checks it all again, in about five seconds, and ends with exit code 1 if anything fails.`,
    READING.join('\n\n'),
    sayVerdicts(checked).join(' '),
    table(['', 'claims', 'agree', 'differ', 'fail'], counts),
    ...byGroup(checked).map(([{ id, title, about }, claims]) =>
      [
        `## ${title}`,
        `${cell(about)} (\`--only ${id}\`)`,
        table(['Claim', 'Source', 'Expected', 'Found', 'Verdict'], claims.map(claimRow)),
        ...claims.flatMap(explanationOf),
      ].join('\n\n'),
    ),
    '## Not expressed, and so not checked on the model',
    LEFT_OUT.map((text) => `- ${text}`).join('\n'),
    '## References',
    'Works that [the page on the model](model.md#references) does not list:',
    REFERENCES.map((work) => `- ${work}`).join('\n'),
  ].join('\n\n')}\n`;
}

function claimRow({ claim, verdict, finding }: CheckedClaim): string {
  const named = `\`${claim.id}\`<br>${cell(claim.claim)}<br><sub>${cell(claim.how)}</sub>`;
  return `| ${[named, ...[claim.source, claim.expected, finding.found, VERDICT_WORDS[verdict]].map(cell)].join(' | ')} |`;
}

function explanationOf({ claim }: CheckedClaim): string[] {
  return claim.explanation === undefined ? [] : [`Why \`${claim.id}\` differs: ${cell(claim.explanation)}`];
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [tableRow(head), tableRow(head.map(() => '---')), ...rows].join('\n');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Text that a table, and the letters that Markdown reads otherwise, leave as it is. */
function cell(text: string): string {
  return text.replace(/[|<>*_]/g, (letter) => `\\${letter}`);
}
