/**
 * Where things stand in the engine's arrays, and the numbers by which states, players and choices are told apart.
 *
 * This file is read by two compilers: TypeScript's, for all that is written in it, and AssemblyScript's, for the inner
 * loops in the folder assembly. So it holds enumerations and nothing else. (Enumerations, unlike constants, are also
 * inlined when the program is bundled.)
 */

/** What the challenger may do. */
export enum Challenge {
  None = 0,
  Probe = 1,
  Limited = 2,
  Assault = 3,
}

/** The backer's posture u. */
export enum Posture {
  Engaged = 0,
  Wavering = 1,
  Withdrawn = 2,
}

/** How many postures u, stages k, states (at index 3u + k) and types of coalition there are. */
export enum Size {
  Postures = 3,
  // biome-ignore lint/suspicious/noDuplicateEnumValues: there happen to be as many stages as postures
  Stages = 3,
  States = 9,
  Types = 2,
}

/** Those whose values are carried: the challenger and the two types of coalition. Also the rows of value arrays. */
export enum Player {
  Challenger = 0,
  Resolute = 1,
  Irresolute = 2,
  Count = 3,
}

/** The three cases of a challenge that a vote can be about. */
export enum Circumstance {
  Triggered = 0,
  Untriggered = 1,
  Unhit = 2,
}

/** Shortfalls of backing at a vote: before the backer has shown itself, by posture (0–2); then unbacked and backed. */
export enum Shortfall {
  Unbacked = 3,
  Backed = 4,
  Count = 5,
}

/** Numbers per stage: challenges that are made, ladders (by kind of challenge and backing), votes on challenges. */
export enum PerStage {
  Challenges = 3,
  Ladders = 6,
  Votes = 8,
}

/**
 * Policies hold at most 2^24 doubles. To say so with a mask spares the compiler a test for overflow at every index
 * derived from a masked one.
 */
export enum Mask {
  Policy = 0xffffff,
}

/** Per belief: probabilities of the four choices (`Challenge`), then 1 if the assault is strictly best, else 0. */
export enum Choice {
  Preferred = 4,
  Width = 5,
}

/**
 * Per belief, what a vote leaves: chances to act and to refrain of both types, then the position (belief-grid.ts) of
 * the challenger's belief on entering a rung after yes, and at the end of the period after no. What belongs to one type
 * stands beside the same of the other, so that both are computed at once.
 */
export enum Play {
  ResoluteYes = 0,
  IrresoluteYes = 1,
  ResoluteNo = 2,
  IrresoluteNo = 3,
  EntryPosition = 4,
  EndPosition = 5,
  Width = 6,
}

/** Per belief on a rung: the coalition's play, then the chances that the challenger climbs and stops. */
export enum Move {
  Climb = 6,
  Stop = 7,
  Width = 8,
}

/** Per cell of a function of the belief: a value is base + rise · position. */
export enum Cell {
  ResoluteBase = 0,
  IrresoluteBase = 1,
  ResoluteRise = 2,
  IrresoluteRise = 3,
  ChallengerBase = 4,
  ChallengerRise = 5,
  Width = 6,
}

/** A cell of a committee's table is a polynomial of degree 5, padded to one line of memory. */
export enum Coefficients {
  Width = 8,
}

/** Per belief of what is feared (broken-word.ts): for both words, the chance for each type. */
export enum Words {
  UncoveredCheque = 0,
  BrokenPromise = 2,
  Width = 4,
}

/**
 * On the ladder three chances are carried side by side: that of an uncovered cheque after a hit (backing down is one)
 * and without a hit (it may still be met later), and that of a broken promise (a hit makes no difference).
 */
export enum Strand {
  ChequeAfterHit = 0,
  ChequeWithoutHit = 2,
  BrokenPromise = 4,
  Width = 6,
}

/**
 * Counts that the exact pass keeps (propagation.ts). By kind: a probe, a limited attack and an assault in turn; by case:
 * triggered, not triggered, not hit.
 */
export enum Tally {
  ChallengesByKind = 0,
  HitsByKind = 3,
  ResponsesByCase = 6,
  AssaultsPreferred = 9,
  Hits = 10,
  Triggered = 11,
  Automatic = 12,
  AbsorbedHits = 13,
  ChallengerBacksDown = 14,
  CoalitionBacksDown = 15,
  LimitedSuccesses = 16,
  Spirals = 17,
  LoneAssaultWars = 18,
  JointWars = 19,
  JointWarLosses = 20,
  Misreads = 21,
  LadderLosses = 22,
  Lost = 23,
  Repelled = 24,
  GeneralWar = 25,
  NuclearUse = 26,
  Count = 27,
}

/** Whole numbers that the inner loops are given (kernel.ts), and where their arrays begin, in bytes. */
export enum Slot {
  Points,
  Rungs,
  Depth,
  /** 1 for a coalition of one voter. */
  Single,
  /** Doubles of a policy per state. */
  PerState,
  LadderOffset,
  EverDeployed,
  Exponentials,
  Belief,
  EndPoint,
  EndWeight,
  Policy,
  /** By kind of challenge. */
  Cost,
  Hit,
  Triggered,
  Misread,
  BloodCost,
  /** By rung, and [rung][backed]. */
  Risk,
  RungCostCoalition,
  RungCostChallenger,
  /** By posture. */
  Backing,
  BackingSeen,
  /** How the coalition votes, by step and shortfall (vote.ts). */
  Slopes,
  Shifts,
  CurveStarts,
  CurveScales,
  CurveCells,
  CurveLasts,
  /** Room of a period's solution (period.ts). */
  Moved,
  EndValues,
  EndCells,
  EndAtBelief,
  EntryValues,
  EntryCells,
  AnswerValues,
  AnswerCells,
  ChallengeValues,
  Disaster,
  JointWar,
  Unopposed,
  /** Votes that are solved together, by vote. */
  YesFunction,
  NoFunction,
  ShortfallOf,
  PlayAt,
  YesScale,
  NoScale,
  YesChallenger,
  YesCoalition,
  NoChallenger,
  NoCoalition,
  Chance,
  VoteValues,
  /** The same by vote and belief. */
  Odds,
  Positions,
  Branches,
  /** What is at stake in one vote at each belief, for both types. */
  Gaps,
  /** Room of the chances of a broken word. */
  WordMoved,
  WordEnd,
  WordEndAtBelief,
  WordEntry,
  WordAbove,
  WordAnswer,
  /** Room of the exact pass. */
  Unchanged,
  Ended,
  Answering,
  RungMass,
  Tallies,
  Count,
}

/** Numbers of a game that the inner loops are given. */
export enum Constant {
  EntryScale,
  EndScale,
  LastPosition,
  HalfTypeGap,
  ChallengerRationality,
  ChallengeChance,
  ErosionChance,
  DeployChance,
  RearmChance,
  Spiral,
  Automaticity,
  Deniability,
  UnmandatedCost,
  InterventionCost,
  Initiative,
  HumiliationChallenger,
  HumiliationCoalition,
  WarEscalation,
  NuclearShare,
  Troops,
  /** These change from period to period: z, A and β. */
  CostMultiplier,
  AudienceCost,
  Binding,
  Count,
}
