/** A report of a folder of results, before it has a format. */
import type { OpenedFolder } from './folder/read-folder.ts';
import { isRun, readRun } from './folder/run-data.ts';
import { readStory } from './folder/story.ts';
import { isSweep, readSweep } from './folder/sweep-data.ts';
import { speechOf } from './language/language.ts';
import type { Language } from './language/languages.ts';
import type { ReportDocument, Section } from './page/document.ts';
import type { ReportContext } from './sections/context.ts';
import { SECTIONS } from './sections/registry.ts';

/**
 * Reads what a folder holds and says it in a language.
 * @throws FolderError if a file of the folder is not what its manifest says
 */
export async function composeReport(folder: OpenedFolder, language: Language): Promise<ReportDocument> {
  const speech = speechOf(language);
  const story = readStory(folder);
  const [preference] = story.preferences;
  const context: ReportContext = {
    folder,
    story,
    speech,
    run: isRun(folder) ? await readRun(folder, preference) : undefined,
    sweep: isSweep(folder) ? await readSweep(folder, story) : undefined,
  };
  const sections: Section[] = [];
  for (const make of SECTIONS) {
    const section = await make(context);
    if (section !== undefined && section.blocks.length > 0) sections.push(section);
  }
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
