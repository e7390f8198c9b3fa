/** What `merge` gives to `run` and `sweep`: parts that hold everything, so that nothing is to be evaluated. */
import type { PartFile } from '../../experiment/part-file.ts';
import type { Provenance } from '../../report/manifest.ts';

/** The parts of a run or sweep. */
export interface Merging {
  /** Files of the scenario as it was resolved: one of a run or sweep, else one for each of several sweeps. */
  readonly scenarios: readonly string[];
  /** What the manifest says of the scenario's file, of warnings and of the parts. */
  readonly provenance: Pick<Provenance, 'scenarioFile' | 'warnings' | 'parts'>;
  /**
   * The parts of a run, or of one of several sweeps.
   * @param sweep its name, where there are several
   */
  partsOf(sweep: string | undefined): MergedParts;
}

export interface MergedParts {
  readonly files: readonly PartFile[];
  /** Time of the evaluations, of all parts together. */
  readonly seconds: number;
}
