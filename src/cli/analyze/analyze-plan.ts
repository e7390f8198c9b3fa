/** Which analyses `analyze` makes of a scenario, and how large: settled before anything is run, as data. */
import * as z from 'zod';
import { rankDrawsMin } from '../../analysis/sensitivity/ranks.ts';

/** Arguments of a command: flags and positionals by name. */
const argumentsSchema = z.record(z.string(), z.string());

const stepSchema = z.strictObject({
  /** The folder of its results within that of all: nothing that could lead out of it, or to what else is there. */
  name: z.string().regex(/^(?!findings$)[a-z][a-z-]*$/),
  command: z.string(),
  /** With `@run` for the folder of the run, and the like for what only the run can tell. */
  arguments: argumentsSchema,
  evaluations: z.number(),
  /** About how long it takes. */
  seconds: z.number(),
});

const planSchema = z.strictObject({
  format: z.literal(1),
  version: z.string(),
  scenario: z.strictObject({ title: z.string(), plan_sha256: z.string() }),
  budget_seconds: z.number(),
  estimated_seconds: z.number(),
  calibration: z.strictObject({ jobs: z.number(), seconds_per_evaluation: z.number(), slowness: z.number() }),
  run: z.strictObject({
    draws: z.number().int().positive(),
    seed: z.string(),
    design: z.enum(['random', 'lhs', 'sobol']),
    paths: z.array(z.string()),
    /** By which paths are compared; the scenario's first when left out. */
    preference: z.string().optional(),
    set: z.array(z.string()),
  }),
  steps: z
    .array(stepSchema)
    .refine(([first]) => first?.name === 'run' && first.command === 'run', 'the first step must be the run')
    .refine(
      (steps) => new Set(steps.map(({ name }) => name)).size === steps.length,
      'every step must have a name of its own',
    ),
  /** Whether time would help is what `possible` says. */
  left_out: z.array(stepSchema.extend({ reason: z.string(), possible: z.boolean() })),
});

/** One command of the set. */
export type PlannedStep = z.infer<typeof stepSchema>;
/** What is run, and what is not and why. The results depend on this alone, and not on any clock. */
export type AnalyzePlan = z.infer<typeof planSchema>;

/** What the size of analyses hangs on. */
export interface ScenarioSize {
  readonly paths: readonly string[];
  readonly hasPreferences: boolean;
  /** Uncertain quantities. */
  readonly inputs: number;
  /** Draws that the scenario asks for. */
  readonly draws: number;
  readonly design: 'random' | 'lhs' | 'sobol';
  /** Things that the challenger may misjudge on these paths. */
  readonly misjudgements: number;
  /** Why they cannot be put right, where they cannot. */
  readonly inseparable: string | undefined;
}

/** How fast this machine is at the moment. */
export interface Speed {
  readonly jobs: number;
  readonly secondsPerEvaluation: number;
  /** How many times longer plain arithmetic takes than on the machine on which `SECONDS` were taken. */
  readonly slowness: number;
}

/**
 * Part of the budget that the run takes, with what looks at its draws; to see how far its verdict can be trusted takes the
 * rest. Up to the second part where so many draws let rank regression tell what matters most.
 */
const RUN_SHARE = { usual: 0.3, most: 0.5 } as const;
/** What single quantities are worth is told from so many draws on. */
const LEAST_DRAWS = 100;
const SEVERAL_SOLUTIONS = { all: 7, three: ['near_perfect', 'reputation_blind', 'fixed_response'] } as const;
/** Draws of a search for thresholds, which has worlds of its own. */
const THRESHOLD_DRAWS = [200, 100, 50] as const;
/**
 * Draws of worlds of their own in which misjudgement is looked at, where those of the run are too many. What rests on it
 * differs more between worlds than two paths do: in the reference scenario fewer than 100 hardly tell it from nothing.
 */
const PERCEPTION_DRAWS = [400, 200, 100] as const;
/**
 * How many times longer an evaluation takes that also tells what the challenger really gets. As measured with the reference
 * scenario.
 */
const PAYOFF_WORK = 2.2;
/** Values of a quantity at which a search for thresholds usually looks. */
const THRESHOLD_VALUES = 45;

/** Seconds beside evaluations: at once, for each draw, for each draw and input. As measured with the reference scenario. */
const SECONDS = {
  run: [0.5, 2e-3, 0],
  robustness: [0.2, 4e-3, 0],
  sensitivity: [0.3, 0, 1.5e-4],
  'value-of-information': [0.5, 1e-2, 5e-4],
  discover: [0.3, 0, 1e-4],
  report: [3, 2e-3, 0],
  other: [0.5, 5e-4, 0],
} as const satisfies Record<string, readonly [number, number, number]>;

/** Analyses that look at the draws of the run and evaluate none. */
const LOOKING = ['robustness', 'sensitivity', 'value-of-information', 'discover'] as const;

