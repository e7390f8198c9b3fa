/** Which sections a report has, in its order. Each looks for its files and is left out where they are not there. */
import type { Section } from '../page/document.ts';
import {
  acceptabilitySection,
  discoverySection,
  robustnessSection,
  sensitivitySection,
  thresholdSection,
} from './analysis-sections.ts';
import { assumptionsSection, limitsSection, questionSection, reproduceSection } from './assumptions.ts';
import type { ReportContext } from './context.ts';
import { ceasefireSection, chainSection, costSection, outcomesSection, preferencesSection } from './run-sections.ts';
import { sweepSection } from './sweep-section.ts';
import { changesSection, verdictSection } from './verdict.ts';

type SectionMaker = (context: ReportContext) => Section | undefined | Promise<Section | undefined>;

/** A new analysis adds its section here; it reads its own files from `context.folder`. */
export const SECTIONS: readonly SectionMaker[] = [
  verdictSection,
  questionSection,
  outcomesSection,
  ceasefireSection,
  preferencesSection,
  costSection,
  chainSection,
  sweepSection,
  thresholdSection,
  robustnessSection,
  sensitivitySection,
  acceptabilitySection,
  discoverySection,
  changesSection,
  assumptionsSection,
  limitsSection,
  reproduceSection,
];
