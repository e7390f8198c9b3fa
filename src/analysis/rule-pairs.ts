/**
 * Rules of engagement against each other: in a sweep that varies how ambiguous they are, every pair of cells on every path,
 * paired by world. That all cells see the same worlds makes differences far surer than the errors of two cells suggest.
 */
import { columnIndex, type Results } from '../experiment/results.ts';
import type { SweepPlan } from '../experiment/sweep-plan.ts';
import { type Interval, meanInterval, moments } from './statistics.ts';

/** Mean over worlds of a difference, with its standard error and 95 % interval (Student). */
interface Difference extends Interval {
  readonly mean: number;
  readonly se: number;
}

/** One cell against a later one. */
export interface RulePair {
  readonly path: string;
  readonly cellA: number;
  readonly cellB: number;
  /** Chance of renewed war given a ceasefire, in cellA minus in cellB. */
  readonly renewed: Difference;
  /** The same of general war or nuclear use. */
  readonly escalation: Difference;
  /** Worlds in which both chances are defined in both cells. */
  readonly n: number;
}

const AMBIGUITY = 'roe.ambiguity';
const RULES = [AMBIGUITY, 'roe.threshold'];
/** More cells than these make too many pairs to look at. */
const MOST_CELLS = 60;
/** Numbers that are kept in memory. */
const MOST_NUMBERS = 8_000_000;

/** Whether a sweep varies the ambiguity of the rules, alone or with their threshold, in so few cells that they can be paired. */
export function pairsRules({ axes, cells, run, zip, design }: SweepPlan): boolean {
  const isOfRules = axes.every(({ id, path }) => RULES.includes(id) && path === axes[0].path);
  const isCrossed = axes.length === 1 || (!zip && design === undefined);
  const isSmall = cells.length <= MOST_CELLS && 2 * cells.length * run.paths.length * run.draws <= MOST_NUMBERS;
  return isOfRules && isCrossed && isSmall && run.precision === undefined && axes.some(({ id }) => id === AMBIGUITY);
}

/** Every pair of cells, path by path. */
export function pairRules({ cells, run }: SweepPlan, resultsOf: (cell: number) => Results): RulePair[] {
  const chances = cells.map(({ id }) => {
    const results = resultsOf(id);
    return run.paths.map((_, path) => {
      const column = (name: string) => results.column(path, columnIndex(results, name));
      const nuclear = column('nuclear_use');
      return {
        renewed: column('renewed_war_given_ceasefire'),
        escalation: column('general_war').map((war, draw) => war + nuclear[draw]),
      };
    });
  });
  return run.paths.flatMap(({ name }, path) =>
    cells.flatMap((a, indexA) =>
      cells.slice(indexA + 1).map((b, after): RulePair => {
        const [first, second] = [chances[indexA][path], chances[indexA + 1 + after][path]];
        const renewed = first.renewed.map((value, draw) => value - second.renewed[draw]);
        const escalation = first.escalation.map((value, draw) => value - second.escalation[draw]);
        const isKnown = (_: number, draw: number) => !Number.isNaN(renewed[draw]) && !Number.isNaN(escalation[draw]);
        const summary = (values: Float64Array): Difference & { n: number } => {
          const own = moments(values.filter(isKnown));
          return { ...own, ...meanInterval(own) };
        };
        const [r, e] = [summary(renewed), summary(escalation)];
        const plain = ({ mean, se, low, high }: Difference): Difference => ({ mean, se, low, high });
        return { path: name, cellA: a.id, cellB: b.id, renewed: plain(r), escalation: plain(e), n: r.n };
      }),
    ),
  );
}