/** How large a command may be run. */
interface StepSize {
  readonly arguments: Readonly<Record<string, string>>;
  readonly evaluations: number;
  /** Usual evaluations that take as long, where these take longer. */
  readonly work?: number;
}

/** A command that may be run, at several sizes. */
interface Wanted {
  readonly name: string;
  readonly command: string;
  /** The largest first. */
  readonly sizes: readonly StepSize[];
  /** Why it cannot be run, whatever the time. */
  readonly reason?: string | undefined;
}

/**
 * Draws of the run: as many as its share of the budget bears, never more than the scenario asks for, and never fewer than
 * what single quantities are worth needs, whatever the budget.
 */
export function drawsWithin(budget: number, size: ScenarioSize, speed: Speed): number {
  const least = Math.min(size.draws, LEAST_DRAWS);
  const looking = LOOKING.reduce((sum, name) => sum + SECONDS[name][1] + SECONDS[name][2] * size.inputs, 0);
  const perDraw = (size.paths.length * speed.secondsPerEvaluation) / speed.jobs + speed.slowness * looking;
  const bears = (share: number) => Math.floor((share * budget) / perDraw);
  // Points of Sobol are even only in powers of 2; else a round number.
  const isSobol = size.design === 'sobol';
  const atMost = (draws: number) =>
    isSobol ? powerOfTwo(draws) : draws > LEAST_DRAWS ? 10 * Math.floor(draws / 10) : draws;
  const ranks = rankDrawsMin(size.inputs);
  const forRanks = isSobol ? 2 * powerOfTwo(ranks) : 10 * Math.ceil(ranks / 10);
  const usual = atMost(bears(RUN_SHARE.usual));
  const round = usual < forRanks && bears(RUN_SHARE.most) >= forRanks ? forRanks : usual;
  return Math.max(least, Math.min(size.draws, round));
}

function powerOfTwo(most: number): number {
  let power = 1;
  while (2 * power <= most) power *= 2;
  return power;
}

/**
 * What fits into a budget, in the order of importance: first every analysis at its smallest, as many as fit, then each as
 * large as the rest bears. The run is never left out.
 * @param draws of the run
 * @returns the steps in the order in which they are run, and those that are left out
 */
export function fitSteps(
  budget: number,
  draws: number,
  size: ScenarioSize,
  speed: Speed,
): Pick<AnalyzePlan, 'steps' | 'left_out' | 'estimated_seconds'> {
  const secondsOf = (
    { command, name }: Pick<Wanted, 'command' | 'name'>,
    { evaluations, work = evaluations }: Pick<StepSize, 'evaluations' | 'work'>,
  ): number => {
    const known = SECONDS as Readonly<Record<string, readonly [number, number, number]>>;
    const [once, perDraw, perInput] = known[name] ?? known[command] ?? SECONDS.other;
    const own = speed.slowness * (once + draws * (perDraw + perInput * size.inputs));
    return roundSeconds(own + (work * speed.secondsPerEvaluation) / speed.jobs);
  };
  const wanted = wantedSteps(draws, size);
  let rest = budget - secondsOf({ name: 'report', command: 'report' }, { evaluations: 0 });
  const chosen = wanted.map((step, index): number | undefined => {
    if (step.reason !== undefined) return undefined;
    const seconds = secondsOf(step, step.sizes[step.sizes.length - 1]);
    if (index > 0 && seconds > rest) return undefined;
    rest -= seconds;
    return step.sizes.length - 1;
  });
  wanted.forEach((step, index) => {
    const smallest = chosen[index];
    if (smallest === undefined) return;
    const now = secondsOf(step, step.sizes[smallest]);
    const largest = step.sizes.findIndex((each) => secondsOf(step, each) - now <= rest);
    if (largest < 0 || largest >= smallest) return;
    rest -= secondsOf(step, step.sizes[largest]) - now;
    chosen[index] = largest;
  });
  const planned = (step: Wanted, at: number): PlannedStep => {
    const { evaluations, arguments: given } = step.sizes[at];
    return {
      ...{ name: step.name, command: step.command, arguments: { ...given } },
      ...{ evaluations, seconds: secondsOf(step, step.sizes[at]) },
    };
  };
  const steps = wanted.flatMap((step, index) => (chosen[index] === undefined ? [] : [planned(step, chosen[index])]));
  const leftOut = wanted.flatMap((step, index) =>
    chosen[index] === undefined
      ? [
          {
            ...planned(step, step.sizes.length - 1),
            ...{ reason: step.reason ?? 'no time is left for it', possible: step.reason === undefined },
          },
        ]
      : [],
  );
  return { steps, left_out: leftOut, estimated_seconds: roundSeconds(budget - rest) };
}

