/**
 * Results that are read from a journal when they are asked for. Small ones are read once and kept; of large ones only
 * some columns are in memory at a time.
 */
import { OUTCOMES } from '../deterrence/outputs.ts';
import type { Journal } from './journal.ts';
import { resultsInMemory } from './memory-results.ts';
import { numberBytes } from './record.ts';
import { createFailureTally, type ResultShape, type Results } from './results.ts';

/** Bytes of columns that are kept in memory. */
const MEMORY_BUDGET = 24 * 2 ** 20;
/** Analyses go back and forth between this many places: two paths, their budgets, … */
const BLOCKS = 4;

/**
 * The results of one cell.
 * @param shape with the plan of the cell; where a precision was asked for, with the draws that it took
 * @param journal that holds all chunks of these draws
 * @param budget bytes of columns to keep in memory; never less than one column
 */
export function resultsFromJournal(
  shape: ResultShape,
  journal: Journal,
  cell: number,
  budget = MEMORY_BUDGET,
): Results {
  const { chunking, layout } = journal.formatOf(cell);
  const { plan } = shape;
  const count = Math.ceil(plan.draws / chunking.size);
  function* chunks() {
    for (let chunk = 0; chunk < count; chunk++) yield journal.read(cell, chunk);
  }
  if (numberBytes(layout, plan.draws) <= budget) return resultsInMemory(shape, [...chunks()]);

  const tally = createFailureTally(plan.draws);
  for (let chunk = 0; chunk < count; chunk++) tally.add(journal.failures(cell, chunk));
  const failures = tally.count();

  const width = layout.values + layout.parameters + layout.timeline;
  const perBlock = Math.max(1, Math.floor(budget / BLOCKS / (Float64Array.BYTES_PER_ELEMENT * plan.draws)));
  const blocks = Math.max(1, Math.min(BLOCKS, Math.floor(budget / (Float64Array.BYTES_PER_ELEMENT * plan.draws))));
  /** Columns by the number of their block, the one that was asked for least recently first. */
  const kept = new Map<number, Float64Array[]>();

  function column(index: number): Float64Array {
    const block = Math.floor(index / perBlock);
    let columns = kept.get(block);
    kept.delete(block);
    // Room is made first: there are never more blocks than there may be.
    if (columns === undefined && kept.size >= blocks)
      for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    columns ??= journal.columns(cell, block * perBlock, Math.min(perBlock, width - block * perBlock), plan.draws);
    kept.set(block, columns);
    const values = columns[index - block * perBlock].slice();
    if (failures.draws > 0) {
      for (let draw = 0; draw < values.length; draw++) if (tally.hasFailed(draw)) values[draw] = Number.NaN;
    }
    return values;
  }

  const perPath = plan.periods * OUTCOMES.length;
  const timeline = layout.values + layout.parameters;
  return {
    ...shape,
    usable: plan.draws - failures.draws,
    failures,
    hasFailed: tally.hasFailed,
    column: (path, index) => column(path * shape.columns.length + index),
    parameter: (index) => column(layout.values + index),
    state: (path, period, outcome) => column(timeline + path * perPath + period * OUTCOMES.length + outcome),
    chunks() {
      // Whoever goes through all draws has done with the columns; they can be read again.
      kept.clear();
      return chunks();
    },
  };
}
