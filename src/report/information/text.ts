/** What `value-of-information` prints: values of single quantities and groups, the choice by a weight, and words. */
import type { Evppi } from '../../analysis/information/evppi.ts';
import { percent, renderDecision, section, unitOf } from '../decision/decision.ts';
import { formatShare, formatShort, formatWithInterval, MISSING, shortValue } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { type InformationFindings, standsOut, type WeightFinding } from './findings.ts';
import { sayFrontier, sayInformation, sayWeight } from './words.ts';

const BEST = '✓';
/** Rows of the curve that are printed; the file has all. */
const MOST_POINTS = 11;

export interface InformationTextOptions extends TextOptions {
  /** Rows of a table. */
  readonly show: number;
}

/** Header, tables and sentences. */
export function renderInformation(findings: InformationFindings, options: InformationTextOptions): string {
  const { style, width } = options;
  const { decision, parameters, groups, weight } = findings;
  const sentences = sayInformation(findings).map((sentence) => wrapText(sentence, width));
  return [
    renderDecision(decision, options),
    ...(parameters.length > 0 ? [renderParameters(findings, options)] : []),
    ...(groups.length > 0 ? [renderGroups(findings, options)] : []),
    ...(weight ? [renderWeight(findings, weight, options)] : []),
    `${style.bold('In words')}\n${sentences.join('\n')}`,
  ].join('\n\n');
}

function renderParameters({ decision, parameters }: InformationFindings, options: InformationTextOptions): string {
  const shown = parameters.filter(({ value }) => value > 0).slice(0, options.show);
  const rows = shown.map(
    (found): TextRow => ({ label: found.name, cells: [...valueCells(found).slice(0, 2), found.basis] }),
  );
  const rest = parameters.length - shown.length;
  const standing = parameters.slice(shown.length).filter(standsOut).length;
  const unit = unitOf(decision);
  const noise = Math.max(0, ...parameters.map((found) => found.noise.p95));
  return section(
    'What it is worth to know a quantity alone (EVPPI)',
    `${unit === '' ? 'With' : `In ${unit}, with`} its 95 % interval, and its share of the EVPI. ${BEST}: stands ` +
      `out from noise${noise > 0 ? `; one that does nothing is above ${formatShort(noise)} in 5 % of cases` : ''}.`,
    [
      ...(rows.length > 0
        ? [renderTable({ corner: '', columns: ['Worth', 'of EVPI', 'Rests on'], rows }, options.width, options.style)]
        : []),
      ...(rest > 0 ? [options.style.dim(` ${sayRest(rows.length, rest, standing)}`)] : []),
    ].join('\n'),
    options,
  );
}

function sayRest(shown: number, rest: number, standing: number): string {
  const stand = standing > 0 ? `, ${standing} of which stand out` : ', none of which stands out';
  return shown > 0 ? `… and ${rest} more${stand}` : `All ${rest} come out at 0.`;
}

function valueCells(found: Evppi): string[] {
  const { value, shareOfEvpi, noise } = found;
  return [
    `${standsOut(found) ? `${BEST} ` : ''}${formatWithInterval(value, found)}`,
    Number.isFinite(shareOfEvpi) ? percent(shareOfEvpi) : MISSING,
    Number.isFinite(noise.p95) ? formatShort(noise.p95) : MISSING,
  ];
}

function renderGroups({ decision, groups }: InformationFindings, options: InformationTextOptions): string {
  const [{ draws }] = groups;
  const shown = groups.filter(({ value }) => value > 0).slice(0, options.show);
  const rows = shown.map(
    (found): TextRow => ({
      label: found.name,
      cells: [...valueCells(found), `${found.sourced} of ${found.members.length}`],
    }),
  );
  const rest = groups.length - shown.length;
  const standing = groups.slice(shown.length).filter(standsOut).length;
  const table = renderTable(
    { corner: '', columns: ['Worth', 'of EVPI', 'Noise up to', 'Sourced'], rows },
    options.width,
    options.style,
  );
  return section(
    'What it is worth to know several together',
    'All quantities of a group; what a group that does nothing exceeds in 5 % of cases; how many quantities have a source.' +
      (draws < decision.draws ? ` From the first ${draws} worlds: --groups names those to be reckoned from all.` : ''),
    [
      ...(rows.length > 0 ? [table] : []),
      ...(rest > 0 ? [options.style.dim(` ${sayRest(rows.length, rest, standing)}`)] : []),
    ].join('\n'),
    options,
  );
}

function renderWeight(findings: InformationFindings, weight: WeightFinding, options: InformationTextOptions): string {
  const { points } = weight;
  const step = Math.max(1, Math.ceil((points.length - 1) / (MOST_POINTS - 1)));
  const some = points.filter((_, index) => index % step === 0 || index === points.length - 1);
  const hasTies = points.some(({ tied }) => tied > 0);
  const rows = some.map(
    ({ weight: at, paths, frontier, tied }): TextRow => ({
      label: shortValue(at),
      cells: [
        ...paths.map((share) => `${share.path === frontier.path ? `${BEST} ` : ''}${formatShare(share)}`),
        ...(hasTies ? [percent(tied)] : []),
      ],
    }),
  );
  const columns = [...findings.decision.paths, ...(hasTies ? ['level'] : [])];
  const title = weight.kind === 'cost' ? `What ${weight.name} counts, and the choice` : 'Between two preferences';
  return [
    section(
      title,
      `${sayWeight(findings, weight)} Share of worlds in which each path is the best (acceptability), with its 95 % interval; ${BEST}: ` +
        'the best on average.',
      renderTable({ corner: 'w', columns, rows }, options.width, options.style),
      options,
    ),
    ...sayFrontier(findings, weight).map((sentence) => wrapText(sentence, options.width)),
  ].join('\n');
}
