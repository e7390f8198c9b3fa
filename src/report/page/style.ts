/** The look of a report: system type, one measure, light and dark by the reader's preference, paper when printed. */
import { pathTone, TONES, toneVariable } from '../charts/theme.ts';

const variables = (kind: 'light' | 'dark') =>
  [...new Map(TONES.map((tone) => [toneVariable(tone), tone[kind]]))]
    .map(([name, value]) => `${name}:${value}`)
    .join(';');

const LIGHT = `color-scheme:light;--ink:#1b1f24;--muted:#59636e;--line:#d3d9df;--faint:#f3f5f7;--paper:#fffffe;--accent:#0b5c8f;--tint:#eef5fa;${variables('light')}`;
const DARK = `color-scheme:dark;--ink:#e8eaed;--muted:#a9b1ba;--line:#3a424b;--faint:#1d2328;--paper:#14181c;--accent:#7cc4f0;--tint:#172733;${variables('dark')}`;

const BODY = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,'Bitstream Charter','Sitka Text',Cambria,'Iowan Old Style','Source Serif 4','Noto Serif','Liberation Serif',serif;font-kerning:normal;overflow-wrap:anywhere}
header,nav,figure,table,code,pre,details,.sans,footer,h1,h2,h3,.kicker{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif}
.page{max-width:76rem;margin:0 auto;padding:0 1.25rem 4rem;display:grid;grid-template-columns:minmax(0,1fr)}
header{padding:3.5rem 0 1.5rem;max-width:46rem}
.kicker{font-size:.85rem;letter-spacing:.02em;color:var(--muted);margin:0 0 .75rem}
h1{font-size:clamp(1.75rem,1.2rem + 2.6vw,2.75rem);line-height:1.14;letter-spacing:-.018em;font-weight:700;margin:0 0 1.1rem;text-wrap:balance}
.description{font:1.2rem/1.55 Charter,'Bitstream Charter','Sitka Text',Cambria,'Iowan Old Style','Source Serif 4','Noto Serif','Liberation Serif',serif;margin:0;color:var(--ink)}
h2{font-size:1.5rem;line-height:1.25;letter-spacing:-.012em;margin:0 0 1rem;text-wrap:balance}
h3{font-size:1.1rem;margin:2rem 0 .5rem}
section{padding:2.5rem 0 .5rem;border-top:1px solid var(--line);margin-top:2.5rem;scroll-margin-top:.5rem}
main>section:first-child{margin-top:.5rem}
p,ul{margin:0 0 1rem;max-width:42rem}
ul{padding-left:1.2rem}li{margin:.3rem 0}li::marker{color:var(--muted)}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
strong{font-weight:650}
code{font:.86em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;background:var(--faint);border-radius:3px;padding:.08em .3em}
pre{background:var(--faint);border:1px solid var(--line);border-radius:6px;padding:.9rem 1rem;white-space:pre-wrap;max-width:46rem}
pre code{background:none;padding:0}
.small{font-size:.92rem;color:var(--muted)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:2}
nav ol{list-style:none;padding:0;margin:.4rem 0 0;font-size:.92rem}
nav li{margin:.1rem 0}nav a{display:block;padding:.22rem 0;color:var(--ink);text-decoration:none}nav a:hover{color:var(--accent);text-decoration:underline}
nav h2{font-size:.85rem;color:var(--muted);font-weight:600;margin:0;letter-spacing:0}
.mark{white-space:nowrap;font-weight:650;font-family:inherit}
.mark svg{width:.72em;height:.72em;margin:0 .28em 0 0;vertical-align:-.02em}
.mark bdi{white-space:normal}
.verdict{background:var(--tint);border-left:4px solid var(--accent);border-radius:0 8px 8px 0;padding:1.4rem 1.5rem 1.1rem;margin:0 0 1.6rem;max-width:46rem}
.verdict .headline{font:600 1.38rem/1.36 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif;letter-spacing:-.008em;margin:0 0 .8rem;text-wrap:pretty}
.verdict .headline code{font-size:.92em;background:none;padding:0}
.verdict p:last-child{margin-bottom:.3rem}
.paths{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));padding:0;list-style:none;max-width:46rem}
.paths li{border:1px solid var(--line);border-top:4px solid var(--line);border-radius:6px;padding:.85rem 1rem 1rem;margin:0;min-width:0}
.paths h3{margin:0 0 .35rem;font-size:1.05rem}.paths p{margin:0;font-size:.98rem;line-height:1.5}.paths code{font-size:.78rem;color:var(--muted)}
figure{margin:2rem 0 2.4rem;max-width:46rem}
figure .title{font-weight:650;font-size:1.08rem;line-height:1.35;margin:0 0 .7rem}
figure .chart{max-width:100%;height:auto;font-family:inherit;overflow:visible}figure .wide{display:block}
figure .narrow{display:none}
figcaption{font-size:.93rem;line-height:1.5;color:var(--muted);margin-top:.7rem;max-width:42rem}
.tools{font-size:.86rem;margin:.5rem 0 0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}
details{margin:.5rem 0 1.2rem;font-size:.92rem;max-width:46rem}
summary{cursor:pointer;color:var(--accent);padding:.15rem 0;width:fit-content;max-width:100%}
.scroll{overflow-x:auto;margin:.4rem 0 1.4rem;max-width:46rem}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;width:100%;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
caption{text-align:left;font-weight:650;padding:0 0 .4rem;font-size:.95rem}
caption span{position:sticky;left:0;display:inline-block;max-width:min(42rem,calc(100vw - 2.5rem))}
th,td{text-align:left;vertical-align:top;padding:.42rem .75rem .42rem 0;border-bottom:1px solid var(--line)}
thead th{font-weight:600;color:var(--muted);font-size:.84rem;vertical-align:bottom;border-bottom-color:var(--muted)}
tbody th{font-weight:500}tbody .group th{font-weight:650;padding-top:1rem}
.nb{white-space:nowrap}
.n{text-align:right;padding-right:0;padding-left:.75rem}
td.n{white-space:nowrap}
.written{font-family:inherit}
footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:1rem;font-size:.88rem;color:var(--muted);max-width:46rem}
`;

/** The upper edge of the card of each path has its colour. */
const CARDS = Array.from(
  { length: 8 },
  (_, index) => `.paths .tone${index}{border-top-color:var(${toneVariable(pathTone(index))})}`,
).join('');

const RESPONSIVE = `
@media (min-width:68rem){.page{grid-template-columns:13.5rem minmax(0,46rem);column-gap:4rem}.page>header{grid-column:2}.page>nav{grid-row:2;grid-column:1;position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto;padding-top:3rem}.page>main{grid-column:2;grid-row:2}.page>footer{grid-column:2}}
@media (max-width:44rem){body{font-size:1rem}header{padding-top:2rem}.description{font-size:1.08rem}figure .wide{display:none}figure .narrow{display:block}.verdict{padding:1.1rem 1.1rem .8rem;margin-left:-1.25rem;margin-right:-1.25rem;border-radius:0}.verdict .headline{font-size:1.2rem}section{padding-top:1.8rem;margin-top:1.8rem}nav h2{display:none}nav ol{border-top:1px solid var(--line);padding-top:.5rem}nav li{display:inline-block;margin-right:1rem}nav a{font-size:.88rem;padding:.1rem 0;color:var(--accent)}td code{overflow-wrap:anywhere}}
`;

const PRINT = `
.page{display:block;max-width:none;padding:0}nav,.skip,.tools,figure details{display:none}
body{font-size:10.5pt;line-height:1.45}header{padding:0 0 1rem}h1{font-size:24pt}h2{font-size:15pt;break-after:avoid}h3,caption,.title{break-after:avoid}
section{padding-top:1.2rem;margin-top:1.4rem}figure,.verdict,.paths li,tr,li{break-inside:avoid}ul{break-inside:avoid}figure .wide{display:block;max-height:104mm;width:auto}figure .narrow{display:none}
figure{margin:1.2rem 0 1.4rem}a{color:inherit;text-decoration:none}.scroll{overflow:visible}table{font-size:8.5pt}td.n,.nb{white-space:normal}th,td{padding-right:.45rem}.n{padding-left:.3rem}th code,td code{overflow-wrap:anywhere;font-size:.95em}details caption{display:none}p,ul,figure,figcaption,.verdict,.scroll,details,footer,.paths,pre{max-width:none}
details>summary{list-style:none;color:inherit;font-weight:650}details::details-content{content-visibility:visible;height:auto}
`;

const PAGES = '@page{size:A4;margin:18mm 17mm 20mm}';

/** The style sheet of the page that is read on a screen, and may be printed. */
export function screenStyle(): string {
  return (
    `:root{${LIGHT}}@media screen and (prefers-color-scheme:dark){:root{${DARK}}}` +
    `${BODY}${CARDS}${RESPONSIVE}@media print{${PRINT}}${PAGES}`
  );
}

/** The style sheet of the page that is made for paper: light, everything open, chapters on their own pages. */
export function paperStyle(): string {
  return `:root{${LIGHT}}${BODY}${CARDS}${PRINT}${PAGES}body{margin:0 auto;max-width:176mm}section.apart{break-before:page;border-top:0;margin-top:0;padding-top:0}@media screen{body{padding:12mm 0}}`;
}
