/**
 * Patient rule induction (PRIM): boxes of few parameters in which the worlds of interest are dense.
 *
 * Friedman & Fisher, Bump hunting in high-dimensional data, Statistics and Computing 9 (1999); for scenario discovery
 * Bryant & Lempert, Thinking inside the box, Technological Forecasting and Social Change 77 (2010). Quantiles, candidates,
 * ties and the rules to stop are those of EMA Workbench 2.5.3, and so are the trajectories.
 */
import betaCdf from '@stdlib/stats-base-dists-beta-cdf';
import { BoxSearch, type Candidate, type Side, sortColumns } from './box-search.ts';
import { countOfInterest, inBox, type LabelledWorlds, type Range } from './labelled-worlds.ts';

/**
 * What a move of a limit is judged by, with m the density of the box and n its worlds before (1) and after (2):
 * `original` m2 (Friedman & Fisher); `lenient1` (m2 − m1) / |n1 − n2|; `lenient2` n2 · (m2 − m1) / |n1 − n2|.
 */
export type PrimObjective = 'original' | 'lenient1' | 'lenient2';

export interface PrimOptions {
  /** Share of the box that one peel takes away, and share of the worlds beyond a limit that one paste takes in. */
  readonly peelAlpha: number;
  readonly pasteAlpha: number;
  /** The box holds at least this share of all worlds. */
  readonly minimumMass: number;
  /** The least density of a box that counts; the search for further boxes ends with the first that stays below. */
  readonly threshold: number;
  readonly objective: PrimObjective;
  /** The most boxes that are looked for. */
  readonly maximumBoxes: number;
}

export const PRIM_DEFAULTS: PrimOptions = {
  peelAlpha: 0.05,
  pasteAlpha: 0.05,
  minimumMass: 0.05,
  threshold: 0.8,
  objective: 'lenient1',
  maximumBoxes: 10,
};

/** A limit of a box, with the worlds that it is due to told from chance. */
export interface Restriction extends Range {
  /**
   * Quasi-p value of each limit that is given: the chance that as many worlds of the box, or more, were of interest if
   * each were so with the density of the box without this limit (one-sided binomial test, Bryant & Lempert 2010).
   * The limit was searched for, so this is too small to be a p-value; a large one says that the limit can go.
   */
  readonly lowerQuasiP?: number;
  readonly upperQuasiP?: number;
}

/** One box on the way from all worlds to the densest box. */
export interface PrimStep {
  /** Worlds in the box, and those of interest among them. */
  readonly n: number;
  readonly k: number;
  /** Share of all worlds of interest that lie in the box. */
  readonly coverage: number;
  /** Share of the worlds in the box that are of interest. */
  readonly density: number;
  /** Share of all worlds that lie in the box. */
  readonly mass: number;
  /** In order of the parameters; a side without limit is left out. */
  readonly restrictions: readonly Restriction[];
}

interface PrimBox {
  /** The whole trajectory: all worlds that are left, then each peel, then each paste. */
  readonly steps: readonly PrimStep[];
  /** Index of the step that is the box; the worlds in it are left out of the search for the next. */
  readonly chosen: number;
  /** Whether the chosen step is as dense as the threshold asks. */
  readonly accepted: boolean;
}

export interface PrimResult {
  readonly options: PrimOptions;
  readonly worlds: number;
  readonly ofInterest: number;
  /** In the order found. The last one may not be accepted: then no box that is dense enough was left. */
  readonly boxes: readonly PrimBox[];
}

/** Picks the step of a trajectory that is taken as the box: its index. */
export type ChooseStep = (steps: readonly PrimStep[]) => number;

/**
 * Looks for one box after the other (covering): each among the worlds that no earlier box holds.
 * @param choose which step of a trajectory is the box; without it the last, which is the densest as a rule
 * @throws Error on an option out of its range, too few worlds to peel, or none or all of them of interest
 */
export function findBoxes(
  data: LabelledWorlds,
  options: Partial<PrimOptions> = {},
  choose: ChooseStep = (steps) => steps.length - 1,
): PrimResult {
  const settled: PrimOptions = { ...PRIM_DEFAULTS, ...options };
  checkOptions(settled);
  const total = countOfInterest(data, 'PRIM', leastWorlds(settled));
  const worlds = data.ofInterest.length;
  const sorted = sortColumns(data);
  const taken = new Uint8Array(worlds);
  const boxes: PrimBox[] = [];
  while (boxes.length < settled.maximumBoxes) {
    const search = new BoxSearch(data, sorted, taken);
    if (search.k === 0) break;
    const steps = trajectory(search, settled, worlds, total);
    const chosen = choose(steps);
    const step = steps[chosen];
    if (step === undefined) throw new Error(`PRIM: step ${chosen} is chosen, there are steps 0 to ${steps.length - 1}`);
    const accepted = step.density >= settled.threshold;
    boxes.push({ steps, chosen, accepted });
    if (!accepted) break;
    markBox(data, step.restrictions, taken);
  }
  return { options: settled, worlds, ofInterest: total, boxes };
}

/** The fewest worlds of which a peel takes away one. */
function leastWorlds({ peelAlpha }: PrimOptions): number {
  return Math.ceil(1 / peelAlpha);
}

