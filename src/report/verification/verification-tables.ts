/** Checked claims as tables and as one document. */
import type { CheckedClaim } from '../../verify/claim.ts';
import { countVerdicts } from '../../verify/verification.ts';
import type { Table } from '../csv.ts';
import { number, text } from '../table-columns.ts';

/** One row a claim, and one row a number that was looked at. */
export function verificationTables(checked: readonly CheckedClaim[]): Table[] {
  return [
    {
      name: 'claims',
      title: 'Claims',
      description: 'What theory, other programs and the specification say of the program, and what was found.',
      key: ['claim_id'],
      columns: [
        text('claim_id', 'Claim, by its short name.'),
        text('group', 'Group of claims.'),
        text('claim', 'What is claimed.'),
        text('source', 'Who says so.'),
        text('how', 'Which parameters of the model, or which game, express it.'),
        text('expected', 'What was expected, and within which tolerance.'),
        text('found', 'What was found.'),
        text('verdict', 'agrees, differs (the model departs from the source, as explained) or fails.'),
        { name: 'explanation', type: 'string', description: 'Why the model departs from the source, where it does.' },
      ],
      rows: () =>
        checked.map(({ group, claim, verdict, finding }) => [
          claim.id,
          group.id,
          claim.claim,
          claim.source,
          claim.how,
          claim.expected,
          finding.found,
          verdict,
          claim.explanation,
        ]),
    },
    {
      name: 'claim_numbers',
      title: 'Numbers behind the claims',
      description: 'Every number that was looked at, with the one that was expected where there is one.',
      key: ['claim_id', 'quantity'],
      columns: [
        text('claim_id', 'Claim, by its short name.'),
        text('quantity', 'What the number is.'),
        number('found', 'What the program computes.'),
        number('expected', 'What it should be; empty where only the order of the numbers is claimed.'),
        number('tolerance', 'Largest absolute difference that is let pass.'),
      ],
      rows: () =>
        checked.flatMap(({ claim, finding }) =>
          finding.numbers.map(({ quantity, found, expected, tolerance }) => [
            claim.id,
            quantity,
            found,
            expected,
            tolerance,
          ]),
        ),
    },
  ];
}

/** What `verify --json` prints: plain data; undefined values are null. */
export function describeVerification(checked: readonly CheckedClaim[], modelVersion: string): object {
  return {
    model_version: modelVersion,
    claims: checked.length,
    ...countVerdicts(checked),
    checked: checked.map(({ group, claim: { check: _, explanation, ...claim }, verdict, finding }) => ({
      group: group.id,
      ...claim,
      explanation: explanation ?? null,
      verdict,
      found: finding.found,
      numbers: finding.numbers.map(({ quantity, found, expected, tolerance }) => ({
        quantity,
        found: Number.isFinite(found) ? found : null,
        expected: expected ?? null,
        tolerance: tolerance ?? null,
      })),
    })),
  };
}
