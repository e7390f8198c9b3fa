/** The tables that `perception` writes, each with the meaning of its columns. */
import type { Effect, MeanEstimate } from '../../analysis/perception/effect.ts';
import type { Correction, PathSplit } from '../../analysis/perception/perception.ts';
import type { Cell, Table, TableColumn } from '../csv.ts';
import { ends, integer, number, PATH, text } from '../table-columns.ts';
import { type MeasureSplit, MISJUDGED, type PerceptionFindings, type SourceName, type Worth } from './findings.ts';

/** All tables, in the order of writing. */
export function perceptionTables(findings: PerceptionFindings): Table[] {
  return [perceptionTable(findings), transparencyTable(findings), misjudgementTable(findings)];
}

const share = (name: string, what: string): TableColumn[] => [
  number(name, `Share of these draws in which ${what}; rounding is neither.`, 'share'),
  ...ends('its 95 % interval (Wilson)', 'share', `${name}`),
];

const SOURCES = 'resolve (of the coalition), backing (by the backer), strength (the challenger’s own)';

function perceptionTable({ paths, sources, measures }: PerceptionFindings): Table {
  return {
    name: 'perception',
    title: 'Truth and misjudgement',
    description:
      'A risk on each path as the challenger sees the world, what remains of it if she sees the world as it is, and what ' +
      'rests on misjudgement: in all and by what is misjudged, in the same draws. total = known + misjudged; misjudged is ' +
      'the sum of the parts counted by shapley.',
    columns: [
      PATH,
      text('metric', 'What is split; breakdown is renewed_war + general_war + nuclear_use.'),
      text('unit', 'Of the metric: probability, utility, …; empty for preferences and metrics of the scenario.'),
      text(
        'part',
        'total (as the challenger sees the world), known (as if she saw it as it is), misjudged (total − known); then what ' +
          `rests on misjudging ${SOURCES}; interaction: what they do together beyond the sum of what each does alone.`,
      ),
      text(
        'counted',
        'whole; shapley: mean of what it adds over all orders in which the misjudgements may come; alone: what it adds when ' +
          'nothing else is misjudged; last: what goes when it is put right first and the others stay.',
      ),
      text(
        'worlds',
        'all; or those in which she underrates (under) or overrates (over) what the part is about, as the path begins.',
      ),
      integer('n', 'Draws that were used.'),
      number('mean', 'Mean over these draws; of a part what it adds to the risk, below 0 where it takes away from it.'),
      number('se', 'Standard error of the mean, of paired differences for a part, as of independent draws.'),
      ...ends('the 95 % interval of the mean (Student)'),
      number('of_total', 'Mean of the part divided by the mean total, over all worlds.', 'share'),
      number('of_total_low', 'Lower end of its 95 % interval (Fieller); empty where there is no bounded one.', 'share'),
      number('of_total_high', 'Upper end of its 95 % interval (Fieller).', 'share'),
      number('q05', '5 % quantile over draws; of parts only.'),
      number('q95', '95 % quantile over draws; of parts only.'),
      ...share('raises', 'the part adds to the risk'),
      ...share('lowers', 'the part takes away from the risk'),
      number('raising', 'Mean of what the part adds, draws in which it takes away counting as 0; of parts only.'),
      number('raising_se', 'Its standard error.'),
      number('lowering', 'Mean of what the part takes away, as a negative number; raising + lowering = mean.'),
      number('lowering_se', 'Its standard error.'),
    ],
    key: ['path', 'metric', 'part', 'counted', 'worlds'],
    *rows() {
      for (const measure of measures) {
        for (const [index, path] of paths.entries()) yield* splitRows(path, measure, measure.paths[index], sources);
      }
    },
  };
}

function* splitRows(
  path: string,
  { name, unit }: MeasureSplit,
  { total, known, knownShare, misjudged, misjudgedShare, sources: parts, interaction }: PathSplit,
  sources: readonly SourceName[],
): Generator<Cell[]> {
  const row = (part: string, counted: string, worlds: string) => [path, name, unit, part, counted, worlds];
  const ratio = (of: PathSplit['knownShare'] | undefined) => [of?.value, of?.low, of?.high];
  const level = ({ n, mean, se, low, high }: MeanEstimate) => [n, mean, se, low, high];
  const effect = (of: Effect, part?: PathSplit['knownShare']) => [
    ...level(of),
    ...ratio(part),
    ...[of.q05, of.q95],
    ...[of.raises.share, of.raises.low, of.raises.high, of.lowers.share, of.lowers.low, of.lowers.high],
    ...[of.raising.mean, of.raising.se, of.lowering.mean, of.lowering.se],
  ];
  const none: undefined[] = new Array(12).fill(undefined);
  yield [...row('total', 'whole', 'all'), ...level(total), ...ratio(undefined), ...none];
  yield [...row('known', 'whole', 'all'), ...level(known), ...ratio(knownShare), ...none];
  yield [...row('misjudged', 'whole', 'all'), ...effect(misjudged, misjudgedShare)];
  for (const [index, source] of sources.entries()) {
    const { shapley, shareOfTotal, alone, last, under, over } = parts[index];
    yield [...row(source, 'shapley', 'all'), ...effect(shapley, shareOfTotal)];
    yield [...row(source, 'shapley', 'under'), ...effect(under)];
    yield [...row(source, 'shapley', 'over'), ...effect(over)];
    yield [...row(source, 'alone', 'all'), ...effect(alone)];
    yield [...row(source, 'last', 'all'), ...effect(last)];
  }
  if (sources.length > 1) yield [...row('interaction', 'alone', 'all'), ...effect(interaction)];
}

