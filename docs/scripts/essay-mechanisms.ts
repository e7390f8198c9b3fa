/**
 * Prints the table of docs/reference-scenario.md: what each claim of the essay is worth to the verdict.
 *
 * A claim is carried by a quantity of the scenario. The quantity is held at its 5 % value, then at its 95 % value, while
 * all the others keep the values of their draws; the draws are the same at both ends and on both paths. The verdict is the
 * difference between deployment and fortress in the harm of the first preference.
 *
 *     npx tsx docs/scripts/essay-mechanisms.ts [DRAWS [SCENARIO]]
 */
import { createModel } from '../../src/deterrence/model.ts';
import { OUTCOMES, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { planRun } from '../../src/experiment/plan.ts';
import { createUniformSource } from '../../src/experiment/uniforms.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { createSampler } from '../../src/scenario/sampler.ts';

/** Claims in the order of the essay, each with the quantity that carries it. */
const CLAIMS: readonly (readonly [claim: string, quantity: string])[] = [
  ['The American ally is unreliable', 'backer.reliability'],
  ['His policy is erratic', 'backer.volatility'],
  ['His policy is transactional: first stop the oil', 'backer.transactionality'],
  ['Europe stops buying Russian oil', 'embargo.phase_out_rate'],
  ['Hungary and Slovakia resist', 'embargo.veto_share'],
  ['Economic pressure on Moscow bites', 'challenger.sanctions_bite'],
  ['A technological shield from afar', 'ladder.backing_weight'],
  ['Ukraine cannot do without American supplies', 'fortress.backer_dependence'],
  ['Germany defers its soldiers until America commits', 'members.Germany.conditionality'],
  ['France leads', 'members.France.resolve'],
  ['Dissonance: who has to agree', 'coalition.quorum'],
  ['A guarantee or mere support (Kuleba)', 'force_binding'],
  ['Budapest: a promise on paper', 'commitment.binding'],
  ['What a broken promise costs', 'commitment.audience_cost'],
  ['Far behind the front', 'tripwire.distance_km'],
  ['The size of the force', 'force_size'],
  ['The reaction that a tripwire sets off', 'roe.automaticity'],
  ['Is it a bluff?', 'coalition.resolve'],
  ['Russia sees through the bluff, or thinks so', 'challenger.misperception_resolve'],
  ['A single drone or a whole company?', 'roe.threshold'],
  ['No clear rules of engagement', 'roe.ambiguity'],
  ['It can be denied', 'roe.deniability'],
  ['Escalation: incidents misread', 'roe.misread_risk'],
  ['Escalation: an open clash', 'ladder[1].risk'],
  ['Escalation: a war side by side', 'coalition.war_escalation'],
  ['Escalation: nuclear weapons', 'ladder.nuclear_share'],
  ['The will to power is not yet the ability', 'coalition.war_strength'],
  ['Arms production, NATO standards', 'pledged_gain'],
  ['A marathon, not a quick victory', 'built_years'],
  ['Depots of munitions and fuel', 'present_cover'],
  ['An uncovered cheque: what is delivered', 'delivery'],
  ['Faster, conditional membership of the EU', 'accession_years'],
  ['Full membership or a waiting room', 'faster_ceiling'],
  ['Irreversibly part of the West', 'integration.solidarity'],
  ['A Ukraine that grows strong invites prevention', 'challenger.leverage'],
  ['A Ukraine that turns West provokes', 'challenger.drift'],
  ['A porcupine on which aggressors break their teeth', 'challenge.cost_assault'],
  ['The Kremlin rejects foreign troops', 'challenger.troop_aversion'],
  ['A ceasefire that nobody in Moscow thinks of', 'ceasefire.offer_rate'],
  ['The reality of the war', 'war.gain'],
];

const ENDS = [0.05, 0.95] as const;
const PATHS = ['deployment', 'fortress'] as const;
const NO_UNIFORMS = new Float64Array(0);

const draws = Number(process.argv[2] ?? 300);
const scenario = loadScenario(process.argv[3] ?? 'scenarios/paris-2025.yaml');
const sampler = createSampler(scenario);
const model = createModel();
const { seed, design } = scenario.run;
const source = createUniformSource(scenario, sampler.uniformKeys, { seed, design, draws });
const worlds = Array.from({ length: draws }, (_, draw) => {
  const uniforms = new Float64Array(sampler.uniformKeys.length);
  source.fill(draw, uniforms);
  return uniforms;
});

const slots = new Map([...OUTPUTS, ...scenario.metrics].map(({ name }, index) => [name, index]));
const slotOf = (name: string) => slots.get(name) ?? Number.NaN;
const metrics = scenario.metrics.map((metric) => metric.expression.bind(slotOf));
const harm = scenario.preferences[0].expression.bind(slotOf);

/** One value per draw each. */
interface Reading {
  /** The quantity itself. */
  readonly value: Float64Array;
  /** Harm on deployment minus harm on fortress. */
  readonly verdict: Float64Array;
  /** On deployment: breakdown given a ceasefire, and the uncovered cheque. */
  readonly breakdown: Float64Array;
  readonly cheque: Float64Array;
}

/** Evaluates all draws with the quantity held where a share `at` of its probability lies below. */
function read(quantity: string, at: number): Reading {
  const held = sampler.uniformKeys.flatMap((key, index) =>
    key === quantity || key.startsWith(`${quantity}#`) ? [index] : [],
  );
  if (held.length === 0) throw new RangeError(`${quantity}: nothing uncertain of this name in the scenario`);
  const column = sampler.columns.findIndex(({ name }) => name === quantity);
  const { periods } = planRun(scenario, { version: '', histories: 0 });
  const timeline = new Float64Array(periods * OUTCOMES.length);
  const shown = new Float64Array(sampler.columns.length);
  const values = new Float64Array(OUTPUTS.length + metrics.length);
  const fresh = () => new Float64Array(draws);
  const reading: Reading = { value: fresh(), verdict: fresh(), breakdown: fresh(), cheque: fresh() };
  worlds.forEach((world, draw) => {
    const uniforms = world.slice();
    for (const key of held) uniforms[key] = at;
    const resample = source.resample(draw);
    const [deployment, fortress] = PATHS.map((name) => {
      const path = scenario.paths.findIndex((candidate) => candidate.name === name);
      model.evaluate(
        sampler.sample(path, draw, uniforms, resample, shown),
        values.subarray(0, OUTPUTS.length),
        timeline,
      );
      metrics.forEach((metric, index) => {
        values[OUTPUTS.length + index] = metric(values, NO_UNIFORMS, 0);
      });
      const output = (id: string) => values[outputIndex(id)];
      return {
        harm: harm(values, NO_UNIFORMS, 0),
        breakdown: output('breakdown_given_ceasefire'),
        cheque: output('uncovered_cheque'),
      };
    });
    sampler.sample(sampler.columns[column].path, draw, uniforms, resample, shown);
    reading.value[draw] = shown[column];
    reading.verdict[draw] = deployment.harm - fortress.harm;
    reading.breakdown[draw] = deployment.breakdown;
    reading.cheque[draw] = deployment.cheque;
  });
  return reading;
}

const mean = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value) => sum + value, 0) / x.length;
const median = (x: Float64Array) => x.slice().sort()[x.length >> 1];
const signed = (x: number, digits: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(digits)}`;
const percent = (x: number, digits: number) => `${(100 * x).toFixed(digits)} %`;
const short = (x: number) => Number(x.toPrecision(2)).toString().replace('-', '−');

/** A mean with the half-width of its 95 % interval. */
function meanChange(low: Float64Array, high: Float64Array): string {
  const change = low.map((value, draw) => high[draw] - value);
  const centre = mean(change);
  const se = Math.sqrt(mean(change.map((value) => (value - centre) ** 2)) / (draws - 1));
  return `${signed(centre, 1)} ± ${(1.96 * se).toFixed(1)}`;
}

console.log(
  `${draws} draws, seed ${seed}, design ${design}, preference ${scenario.preferences[0].name}. Verdict: harm of deployment minus harm of fortress; negative: deployment is better.\n`,
);
console.log(
  '| Claim | Carried by | 5 % → 95 % value | Verdict at 5 % → 95 % | Change, ± 95 % | Deployment better in | Breakdown on deployment | Uncovered cheque |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const [claim, quantity] of CLAIMS) {
  const [low, high] = ENDS.map((at) => read(quantity, at));
  const both = (show: (reading: Reading) => string) => `${show(low)} → ${show(high)}`;
  console.log(
    `| ${[
      claim,
      `\`${quantity}\``,
      both(({ value }) => short(median(value))),
      both(({ verdict }) => signed(mean(verdict), 1)),
      meanChange(low.verdict, high.verdict),
      both(({ verdict }) => percent(mean(verdict.map((difference) => (difference < 0 ? 1 : 0))), 0)),
      both(({ breakdown }) => percent(mean(breakdown), 1)),
      both(({ cheque }) => percent(mean(cheque), 1)),
    ].join(' | ')} |`,
  );
}
