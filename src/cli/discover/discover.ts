/** `discover`: describes the worlds in which something holds, by boxes and a tree of the uncertain quantities. */
import { type CartResult, classify } from '../../analysis/discovery/cart.ts';
import type { LabelledWorlds } from '../../analysis/discovery/labelled-worlds.ts';
import { PRIM_DEFAULTS, type PrimOptions } from '../../analysis/discovery/prim.ts';
import { findSimpleBoxes, keepDiffering, simplify } from '../../analysis/discovery/simple-boxes.ts';
import { boxStability } from '../../analysis/discovery/stability.ts';
import { proposeDenseStep, tradeOff } from '../../analysis/discovery/trade-off.ts';
import { joinKey } from '../../random/stream.ts';
import type { DiscoveryFindings, FoundBox, PrimFindings } from '../../report/discovery/findings.ts';
import { describeDiscovery } from '../../report/discovery/json.ts';
import { discoveryTables } from '../../report/discovery/tables.ts';
import { renderDiscovery } from '../../report/discovery/text.ts';
import { type Analysed, analyseWorlds } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import type { Worlds } from '../worlds.ts';
import type { DiscoverOptions } from './discover-options.ts';
import { askDiscovery } from './discover-question.ts';

/** Fewest worlds of either kind for each method. */
const LEAST_OF_A_KIND = { tree: 10, halves: 20 } as const;

/**
 * Describes worlds and prints what was found.
 * @returns the exit code: 3 if some evaluations failed
 * @throws ScenarioError and UsageError for bad input, FolderError, WorkerError and Interrupted
 */
export function discoverWorlds(options: DiscoverOptions, environment: Environment): Promise<number> {
  return analyseWorlds('discover', options, environment, async (worlds) => discover(worlds, options));
}

function discover(worlds: Worlds, options: DiscoverOptions): Analysed {
  const { question, data, leftOut } = askDiscovery(worlds, options);
  const count = data.ofInterest.length;
  const ofInterest = data.ofInterest.reduce((sum, label) => sum + label, 0);
  const notes: string[] = [];
  const rarer = Math.min(ofInterest, count - ofInterest);
  const tooFew = (least: number, what: string): boolean => {
    if (rarer >= least) return false;
    const kind = rarer === ofInterest ? 'such worlds' : 'other worlds';
    notes.push(`${rarer} ${kind} are too few ${what}, at least ${least} are needed; take more with --draws.`);
    return true;
  };
  const canSplit = options.method === 'cart' || !tooFew(LEAST_OF_A_KIND.halves, 'to try boxes on halves of the worlds');
  const prim = options.method === 'cart' ? undefined : searchBoxes(data, ofInterest, canSplit, worlds, options);
  const { seed } = worlds.plan;
  const most = 'top' in options.parameters ? options.parameters.top : undefined;
  const cart: CartResult | undefined =
    options.method === 'prim' || tooFew(LEAST_OF_A_KIND.tree, 'for a tree')
      ? undefined
      : classify(data, { seed, prepare: (training) => keepDiffering(training, most) });
  if (prim === undefined && cart === undefined) throw new UsageError(`discover: ${notes.join(' ')}`);
  const findings: DiscoveryFindings = { question, worlds: count, ofInterest, leftOut, prim, cart, notes };
  return {
    settings: {
      ...{ condition: question.condition, about: question.about, method: options.method, inputs: data.parameters },
      ...(prim ? { prim: prim.options, step: options.step ?? 'proposed', resamples: options.resamples } : {}),
      ...{ worlds: count, of_interest: ofInterest },
    },
    tables: discoveryTables(findings),
    json: (folder) => ({ folder, warnings: worlds.warnings, ...describeDiscovery(findings) }),
    text: (text) => renderDiscovery(findings, text),
    hint: `${prim ? 'Every step and limit: trade_off.csv, boxes.csv' : 'The tree: tree.csv'}; datapackage.json explains every column.`,
  };
}

function searchBoxes(
  data: LabelledWorlds,
  ofInterest: number,
  canSplit: boolean,
  { plan }: Worlds,
  { boxes: maximumBoxes, objective, massMin, densityMin, step: wanted, resamples, parameters }: DiscoverOptions,
): PrimFindings {
  const worlds = data.ofInterest.length;
  const threshold = densityMin ?? Math.min(0.8, (1.5 * ofInterest) / worlds);
  const prim: PrimOptions = { ...PRIM_DEFAULTS, objective, minimumMass: massMin, threshold, maximumBoxes };
  const most = 'top' in parameters ? parameters.top : undefined;
  const propose = proposeDenseStep(threshold);
  let searches = 0;
  const found = findSimpleBoxes(data, prim, most, (steps) => {
    if (searches++ > 0 || wanted === undefined) return propose(steps);
    if (wanted < steps.length) return wanted;
    throw new UsageError(`--step is ${wanted}, must be from 1 to ${steps.length - 1}, the steps that there are`);
  });
  return {
    options: prim,
    boxes: found.map(({ steps, chosen, accepted, among }, number): FoundBox => {
      const box = steps[chosen];
      const n = among.ofInterest.length;
      const k = among.ofInterest.reduce((sum, label) => sum + label, 0);
      const isSplit = canSplit && Math.min(k, n - k) >= LEAST_OF_A_KIND.halves && box.restrictions.length > 0;
      const stability = isSplit
        ? boxStability(among, box, prim, {
            ...{ seed: joinKey([plan.seed, 'box', String(number + 1)]), resamples },
            // Each half is searched as all worlds were: what was chosen in sight of both halves would flatter the box.
            ...{ prepare: (half) => keepDiffering(half, most), refine: simplify },
          })
        : undefined;
      return { step: box, index: chosen, accepted, among: { n, k }, stability };
    }),
    tables: found.map(({ steps }) => tradeOff(steps, ofInterest)),
    trajectories: found.map(({ steps }) => steps),
    isProposed: wanted === undefined,
    most,
  };
}
