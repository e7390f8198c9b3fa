/** What holds in a stage of the ceasefire. */
import { Challenge, Constant } from '../layout';
import { constant } from './memory';

/** Whether the force stands in a stage: a probe is only answered when it has hit somebody. */
export function isDeployed(k: i32): bool {
  return k > 0 && constant(Constant.Troops) > 0;
}

/** Share of unopposed challenges of a kind after which the period ends and the game goes on. */
export function endShareOf(kind: i32): f64 {
  return kind == Challenge.Probe ? 1 : kind == Challenge.Limited ? 1 - constant(Constant.Spiral) : 0;
}

/** Chance that the stage moves on at the end of a period. */
export function advanceOf(k: i32): f64 {
  return k == 0 ? constant(Constant.DeployChance) : k == 1 ? constant(Constant.RearmChance) : 0;
}
