/** The story of a future as text for a terminal. */
import { type TextStyle, wrapText } from '../terminal-table.ts';
import type { Paragraph, Story, StoryPath } from './story-shape.ts';
import type { StorySpeech } from './story-speech.ts';

/** Renders a story for a width in characters: of two paths the one after the other. */
export function renderStory(story: Story, speech: StorySpeech, width: number, style: TextStyle): string {
  const wrap = (text: string, indent = '') => wrapText(text, width, indent);
  const parts = [
    `${style.bold(wrap(story.title))}\n${style.dim(wrap(story.kicker))}\n${wrap(story.which)}`,
    ...story.lead.map((text) => wrap(text)),
  ];
  if (story.parting) {
    const { heading, text, facts, ends, outcomes } = story.parting;
    parts.push(
      [
        style.bold(heading),
        wrap(text),
        ...facts.map((fact) => wrap(fact, '  ')),
        wrap(ends),
        ...outcomes.map((end) => wrap(end, '  ')),
      ].join('\n'),
    );
  }
  for (const path of story.paths) parts.push(...renderPath(path, story.paths.length > 1, speech, width, style));
  parts.push([style.bold(story.notesHeading), ...story.notes.map((note) => style.dim(wrap(note)))].join('\n'));
  return parts.join('\n\n');
}

function renderPath(
  path: StoryPath,
  isOneOfTwo: boolean,
  speech: StorySpeech,
  width: number,
  style: TextStyle,
): string[] {
  const title = isOneOfTwo
    ? [style.bold(`=== ${path.title} ${'='.repeat(Math.max(0, width - path.title.length - 5))}`)]
    : [];
  return [
    ...title,
    ...path.sections.map(({ heading, paragraphs }) =>
      [
        style.bold(wrapText(heading, width)),
        ...paragraphs.map((paragraph) => renderParagraph(paragraph, speech, width)),
      ].join('\n'),
    ),
  ];
}

function renderParagraph(paragraph: Paragraph, { share }: StorySpeech, width: number): string {
  if (typeof paragraph === 'string') return wrapText(paragraph, width);
  if (paragraph.kind === 'vote') return paragraph.words.map((text) => wrapText(text, width, '  ')).join('\n');
  const shares = paragraph.shares.map(({ label, chance, isHere }) => ({ label, text: share(chance), isHere }));
  const widest = Math.max(...shares.map(({ text }) => text.length));
  return [
    wrapText(paragraph.caption, width),
    ...shares.map(({ label, text, isHere }) => `  ${text.padStart(widest)}  ${label}${isHere ? ' *' : ''}`),
  ].join('\n');
}
