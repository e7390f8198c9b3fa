/** The frame of every HTML file: a policy that allows its own style sheet and nothing else, no script, no network. */
import { createHash } from 'node:crypto';
import type { Language } from '../language/languages.ts';
import { escapeText } from './escape.ts';

export interface HtmlFrame {
  readonly language: Language;
  /** Of the window; plain text. */
  readonly title: string;
  readonly style: string;
  /** Whether it may be dark where the reader prefers that. */
  readonly mayBeDark: boolean;
  /** HTML, all text in it escaped. */
  readonly body: string;
}

/** The text of the file. */
export function frameHtml({ language, title, style, mayBeDark, body }: HtmlFrame): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${mayBeDark ? 'light dark' : 'light'}">
<meta name="generator" content="stolperdraht">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
