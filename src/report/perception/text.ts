/** What `perception` prints: what is misjudged, what of the risk rests on it, what the truth would change, and all in words. */
import type { Effect } from '../../analysis/perception/effect.ts';
import type { Correction } from '../../analysis/perception/perception.ts';
import type { Interval } from '../../analysis/statistics.ts';
import { percent, section } from '../decision/decision.ts';
import { formatEstimate, formatInterval, formatLike, formatShare, formatShort, MISSING } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import {
  capitalised,
  type MeasureSplit,
  misjudgedOf,
  type PerceptionFindings,
  playersOf,
  type Worth,
} from './findings.ts';
import { sayPerception } from './words.ts';

/** Outcomes worth a line; all are in transparency.csv. */
const SHOWN_OUTCOMES: readonly string[] = ['ceasefires', 'ceasefire_holds'];

/** Header, tables and sentences. */
export function renderPerception(findings: PerceptionFindings, options: TextOptions): string {
  const { style, width } = options;
  const sees = findings.sources.length === 0;
  const sentences = sayPerception(findings).map((sentence) => wrapText(sentence, width));
  return [
    renderHeader(findings, options),
    ...(sees ? [] : [renderErrors(findings, options)]),
    ...findings.measures.map((measure) => renderMeasure(findings, measure, options)),
    ...(sees ? [] : [renderDirections(findings, options), renderWorth(findings, options)]),
    `${style.bold('In words')}\n${sentences.join('\n')}`,
  ].join('\n\n');
}

function renderHeader({ plan, paths, evaluations }: PerceptionFindings, { width, style }: TextOptions): string {
  const title = plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title;
  const again =
    evaluations === 0 ? '' : ` ${evaluations} evaluations more in the same worlds, with misjudgements put right.`;
  return [
    style.bold(wrapText(title, width)),
    style.dim(wrapText(`Paths: ${paths.join(', ')}, each in the same ${plan.draws} worlds.${again}`, width)),
  ].join('\n');
}

function renderErrors(findings: PerceptionFindings, options: TextOptions): string {
  const { misjudgements, paths, plan } = findings;
  const of = (path: string) =>
    misjudgedOf(findings).map(({ name, row }): TextRow => {
      const found = misjudgements.find((one) => one.path === path && one.source === name);
      if (found === undefined) return { label: row, cells: [MISSING, MISSING, MISSING, MISSING] };
      const { error, under, over } = found;
      const range = `${formatShort(error.q05)}…${formatShort(error.q95)}`;
      return {
        label: row,
        cells: [formatEstimate(error.mean, error.se), range, formatShare(under), formatShare(over)],
      };
    });
  const all = paths.map((path) => ({ path, rows: of(path) }));
  const alike = all.every(({ rows }) => JSON.stringify(rows) === JSON.stringify(all[0].rows));
  const rows = alike ? all[0].rows : all.flatMap(({ path, rows: own }): TextRow[] => [{ heading: path }, ...own]);
  return section(
    `What ${playersOf(plan).challenger} misjudges`,
    'Error in log-odds: 0.69 doubles the odds, −0.69 halves them. Mean ± standard error, range of the middle 90 % of worlds, and ' +
      'shares of worlds with their 95 % intervals.',
    renderTable(
      { corner: '', columns: ['mean', '5–95 %', 'underrated in', 'overrated in'], rows },
      options.width,
      options.style,
    ),
    options,
  );
}

function renderMeasure(findings: PerceptionFindings, measure: MeasureSplit, options: TextOptions): string {
  const { paths, plan } = findings;
  const { name, meaning, draws, leftOut } = measure;
  const row = (label: string, cell: (path: number) => string): TextRow => ({
    label,
    cells: paths.map((_, path) => cell(path)),
  });
  const split = (path: number) => measure.paths[path];
  const rows: TextRow[] = [
    row(`As ${playersOf(plan).challenger} sees the world`, (p) =>
      formatEstimate(split(p).total.mean, split(p).total.se),
    ),
  ];
  if (findings.sources.length > 0) {
    rows.push(
      row('Knowing the truth', (p) => formatEstimate(split(p).known.mean, split(p).known.se)),
      row('Rests on misjudging', (p) => effectCell(split(p).misjudged, split(p).total)),
      row('as a share', (p) => percentCell(split(p).misjudgedShare)),
      { heading: 'Of that, by what is misjudged' },
      ...misjudgedOf(findings).map(({ row: label }, source) =>
        row(label, (p) => effectCell(split(p).sources[source].shapley, split(p).total)),
      ),
    );
    if (findings.sources.length > 1) {
      rows.push(row('(interaction)', (p) => effectCell(split(p).interaction, split(p).total)));
    }
    rows.push(
      { heading: 'Misjudging cuts both ways' },
      row('raises it in', (p) => shareCell(split(p).misjudged.raises)),
      row('adding on average', (p) => estimateCell(split(p).misjudged.raising)),
      row('lowers it in', (p) => shareCell(split(p).misjudged.lowers)),
      row('taking away', (p) => estimateCell(split(p).misjudged.lowering)),
    );
  }
  const out = leftOut === 0 ? '' : ` ${draws} worlds; ${leftOut} left out, which failed or have no value on some path.`;
  const explanation =
    findings.sources.length === 0
      ? 'Mean over worlds ± standard error.'
      : measure !== findings.measures[0]
        ? 'To be read like the table above.'
        : 'Mean over worlds ± standard error; below a difference its 95 % interval. The parts by what is misjudged sum to the whole ' +
          '(Shapley: every order in which they could be put right counts the same); the interaction, what they do together beyond each ' +
          'alone, is in them. ≈0: less than a thousandth of the first line, interval included. Adding and taking away are means over ' +
          'all worlds.';
  return section(
    `Truth and misjudgement: ${name}`,
    `${capitalised(meaning)}. ${explanation}${out}`,
    renderTable({ corner: '', columns: paths, rows }, options.width, options.style),
    options,
  );
}

