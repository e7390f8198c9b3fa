/**
 * The inner loops of the engine: what is done for every belief of every state in every period. They are written in
 * AssemblyScript, in the folder assembly, so that a processor can work on both types of coalition, or on two beliefs, at
 * once; `npm run kernel` compiles them into kernel-program.ts. WebAssembly has no fused or reordered arithmetic: the
 * same bits come out on every machine.
 *
 * A kernel is one instance with a memory of its own. Arrays that the loops share with the rest of the engine are views
 * of that memory; what else they need of a game is copied when it is entered.
 */
import type { BeliefGrid } from './belief-grid.ts';
import { EXPONENTIAL_TABLE } from './exponential.ts';
import type { Game } from './game.ts';
import { KERNEL_PROGRAM } from './kernel-program.ts';
import { Coefficients, Constant, Player, Shortfall, Size, Slot, Words } from './layout.ts';
import type { PolicyLayout } from './policy.ts';
import type { Committee } from './vote.ts';

/** The loops (assembly/index.ts). Places are in bytes unless they are said to be in doubles. */
interface KernelLoops {
  redraw(
    to: number,
    from: number,
    perPosture: number,
    length: number,
    engaged: number,
    wavering: number,
    withdrawn: number,
  ): void;
  move(to: number, redrawn: number, stays: number, length: number, moves: number, discount: number): void;
  endPeriod(stage: number, flow: number): void;
  solveStages(posture: number, lastStage: number, policyAt: number, out: number): void;
  watchStage(posture: number, stage: number, policyAt: number, out: number): void;
  passStage(
    posture: number,
    stage: number,
    mass: number,
    next: number,
    later: number,
    policyAt: number,
    lone: number,
    unbacked: number,
    backed: number,
  ): void;
  movePostures(mass: number, length: number, moves: number, engaged: number, wavering: number, withdrawn: number): void;
}

const PAGE = 65_536;
/** Address space is reserved for what a kernel may need at most: this many pages, or 16 times what one force needs. */
const FEWEST_PAGES = 4096;
const MOST_PAGES = 65_536;
/** Where slots and constants begin (assembly/memory.ts), and the room that is given out. */
const SLOTS_AT = 64;
const CONSTANTS_AT = 512;
const FIRST_FREE = 1024;

let compiled: WebAssembly.Module | undefined;

/** What decides how much room a game needs. */
type Shape = Pick<Game, 'points' | 'periods' | 'rungs' | 'depth'>;

/** @throws Error that says what to do if the process may not have that much address space */
function reserve(pages: number): WebAssembly.Memory {
  const maximum = Math.min(Math.max(pages, FEWEST_PAGES), MOST_PAGES);
  try {
    // Shared, although nobody shares it: views of another memory would be void after it has grown.
    return new WebAssembly.Memory({ initial: 16, maximum, shared: true });
  } catch {
    throw new Error(
      'too little address space for the engine: Node.js reserves 10 GB of it for each thread, used or not; raise the ' +
        'limit of virtual memory (ulimit -v), or set NODE_OPTIONS=--disable-wasm-trap-handler, which needs far less',
    );
  }
}

/** The inner loops, with the memory that they work in. Nothing in it is given back: it goes with the kernel. */
export class Kernel {
  readonly loops: KernelLoops;
  private readonly memory: WebAssembly.Memory;
  private free = FIRST_FREE;
  /** Whole numbers and places of arrays, by `Slot`; numbers, by `Constant`. */
  private readonly slots: Int32Array;
  private readonly constants: Float64Array;
  /** Arrays of a game that are copied, by slot. */
  private readonly copies = new Map<Slot, Float64Array>();
  private readonly endPoint: Int32Array;
  /** Places of the first cells of a committee's curves, and its cells. */
  private readonly curveCells: Int32Array;
  private cells: Float64Array = new Float64Array(0);
  private committee: Committee | undefined;

  /** Makes a kernel for games of one shape. */
  constructor({ points, periods, rungs, depth }: Shape, layout: PolicyLayout) {
    compiled ??= new WebAssembly.Module(Buffer.from(KERNEL_PROGRAM, 'base64'));
    const perPeriod = layout.perPeriod + Size.States * points * (Player.Count + Words.Width);
    this.memory = reserve(Math.ceil((16 * 8 * perPeriod * (periods + 1)) / PAGE));
    this.loops = new WebAssembly.Instance(compiled, {
      env: { memory: this.memory },
      committee: { logOdds: (index: number, gap: number) => this.askCommittee(index, gap) },
    }).exports as KernelLoops;
    this.slots = new Int32Array(this.memory.buffer, SLOTS_AT, Slot.Count);
    this.constants = new Float64Array(this.memory.buffer, CONSTANTS_AT, Constant.Count);
    const { slots } = this;
    slots[Slot.Points] = points;
    slots[Slot.Rungs] = rungs;
    slots[Slot.Depth] = depth;
    slots[Slot.PerState] = layout.perState;
    slots[Slot.LadderOffset] = layout.ladder;
    this.room(Slot.Exponentials, EXPONENTIAL_TABLE.length).set(EXPONENTIAL_TABLE);
    const copied: readonly (readonly [Slot, number])[] = [
      ...[Slot.Cost, Slot.Hit, Slot.Triggered, Slot.Misread, Slot.BloodCost].map((slot) => [slot, 4] as const),
      ...[Slot.Risk, Slot.RungCostCoalition, Slot.RungCostChallenger].map((slot) => [slot, 2 * (rungs + 1)] as const),
      ...[Slot.Backing, Slot.BackingSeen].map((slot) => [slot, Size.Postures] as const),
      ...[Slot.Slopes, Slot.Shifts, Slot.CurveStarts, Slot.CurveScales, Slot.CurveLasts].map(
        (slot) => [slot, depth * Shortfall.Count] as const,
      ),
      ...[Slot.Belief, Slot.EndWeight].map((slot) => [slot, points] as const),
    ];
    for (const [slot, length] of copied) this.copies.set(slot, this.room(slot, length));
    this.endPoint = this.integers(points);
    slots[Slot.EndPoint] = this.endPoint.byteOffset;
    this.curveCells = this.integers(depth * Shortfall.Count);
    slots[Slot.CurveCells] = this.curveCells.byteOffset;
  }