function transparencyTable({ paths, sources, worths }: PerceptionFindings): Table {
  return {
    name: 'transparency',
    title: 'What the truth would change',
    description:
      'What changes on each path if the challenger sees the world as it is, or only one thing of it: preferences, values of ' +
      'the players, and how it ends, in the same draws. What the challenger really gets is payoff_challenger; ' +
      'value_challenger is what she herself expects, which is wrong where she misjudges.',
    columns: [
      PATH,
      text('kind', 'preference; value (of a player, true); expectation (of the challenger, as she sees it); outcome.'),
      text(
        'name',
        'Preference or output; value_coalition weighs the values of both types by coalition.resolve, payoff_challenger is the ' +
          'challenger’s payoff of a ceasefire at the start, expected with true chances while all play as they do with her ' +
          'errors (only where she misjudges something).',
      ),
      text('better', 'lower or higher, for whoever it belongs to; empty where nothing says.'),
      text('known', `What she sees as it is: all, or only ${SOURCES}, the rest staying misjudged.`),
      integer('n', 'Draws that were used.'),
      number('as_is', 'Mean over draws as she sees the world.'),
      number('as_is_se', 'Its standard error.'),
      number('if_known', 'Mean over draws if she sees as it is what `known` says.'),
      number('if_known_se', 'Its standard error.'),
      number('change', 'Mean of the paired difference: if known − as it is.'),
      number('change_se', 'Its standard error, as of independent draws.'),
      ...ends('its 95 % interval (Student)'),
      number('q05', '5 % quantile of the difference over draws.'),
      number('q95', '95 % quantile of the difference over draws.'),
      ...share('rises', 'it is higher if known'),
      ...share('falls', 'it is lower if known'),
    ],
    key: ['path', 'kind', 'name', 'known'],
    *rows() {
      for (const worth of worths) {
        for (const [index, path] of paths.entries()) {
          const { all, sources: single } = worth.paths[index];
          yield correctionCells(path, worth, 'all', all);
          for (const [source, correction] of single.entries()) {
            yield correctionCells(path, worth, sources[source], correction);
          }
        }
      }
    },
  };
}

function correctionCells(path: string, worth: Worth, known: string, { asIs, corrected, change }: Correction): Cell[] {
  const better = worth.direction === undefined ? '' : worth.direction === 'minimize' ? 'lower' : 'higher';
  const { raises, lowers } = change;
  return [
    ...[path, worth.kind, worth.name, better, known, change.n],
    ...[asIs.mean, asIs.se, corrected.mean, corrected.se],
    ...[change.mean, change.se, change.low, change.high, change.q05, change.q95],
    ...[raises.share, raises.low, raises.high, lowers.share, lowers.low, lowers.high],
  ];
}

function misjudgementTable({ misjudgements }: PerceptionFindings): Table {
  return {
    name: 'misjudgements',
    title: 'What the challenger misjudges',
    description:
      'How far the challenger is off on each path as it begins, over draws; only what she misjudges in some draw. In log-odds: an error of ' +
      '0.69 doubles the odds, −0.69 halves them.',
    columns: [
      PATH,
      text('source', `${SOURCES}.`),
      text('parameter', 'Parameter that holds the error.'),
      integer('n', 'Draws that were used.'),
      number('mean', 'Mean error over draws; above 0 she overrates.', 'log-odds'),
      number('se', 'Its standard error, as of independent draws.', 'log-odds'),
      number('sd', 'Standard deviation of the error over draws.', 'log-odds'),
      number('q05', '5 % quantile over draws.', 'log-odds'),
      number('q95', '95 % quantile over draws.', 'log-odds'),
      ...share('under', 'she underrates'),
      ...share('over', 'she overrates'),
    ],
    key: ['path', 'source'],
    *rows() {
      for (const { path, source, error, under, over } of misjudgements) {
        const parameter = MISJUDGED.find(({ name }) => name === source)?.parameter;
        yield [
          ...[path, source, parameter, error.n, error.mean, error.se, error.sd, error.q05, error.q95],
          ...[under.share, under.low, under.high, over.share, over.low, over.high],
        ];
      }
    },
  };
}
