/** How results came about, for their manifest. */
import { arch, cpus, platform } from 'node:os';
import type { Provenance } from '../report/manifest.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Environment } from './environment.ts';

/** What a manifest says of command, scenario and machine. */
export function provenanceOf(
  options: { readonly scenario: string; readonly jobs: number },
  { argv }: Environment,
  scenario: Scenario,
) {
  return {
    command: ['stolperdraht', ...argv],
    scenarioFile: options.scenario,
    warnings: scenario.warnings,
    node: process.version,
    platform: { ...describeMachine(), jobs: options.jobs },
  } satisfies Partial<Provenance>;
}

/** What a manifest says of the machine. */
export function describeMachine() {
  const processors = cpus();
  return {
    system: platform(),
    architecture: arch(),
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
  };
}

/** Seconds from one time to another. */
export function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
