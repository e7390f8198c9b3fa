/** A report of a folder of results, before it has a format. */
import type { OpenedFolder } from './folder/read-folder.ts';
import { isRun, readRun } from './folder/run-data.ts';
import { readStory, type Story } from './folder/story.ts';
import { isSweep, readSweep } from './folder/sweep-data.ts';
import { type Speech, speechOf } from './language/language.ts';
import type { Language } from './language/languages.ts';
import type { Block, ReportDocument, Section } from './page/document.ts';
import type { ReportContext } from './sections/context.ts';
import { ANALYSES, CLOSING, OPENING } from './sections/registry.ts';

/**
 * Reads what a folder holds and says it in a language.
 * @param others folders of analyses whose sections are to stand in the same report
 * @param preference on which the verdict is to rest: the scenario's first when left out
 * @throws FolderError if a file of a folder is not what its manifest says
 */
export async function composeReport(
  folder: OpenedFolder,
  language: Language,
  others: readonly OpenedFolder[] = [],
  preference?: string,
): Promise<ReportDocument> {
  const speech = speechOf(language);
  const context = await readContext(folder, readStory(folder, preference), others, speech, false);
  const { story } = context;
  const analyses = await makeSections(ANALYSES, context);
  for (const other of others) {
    const own = await readContext(other, alike(readStory(other, preference), story), [], speech, isRun(folder));
    const sections = await makeSections(ANALYSES, own);
    analyses.push(...sections.map((section) => withOrigin(section, other, speech)));
  }
  const sections = [
    ...(await makeSections(OPENING, context)),
    ...distinct(analyses),
    ...(await makeSections(CLOSING, context)),
  ];
  const { say, numbers, count } = speech;
  const size = `${count('count.paths', story.paths.length)}, ${count('count.worlds', story.draws)}`;
  return {
    title: story.title,
    kicker: story.asOf === undefined ? size : `${say('report.asOf', { date: numbers.date(story.asOf) })} · ${size}`,
    description: story.description,
    sections,
    footer: say('report.footer', { version: folder.manifest.version, worlds: numbers.count(story.draws) }),
  };
}

async function readContext(
  folder: OpenedFolder,
  story: Story,
  others: readonly OpenedFolder[],
  speech: Speech,
  isPart: boolean,
): Promise<ReportContext> {
  return {
    folder,
    others,
    story,
    speech,
    isPart,
    run: isRun(folder) ? await readRun(folder, story.preferences[0]) : undefined,
    sweep: isSweep(folder) ? await readSweep(folder, story) : undefined,
  };
}

async function makeSections(makers: typeof ANALYSES, context: ReportContext): Promise<Section[]> {
  const sections: Section[] = [];
  for (const make of makers) {
    const section = await make(context);
    if (section !== undefined && section.blocks.length > 0) sections.push(section);
  }
  return sections;
}

/** A story whose paths look as those of the same name in another. */
function alike(story: Story, model: Story): Story {
  const paths = story.paths.map((path) => {
    const index = model.paths.find(({ name }) => name === path.name)?.index ?? model.paths.length + path.index;
    return { ...path, index };
  });
  return { ...story, paths };
}

/** A section that says from which folder it is, if it is another one. */
function withOrigin(section: Section, { path, manifest }: OpenedFolder, { say, numbers }: Speech): Section {
  const origin: Block = {
    kind: 'paragraph',
    tone: 'small',
    text: [`${say('report.origin', { worlds: numbers.count(manifest.plan.draws) })} `, { code: path }],
  };
  return { ...section, blocks: [origin, ...section.blocks] };
}

/** Sections and charts with names of their own, also where several folders have the same. */
function distinct(sections: readonly Section[]): Section[] {
  const taken = new Map<string, number>();
  const rename = (id: string) => {
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count === 1 ? id : `${id}-again-${count}`;
  };
  return sections.map((section) => ({
    ...section,
    id: rename(section.id),
    blocks: section.blocks.map((block) =>
      block.kind === 'chart'
        ? { ...block, chart: { ...block.chart, id: rename(`chart ${block.chart.id}`).slice(6) } }
        : block,
    ),
  }));
}
