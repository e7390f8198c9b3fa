/** What `discordant` has found, as tables and sentences need it. */
import type { Discordance, PairedHistories, PairShare, SimulationCheck } from '../../analysis/discordance.ts';

export interface CountedEvent {
  /** `breakdown`, an outcome, or several joined by `+`. */
  readonly name: string;
  readonly label: string;
  /** Positions of its outcomes. */
  readonly outcomes: readonly number[];
  readonly table: Discordance;
}

export interface DiscordantFindings {
  readonly title: string;
  readonly asOf: string | undefined;
  readonly protege: string;
  /** Names and titles of the two paths. */
  readonly paths: readonly [PairedPath, PairedPath];
  /** Draws of the plan; those left out have failed. */
  readonly draws: number;
  readonly design: string;
  readonly seed: string;
  readonly pairs: PairedHistories;
  /** Names and labels of the outcomes. */
  readonly outcomes: readonly { readonly name: string; readonly label: string }[];
  /** The one that was asked for first. */
  readonly events: readonly [CountedEvent, ...CountedEvent[]];
  /** First path by rows, second by columns. */
  readonly cross: readonly (readonly PairShare[])[];
  readonly checks: readonly SimulationCheck[];
  /** Commands that tell the first futures with the event on the first path only, and on the second only. */
  readonly replays: readonly [readonly string[], readonly string[]];
}

interface PairedPath {
  readonly name: string;
  readonly title: string;
}
