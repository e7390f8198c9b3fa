/** `discordant`: futures in which two paths end differently although they meet the same luck. */
import { checkHistories, crossOutcomes, type PairedHistories, tabulateEvent } from '../../analysis/discordance.ts';
import { OUTCOMES } from '../../deterrence/outputs.ts';
import { shapeOf } from '../../experiment/evaluate.ts';
import { uniformKeys } from '../../experiment/executor.ts';
import type { Plan } from '../../experiment/plan.ts';
import { type Chunk, createFailureTally, type Failure, type FailureCount } from '../../experiment/results.ts';
import { evaluateAll } from '../../experiment/run.ts';
import type { CountedEvent, DiscordantFindings } from '../../report/discordant/findings.ts';
import { describeDiscordant } from '../../report/discordant/json.ts';
import { discordantTables } from '../../report/discordant/tables.ts';
import { renderDiscordant } from '../../report/discordant/text.ts';
import { narrowScenario } from '../../scenario/narrow.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Analysed, analyseSetting } from '../analyse.ts';
import type { Environment } from '../environment.ts';
import { UsageError } from '../errors.ts';
import { findPaths } from '../objective.ts';
import { showProgress } from '../progress.ts';
import { replayCommand } from '../replay-command.ts';
import { openExecutor, type Setting } from '../worlds.ts';
import { type DiscordantCommandOptions, EVENTS } from './discordant-options.ts';

/** Pairs that are held in memory, two bytes each, and counted in a moment. */
const MOST_PAIRS = 200_000_000;

/**
 * Plays histories of the same luck on two paths, writes and prints where they end differently.
 * @returns the exit code
 * @throws what `analyseSetting` throws
 */
export function findDiscordant(options: DiscordantCommandOptions, environment: Environment): Promise<number> {
  return analyseSetting('discordant', options, environment, (setting) => analyse(setting, options, environment));
}

async function analyse(
  setting: Setting,
  options: DiscordantCommandOptions,
  environment: Environment,
): Promise<Analysed> {
  const { histories, event, show } = options;
  const { scenario, plan, paths } = pairOf(setting, options);
  if (plan.draws * histories > MOST_PAIRS) {
    throw new UsageError(
      `--histories is ${histories}, must be at most ${Math.floor(MOST_PAIRS / plan.draws)} in ${plan.draws} worlds`,
    );
  }
  const { pairs, failures } = await play(scenario, { ...plan, histories }, paths, options, environment);
  if (pairs.draws.length < 2) {
    throw new UsageError(`${pairs.draws.length} of ${plan.draws} worlds can be used, at least 2 are needed`);
  }
  const asked = eventOf(event, pairs);
  const outcomes = OUTCOMES.map(({ name }) => eventOf([name], pairs));
  const [a, b] = paths.map((path) => plan.paths[path]);
  const findings: DiscordantFindings = {
    ...{ title: plan.title, asOf: plan.asOf, protege: plan.actors.protege, draws: plan.draws },
    ...{ design: plan.design, seed: plan.seed, pairs },
    paths: [a, b],
    outcomes: OUTCOMES,
    events: [asked, ...outcomes.filter(({ name }) => name !== asked.name)],
    cross: crossOutcomes(pairs),
    checks: checkHistories(pairs),
    replays: [0, 1].map((which) =>
      firstPairs(pairs, asked.outcomes, which, show).map(({ draw, history }) =>
        replayCommand({ ...options, source: options.scenario, paths: [a.name, b.name], draw, history }),
      ),
    ) as [string[], string[]],
  };
  return {
    settings: { paths: [a.name, b.name], histories, event: asked.name },
    tables: discordantTables(findings),
    evaluations: plan.evaluations,
    failures: [{ failures }],
    json: (folder) => ({ folder, warnings: setting.warnings, ...describeDiscordant(findings) }),
    text: (text) => renderDiscordant(findings, text),
    hint: 'Every future that ends differently: discordant.csv; datapackage.json explains every column.',
  };
}

/**
 * What has to be evaluated: the two paths alone where their worlds are the same without the others, else all. (Sobol
 * points depend on what other quantities there are.)
 */
function pairOf({ scenario, plan }: Setting, { pair }: DiscordantCommandOptions) {
  if (pair === undefined && plan.paths.length !== 2) {
    const names = plan.paths.map(({ name }) => name).join(', ');
    throw new UsageError(`--paths is missing, must name two of ${names}`);
  }
  const indices = findPaths(plan, pair);
  const names = indices.map((index) => plan.paths[index].name);
  const narrowed = narrowScenario(scenario, { paths: names });
  if (!hasSameWorlds(scenario, narrowed, plan)) return { scenario, plan, paths: indices };
  const paths = plan.paths.filter(({ name }) => names.includes(name));
  const narrow: Plan = { ...plan, paths, evaluations: paths.length * plan.draws };
  return { scenario: narrowed, plan: narrow, paths: findPaths(narrow, names) };
}

