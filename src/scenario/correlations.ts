/** Reads the rank correlations and checks that they can hold together. */
import sin from '@stdlib/math-base-special-sin';
import { PARAMETER_INDEX } from '../deterrence/parameters.ts';
import { unknownName } from './names.ts';
import { commonQuantities, type QuantityParts } from './program.ts';
import type { Correlation, Position, ScenarioPath } from './scenario.ts';
import { type Faults, itemsOf, numberOf, type SourceNode, textOf } from './source.ts';

/**
 * The correlations. What cannot be used is left out, with a fault.
 * @param declared ids that the file sets, also those whose expressions are at fault
 */
export function readCorrelations(
  node: SourceNode | undefined,
  parts: QuantityParts,
  paths: readonly ScenarioPath[],
  declared: ReadonlySet<string>,
  faults: Faults,
): Correlation[] {
  const common = commonQuantities(parts);
  const known = new Set([...common.keys(), ...paths.flatMap((path) => [...path.parameters.keys()])]);
  const pairs = new Set<string>();
  const correlations: Correlation[] = [];
  itemsOf(node).forEach((item, index) => {
    const [first, second] = itemsOf(item).map(textOf);
    const rank = numberOf(itemsOf(item)[2]);
    if (itemsOf(item).length !== 3 || first === undefined || second === undefined || rank === undefined) return;
    const subject = `correlations[${index}]`;
    const before = faults.count;
    const key = JSON.stringify([first, second].sort());
    if (first === second) faults.add(item.at, `${subject}: ${first} is correlated with itself; must be two quantities`);
    else if (pairs.has(key)) faults.add(item.at, `${subject}: ${first} and ${second} are given twice`);
    pairs.add(key);
    [first, second].forEach((id, position) => {
      const at = itemsOf(item)[position].at;
      const unset = PARAMETER_INDEX.has(id) ? withoutDistribution(id) : unknownName('uncertain quantity', id, known);
      const fault = known.has(id) ? samplingFault(id, item.at, common, paths) : declared.has(id) ? undefined : unset;
      if (fault !== undefined) faults.add(at, `${subject}: ${fault}`);
    });
    if (!(Math.abs(rank) < 1)) {
      faults.add(itemsOf(item)[2].at, `${subject}: ${rank} is out of range; must be a number above -1 and below 1`);
    }
    if (faults.count === before) correlations.push({ first, second, rank, at: item.at });
  });
  checkTogether(correlations, faults);
  return correlations;
}

const withoutDistribution = (id: string): string =>
  `${id} has no distribution of its own; must have one to be correlated`;

/**
 * A correlation ties one uniform to another, so a quantity must be sampled by exactly one. One that another file or the
 * command line has made certain is no fault of the correlation.
 */
function samplingFault(
  id: string,
  at: Position,
  common: ReturnType<typeof commonQuantities>,
  paths: readonly ScenarioPath[],
): string | undefined {
  const all = [common, ...paths.map((path) => path.parameters)]
    .map((quantities) => quantities.get(id))
    .filter((quantity) => quantity !== undefined);
  const most = Math.max(...all.map((quantity) => quantity.expression.distributionCount));
  if (most === 1 || (most === 0 && all.some((quantity) => quantity.at.file !== at.file))) return undefined;
  return most === 0
    ? withoutDistribution(id)
    : `${id} has ${most} distributions in one expression; must have exactly one to be correlated`;
}

/**
 * The normal correlations 2 sin(πρ/6) that a Gaussian copula needs for the ranks must form a positive definite matrix.
 * The Cholesky decomposition shows at which quantity they do not.
 */
function checkTogether(correlations: readonly Correlation[], faults: Faults): void {
  const ids = [...new Set(correlations.flatMap(({ first, second }) => [first, second]))];
  const matrix = ids.map((_, row) => ids.map((__, column): number => (row === column ? 1 : 0)));
  for (const { first, second, rank } of correlations) {
    const [i, j] = [ids.indexOf(first), ids.indexOf(second)];
    matrix[i][j] = matrix[j][i] = 2 * sin((Math.PI * rank) / 6);
  }
  const lower = ids.map(() => ids.map((): number => 0));
  for (let i = 0; i < ids.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      if (i !== j) lower[i][j] = rest / lower[j][j];
      else if (rest > 1e-10) lower[i][i] = Math.sqrt(rest);
      else {
        const at = correlations.findLast(({ first, second }) => first === ids[i] || second === ids[i])?.at;
        const others = ids.filter((_, k) => k < i && matrix[i][k] !== 0);
        faults.add(
          at,
          `correlations: those of ${ids[i]} with ${others.join(', ')} contradict the others; the matrix must be positive definite`,
        );
        return;
      }
    }
  }
}
