/**
 * The model written a second time, for clarity alone: one function a paragraph of docs/model.md, exact votes, no tables,
 * no shortcuts. Slow. The engine in src/deterrence is held against it over random worlds.
 */
import { deriveOutputs, OUTPUTS, outputIndex } from '../../src/deterrence/outputs.ts';
import { parameterIndex } from '../../src/deterrence/parameters.ts';
import { type World, withParameters } from '../../src/deterrence/world.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p) - Math.log1p(-p);

/** Values to the challenger, the resolute and the irresolute coalition. */
type Values = [number, number, number];

/** Play at a vote: yes and no for both types, each computed for itself, and the posteriors of the conjecture. */
interface Play {
  yes: [number, number];
  no: [number, number];
  afterYes: number;
  afterNo: number;
}

interface Schedule {
  z: number;
  audience: number;
  beta: number;
  posture: number[];
  P: number[][];
  Phat: number[][];
  J: number[][][];
  Jhat: number[][][];
  flow: number[][];
  /** The same without a hat. */
  trueFlow: number[][];
}

const PROBE = 1;
const LIMITED = 2;
const ASSAULT = 3;

/** One rounding of a belief to the grid: two points and their weights. */
function lottery(b: number, points: number): [number, number][] {
  const x = Math.min(Math.max(b, 0), 1) * (points - 1);
  const low = Math.min(Math.floor(x), points - 2);
  return [
    [low, 1 - (x - low)],
    [low + 1, x - low],
  ];
}

/** Gauss–Hermite-free numerical D_a = 2 E[q(1−q)] by a fine trapezoid over the normal density. */
function disagreement(logRatio: number, casualtySigma: number, ambiguity: number): number {
  if (ambiguity === 0) return 0;
  if (logRatio === Number.NEGATIVE_INFINITY) return 0;
  let sum = 0;
  const n = 4000;
  const span = 9;
  const phi = (x: number) => 0.5 * erfc(-x / Math.SQRT2);
  for (let i = 0; i <= n; i++) {
    const e = -span + (2 * span * i) / n;
    const q = phi((logRatio + casualtySigma * e) / ambiguity);
    sum += Math.exp(-0.5 * e * e) * q * (1 - q) * (i === 0 || i === n ? 0.5 : 1);
  }
  return (2 * sum * ((2 * span) / n)) / Math.sqrt(2 * Math.PI);
}

/** Complementary error function by its continued fraction and series (double precision). */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (-x * x) / n;
      const add = term / (2 * n + 1);
      sum += add;
      if (Math.abs(add) < 1e-18 * Math.abs(sum)) break;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let k = 200; k >= 1; k--) fraction = (k * 0.5) / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

export interface PlainResult {
  outputs: Float64Array;
  /** T rows of seven outcome probabilities at the end of the period. */
  timeline: number[][];
  /** Expected discounted payoffs, counted forward, of a resolute and an irresolute start (ceasefire at 0, engaged, b0). */
  forwardPayoffs: [number, number];
  /** The same for the challenger against either type, in payoffs and chances as they are: by type of the start. */
  challengerPayoffs: [number, number];
}