  /** Room that lasts as long as the kernel, filled with 0. Its byteOffset is its place for the loops. */
  doubles(length: number): Float64Array {
    const from = this.take(8 * length);
    return new Float64Array(this.memory.buffer, from, length);
  }

  integers(length: number): Int32Array {
    const from = this.take(4 * length);
    return new Int32Array(this.memory.buffer, from, length);
  }

  /** Room whose place is put into a slot. */
  room(slot: Slot, length: number): Float64Array {
    const room = this.doubles(length);
    this.slots[slot] = room.byteOffset;
    return room;
  }

  /** Turns to a game, the grid of its beliefs and the policy that its play goes to. */
  enterGame(game: Game, grid: BeliefGrid, policy: Float64Array): void {
    const { slots, constants: c, copies } = this;
    const copy = (slot: Slot, values: ArrayLike<number>) => copies.get(slot)?.set(values);
    slots[Slot.Policy] = policy.byteOffset;
    slots[Slot.EverDeployed] = game.everDeployed ? 1 : 0;
    copy(Slot.Belief, grid.belief);
    copy(Slot.EndWeight, grid.endWeight);
    this.endPoint.set(grid.endPoint);
    copy(Slot.Cost, game.cost);
    copy(Slot.Hit, game.rules.hit);
    copy(Slot.Triggered, game.rules.triggered);
    copy(Slot.Misread, game.rules.misread);
    copy(Slot.BloodCost, game.rules.bloodCost);
    copy(Slot.Risk, game.risk);
    copy(Slot.RungCostCoalition, game.rungCostCoalition);
    copy(Slot.RungCostChallenger, game.rungCostChallenger);
    copy(Slot.Backing, game.backing);
    copy(Slot.BackingSeen, game.backingSeen);
    c[Constant.EntryScale] = grid.entryScale;
    c[Constant.EndScale] = grid.endScale;
    c[Constant.LastPosition] = grid.lastPosition;
    c[Constant.HalfTypeGap] = game.halfTypeGap;
    c[Constant.ChallengerRationality] = game.challengerRationality;
    c[Constant.ChallengeChance] = game.challengeChance;
    c[Constant.ErosionChance] = game.erosionChance;
    c[Constant.DeployChance] = game.deployChance;
    c[Constant.RearmChance] = game.rearmChance;
    c[Constant.Spiral] = game.spiral;
    c[Constant.Automaticity] = game.automaticity;
    c[Constant.Deniability] = game.deniability;
    c[Constant.UnmandatedCost] = game.unmandatedCost;
    c[Constant.InterventionCost] = game.interventionCost;
    c[Constant.Initiative] = game.initiative;
    c[Constant.HumiliationChallenger] = game.humiliationChallenger;
    c[Constant.HumiliationCoalition] = game.humiliationCoalition;
    c[Constant.WarEscalation] = game.warEscalation;
    c[Constant.NuclearShare] = game.nuclearShare;
    c[Constant.Troops] = game.troops;
  }

  /** Turns to a period of the game that was entered last, which is to be solved. */
  enterPeriod({ schedule, committee }: Game, t: number): void {
    const { constants } = this;
    this.enterCommittee(committee);
    constants[Constant.CostMultiplier] = schedule.costMultiplier[t];
    constants[Constant.AudienceCost] = schedule.audienceCost[t];
    constants[Constant.Binding] = schedule.binding[t];
  }

  private take(bytes: number): number {
    const from = this.free;
    // In whole vectors, and one more: loops that go by two read and write up to one beyond an odd number.
    this.free += 16 * (Math.ceil(bytes / 16) + 1);
    const missing = this.free - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return from;
  }

  private enterCommittee(committee: Committee): void {
    if (committee === this.committee) return;
    this.committee = committee;
    const { slots, copies } = this;
    const copy = (slot: Slot, values: ArrayLike<number>) => copies.get(slot)?.set(values);
    slots[Slot.Single] = committee.single ? 1 : 0;
    copy(Slot.Slopes, committee.slopes);
    copy(Slot.Shifts, committee.shifts);
    if (committee.single) return;
    copy(Slot.CurveStarts, committee.starts);
    copy(Slot.CurveScales, committee.scales);
    copy(Slot.CurveLasts, committee.lastCells);
    const { coefficients, offsets } = committee;
    // Half as much again, so that committees of a similar kind find room in it.
    if (this.cells.length < coefficients.length) this.cells = this.doubles(1.5 * coefficients.length);
    this.cells.set(coefficients);
    const width = Coefficients.Width * Float64Array.BYTES_PER_ELEMENT;
    offsets.forEach((cell, index) => {
      this.curveCells[index] = this.cells.byteOffset + cell * width;
    });
  }

  /** Log-odds from a cell that is not filled, which is then copied too. */
  private askCommittee(index: number, gap: number): number {
    const { committee, cells } = this;
    if (committee === undefined) throw new Error('no game has been entered');
    const logOdds = committee.logOdds(index, gap);
    const cell = Coefficients.Width * committee.cellOf(index, gap);
    for (let i = cell; i < cell + Coefficients.Width; i++) cells[i] = committee.coefficients[i];
    return logOdds;
  }
}