/** All analyses in the order of importance. */
function wantedSteps(draws: number, size: ScenarioSize): Wanted[] {
  const paths = size.paths.length;
  const noValue = size.hasPreferences ? undefined : 'the scenario has no preference, so nothing says what is better';
  const noChoice = paths < 2 ? 'there is one path only, so there is nothing to choose between' : noValue;
  const certain = size.inputs === 0 ? 'nothing is uncertain' : undefined;
  const few = (least: number) =>
    draws < least ? `it needs ${least} draws, the scenario has ${draws}; take more with --draws` : undefined;
  const given = (name: string, reason: string | undefined): Wanted => ({
    ...{ name, command: name, reason, sizes: [{ arguments: { source: '@run' }, evaluations: 0 }] },
  });
  const tornado = [
    { top: size.inputs, base: 100 },
    { top: 20, base: 100 },
    { top: 12, base: 50 },
    { top: 12, base: 20 },
  ].map(({ top, base }) => {
    const looked = Math.min(top, size.inputs);
    const inDraws = Math.min(base, draws);
    const narrowed = looked < size.inputs ? { parameters: `top:${looked}` } : {};
    return {
      arguments: { source: '@run', method: 'tornado', at: `draws:${inDraws}`, ...narrowed },
      evaluations: (1 + 2 * looked) * inDraws * paths,
    };
  });
  const thresholdDraws = [...new Set(THRESHOLD_DRAWS.map((each) => Math.min(each, draws)))];
  const runEvaluations = draws * paths;
  return [
    { name: 'run', command: 'run', sizes: [{ arguments: { scenario: '@scenario' }, evaluations: runEvaluations }] },
    given('robustness', noChoice ?? few(20)),
    given('sensitivity', noValue ?? certain),
    given('value-of-information', noChoice ?? few(30)),
    given('discover', noChoice ?? certain ?? few(50)),
    { name: 'tornado', command: 'sensitivity', sizes: tornado, reason: noValue ?? certain },
    {
      name: 'compare-solutions',
      command: 'compare-solutions',
      reason: noChoice ?? few(20),
      sizes: [
        { arguments: { source: '@run' }, evaluations: SEVERAL_SOLUTIONS.all * runEvaluations },
        {
          arguments: { source: '@run', solutions: SEVERAL_SOLUTIONS.three.join(',') },
          evaluations: SEVERAL_SOLUTIONS.three.length * runEvaluations,
        },
      ],
    },
    {
      name: 'threshold',
      command: 'threshold',
      reason: noChoice ?? certain,
      sizes: thresholdDraws.map((each) => ({
        arguments: {
          scenario: '@resolved',
          paths: '@best-two',
          parameter: '@matters-most',
          draws: String(each),
          seed: '@seed',
          design: '@design',
        },
        evaluations: THRESHOLD_VALUES * each * 2,
      })),
    },
    {
      name: 'perception',
      command: 'perception',
      reason:
        (size.misjudgements === 0 ? 'the challenger misjudges nothing on these paths' : undefined) ??
        size.inseparable ??
        few(20),
      sizes: perceptionSizes(draws, size),
    },
    {
      name: 'discordant',
      command: 'discordant',
      reason: paths < 2 ? noChoice : undefined,
      sizes: [
        {
          arguments: { source: '@run', ...(paths > 2 ? { paths: '@best-two' } : {}) },
          // The points of Sobol are other points where some paths are left out.
          evaluations: draws * (size.design === 'sobol' ? paths : Math.min(2, paths)),
        },
      ],
    },
    {
      name: 'flip',
      command: 'flip',
      reason: noChoice ?? certain,
      sizes: [12_000, 6000, 3000].map((each) => ({
        arguments: { source: '@run', paths: '@best-two', 'max-evaluations': String(each) },
        evaluations: each,
      })),
    },
  ];
}

/**
 * The worlds of the run, again for every set of misjudgements that is put right, and once more as they are for what she
 * really gets, which no run has; or fewer worlds, which must first be had.
 */
function perceptionSizes(draws: number, { paths, design, misjudgements }: ScenarioSize): StepSize[] {
  const sets = misjudgements === 0 ? 0 : 2 ** misjudgements;
  const size = (of: Readonly<Record<string, string>>, evaluations: number, before = 0): StepSize => {
    return { arguments: of, evaluations: before + evaluations, work: before + PAYOFF_WORK * evaluations };
  };
  const ofRun = size({ source: '@run' }, sets * draws * paths.length);
  const fewer = PERCEPTION_DRAWS.map((each) => {
    const own = design === 'sobol' ? powerOfTwo(each) : each;
    const worlds = { source: '@resolved', draws: String(own), seed: '@seed', design: '@design' };
    return size(worlds, sets * own * paths.length, own * paths.length);
  });
  return [ofRun, ...fewer.filter(({ evaluations }) => evaluations < ofRun.evaluations)];
}

/** Times are estimates: more digits would be noise. */
function roundSeconds(seconds: number): number {
  return Math.round(10 * seconds) / 10;
}

/**
 * A plan from the text of a plan.json.
 * @throws SyntaxError, or ZodError whose first issue says what is wrong
 */
export function parsePlan(text: string): AnalyzePlan {
  return planSchema.parse(JSON.parse(text));
}