export function evaluatePlainly(world: World, withMiscalculation = true): PlainResult {
  const phases = [{ fromYear: 0, parameters: world.parameters }, ...(world.phases ?? [])];
  const first = (id: string) => world.parameters[parameterIndex(id)];
  const step = first('clock.step_years');
  const T = Math.round(first('clock.years') / step);
  const delta = Math.exp(-first('clock.discount_rate') * step);
  const chance = (hazard: number) => 1 - Math.exp(-hazard * step);
  const kinds = ['', '_probe', '_limited', '_assault'];
  const G = first('solver.belief_points');
  const K = first('solver.introspection_depth');
  const tau = first('solver.telescoping');
  const resolve = first('coalition.resolve');
  const b0 = sigmoid(logit(resolve) + first('challenger.misperception_resolve'));
  const L = world.ladder.length;

  // Changes of course: the phase of a period, and the force that it wants.
  const phaseOf = (t: number) => {
    const y = t === T ? T * step : (t + 0.5) * step;
    return phases.filter(({ fromYear }) => fromYear <= y).length - 1;
  };
  const wanted = (t: number) => phases[phaseOf(t)].parameters[parameterIndex('tripwire.troops')];
  const sizes = [...new Set(Array.from({ length: T + 1 }, (_, t) => wanted(t)))];
  /** Stage 0, then stages 1 and 2 with each force in place. */
  const standings = [{ stage: 0, troops: 0 }, ...sizes.flatMap((troops) => [1, 2].map((stage) => ({ stage, troops })))];
  const standingOf = (stage: number, troops: number) =>
    stage === 0 ? 0 : standings.findIndex((each) => each.stage === stage && each.troops === troops);
  /** What a standing has become when a period begins: what is more than wanted has left. */
  const settle = (t: number, k: number) => standingOf(standings[k].stage, Math.min(standings[k].troops, wanted(t)));

  const bayes = (b: number, r: number, i: number) => {
    const likelihood = b * r + (1 - b) * i;
    return likelihood > 0 ? (b * r) / likelihood : b;
  };
  const mix = (b: number, play: Play, y: Values, n: Values): Values => [
    (b * play.yes[0] + (1 - b) * play.yes[1]) * y[0] + (b * play.no[0] + (1 - b) * play.no[1]) * n[0],
    play.yes[0] * y[1] + play.no[0] * n[1],
    play.yes[1] * y[2] + play.no[1] * n[2],
  ];
  /** What holds in a phase and does not move within it. */
  const constantsOf = (parameters: Float64Array) => {
    const p = (id: string) => parameters[parameterIndex(id)];
    const cost = kinds.map((k) => (k ? p(`challenge.cost${k}`) : 0));
    const gain = kinds.map((k) => (k ? p(`challenge.gain${k}`) : 0));
    const lambdaR = p('challenger.rationality');
    const lambdaC = p('coalition.rationality');
    const epsilon = chance(p('coalition.erosion'));
    const overconfidence = p('challenger.overconfidence');
    const strengthR = [1, 1, 1 + p('challenger.rearm_gain')];
    const supply = [p('backer.supply_engaged'), p('backer.supply_wavering'), p('backer.supply_withdrawn')];
    const backing = [p('backer.backing_engaged'), p('backer.backing_wavering'), p('backer.backing_withdrawn')];
    const backingHat = backing.map((b) => sigmoid(logit(b) + p('challenger.misperception_backing')));
    const relief = (backed: number) => 1 - p('ladder.backing_relief') * backed;
    const weightOn = (backed: number) => 1 + p('ladder.backing_weight') * backed;
    const stake = [p('coalition.stake_resolute'), p('coalition.stake_irresolute')];
    const deploy = p('tripwire.deploy_years') === 0 ? 1 : 1 - Math.exp(-step / p('tripwire.deploy_years'));

    // §4.2–4.3
    const tripwire = (troops: number) => {
      const h = kinds.map((kind) =>
        kind && troops > 0
          ? Math.exp(-p('tripwire.distance_km') / p(`tripwire.reach${kind}`)) *
            (1 - Math.exp(-troops / p('tripwire.density')))
          : 0,
      );
      const casualties = kinds.map((kind) => (kind ? p(`tripwire.casualties${kind}`) * Math.sqrt(troops / 10) : 0));
      const sigmaC = p('tripwire.casualty_sigma');
      const sigmaA = p('roe.ambiguity');
      const v = casualties.map((x) => {
        const logRatio = Math.log(x / p('roe.threshold'));
        const sd = Math.hypot(sigmaC, sigmaA);
        return sd === 0 ? (logRatio >= 0 ? 1 : 0) : 0.5 * erfc(-logRatio / sd / Math.SQRT2);
      });
      const m = casualties.map(
        (x) => p('roe.misread_risk') * disagreement(Math.log(x / p('roe.threshold')), sigmaC, sigmaA),
      );
      return { h, casualties, v, m };
    };
    const tripwires = new Map(standings.map(({ troops }) => [troops, tripwire(troops)]));

    // §5: the exact tail of the weighted Poisson-binomial, and its complement, each without subtraction
    const total = world.members.reduce((sum, member) => sum + member.weight, 0);
    const need = p('coalition.quorum') * total - 1e-9;
    const vote = (lambda: number, gap: number, s: number): [number, number] => {
      let dist = new Map<number, number>([[0, 1]]);
      for (const member of world.members) {
        const x = lambda * (gap + member.resolve - member.conditionality * s);
        const next = new Map<number, number>();
        for (const [w, q] of dist) {
          next.set(w + member.weight, (next.get(w + member.weight) ?? 0) + q * sigmoid(x));
          next.set(w, (next.get(w) ?? 0) + q * sigmoid(-x));
        }
        dist = next;
      }
      let yes = 0;
      let no = 0;
      for (const [w, q] of dist) {
        if (w >= need) yes += q;
        else no += q;
      }
      return [Math.min(yes, 1), Math.min(no, 1)];
    };
    const introspect = (b: number, yes: (b: number) => Values, no: (b: number) => Values, s: number): Play => {
      let play: Play = { yes: [0.5, 0.5], no: [0.5, 0.5], afterYes: b, afterNo: b };
      for (let j = K - 1; j >= 0; j--) {
        const afterYes = bayes(b, play.yes[0], play.yes[1]);
        const afterNo = bayes(b, play.no[0], play.no[1]);
        const y = yes(afterYes);
        const n = no(afterNo);
        const lambda = lambdaC * tau ** j;
        const half = p('coalition.type_gap') / 2;
        const r = vote(lambda, y[1] - n[1] + half, s);
        const i = vote(lambda, y[2] - n[2] - half, s);
        play = { yes: [r[0], i[0]], no: [r[1], i[1]], afterYes, afterNo };
      }
      return play;
    };

    return {
      ...{ p, cost, gain, lambdaR, epsilon, overconfidence, strengthR, supply, backing, backingHat, relief, weightOn },
      ...{ stake, deploy, tripwires, introspect },
      volatility: chance(p('backer.volatility')),
      rearm: 1 - Math.exp(-step / p('challenger.rearm_years')),
    };
  };
  const constants = phases.map(({ parameters }) => constantsOf(parameters));
  const during = (t: number) => constants[phaseOf(t)];

  /** The years of each phase before a year. */
  const spans = (y: number) =>
    phases.map(({ fromYear }, i) => Math.max(0, Math.min(y, phases[i + 1]?.fromYear ?? y) - fromYear));
  const built = (y: number, id: string) => spans(y).reduce((sum, years, i) => sum + years / constants[i].p(id), 0);
  const delivered = (y: number) =>
    spans(y).reduce((g, years, i) => {
      const most = 1 - constants[i].p('embargo.veto_share');
      return g >= most ? g : most - (most - g) * Math.exp(-constants[i].p('embargo.phase_out_rate') * years);
    }, 0);

  /** @param baselines of leverage, as she sees it and as it is */
  const scheduleAt = (t: number, baselines: readonly [number, number]): Schedule => {
    const { p, overconfidence, strengthR, supply } = during(t);
    const y = t === T ? T * step : (t + 0.5) * step;
    const g = delivered(y);
    const x = built(y, 'fortress.half_years');
    const F = (x * x) / (1 + x * x);
    const xi = built(y, 'integration.midpoint_years');
    const a = (p('integration.ceiling') * xi ** 3) / (1 + xi ** 3);
    const beta = p('commitment.binding') + (1 - p('commitment.binding')) * p('integration.solidarity') * a;
    const rho = sigmoid(logit(p('backer.reliability')) + p('backer.transactionality') * g);
    const D = p('fortress.backer_dependence') * (1 - p('fortress.depot_cover') * F);
    const m = p('contest.decisiveness');
    const contest = (s: number, k: number) => {
      const r = strengthR[standings[k].stage] ** m;
      return r / (r + (p('contest.defender_advantage') * s) ** m);
    };
    const hat = (q: number) => sigmoid(logit(q) + overconfidence);
    const S = (u: number, k: number) =>
      (p('protege.strength') * (1 + p('fortress.gain') * F) +
        (p('tripwire.strength_per_10k') * standings[k].troops) / 10) *
      (1 - D * (1 - supply[u]));
    const grid = <V>(f: (u: number, k: number) => V) => [0, 1, 2].map((u) => standings.map((_, k) => f(u, k)));
    const P = grid((u, k) => contest(S(u, k), k));
    const Phat = grid((u, k) => hat(P[u][k]));
    const J = grid((u, k) =>
      [0, 1].map((backed) =>
        contest(S(u, k) + p('coalition.war_strength') * (1 + p('ladder.backing_weight') * backed), k),
      ),
    );
    const flow = (won: number[][], zero: number) =>
      grid(
        (u, k) =>
          -p('challenger.drift') * a -
          (p('challenger.troop_aversion') * standings[k].troops) / 10 +
          p('challenger.leverage') * (won[u][k] - zero),
      );
    return {
      z: 1 + p('challenger.sanctions_bite') * g,
      audience: p('commitment.audience_cost') * beta,
      beta,
      posture: [rho * rho, 2 * rho * (1 - rho), (1 - rho) ** 2],
      P,
      Phat,
      J,
      Jhat: J.map((row) => row.map((pair) => pair.map(hat))),
      flow: flow(Phat, baselines[0]),
      trueFlow: flow(P, baselines[1]),
    };
  };
  const atStart = scheduleAt(0, [0, 0]);
  const schedules = Array.from({ length: T + 1 }, (_, t) => scheduleAt(t, [atStart.Phat[1][0], atStart.P[1][0]]));

  const salvage = first('clock.salvage_years');
  const leftAfterWar = (flowOf: (schedule: Schedule) => number[][]) => {
    const psi: number[][][] = Array.from({ length: T + 1 }, () => []);
    for (let t = T; t >= 0; t--)
      psi[t] = flowOf(schedules[t]).map((row, u) =>
        row.map((flow, k) => (t === T ? salvage * flow : step * flow + delta * psi[t + 1][u][settle(t + 1, k)])),
      );
    return psi;
  };
  const psi = leftAfterWar(({ flow }) => flow);
  const truePsi = leftAfterWar(({ trueFlow }) => trueFlow);

  const postureMove = (t: number, u: number) => {
    const { volatility } = during(t);
    return [0, 1, 2].map((next) => volatility * schedules[t].posture[next] + (next === u ? 1 - volatility : 0));
  };
  /** Stage and force move for themselves: from stage 0 the force comes with stage 1, later one that is wanted arrives. */
  const stageMove = (t: number, k: number) => {
    const { deploy, rearm } = during(t);
    const { stage, troops } = standings[k];
    const target = wanted(t);
    const moves = standings.map(() => 0);
    const put = (next: number, size: number, w: number) => {
      moves[settle(t + 1, standingOf(next, size))] += w;
    };
    const arrival = troops === target ? 1 : deploy;
    if (stage === 0) {
      put(0, 0, 1 - deploy);
      put(1, target, deploy);
    } else {
      const advance = stage === 1 ? rearm : 0;
      for (const [size, w] of [
        [target, arrival],
        [troops, 1 - arrival],
      ]) {
        put(stage, size, w * (1 - advance));
        put(2, size, w * advance);
      }
    }
    return moves;
  };

  const blend = (parts: [number, Values][]): Values =>
    [0, 1, 2].map((x) =>
      parts.reduce((sum, [weight, values]) => sum + (weight === 0 ? 0 : weight * values[x]), 0),
    ) as Values;
  const plus = (a: Values, b: Values): Values => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
  const gridBeliefs = Array.from({ length: G }, (_, g) => g / (G - 1));

  // Backward pass. V[t][u][k][g].
  const V: Values[][][][] = [];
  V[T] = [0, 1, 2].map((u) =>
    standings.map((_, k) => gridBeliefs.map(() => [salvage * schedules[T].flow[u][k], 0, 0] as Values)),
  );

  /** Everything that the stage game at (t, u, k) needs; the same functions serve the backward and the forward pass. */
  const stage = (t: number, u: number, k: number) => {
    const { p, cost, gain, lambdaR, epsilon, backing, backingHat, relief, weightOn, stake, tripwires, introspect } =
      during(t);
    const now = schedules[t];
    const { z, audience } = now;
    const P = now.P[u][k];
    const Phat = now.Phat[u][k];
    const n = standings[k].troops;
    const { h, casualties, v, m } = tripwires.get(n)!;
    const hit = (a: number) => (n > 0 ? h[a] : 0);
    const moves: [number, number, number][] = [];
    postureMove(t, u).forEach((pu, u2) => {
      stageMove(t, k).forEach((pk, k2) => {
        moves.push([u2, k2, pu * pk]);
      });
    });
    const at = (u2: number, k2: number, b: number): Values =>
      blend(lottery(b, G).map(([g, w]) => [w, V[t + 1][u2][k2][g]]));
    const end = (b: number): Values => {
      const next = blend(moves.map(([u2, k2, w]) => [w, at(u2, k2, b * (1 - epsilon))]));
      return [
        step * now.flow[u][k] + delta * next[0],
        delta * ((1 - epsilon) * next[1] + epsilon * next[2]),
        delta * next[2],
      ];
    };
    const war = (won: number, wonHat: number): Values => [
      wonHat * gain[3] + (1 - wonHat) * (-p('challenge.defeat_cost') * z + psi[t][u][k]),
      -won * stake[0] - (1 - won) * stake[0] * p('coalition.repelled_share'),
      -won * stake[1] - (1 - won) * stake[1] * p('coalition.repelled_share'),
    ];
    const lone = war(P, Phat);
    const disaster = (backed: number): Values => {
      const nuclear = p('ladder.nuclear_share');
      const lossR = p('ladder.war_loss_challenger') * weightOn(backed);
      const lossC = p('ladder.war_loss_coalition') * relief(backed);
      const both = p('ladder.nuclear_loss');
      return [
        -nuclear * both - (1 - nuclear) * lossR,
        -nuclear * both - (1 - nuclear) * lossC,
        -nuclear * both - (1 - nuclear) * lossC,
      ];
    };
    const joint = (backed: number): Values => {
      const cost = p('coalition.war_cost') * relief(backed);
      const e = p('coalition.war_escalation');
      return blend([
        [e, disaster(backed)],
        [1 - e, plus(war(now.J[u][k][backed], now.Jhat[u][k][backed]), [0, -cost, -cost])],
      ]);
    };
    const spiralWar: Values = plus(lone, [-(cost[3] - cost[2]) * z, 0, 0]);
    const unopposed = (a: number, b: number): Values => {
      if (a === PROBE) return plus(end(b), [gain[1], 0, 0]);
      if (a === ASSAULT) return lone;
      const spiral = p('challenge.spiral');
      const success: Values = [
        Math.sqrt(Phat) * gain[2],
        (-Math.sqrt(P) * stake[0] * gain[2]) / gain[3],
        (-Math.sqrt(P) * stake[1] * gain[2]) / gain[3],
      ];
      return blend([
        [spiral, spiralWar],
        [1 - spiral, plus(success, end(b))],
      ]);
    };
    // Ladder values and plays at grid points, by rung from the top.
    const ladder: { value: Values; play: Play; climb: [number, number] }[][][][] = [];
    const enter = (l: number, a: number, backed: number, b: number): Values =>
      l === L ? disaster(backed) : blend(lottery(b, G).map(([g, w]) => [w, ladder[l][a][backed][g].value]));
    for (let l = L - 1; l >= 1; l--) {
      ladder[l] = [];
      for (const a of [PROBE, LIMITED, ASSAULT]) {
        ladder[l][a] = [0, 1].map((backed) =>
          gridBeliefs.map((b) => {
            const rung = world.ladder[l - 1];
            const climb = enter(l + 1, a, backed, b);
            const stop: Values =
              a === ASSAULT ? joint(backed) : plus(end(b), [-p('ladder.humiliation_challenger') * l, 0, 0]);
            const x = lambdaR * (climb[0] - stop[0]);
            const pClimb: [number, number] = [sigmoid(x), sigmoid(-x)];
            const down = audience + p('ladder.humiliation_coalition') * l;
            const yes = (b2: number) => enter(l + 1, a, backed, b2);
            const no = (b2: number) => plus(unopposed(a, b2), [0, -down, -down]);
            const play = introspect(b, yes, no, 1 - backed);
            const coalition = mix(b, play, yes(play.afterYes), no(play.afterNo));
            const challenger = blend([
              [pClimb[0], climb],
              [pClimb[1], stop],
            ]);
            const initiative = p('ladder.initiative');
            const value = plus(
              blend([
                [rung.risk, disaster(backed)],
                [(1 - rung.risk) * initiative, challenger],
                [(1 - rung.risk) * (1 - initiative), coalition],
              ]),
              [
                -rung.costChallenger * z * weightOn(backed),
                -rung.costCoalition * relief(backed),
                -rung.costCoalition * relief(backed),
              ],
            );
            return { value, play, climb: pClimb };
          }),
        );
      }
    }
    const respond = (a: number, wasHit: boolean, b: number): Values => {
      const risk = wasHit ? m[a] : 0;
      const branch = (backed: number) =>
        blend([
          [risk, disaster(backed)],
          [1 - risk, enter(1, a, backed, b)],
        ]);
      const [yes, no] = [branch(1), branch(0)];
      return [0, 1, 2].map((x) => {
        const B = x === 0 ? backingHat[u] : backing[u];
        return B * yes[x] + (1 - B) * no[x];
      }) as Values;
    };
    /** The vote in case j (0 triggered, 1 hit but not triggered, 2 not hit). */
    const voteOn = (a: number, j: number, b: number) => {
      const price =
        j === 0 ? 0 : j === 1 ? p('roe.unmandated_cost') : p('commitment.intervention_cost') * (1 - now.beta);
      const absorb =
        audience * (j === 0 ? 1 : 1 - p('roe.deniability')) +
        (j < 2 ? p('commitment.blood_cost') * Math.log(1 + casualties[a]) : 0);
      const yes = (b2: number) => plus(respond(a, j < 2, b2), [0, -price, -price]);
      const no = (b2: number) => plus(unopposed(a, b2), [0, -absorb, -absorb]);
      const play = introspect(b, yes, no, 1 - backing[u]);
      return { play, value: mix(b, play, yes(play.afterYes), no(play.afterNo)) };
    };
    const challengeValue = (a: number, b: number): Values => {
      if (a === 0) return end(b);
      const parts: [number, Values][] = [];
      if (hit(a) > 0) {
        const auto = p('roe.automaticity');
        parts.push([hit(a) * v[a] * auto, respond(a, true, b)]);
        parts.push([hit(a) * v[a] * (1 - auto), voteOn(a, 0, b).value]);
        parts.push([hit(a) * (1 - v[a]), voteOn(a, 1, b).value]);
      }
      parts.push([1 - hit(a), a === PROBE ? unopposed(PROBE, b) : voteOn(a, 2, b).value]);
      return plus(blend(parts), [-cost[a] * z, 0, 0]);
    };
    const choose = (b: number) => {
      const values = [0, 1, 2, 3].map((a) => challengeValue(a, b));
      const top = Math.max(...values.map((value) => value[0]));
      const weights = values.map((value) => Math.exp(lambdaR * (value[0] - top)));
      const sum = weights.reduce((x, y) => x + y);
      const nu = Math.min(1, step * p('challenger.challenge_rate'));
      const probabilities = weights.map((w) => w / sum);
      const parts: [number, Values][] = [[1 - nu, values[0]]];
      probabilities.forEach((q, a) => {
        parts.push([nu * q, values[a]]);
      });
      const preferred = values[3][0] > Math.max(values[0][0], values[1][0], values[2][0]);
      return { probabilities, nu, preferred, value: blend(parts) };
    };
    return { choose, voteOn, ladder, hit, P, now };
  };
  type Stage = ReturnType<typeof stage>;
  const stages: Stage[][][] = [];
  for (let t = T - 1; t >= 0; t--) {
    stages[t] = [0, 1, 2].map((u) => standings.map((_, k) => stage(t, u, k)));
    V[t] = stages[t].map((row) => row.map((s) => gridBeliefs.map((b) => s.choose(b).value)));
  }
  const startValue = (t: number, u: number): Values => blend(lottery(b0, G).map(([g, w]) => [w, V[t][u][0][g]]));

  // §3 War
  const VW: number[][] = [];
  const accept: number[][] = [];
  const warFlow = (t: number, u: number) =>
    during(t).p('war.gain') * schedules[t].Phat[u][0] - during(t).p('war.cost') * schedules[t].z;
  VW[T] = [0, 1, 2].map((u) => salvage * warFlow(T, u));
  const offerAt = (t: number) => Math.min(1, step * during(t).p('ceasefire.offer_rate'));
  for (let t = T - 1; t >= 0; t--) {
    const { p, lambdaR } = during(t);
    const offer = offerAt(t);
    accept[t] = [];
    VW[t] = [0, 1, 2].map((u) => {
      const q = chance(p('war.collapse_rate') * schedules[t].Phat[u][0]);
      const next = postureMove(t, u).reduce((sum, w, u2) => sum + w * VW[t + 1][u2], 0);
      const W = step * warFlow(t, u) + q * 100 + (1 - q) * delta * next;
      const VR = startValue(t, u)[0];
      accept[t][u] = sigmoid(lambdaR * (VR - W));
      return offer * (accept[t][u] * VR + (1 - accept[t][u]) * W) + (1 - offer) * W;
    });
  }

  /**
   * Forward pass. A packet is the mass of the two types, in full and without what has met an uncovered cheque or a
   * broken promise: [r, i, r clean of cheque, i clean of cheque, r clean of promise, i clean of promise].
   */
  const forward = (warStart: number[] | undefined, startType: number) => {
    const out = new Float64Array(OUTPUTS.length);
    const add = (name: string, amount: number) => {
      out[outputIndex(name)] += amount;
    };
    const timeline: number[][] = [];
    let payoff = 0;
    let challengerPayoff = 0;
    const packet = () => [0, 0, 0, 0, 0, 0];
    const scaled = (mass: number[], w: number) => mass.map((x) => (w === 0 ? 0 : x * w));
    const typed = (mass: number[], r: number, i: number) => mass.map((x, c) => x * (c % 2 === 0 ? r : i));
    const fresh = () => [0, 1, 2].map(() => standings.map(() => gridBeliefs.map(packet)));
    let field = fresh();
    let warMass = warStart ?? [0, 0, 0];
    const into = (target: number[], mass: number[], w = 1) => {
      for (let c = 0; c < 6; c++) target[c] += mass[c] * w;
    };
    if (!warStart)
      for (const [g, w] of lottery(b0, G)) {
        const one = packet();
        for (const c of [startType, startType + 2, startType + 4]) one[c] = 1;
        into(field[0][0][g], one, w);
      }
    let ceasefireYearSum = 0;
    let breakdownYearSum = 0;
    let cheque = 0;
    let promise = 0;
    for (let t = 0; t < T; t++) {
      const { p, cost, gain, epsilon, backing, relief, weightOn, stake, tripwires } = during(t);
      const { z, trueFlow } = schedules[t];
      const offer = offerAt(t);
      const discount = delta ** t;
      const both = (mass: number[]) => mass[0] + mass[1];
      const pay = (mass: number[], amount: number) => {
        payoff += discount * both(mass) * amount;
      };
      /** To the challenger. */
      const give = (mass: number[], amount: number) => {
        challengerPayoff += discount * both(mass) * amount;
      };
      const payStake = (mass: number[], share: number) => {
        payoff -= discount * share * (mass[0] * stake[0] + mass[1] * stake[1]);
      };
      if (warStart) {
        const nextWar = [0, 0, 0];
        for (let u = 0; u < 3; u++) {
          const began = warMass[u] * offer * accept[t][u];
          add('ceasefires', began);
          ceasefireYearSum += began * t * step;
          for (const [g, w] of lottery(b0, G)) {
            const mass = [0, 1, 2, 3, 4, 5].map((c) => began * (c % 2 === 0 ? resolve : 1 - resolve));
            into(field[u][0][g], mass, w);
          }
          const stays = warMass[u] - began;
          add('war_years', step * stays);
          add('budget', step * p('budget.fortress_cost') * stays);
          const q = chance(p('war.collapse_rate') * schedules[t].P[u][0]);
          add('protege_collapses', stays * q);
          postureMove(t, u).forEach((w, u2) => {
            nextWar[u2] += stays * (1 - q) * w;
          });
        }
        warMass = nextWar;
      }
      const next = fresh();
      for (let u = 0; u < 3; u++)
        for (let k = 0; k < standings.length; k++)
          for (let g = 0; g < G; g++) {
            const mass = field[u][k][g];
            if (both(mass) === 0) continue;
            const b = gridBeliefs[g];
            const s = stages[t][u][k];
            const { P } = s;
            const J = s.now.J[u][k];
            const { troops } = standings[k];
            const { casualties, v, m } = tripwires.get(troops)!;
            add('ceasefire_years', step * both(mass));
            add('budget', step * both(mass) * (p('budget.troop_cost') * troops + p('budget.fortress_cost')));
            const moves = postureMove(t, u).flatMap((pu, u2) => stageMove(t, k).map((pk, k2) => [u2, k2, pu * pk]));
            const finish = (m6: number[], belief: number) => {
              give(m6, step * trueFlow[u][k]);
              const eroded = m6.map((x, c) => (c % 2 === 0 ? x * (1 - epsilon) : x + m6[c - 1] * epsilon));
              for (const [u2, k2, w] of moves)
                for (const [g2, w2] of lottery(belief * (1 - epsilon), G)) into(next[u2][k2][g2], eroded, w * w2);
            };
            const breakdown = (m6: number[]) => {
              breakdownYearSum += both(m6) * t * step;
            };
            const fight = (m6: number[], won: number) => {
              breakdown(m6);
              add('renewed_war_lost', both(m6) * won);
              add('renewed_war_repelled', both(m6) * (1 - won));
              payStake(m6, won + (1 - won) * p('coalition.repelled_share'));
              give(m6, won * gain[3] + (1 - won) * (truePsi[t][u][k] - p('challenge.defeat_cost') * z));
            };
            const lose = (m6: number[], backed: number) => {
              breakdown(m6);
              const nuclear = p('ladder.nuclear_share');
              add('nuclear_use', both(m6) * nuclear);
              add('general_war', both(m6) * (1 - nuclear));
              pay(m6, -nuclear * p('ladder.nuclear_loss'));
              pay(m6, -(1 - nuclear) * p('ladder.war_loss_coalition') * relief(backed));
              give(m6, -nuclear * p('ladder.nuclear_loss'));
              give(m6, -(1 - nuclear) * p('ladder.war_loss_challenger') * weightOn(backed));
            };
            const runUnopposed = (m6: number[], a: number, belief: number) => {
              if (a === PROBE) {
                give(m6, gain[PROBE]);
                return finish(m6, belief);
              }
              if (a === ASSAULT) {
                add('lone_assault_wars', both(m6));
                return fight(m6, P);
              }
              const spiral = p('challenge.spiral');
              add('spirals', both(m6) * spiral);
              fight(scaled(m6, spiral), P);
              give(scaled(m6, spiral), (cost[LIMITED] - cost[ASSAULT]) * z);
              const rest = scaled(m6, 1 - spiral);
              add('limited_successes', both(rest) * Math.sqrt(P));
              payStake(rest, (Math.sqrt(P) * gain[2]) / gain[3]);
              give(rest, Math.sqrt(P) * gain[LIMITED]);
              finish(rest, belief);
            };
            /** Counts and removes what meets a broken word here. */
            const breakWord = (m6: number[], wasHit: boolean, a: number) => {
              const left = [...m6];
              if (wasHit) {
                cheque += m6[2] + m6[3];
                left[2] = 0;
                left[3] = 0;
              }
              if (a !== PROBE) {
                promise += m6[4] + m6[5];
                left[4] = 0;
                left[5] = 0;
              }
              return left;
            };
            const climbLadder = (m6: number[], l: number, a: number, backed: number, gl: number, wasHit: boolean) => {
              if (both(m6) === 0) return;
              if (l === L) {
                add('ladder_losses', both(m6));
                return lose(m6, backed);
              }
              const rung = world.ladder[l - 1];
              pay(m6, -rung.costCoalition * relief(backed));
              give(m6, -rung.costChallenger * z * weightOn(backed));
              add('ladder_losses', both(m6) * rung.risk);
              lose(scaled(m6, rung.risk), backed);
              const node = s.ladder[l][a][backed][gl];
              const calm = scaled(m6, 1 - rung.risk);
              const hers = scaled(calm, p('ladder.initiative'));
              climbLadder(scaled(hers, node.climb[0]), l + 1, a, backed, gl, wasHit);
              const stops = scaled(hers, node.climb[1]);
              if (a === ASSAULT) {
                add('joint_wars', both(stops));
                const e = p('coalition.war_escalation');
                add('joint_war_losses', both(stops) * e);
                lose(scaled(stops, e), backed);
                const fights = scaled(stops, 1 - e);
                pay(fights, -p('coalition.war_cost') * relief(backed));
                fight(fights, J[backed]);
              } else {
                add('challenger_backs_down', both(stops));
                give(stops, -p('ladder.humiliation_challenger') * l);
                finish(stops, gridBeliefs[gl]);
              }
              const theirs = scaled(calm, 1 - p('ladder.initiative'));
              const { yes, no, afterYes, afterNo } = node.play;
              for (const [g2, w] of lottery(afterYes, G))
                climbLadder(scaled(typed(theirs, yes[0], yes[1]), w), l + 1, a, backed, g2, wasHit);
              const down = typed(theirs, no[0], no[1]);
              add('coalition_backs_down', both(down));
              pay(down, -(s.now.audience + p('ladder.humiliation_coalition') * l));
              runUnopposed(breakWord(down, wasHit, a), a, afterNo);
            };
            const respond = (m6: number[], a: number, wasHit: boolean, belief: number) => {
              add('responses', both(m6));
              for (const backed of [0, 1]) {
                const mine = scaled(m6, backed ? backing[u] : 1 - backing[u]);
                const risk = wasHit ? m[a] : 0;
                add('misreads', both(mine) * risk);
                lose(scaled(mine, risk), backed);
                for (const [g2, w] of lottery(belief, G))
                  climbLadder(scaled(mine, (1 - risk) * w), 1, a, backed, g2, wasHit);
              }
            };
            const decide = (m6: number[], a: number, j: number) => {
              if (both(m6) === 0) return;
              const { play } = s.voteOn(a, j, b);
              const yes = typed(m6, play.yes[0], play.yes[1]);
              add(['responses_triggered', 'responses_untriggered', 'responses_unhit'][j], both(yes));
              const price =
                j === 0 ? 0 : j === 1 ? p('roe.unmandated_cost') : p('commitment.intervention_cost') * (1 - s.now.beta);
              pay(yes, -price);
              respond(yes, a, j < 2, play.afterYes);
              const no = typed(m6, play.no[0], play.no[1]);
              pay(no, -s.now.audience * (j === 0 ? 1 : 1 - p('roe.deniability')));
              if (j < 2) {
                add('absorbed_hits', both(no));
                pay(no, -p('commitment.blood_cost') * Math.log(1 + casualties[a]));
              }
              runUnopposed(breakWord(no, j < 2, a), a, play.afterNo);
            };
            const choice = s.choose(b);
            finish(scaled(mass, 1 - choice.nu + choice.nu * choice.probabilities[0]), b);
            for (const a of [PROBE, LIMITED, ASSAULT]) {
              const m6 = scaled(mass, choice.nu * choice.probabilities[a]);
              add(['', 'probes', 'limited_attacks', 'assaults'][a], both(m6));
              give(m6, -cost[a] * z);
              if (a === ASSAULT && choice.preferred) add('assaults_preferred', both(m6));
              const hits = scaled(m6, s.hit(a));
              add('hits', both(hits));
              add(['', 'hits_probe', 'hits_limited', 'hits_assault'][a], both(hits));
              const triggered = scaled(hits, v[a]);
              add('triggered', both(triggered));
              const automatic = scaled(triggered, p('roe.automaticity'));
              add('automatic_responses', both(automatic));
              add('responses_triggered', both(automatic));
              respond(automatic, a, true, b);
              decide(scaled(triggered, 1 - p('roe.automaticity')), a, 0);
              decide(scaled(hits, 1 - v[a]), a, 1);
              const missed = scaled(m6, 1 - s.hit(a));
              if (a === PROBE) runUnopposed(missed, PROBE, b);
              else decide(missed, a, 2);
            }
          }
      field = next;
      const holding = field.flat(2).reduce((sum, mass) => sum + mass[0] + mass[1], 0);
      timeline.push([
        holding,
        warMass.reduce((x, y) => x + y),
        ...['protege_collapses', 'renewed_war_lost', 'renewed_war_repelled', 'general_war', 'nuclear_use'].map(
          (name) => out[outputIndex(name)],
        ),
      ]);
    }
    field.forEach((row, u) => {
      row.forEach((points, k) => {
        for (const mass of points) {
          challengerPayoff += delta ** T * (mass[0] + mass[1]) * salvage * schedules[T].trueFlow[u][k];
        }
      });
    });
    out[outputIndex('ceasefire_holds')] = timeline[T - 1][0];
    out[outputIndex('war_continues')] = timeline[T - 1][1];
    deriveOutputs(out);
    const get = (name: string) => out[outputIndex(name)];
    const breakdown = get('renewed_war') + get('general_war') + get('nuclear_use');
    out[outputIndex('ceasefire_year')] = get('ceasefires') > 0 ? ceasefireYearSum / get('ceasefires') : Number.NaN;
    out[outputIndex('breakdown_year')] = breakdown > 0 ? breakdownYearSum / breakdown : Number.NaN;
    out[outputIndex('uncovered_cheque')] = cheque;
    out[outputIndex('broken_promise')] = promise;
    return { out, timeline, payoff, challengerPayoff };
  };

  const { out, timeline } = forward(schedules[0].posture, 0);
  const start = startValue(0, 0);
  ['value_challenger', 'value_resolute', 'value_irresolute'].forEach((name, x) => {
    out[outputIndex(name)] = start[x];
  });
  const misperceptions = [
    'challenger.misperception_resolve',
    'challenger.misperception_backing',
    'challenger.overconfidence',
  ];
  const seesClearly = constants.every(({ p }) => misperceptions.every((id) => p(id) === 0));
  if (seesClearly) {
    out[outputIndex('miscalculation')] = out[outputIndex('ceasefires')] > 0 ? 0 : Number.NaN;
  } else if (withMiscalculation) {
    const informed = evaluatePlainly(
      withParameters(world, (parameters) => {
        for (const id of misperceptions) parameters[parameterIndex(id)] = 0;
      }),
      false,
    );
    const at = outputIndex('breakdown_given_ceasefire');
    out[outputIndex('miscalculation')] = out[at] - informed.outputs[at];
  }
  const [resolute, irresolute] = [0, 1].map((type) => forward(undefined, type));
  return {
    ...{ outputs: out, timeline },
    forwardPayoffs: [resolute.payoff, irresolute.payoff],
    challengerPayoffs: [resolute.challengerPayoff, irresolute.challengerPayoff],
  };
}