function renderDirections(findings: PerceptionFindings, options: TextOptions): string {
  const { measures, paths } = findings;
  const [{ name, paths: splits }] = measures;
  const rows = misjudgedOf(findings).flatMap(({ row }, source): TextRow[] => {
    const line = (label: string, which: 'under' | 'over'): TextRow => ({
      label,
      cells: splits.map(({ sources, total }) => {
        const effect = sources[source][which];
        return effect.n === 0 ? MISSING : `${effectCell(effect, total)}\n${effect.n} worlds`;
      }),
    });
    return [{ heading: row }, line('underrated', 'under'), line('overrated', 'over')];
  });
  return section(
    'Which way the error goes',
    `What misjudging each thing adds to ${name} (its Shapley part) in the worlds in which it is underrated, and in those in which ` +
      'it is overrated: mean with its 95 % interval.',
    renderTable({ corner: '', columns: paths, rows }, options.width, options.style),
    options,
  );
}

function renderWorth(findings: PerceptionFindings, options: TextOptions): string {
  const { worths, paths, plan } = findings;
  const line = (worth: Worth, label = worth.name): TextRow => ({
    label,
    cells: worth.paths.map(({ all }) => changeCell(worth, all)),
  });
  const named = (name: string) => worths.filter((worth) => worth.kind !== 'preference' && worth.name === name);
  const preferences = worths.filter(({ kind }) => kind === 'preference');
  const first: Worth | undefined = preferences[0];
  const rows: TextRow[] = [
    ...(preferences.length > 0 ? [{ heading: 'Preferences' }] : []),
    ...preferences.map((worth) =>
      line(worth, `${worth.name} (${worth.direction === 'minimize' ? 'less' : 'more'} is better)`),
    ),
    ...(first && findings.sources.length > 1 ? singleTruths(findings, first) : []),
    { heading: 'Coalition: utility of a ceasefire at the start (more is better)' },
    ...named('value_coalition').map((worth) => line(worth, 'its types weighted')),
    ...named('value_resolute').map((worth) => line(worth, 'if resolute')),
    ...named('value_irresolute').map((worth) => line(worth, 'if irresolute')),
    { heading: `${capitalised(playersOf(plan).challenger)}: utility of the same, true and as she sees it` },
    ...named('payoff_challenger').map((worth) => line(worth, 'what she gets (more is better)')),
    ...named('value_challenger').map((worth) => line(worth, 'what she expects')),
    { heading: 'What happens (probabilities)' },
    ...SHOWN_OUTCOMES.flatMap(named).map((worth) => line(worth, worth.label)),
  ];
  return section(
    'What being transparent would change',
    `Change if ${playersOf(plan).challenger} saw the world as it is, in the same worlds: mean, 95 % interval, and the share of worlds in ` +
      'which that helps whoever it is about.',
    renderTable({ corner: '', columns: paths, rows }, options.width, options.style),
    options,
  );
}

/** What the truth about one thing alone changes, the rest staying misjudged. */
function singleTruths(findings: PerceptionFindings, worth: Worth): TextRow[] {
  return [
    { heading: `${worth.name}, if only one thing is put right` },
    ...misjudgedOf(findings).map(({ row }, source) => ({
      label: row,
      cells: worth.paths.map(({ sources }) => changeCell(worth, sources[source])),
    })),
  ];
}

function changeCell(worth: Worth, { asIs, change }: Correction): string {
  const helps = helpsIn(worth, change);
  const cell = effectCell(change, asIs);
  return helps === undefined || !cell.includes('\n') ? cell : `${cell}\nhelps ${percent(helps.share)}`;
}

/** Share of worlds in which a change is for the better; undefined where nothing says what better is. */
function helpsIn({ direction }: Worth, { raises, lowers }: Effect) {
  if (direction === undefined) return undefined;
  return direction === 'minimize' ? lowers : raises;
}

/** Effects within this share of the level, their interval included, are as good as none. */
const NEGLIGIBLE = 0.001;

/**
 * A difference with its sign, and below it its interval.
 * @param level of what is changed; differences that hardly change it are not written out
 */
function effectCell(effect: { readonly mean: number } & Interval, level?: { readonly mean: number }): string {
  const { mean, low, high } = effect;
  if (!Number.isFinite(mean)) return MISSING;
  if (!Number.isFinite(low)) return plus(formatShort(mean), mean);
  if (low === 0 && high === 0) return '0';
  const least = NEGLIGIBLE * Math.abs(level?.mean ?? 0);
  if (Math.max(Math.abs(low), Math.abs(high)) < least) return '≈0';
  return `${plus(formatLike(mean, effect), mean)}\n${formatInterval(effect)}`;
}

function estimateCell({ mean, se }: { readonly mean: number; readonly se: number }): string {
  return plus(formatEstimate(mean, se), mean);
}

function percentCell({ value, low, high }: { readonly value: number } & Interval): string {
  if (!Number.isFinite(value)) return MISSING;
  const interval = { low: 100 * low, high: 100 * high };
  if (!Number.isFinite(low)) return `${formatShort(100 * value)} %`;
  return `${formatLike(100 * value, interval)} %\n${formatInterval(interval)}`;
}

function shareCell(share: { readonly share: number } & Interval): string {
  return formatShare(share).replace(' (', '\n').replace(/\)$/, '');
}

function plus(shown: string, value: number): string {
  return value > 0 && /[1-9]/.test(shown.split(' ')[0]) ? `+${shown}` : shown;
}
