/** What a set of analyses comes to, on one page: of each the sentences that an answer rests on, and where the rest is. */
import type { TextOptions } from '../run-text.ts';
import { wrapText } from '../terminal-table.ts';

/** What an analysis has said. */
interface StepFindings {
  /** Its folder within that of all. */
  readonly name: string;
  /** All its sentences, in its own order. */
  readonly sentences: readonly string[];
}

/** An analysis that there is nothing of. */
interface MissingStep {
  readonly name: string;
  readonly reason: string;
  /** The command that would make it; undefined where none can. */
  readonly command: string | undefined;
}

export interface OverviewFindings {
  readonly title: string;
  readonly asOf: string | undefined;
  /** Number of worlds, how they were drawn, and on which paths. */
  readonly worlds: string;
  /** By which value judgement the paths are compared; undefined where there is none. */
  readonly judgement: string | undefined;
  readonly warnings: readonly string[];
  readonly found: readonly StepFindings[];
  readonly failed: readonly MissingStep[];
  readonly leftOut: readonly MissingStep[];
}

/** A question with what answers it. */
interface OverviewSection {
  readonly heading: string;
  readonly entries: readonly { readonly folder: string; readonly sentences: readonly string[] }[];
}

/**
 * Which of the sentences of an analysis are taken, by their positions; `brief` where only what each says first, `omissions`
 * where also what the analysis could not do, since the finding is weaker for it.
 */
type Choice = readonly [name: string, positions: readonly number[], how?: 'brief' | 'omissions'];

/**
 * Which sentences of which analyses answer which question: those with the finding and its uncertainty. How to read a
 * method, and what its intervals cover, stands in its own text.
 */
const QUESTIONS: readonly { readonly heading: string; readonly steps: readonly Choice[] }[] = [
  { heading: 'The verdict', steps: [['run', [0, 1]]] },
  {
    heading: 'What matters most',
    steps: [
      ['sensitivity', [0], 'omissions'],
      ['tornado', [1, 2, 3]],
    ],
  },
  {
    heading: 'How robust it is',
    steps: [
      ['robustness', [0, 1], 'brief'],
      ['compare-solutions', [0, 1, 2]],
      ['discover', [0, 1]],
    ],
  },
  {
    heading: 'What would turn it',
    steps: [
      ['threshold', [0, 1, 2]],
      ['flip', [0, 1, 2, 3, 4]],
    ],
  },
  { heading: 'What it is worth to know', steps: [['value-of-information', [0, 1]]] },
  // The risk given a ceasefire, on which error it hangs, and what the truth is worth under the preference.
  { heading: 'What rests on misjudgement', steps: [['perception', [0, 2, 4]]] },
  { heading: 'In single futures', steps: [['discordant', [0, 1]]] },
];

/** What every analysis says of itself; here it is said once for all. */
const ASIDE = /^(?:The intervals|Intervals) are|^One at a time, /;
const OMISSION = /^Left out: /;
/** Between two sentences. */
const SENTENCES = /(?<=\.) (?=[A-Z])/;

/** The questions to which something was found. */
export function overviewSections({ found }: Pick<OverviewFindings, 'found'>): OverviewSection[] {
  const known = new Map(found.map((step) => [step.name, step]));
  return QUESTIONS.flatMap(({ heading, steps }) => {
    const entries = steps.flatMap(([folder, positions, how]) => {
      const all = known.get(folder)?.sentences ?? [];
      const taken = all.filter((_, position) => positions.includes(position));
      const chosen = taken.filter((text) => !ASIDE.test(text) && !OMISSION.test(text));
      const omissions = how === 'omissions' ? all.filter((text) => OMISSION.test(text)) : [];
      const sentences = [...(how === 'brief' ? chosen.map((text) => text.split(SENTENCES)[0]) : chosen), ...omissions];
      return sentences.length > 0 ? [{ folder, sentences }] : [];
    });
    return entries.length > 0 ? [{ heading, entries }] : [];
  });
}

/** Those that no command would make, by their reasons. */
function together(missing: readonly MissingStep[]): MissingStep[] {
  const reasons = new Map<string, MissingStep[]>();
  for (const step of missing) {
    // A command stands for itself.
    const key = step.command ?? step.reason;
    reasons.set(key, [...(reasons.get(key) ?? []), step]);
  }
  return [...reasons.values()].map((same) => ({ ...same[0], name: same.map(({ name }) => name).join(', ') }));
}

/** The page as text. */
export function renderOverview(findings: OverviewFindings, { width, style }: TextOptions): string {
  const { title, asOf, worlds, judgement, warnings, failed, leftOut } = findings;
  const wrap = (text: string) => wrapText(text, width);
  const section = (heading: string, paragraphs: readonly string[]) =>
    `${style.bold(heading)}\n${paragraphs.join('\n')}`;
  const entry = ({ folder, sentences }: OverviewSection['entries'][number]) =>
    wrap(`[${folder}] ${sentences.join(' ')}`);
  const missing = ({ name, reason, command }: MissingStep) =>
    `${wrap(`[${name}] ${reason}.`)}${command === undefined ? '' : `\n  ${style.dim(command)}`}`;
  return [
    [
      style.bold(wrap(asOf === undefined ? title : `${title} (as of ${asOf})`)),
      style.dim(wrap(worlds)),
      ...(judgement === undefined ? [] : [style.dim(wrap(judgement))]),
    ].join('\n'),
    ...(warnings.length > 0 ? [section('Warnings', warnings.map(wrap))] : []),
    ...overviewSections(findings).map(({ heading, entries }) => section(heading, entries.map(entry))),
    ...(failed.length > 0 ? [section('What failed', failed.map(missing))] : []),
    ...(leftOut.length > 0 ? [section('What was left out', together(leftOut).map(missing))] : []),
    style.dim(
      wrap(
        'In brackets the folder that a finding comes from. Intervals are 95 % and cover the sampling error; whether model, ' +
          'priors and preferences are right is another question.',
      ),
    ),
  ].join('\n\n');
}