/** Peels while it pays, then pastes while it pays. */
function trajectory(search: BoxSearch, options: PrimOptions, worlds: number, total: number): PrimStep[] {
  const steps = [stepOf(search, worlds, total)];
  for (let peel = bestPeel(search, options); peel !== undefined; peel = bestPeel(search, options)) {
    if (!(peel.n / worlds >= options.minimumMass && peel.n < search.n && objective(search, peel, options) > 0)) break;
    search.move(peel.column, peel.side, peel.limit);
    steps.push(stepOf(search, worlds, total));
  }
  for (let paste = bestPaste(search, options); paste !== undefined; paste = bestPaste(search, options)) {
    const denser = paste.k / paste.n > search.k / search.n;
    if (!(paste.n / worlds >= options.minimumMass && paste.n > search.n && denser)) break;
    if (!(objective(search, paste, options) > 0)) break;
    search.move(paste.column, paste.side, paste.limit);
    steps.push(stepOf(search, worlds, total));
  }
  return steps;
}

function bestPeel(search: BoxSearch, options: PrimOptions): Candidate | undefined {
  const candidates: Candidate[] = [];
  for (let column = 0; column < search.lower.length; column++) {
    candidates.push(search.peel(column, 'upper', options.peelAlpha), search.peel(column, 'lower', options.peelAlpha));
  }
  return best(search, candidates, options);
}

function bestPaste(search: BoxSearch, options: PrimOptions): Candidate | undefined {
  const candidates: Candidate[] = [];
  for (let column = 0; column < search.lower.length; column++) {
    if (!isRestricted(search, column)) continue;
    candidates.push(
      search.paste(column, 'lower', options.pasteAlpha),
      search.paste(column, 'upper', options.pasteAlpha),
    );
  }
  return best(search, candidates, options);
}

/** The candidate with the greatest objective; of several, with the fewest restricted parameters; of several, the first. */
function best(search: BoxSearch, candidates: readonly Candidate[], options: PrimOptions): Candidate | undefined {
  let winner: Candidate | undefined;
  let winnersObjective = Number.NEGATIVE_INFINITY;
  let winnersRestricted = 0;
  for (const candidate of candidates) {
    const value = objective(search, candidate, options);
    if (value < winnersObjective) continue;
    const restricted = newlyRestricted(search, candidate);
    if (winner !== undefined && value === winnersObjective && restricted >= winnersRestricted) continue;
    winner = candidate;
    winnersObjective = value;
    winnersRestricted = restricted;
  }
  return winner;
}

function objective(search: BoxSearch, { n, k }: Candidate, options: PrimOptions): number {
  if (options.objective === 'original') return n > 0 ? k / n : -1;
  const before = search.k / search.n;
  const after = n > 0 ? k / n : 0;
  if (before === after) return 0;
  const change = Math.abs(search.n - n);
  return options.objective === 'lenient1' ? (after - before) / change : (n * (after - before)) / change;
}

/** By how many restricted parameters the box changes: −1, 0 or 1. */
function newlyRestricted(search: BoxSearch, { column, side, limit }: Candidate): number {
  const end = side === 'lower' ? search.least[column] : search.greatest[column];
  const otherSide: Side = side === 'lower' ? 'upper' : 'lower';
  const after = limit !== end || search.isRestricted(column, otherSide);
  return Number(after) - Number(isRestricted(search, column));
}

function isRestricted(search: BoxSearch, column: number): boolean {
  return search.isRestricted(column, 'lower') || search.isRestricted(column, 'upper');
}

function stepOf(search: BoxSearch, worlds: number, total: number): PrimStep {
  const { n, k } = search;
  const restrictions: Restriction[] = [];
  for (let column = 0; column < search.lower.length; column++) {
    const lower = search.isRestricted(column, 'lower');
    const upper = search.isRestricted(column, 'upper');
    if (!lower && !upper) continue;
    restrictions.push({
      column,
      ...(lower && { lower: search.lower[column], lowerQuasiP: quasiP(search, column, 'lower') }),
      ...(upper && { upper: search.upper[column], upperQuasiP: quasiP(search, column, 'upper') }),
    });
  }
  return { n, k, coverage: k / total, density: k / n, mass: n / worlds, restrictions };
}

/**
 * P(X ≥ k) of a binomial X with n trials, by the beta distribution: its cdf at the chance p, with shapes k, n − k + 1.
 * A box with a limit has a world of interest, for every move of a limit makes it denser.
 */
function quasiP(search: BoxSearch, column: number, side: Side): number {
  const { n, k } = search;
  const wider = search.without(column, side);
  return betaCdf(wider.k / wider.n, k, n - k + 1);
}

function markBox(data: LabelledWorlds, restrictions: readonly Range[], taken: Uint8Array): void {
  for (let world = 0; world < taken.length; world++) {
    if (inBox(data, restrictions, world)) taken[world] = 1;
  }
}

function checkOptions(options: PrimOptions): void {
  const { peelAlpha, pasteAlpha, minimumMass, threshold, maximumBoxes } = options;
  for (const [name, value] of Object.entries({ peelAlpha, pasteAlpha })) {
    if (!(value > 0 && value < 0.5)) throw new Error(`PRIM: ${name} is ${value}, must be above 0 and below 0.5`);
  }
  if (!(minimumMass > 0 && minimumMass < 1)) {
    throw new Error(`PRIM: minimumMass is ${minimumMass}, must be above 0 and below 1`);
  }
  if (!(threshold > 0 && threshold <= 1)) {
    throw new Error(`PRIM: threshold is ${threshold}, must be above 0 and at most 1`);
  }
  if (!Number.isInteger(maximumBoxes) || maximumBoxes < 1) {
    throw new Error(`PRIM: maximumBoxes is ${maximumBoxes}, must be a whole number above 0`);
  }
}
