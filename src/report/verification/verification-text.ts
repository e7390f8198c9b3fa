/** Checked claims for a terminal. */
import type { CheckedClaim } from '../../verify/claim.ts';
import { renderTable, type TextStyle, wrapText } from '../terminal-table.ts';
import { byGroup, countRows, LEFT_OUT, READING, sayVerdicts, VERDICT_WORDS } from './verification-words.ts';

/** What a claim is set off by. */
const MARKS = { agrees: '✓', differs: '≠', fails: '✗' } as const;
const INDENT = 4;

/** Claims by group, each with source, setting, what was expected and what was found; then the counts. */
export function renderVerification(checked: readonly CheckedClaim[], width: number, style: TextStyle): string {
  const groups = byGroup(checked).map(([{ title, about, id }, claims]) =>
    [
      style.bold(wrapText(`${title} [${id}]`, width)),
      style.dim(wrapText(about, width)),
      ...claims.map((claim) => renderClaim(claim, width, style)),
    ].join('\n'),
  );
  const counts = renderTable(
    { corner: '', columns: ['claims', 'agree', 'differ', 'fail'], rows: countRows(checked) },
    width,
    style,
  );
  const paragraphs = [...sayVerdicts(checked), ...READING].map((text) => wrapText(text, width));
  return [...groups, `${style.bold('In all')}\n${counts}`, paragraphs.join('\n'), renderLeftOut(width, style)].join(
    '\n\n',
  );
}

/** Only the claims that fail; undefined if none does. */
export function renderFailures(checked: readonly CheckedClaim[], width: number, style: TextStyle): string | undefined {
  const failures = checked.filter(({ verdict }) => verdict === 'fails');
  return failures.length === 0 ? undefined : failures.map((claim) => renderClaim(claim, width, style)).join('\n');
}

function renderClaim({ claim, verdict, finding }: CheckedClaim, width: number, style: TextStyle): string {
  const head = `${MARKS[verdict]} ${claim.claim} [${claim.id}]`;
  const [first, ...more] = wrapText(head, width - 2).split('\n');
  const rows = [
    ['source', claim.source],
    ['how', claim.how],
    ['expected', claim.expected],
    ['found', finding.found],
    ...(claim.explanation === undefined ? [] : [['why', claim.explanation]]),
    ['verdict', VERDICT_WORDS[verdict]],
  ];
  return [
    first,
    ...more.map((line) => `  ${line}`),
    ...rows.map(([name, text]) => renderRow(name, text, width, style)),
  ].join('\n');
}

const NAME_WIDTH = 10;

function renderRow(name: string, text: string, width: number, style: TextStyle): string {
  const indent = ' '.repeat(INDENT + NAME_WIDTH);
  const wrapped = wrapText(text, width, indent);
  return `${' '.repeat(INDENT)}${style.dim(name.padEnd(NAME_WIDTH))}${wrapped.slice(indent.length)}`;
}

function renderLeftOut(width: number, style: TextStyle): string {
  const lines = LEFT_OUT.map((text) => wrapText(`- ${text}`, width - 2).replaceAll('\n', '\n  '));
  return [style.bold('Not expressed, and so not checked on the model'), ...lines].join('\n');
}