function hasSameWorlds(whole: Scenario, part: Scenario, plan: Plan): boolean {
  const [all, some] = [whole, part].map((scenario) => uniformKeys(scenario, plan));
  return (
    whole.correlations.length === part.correlations.length &&
    (plan.design !== 'sobol' || some.every((key, index) => key === all[index]))
  );
}

/** Evaluates every world and keeps of its histories how they end. */
async function play(
  scenario: Scenario,
  plan: Plan,
  paths: readonly number[],
  options: DiscordantCommandOptions,
  environment: Environment,
): Promise<{ pairs: PairedHistories; failures: FailureCount }> {
  const { stderr, signal, now } = environment;
  const shape = shapeOf(scenario, plan);
  const ended = paths.map(() => new Uint8Array(plan.draws * plan.histories));
  const exact = paths.map(() => new Float64Array(plan.draws * OUTCOMES.length));
  const failed: Failure[] = [];
  const width = 1 + shape.historyColumns.length;
  const keep = (chunk: Chunk): void => {
    failed.push(...chunk.failures);
    for (let draw = chunk.fromDraw; draw < chunk.toDraw; draw++) {
      paths.forEach((path, which) => {
        const row = (draw - chunk.fromDraw) * plan.paths.length + path;
        const values = row * shape.columns.length;
        exact[which].set(chunk.values.subarray(values, values + OUTCOMES.length), draw * OUTCOMES.length);
        for (let history = 0; history < plan.histories; history++) {
          ended[which][draw * plan.histories + history] = chunk.histories[(row * plan.histories + history) * width];
        }
      });
    }
  };
  const progress = showProgress(plan.evaluations, options.quiet || options.json ? undefined : stderr, now);
  const executor = openExecutor(scenario, plan, options, environment);
  const work = { cells: 1, planOf: () => plan, replacementsOf: () => [] };
  const store = { has: () => false, put: (_cell: number, _chunk: number, data: Chunk) => keep(data) };
  try {
    await evaluateAll(executor, work, store, { signal, failFast: options.failFast, onProgress: progress.update });
  } finally {
    await executor.close();
    progress.stop();
  }
  // Chunks come as they are ready.
  failed.sort((a, b) => a.draw - b.draw || a.path - b.path);
  const tally = createFailureTally(plan.draws);
  tally.add(failed);
  const draws = Uint32Array.from({ length: plan.draws }, (_, draw) => draw).filter((draw) => !tally.hasFailed(draw));
  const [a, b] = ended.map((all) => gather(all, draws, plan.histories));
  const [exactA, exactB] = exact.map((all) => gather(all, draws, OUTCOMES.length));
  const pairs = { draws, perDraw: plan.histories, outcomes: OUTCOMES.length, a, b, exactA, exactB };
  return { pairs, failures: tally.count() };
}

/** The rows of some draws. */
function gather<Values extends Uint8Array | Float64Array>(all: Values, draws: Uint32Array, width: number): Values {
  if (draws.length * width === all.length) return all;
  const rows = all.slice(0, draws.length * width) as Values;
  draws.forEach((draw, index) => {
    rows.set(all.subarray(draw * width, (draw + 1) * width), index * width);
  });
  return rows;
}

function eventOf(names: readonly string[], pairs: PairedHistories): CountedEvent {
  const parts = new Set(names.flatMap((name) => EVENTS[name] ?? [name]));
  const outcomes = OUTCOMES.flatMap(({ name }, index) => (parts.has(name) ? [index] : []));
  return {
    name: names.join('+'),
    label: names.map(labelOf).join(' or '),
    outcomes,
    table: tabulateEvent(pairs, outcomes),
  };
}

function labelOf(name: string): string {
  const label = { breakdown: 'Breakdown', renewed_war: 'Renewed war' }[name];
  return label ?? OUTCOMES.find((outcome) => outcome.name === name)?.label ?? name;
}

/** The first pairs in which an event happens on one path only. */
function firstPairs(
  { draws, perDraw, a, b }: PairedHistories,
  event: readonly number[],
  which: number,
  most: number,
): { draw: number; history: number }[] {
  const [own, other] = which === 0 ? [a, b] : [b, a];
  const found: { draw: number; history: number }[] = [];
  for (let i = 0; i < own.length && found.length < most; i++) {
    if (!event.includes(own[i]) || event.includes(other[i])) continue;
    found.push({ draw: draws[Math.floor(i / perDraw)], history: i % perDraw });
  }
  return found;
}
