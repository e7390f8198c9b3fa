/** `merge`: joins the parts of a run or sweep, and concludes as if it had been computed at once. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKPOINT, describeDifferences, type Undertaking } from '../../experiment/checkpoint.ts';
import { PartError } from '../../experiment/part-file.ts';
import { canonicalJson } from '../../experiment/plan.ts';
import { describeShare } from '../../experiment/share.ts';
import type { Environment } from '../environment.ts';
import { nameNewFolder } from '../output-folder.ts';
import { CHUNKS, type OpenedPart, openPart, SCENARIO } from '../part-folder.ts';
import type { RunCommandOptions } from '../run/run-options.ts';
import type { SweepCommandOptions } from '../sweep/sweep-options.ts';
import type { MergeCommandOptions } from './merge-options.ts';
import type { MergedParts, Merging } from './merging.ts';

/** Faults that are listed one by one. */
const MOST_FAULTS = 10;

/**
 * Merges parts and prints what came of them, as the command that was dealt out would have.
 * @returns the exit code: 3 if some evaluations failed
 * @throws PartError if parts are missing, twice there, damaged, or not of the same thing
 * @throws what `runScenario` and `sweepScenario` throw
 */
export async function mergeParts(options: MergeCommandOptions, environment: Environment): Promise<number> {
  const { json, quiet, format } = options;
  const parts = await openParts(options.parts);
  const [{ description, undertaking }] = parts;
  const out = options.out ?? nameNewFolder(description.scenario, environment.now());
  const stored = undertaking.options as RunCommandOptions & SweepCommandOptions;
  const merging = await describeMerging(parts);
  const all = {
    ...stored,
    // As it was resolved: what was set, chosen or named is in it.
    scenario: merging.scenarios[0],
    ...{ set: [], paths: undefined, draws: undefined, seed: undefined, design: undefined, experiments: undefined },
    shard: undefined,
    format: format ?? stored.format,
    jobs: 1,
    queue: undefined,
    failFast: false,
    out,
    // What a merge that was killed has left there.
    resume: existsSync(join(out, CHECKPOINT)),
    json,
    quiet,
  };
  if (undertaking.command === 'sweep') {
    const { sweepScenario } = await import('../sweep/sweep.ts');
    return sweepScenario(all, environment, merging);
  }
  const { runScenario } = await import('../run/run.ts');
  return runScenario(all, environment, merging);
}

/** The parts in their order, when they are all there and fit together. */
async function openParts(folders: readonly string[]): Promise<OpenedPart[]> {
  const parts: OpenedPart[] = [];
  const faults: string[] = [];
  for (const folder of folders) {
    try {
      parts.push(await openPart(folder));
    } catch (error) {
      if (!(error instanceof PartError)) throw error;
      faults.push(error.message);
    }
  }
  // What is missing is said only of parts that can be read.
  if (faults.length === 0) faults.push(...misfits(parts));
  if (faults.length === 0) faults.push(...gapsAndOverlaps(parts));
  if (faults.length > 0) throw new PartError(listFaults(faults));
  return parts.sort((a, b) => a.share.index - b.share.index);
}

function listFaults(faults: readonly string[]): string {
  const rest = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), ...(rest > 0 ? [`and ${rest} more parts are at fault`] : [])].join('\n');
}

/** Why parts are not parts of the same thing. */
function misfits(parts: readonly OpenedPart[]): string[] {
  const [first, ...others] = parts;
  return others.flatMap((other) => {
    const says = (what: string) => [`${other.folder} does not fit together with ${first.folder}: ${what}`];
    const [a, b] = [first.undertaking, other.undertaking];
    if (a.command !== b.command) return says(`it is a part of a ${b.command}, the other of a ${a.command}`);
    if (a.planHash !== b.planHash || a.formatHash !== b.formatHash) {
      const [difference] = describeDifferences(a.determinants, b.determinants);
      return says(difference ?? 'the order of the parts of the scenario, or the build of the program, was another');
    }
    if (first.share.of !== other.share.of) {
      return says(`it is part ${describeShare(other.share)}, the other ${describeShare(first.share)}`);
    }
    const [difference] = describeDifferences(shownOptions(a), shownOptions(b));
    return difference === undefined ? [] : says(`option ${difference}`);
  });
}

/** The options that decide over the files, and not over how they are computed. */
function shownOptions({ options }: Undertaking): unknown {
  const { scenario: _, shard: __, ...rest } = options as Record<string, unknown>;
  return JSON.parse(canonicalJson(rest));
}

function gapsAndOverlaps(parts: readonly OpenedPart[]): string[] {
  const [{ share, folder }] = parts;
  const found = new Map<number, string>();
  const faults: string[] = [];
  for (const part of parts) {
    const other = found.get(part.share.index);
    if (other !== undefined) faults.push(`${part.folder} is part ${describeShare(part.share)}, as is ${other}`);
    found.set(part.share.index, part.folder);
  }
  const missing = Array.from({ length: share.of }, (_, i) => i + 1).filter((index) => !found.has(index));
  if (missing.length > 0) {
    const list = missing.slice(0, MOST_FAULTS).join(', ') + (missing.length > MOST_FAULTS ? ', …' : '');
    faults.push(
      `of the ${share.of} parts that ${folder} is one of, ${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing: ${list}`,
    );
  }
  return faults;
}

/** The parts as `run` and `sweep` want them, those of single sweeps opened and checked as well. */
async function describeMerging(parts: readonly OpenedPart[]): Promise<Merging> {
  const [{ description, folder }] = parts;
  const partsOf = new Map<string | undefined, MergedParts>();
  if (description.sweeps === undefined) partsOf.set(undefined, together(parts));
  for (const name of description.sweeps ?? []) {
    const own = await openParts(parts.map((part) => join(part.folder, name)));
    own.forEach(({ share, folder: of }, index) => {
      const { share: expected } = parts[index];
      if (share.index === expected.index && share.of === expected.of) return;
      throw new PartError(
        `${of} is part ${describeShare(share)}, must be ${describeShare(expected)} as the rest of its folder`,
      );
    });
    partsOf.set(name, together(own));
  }
  return {
    scenarios: (description.sweeps ?? ['']).map((name) => join(folder, name, SCENARIO)),
    provenance: {
      scenarioFile: description.scenario,
      warnings: description.warnings,
      parts: parts.map(({ folder: of, share, description: { computed } }) => ({
        folder: of,
        shard: describeShare(share),
        ...computed,
      })),
    },
    partsOf(sweep) {
      const found = partsOf.get(sweep);
      if (found !== undefined) return found;
      throw new PartError(
        `${resolve(folder)} is a part of one of several sweeps; name the folder above it, in which all of them are`,
      );
    },
  };
}

function together(parts: readonly OpenedPart[]): MergedParts {
  return {
    files: parts.map(({ folder, share }) => ({ path: join(folder, CHUNKS), share })),
    seconds: parts.reduce((sum, { description }) => sum + description.computed.seconds, 0),
  };
}
