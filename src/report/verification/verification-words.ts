/** What is said of checked claims in every form. */
import { type CheckedClaim, type ClaimGroup, VERDICTS, type Verdict } from '../../verify/claim.ts';
import { countVerdicts, NOT_EXPRESSED } from '../../verify/verification.ts';

/** Verdicts as they are printed. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  agrees: 'agrees',
  differs: 'differs, as explained',
  fails: 'FAILS',
};

/** What the model leaves out, as sentences with their sources. */
export const LEFT_OUT: readonly string[] = NOT_EXPRESSED.map(({ what, source }) => `${what} (${source})`);

/** Claims by their groups, in order; groups without any are left out. */
export function byGroup(checked: readonly CheckedClaim[]): [group: ClaimGroup, claims: CheckedClaim[]][] {
  const groups = [...new Set(checked.map(({ group }) => group))];
  return groups.map((group) => [group, checked.filter((claim) => claim.group === group)]);
}

/** Heading and cells of the counts: a row per group, and one of all. */
export function countRows(checked: readonly CheckedClaim[]): { label: string; cells: string[] }[] {
  const row = (label: string, claims: readonly CheckedClaim[]) => {
    const counts = countVerdicts(claims);
    return { label, cells: [`${claims.length}`, ...VERDICTS.map((verdict) => `${counts[verdict]}`)] };
  };
  const groups = byGroup(checked).map(([group, claims]) => row(group.title, claims));
  return groups.length > 1 ? [...groups, row('All', checked)] : groups;
}

/** What it comes to, in sentences. */
export function sayVerdicts(checked: readonly CheckedClaim[]): string[] {
  const namesOf = (verdict: Verdict) => checked.filter((one) => one.verdict === verdict).map(({ claim }) => claim.id);
  const [differing, failing] = [namesOf('differs'), namesOf('fails')];
  return [
    sayFailures(failing, checked.length),
    ...(differing.length === 0
      ? []
      : [
          `On ${differing.length} the model differs from the literature, for the reason that is given there: ${differing.join(', ')}.`,
        ]),
  ];
}

function sayFailures(failing: readonly string[], count: number): string {
  if (count === 1) return failing.length === 0 ? 'The claim does not fail.' : 'The claim fails.';
  if (failing.length === 0) return `None of ${count} claims fails.`;
  return `${failing.length} of ${count} claims ${failing.length === 1 ? 'fails' : 'fail'}: ${failing.join(', ')}.`;
}

/** How to read it. */
export const READING = [
  'A claim agrees if what was found is what was expected, within the tolerance that is stated. It differs, as explained, where the model departs from the literature, in the way and for the reason that the claim gives: both are checked. Otherwise it fails.',
  'That claims agree shows that the program computes what it says, and that it moves as theory moves. It does not show that theory, or a number that was put in, is true of this war.',
];
