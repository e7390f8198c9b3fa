import type { LabelledWorlds } from '../../../src/analysis/discovery/labelled-worlds.ts';
import type { PrimOptions } from '../../../src/analysis/discovery/prim.ts';

interface PlainBox {
  readonly limits: [number, number][];
  readonly members: number[];
}

/** PRIM straight from its definition, with every box counted anew: one trajectory over all worlds, as [n, k, limits]. */
export function plainTrajectory(data: LabelledWorlds, options: PrimOptions): [number, number, [number, number][]][] {
  const { columns, ofInterest } = data;
  const worlds = ofInterest.length;
  const within = (limits: [number, number][]): number[] =>
    [...ofInterest.keys()].filter((w) =>
      limits.every(([low, high], c) => columns[c][w] >= low && columns[c][w] <= high),
    );
  const interest = (members: number[]): number => members.reduce((sum, w) => sum + ofInterest[w], 0);
  const density = (members: number[]): number => (members.length > 0 ? interest(members) / members.length : 0);
  const whole = columns.map((column): [number, number] => [Math.min(...column), Math.max(...column)]);
  const isRestricted = (limits: [number, number][], c: number): boolean =>
    limits[c][0] !== whole[c][0] || limits[c][1] !== whole[c][1];
  const free = (limits: [number, number][]): number => limits.filter((_, c) => !isRestricted(limits, c)).length;
  const withLimit = (limits: [number, number][], c: number, end: 0 | 1, value: number): [number, number][] =>
    limits.map((range, i) => (i === c ? (end === 0 ? [value, range[1]] : [range[0], value]) : range));

  function objective(old: PlainBox, next: PlainBox): number {
    if (options.objective === 'original') return next.members.length > 0 ? density(next.members) : -1;
    const gain = density(next.members) - density(old.members);
    if (gain === 0) return 0;
    const change = Math.abs(old.members.length - next.members.length);
    return options.objective === 'lenient1' ? gain / change : (next.members.length * gain) / change;
  }

  function best(old: PlainBox, candidates: PlainBox[]): { box: PlainBox; value: number } | undefined {
    const scored = candidates.map((box) => ({ box, value: objective(old, box) }));
    scored.sort((a, b) => b.value - a.value || free(b.box.limits) - free(a.box.limits));
    return scored[0];
  }

  let box: PlainBox = { limits: whole, members: within(whole) };
  const trajectory: [number, number, [number, number][]][] = [[worlds, interest(box.members), whole]];
  const record = (next: PlainBox): void => {
    box = next;
    trajectory.push([box.members.length, interest(box.members), box.limits]);
  };
  for (;;) {
    const candidates = columns.flatMap((column, c) => {
      const values = box.members.map((w) => column[w]);
      return ([1, 0] as const).map((end): PlainBox => {
        const alpha = end === 1 ? 1 - options.peelAlpha : options.peelAlpha;
        const limits = withLimit(box.limits, c, end, plainQuantile(values, alpha));
        return { limits, members: within(limits) };
      });
    });
    const next = best(box, candidates)!;
    const size = next.box.members.length;
    if (!(size / worlds >= options.minimumMass && size < box.members.length && next.value > 0)) break;
    record(next.box);
  }
  for (;;) {
    const candidates = columns.flatMap((column, c) => {
      if (!isRestricted(box.limits, c)) return [];
      return ([0, 1] as const).map((end): PlainBox => {
        const beyond: [number, number] = end === 0 ? [whole[c][0], box.limits[c][0]] : [box.limits[c][1], whole[c][1]];
        const values = within(box.limits.map((range, i) => (i === c ? beyond : range))).map((w) => column[w]);
        const alpha = end === 0 ? 1 - options.pasteAlpha : options.pasteAlpha;
        const limit = values.length > 0 ? plainQuantile(values, alpha) : whole[c][end];
        const limits = withLimit(box.limits, c, end, limit);
        return { limits, members: within(limits) };
      });
    });
    const next = best(box, candidates);
    if (next === undefined) break;
    const size = next.box.members.length;
    const denser = density(next.box.members) > density(box.members);
    if (!(size / worlds >= options.minimumMass && size > box.members.length && next.value > 0 && denser)) break;
    record(next.box);
  }
  return trajectory;
}

function plainQuantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  let low = Math.floor(position);
  let high = Math.ceil(position);
  if (p > 0.5) while (sorted[low] === sorted[high] && low > 0) low--;
  else while (sorted[low] === sorted[high] && high < sorted.length - 1) high++;
  return (sorted[low] + sorted[high]) / 2;
}
