/** The look of a story, on top of that of a report: one column, or two beside each other where there is room. */
export const STORY_STYLE = `
.story.page{display:block;max-width:46rem}.story.two.page{max-width:84rem}
.story header{padding-bottom:.5rem}.story .which{color:var(--muted);font-size:.95rem;margin:0 0 1.2rem}
.story .lead p{max-width:46rem}
.story .columns{display:grid;gap:0 3.5rem;grid-template-columns:minmax(0,1fr)}
.story .column>h2{margin:2rem 0 .6rem;padding-top:1rem;border-top:3px solid var(--ink)}
.story .episode{border:0;border-left:3px solid var(--line);padding:.1rem 0 .2rem 1.1rem;margin:0 0 1.15rem;break-inside:avoid}
.story .episode h3{margin:0 0 .3rem;font-size:1rem}
.story .episode p{margin:0 0 .55rem}
.story .quiet,.story .war,.story .begin{color:var(--muted)}.story .quiet h3,.story .war h3{font-weight:600}
.story .incident{border-left-color:var(--alarm)}.story .truce{border-left-color:var(--calm)}
.story .end,.story .collapse{border-left-color:var(--ink)}
.story table{margin:.2rem 0 .9rem;font-size:.86rem}.story td,.story th{padding-top:.22rem;padding-bottom:.22rem}
.story td.n+td,.story th.n+th:last-child{padding-left:1rem}
.story .lead{font-family:Charter,'Bitstream Charter','Sitka Text',Cambria,'Iowan Old Style','Source Serif 4','Noto Serif','Liberation Serif',serif}
.story .here th,.story .here td{font-weight:700}
.story .strip{display:block;width:100%;height:auto;margin:.3rem 0 1.4rem;overflow:visible}
.strip .war{fill:var(--warfill)}.strip .ceasefire{fill:var(--calmfill)}.strip .after{fill:var(--faint)}
.strip text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif;fill:var(--ink)}
.strip .axis{fill:var(--muted)}.strip .tick{stroke:var(--muted)}.strip .mark{fill:var(--alarm)}.strip .mark.empty{fill:var(--muted)}.strip .letter{fill:var(--paper);font-weight:700;font-size:10px}
.story .strip.strip-key{display:inline-block;width:.8em;height:.8em;margin:0 .15em 0 0;vertical-align:-.05em}
.story .key{font-size:.84rem;color:var(--muted);margin:-.9rem 0 1.4rem}
:root{--alarm:#b3261e;--calm:#2f7d4f;--warfill:#5b6068;--calmfill:#a9d3b9}
@media screen and (prefers-color-scheme:dark){:root{--alarm:#ff8a80;--calm:#7fd1a0;--warfill:#8c939c;--calmfill:#2f6b4a}}
@media (min-width:68rem){.story.page>header,.story.page>main,.story.page>footer{grid-column:auto;grid-row:auto}.story.two .columns{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
`;
