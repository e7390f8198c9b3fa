import { readFileSync } from 'node:fs';
import type { LabelledWorlds } from '../../../src/analysis/discovery/labelled-worlds.ts';
import { uniformStream } from '../../../src/random/stream.ts';
import { readCsv } from '../../support/csv-reader.ts';

/** Worlds of a fixture: the last column is the label. */
export function worldsOfFixture(name: string): LabelledWorlds {
  const text = readFileSync(new URL(`../../fixtures/prim/${name}.csv`, import.meta.url), 'utf8');
  const { header, rows } = readCsv(text);
  return {
    parameters: header.slice(0, -1),
    columns: header.slice(0, -1).map((_, column) => Float64Array.from(rows, (row) => Number(row[column]))),
    ofInterest: Uint8Array.from(rows, (row) => Number(row[header.length - 1])),
  };
}

/** Worlds by a rule: uniform values, rounded to a grid of `levels` steps if given, and of interest with the chance given. */
export function plantedWorlds(options: {
  readonly seed: string;
  readonly worlds: number;
  readonly parameters: number;
  readonly chance: (values: readonly number[]) => number;
  readonly levels?: number;
}): LabelledWorlds {
  const { seed, worlds, parameters, chance, levels } = options;
  const uniform = uniformStream(seed, 'planted worlds');
  const columns = Array.from({ length: parameters }, () => new Float64Array(worlds));
  const ofInterest = new Uint8Array(worlds);
  for (let world = 0; world < worlds; world++) {
    const values = columns.map((column) => {
      const value = uniform();
      column[world] = levels === undefined ? value : Math.floor(value * levels) / levels;
      return column[world];
    });
    ofInterest[world] = uniform() < chance(values) ? 1 : 0;
  }
  return { parameters: columns.map((_, column) => `x${column + 1}`), columns, ofInterest };
}
