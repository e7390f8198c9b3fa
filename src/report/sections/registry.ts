/** Which sections a report has, in its order. Each looks for its files and is left out where they are not there. */
import type { Section } from '../page/document.ts';
import { acceptabilitySection } from './acceptability-section.ts';
import { assumptionsSection, limitsSection, questionSection, reproduceSection } from './assumptions.ts';
import type { ReportContext } from './context.ts';
import { discordantSection } from './discordant-section.ts';
import { discoverySection } from './discovery-section.ts';
import { flipSection } from './flip-section.ts';
import { informationSection } from './information-section.ts';
import { perceptionSection } from './perception-section.ts';
import { robustnessSection } from './robustness-section.ts';
import { ceasefireSection, chainSection, costSection, outcomesSection, preferencesSection } from './run-sections.ts';
import { sensitivitySection } from './sensitivity-section.ts';
import { solutionsSection } from './solutions-section.ts';
import { steelmanSection } from './steelman-section.ts';
import { sweepSection } from './sweep-section.ts';
import { thresholdSection } from './threshold-section.ts';
import { changesSection, verdictSection } from './verdict.ts';
import { votesSection } from './votes-section.ts';

type SectionMaker = (context: ReportContext) => Section | undefined | Promise<Section | undefined>;

/** What a run says, and what it is about. */
export const OPENING: readonly SectionMaker[] = [
  verdictSection,
  questionSection,
  outcomesSection,
  ceasefireSection,
  preferencesSection,
  costSection,
  chainSection,
];

/** Of every folder of a report. A new analysis adds its section here; it reads its own files from `context.folder`. */
export const ANALYSES: readonly SectionMaker[] = [
  sweepSection,
  thresholdSection,
  robustnessSection,
  solutionsSection,
  perceptionSection,
  sensitivitySection,
  informationSection,
  acceptabilitySection,
  discoverySection,
  flipSection,
  steelmanSection,
  discordantSection,
  votesSection,
];

/** What it rests on. */
export const CLOSING: readonly SectionMaker[] = [changesSection, assumptionsSection, limitsSection, reproduceSection];
