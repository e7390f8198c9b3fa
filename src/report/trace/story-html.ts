/** The story of a future as one HTML file: no script, no network, all text escaped in one place. */
import { escapeText } from '../page/escape.ts';
import { frameHtml } from '../page/frame.ts';
import { screenStyle } from '../page/style.ts';
import type { Paragraph, Story, StoryPath, StorySection, Strip } from './story-shape.ts';
import type { StorySpeech } from './story-speech.ts';
import { STORY_STYLE } from './story-style.ts';

/** The text of the file; two paths stand beside each other where there is room. */
export function renderStoryHtml(story: Story, speech: StorySpeech): string {
  const style = `${screenStyle()}${STORY_STYLE}`;
  const isTwo = story.paths.length > 1;
  const body = `<div class="page story${isTwo ? ' two' : ''}">
<header>
<p class="kicker">${escapeText(story.kicker)}</p>
<h1 dir="auto">${escapeText(story.title)}</h1>
<p class="which" dir="auto">${escapeText(story.which)}</p>
<div class="lead">${story.lead.map(paragraph).join('')}</div>
</header>
<main>
${story.parting ? renderParting(story.parting) : ''}
<div class="columns">
${story.paths.map((path, index) => renderPath(path, index, speech)).join('\n')}
</div>
</main>
<footer><h2>${escapeText(story.notesHeading)}</h2>${story.notes.map(paragraph).join('')}</footer>
</div>`;
  return frameHtml({ language: speech.language, title: story.title, style, mayBeDark: true, body });
}

const paragraph = (text: string): string => `<p dir="auto">${escapeText(text)}</p>`;

function renderParting({ heading, text, facts, ends, outcomes }: NonNullable<Story['parting']>): string {
  const list = (items: readonly string[]) =>
    items.length === 0 ? '' : `<ul>${items.map((item) => `<li dir="auto">${escapeText(item)}</li>`).join('')}</ul>`;
  return `<div class="verdict"><p class="headline">${escapeText(heading)}</p>${paragraph(text)}${list(facts)}${paragraph(ends)}${list(outcomes)}</div>`;
}

function renderPath(path: StoryPath, index: number, speech: StorySpeech): string {
  const id = `path-${index}`;
  return `<article class="column" aria-labelledby="${id}"><h2 id="${id}" dir="auto">${escapeText(path.title)}</h2>
${renderStrip(path.strip, speech)}
${path.sections.map((section) => renderSection(section, speech)).join('\n')}
</article>`;
}

/** The class of a section; a start is no keyword of the style of reports. */
const CLASSES: Readonly<Record<StorySection['tone'], string>> = {
  start: 'begin',
  war: 'war',
  truce: 'truce',
  collapse: 'collapse',
  quiet: 'quiet',
  incident: 'incident',
  end: 'end',
};

function renderSection({ tone, heading, paragraphs }: StorySection, speech: StorySpeech): string {
  return `<div class="episode ${CLASSES[tone]}"><h3>${escapeText(heading)}</h3>${paragraphs
    .map((each) => renderParagraph(each, speech))
    .join('')}</div>`;
}

function renderParagraph(part: Paragraph, { tell, chance, share, numbers }: StorySpeech): string {
  if (typeof part === 'string') return paragraph(part);
  if (part.kind === 'shares') {
    const rows = part.shares.map(
      ({ label, chance: of, isHere }) =>
        `<tr${isHere ? ' class="here"' : ''}><th scope="row">${escapeText(label)}</th><td class="n">${escapeText(share(of))}</td></tr>`,
    );
    return `${paragraph(part.caption)}<table aria-label="${escapeText(part.caption)}"><tbody>${rows.join('')}</tbody></table>`;
  }
  // Where all agree there is nothing to look up.
  if (part.words.length === 1) return part.words.map(paragraph).join('');
  const columns = [
    tell('vote.column.member'),
    tell('vote.column.weight'),
    tell('vote.column.chance'),
    tell('vote.column.vote'),
  ];
  const head = columns.map(
    (name, i) => `<th scope="col"${i === 1 || i === 2 ? ' class="n"' : ''}>${escapeText(name)}</th>`,
  );
  const rows = part.members.map(
    ({ name, weight, chance: favour, inFavour }) =>
      `<tr><th scope="row" dir="auto">${escapeText(name)}</th><td class="n">${numbers.count(weight)}</td><td class="n">${escapeText(chance(favour))}</td><td>${escapeText(tell(inFavour ? 'vote.yes' : 'vote.no'))}</td></tr>`,
  );
  return `${paragraph(part.summary)}<div class="scroll"><table><caption>${escapeText(tell('vote.table'))}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const STRIP = { width: 640, left: 8, right: 24, top: 22, height: 16 } as const;

/** Years between ticks, and the most ticks that there is room for. */
const TICKS = [1, 2, 5, 10, 20, 50, 100];
const MOST_TICKS = 12;

/** The years as a picture; its description says the same in words. */
function renderStrip({ years, spans, incidents, label }: Strip, { tell, year }: StorySpeech): string {
  const { width, left, right, top, height } = STRIP;
  const at = (time: number) => Number((left + ((width - left - right) * time) / years).toFixed(2));
  const bar = (name: string, from: number, to: number) =>
    `<rect class="${name}" x="${at(from)}" y="${top}" width="${Number((at(to) - at(from)).toFixed(2))}" height="${height}"/>`;
  const step = TICKS.find((each) => years / each <= MOST_TICKS) ?? years;
  const ticks = Array.from({ length: Math.floor(years / step) + 1 }, (_, i) => i * step).map(
    (time) =>
      `<line class="tick" x1="${at(time)}" x2="${at(time)}" y1="${top + height}" y2="${top + height + 4}"/><text class="axis" x="${at(time)}" y="${top + height + 17}" text-anchor="middle">${escapeText(year(time))}</text>`,
  );
  const marks = incidents.map(({ kind, year: time, isEmpty }) => {
    const x = at(time);
    return `<path class="mark${isEmpty ? ' empty' : ''}" d="M${x} ${top}l-8 -7v-13h16v13z"/><text class="letter" x="${x}" y="${top - 9}" text-anchor="middle">${escapeText(tell(`strip.letter.${kind}`))}</text>`;
  });
  const body = [bar('after', 0, years), ...spans.map(({ kind, from, to }) => bar(kind, from, to)), ...ticks, ...marks];
  const key = [tell('strip.key.war'), tell('strip.key.ceasefire'), tell('strip.key.incident')];
  const swatch = (name: string) =>
    `<svg class="strip-key strip" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="${name}" width="12" height="12"/></svg>`;
  return `<svg class="strip" viewBox="0 0 ${width} ${top + height + 22}" role="img" aria-label="${escapeText(label)}">${body.join('')}</svg>
<p class="key">${swatch('war')} ${escapeText(key[0])} · ${swatch('ceasefire')} ${escapeText(key[1])} · ${escapeText(key[2])} · ${escapeText(tell('strip.years'))} 0–${escapeText(year(years))}</p>`;
}
