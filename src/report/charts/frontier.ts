/**
 * Deterrence against escalation for rules of engagement between clear and ambiguous: a mark for each rule of a sweep, a
 * panel for each path on which they matter. From sweep.csv: `renewed_war_given_ceasefire`, and the sum of `general_war`
 * and `nuclear_use`, whose standard errors are added, which is never too little.
 */
import type { ReportedPath, Story } from '../folder/story.ts';
import type { RulePairEntry, SweepCell, SweepData } from '../folder/sweep-data.ts';
import type { Speech } from '../language/language.ts';
import { type Chart, framed } from './chart.ts';
import { pathLabels } from './path-marks.ts';
import { GROUND, pathShape, pathTone } from './theme.ts';

const AMBIGUITY = 'roe.ambiguity';
const THRESHOLD = 'roe.threshold';
const Z95 = 1.96;

/** One rule on one path. */
interface Rule {
  readonly cell: number;
  readonly path: string;
  readonly ambiguity: number;
  /** Undefined where only the ambiguity is varied. */
  readonly threshold: number | undefined;
  readonly renewed: number;
  readonly renewedSe: number;
  readonly escalation: number;
  readonly escalationSe: number;
}

/** @returns undefined unless the sweep varies the ambiguity of the rules, alone or with their threshold */
export function frontierChart(story: Story, sweep: SweepData, speech: Speech): Chart | undefined {
  const { say, numbers } = speech;
  const axes = axesOf(sweep);
  if (axes === undefined) return undefined;
  const all = story.paths.map((path) => ({ path, rules: rulesOf(sweep.cells, path.name, axes) }));
  const panels = all.filter(({ rules }) => rules.length > 1 && isVaried(rules));
  if (panels.length === 0) return undefined;
  const hasThreshold = axes.threshold !== undefined;
  const references = axes.isOfOnePath ? all.filter(({ rules }) => rules.length > 0 && !isVaried(rules)) : [];
  const rows = [...panels, ...references].flatMap(({ rules }, index) =>
    (index < panels.length ? rules : rules.slice(0, 1)).map((rule) => ({
      path: rule.path,
      ambiguity: rule.ambiguity,
      ...(hasThreshold ? { threshold: rule.threshold ?? Number.NaN } : {}),
      ...{ renewed: rule.renewed, renewedSe: rule.renewedSe },
      ...{ escalation: rule.escalation, escalationSe: rule.escalationSe },
    })),
  );
  const verdicts = panels.map(
    ({ path, rules }) =>
      `${sayBest(path, rules, sweep.rulePairs, speech)} ${sayAmbiguity(rules, sweep.rulePairs, speech)}`,
  );
  const named = references.map(({ path }) => path.title);
  const caption = [
    ...verdicts,
    say(sweep.rulePairs.length > 0 ? 'frontier.paired' : 'frontier.error'),
    say(hasThreshold ? 'frontier.caption' : 'frontier.caption.line'),
    ...(named.length > 0 ? [say('frontier.reference', { paths: speech.list(named) })] : []),
  ].join(' ');
  return {
    id: 'frontier',
    title: say('frontier.title'),
    caption,
    alternative: `${say('frontier.title')}. ${verdicts.join(' ')}`,
    columns: [
      { name: 'path', label: say('column.path') },
      { name: 'ambiguity', label: say('column.ambiguity') },
      ...(hasThreshold ? [{ name: 'threshold', label: say('column.threshold') }] : []),
      { name: 'renewed', label: say('column.renewed') },
      { name: 'renewedSe', label: say('column.renewedSe') },
      { name: 'escalation', label: say('column.escalation') },
      { name: 'escalationSe', label: say('column.escalationSe') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const ambiguities = [...new Set(panels.flatMap(({ rules }) => rules.map(({ ambiguity }) => ambiguity)))];
      ambiguities.sort((a, b) => a - b);
      const nameOf = (value: number) => say('frontier.legend', { ambiguity: written(value, speech) });
      const thresholds = panels.flatMap(({ rules }) => rules.map(({ threshold }) => threshold ?? 0));
      const [lowest, highest] = [Math.min(...thresholds), Math.max(...thresholds)];
      const series = { field: 'series', type: 'nominal' } as const;
      const legend = { title: null, orient: 'top', columns: isWide ? 4 : 2, symbolSize: 80, symbolOpacity: 1 };
      const domain = ambiguities.map(nameOf);
      const color = { ...series, scale: { domain, range: domain.map((_, i) => pathTone(i).light) }, legend };
      const shape = { ...series, scale: { domain, range: domain.map((_, i) => pathShape(i)) }, legend };
      const references_ = references.map(({ path, rules: [rule] }) => ({
        ...{ renewed: rule.renewed, escalation: rule.escalation, text: pathLabels([path], 24).get(path.name) },
        ...errorsOf(rule),
      }));
      const labels = pathLabels(story.paths, 44);
      const panel = ({ path, rules }: (typeof panels)[number]) => {
        const values = rules.map((rule) => ({
          ...{ ambiguity: rule.ambiguity, threshold: rule.threshold ?? 0, series: nameOf(rule.ambiguity) },
          ...{ renewed: rule.renewed, escalation: rule.escalation, text: written(rule.threshold ?? 0, speech) },
          ...errorsOf(rule),
        }));
        const order = { field: hasThreshold ? 'threshold' : 'ambiguity', type: 'quantitative' };
        const x = { type: 'quantitative', scale: { zero: false, padding: 12 }, axis: axis('frontier.x', isWide) };
        const y = { type: 'quantitative', scale: { zero: false, padding: 12 }, axis: axis('frontier.y', isWide) };
        const bars = (data: readonly object[], encoding: object) => [
          {
            data: { values: data },
            mark: { type: 'rule', strokeWidth: 1, opacity: 0.28 },
            encoding: {
              x: { ...x, field: 'xLow' },
              x2: { field: 'xHigh' },
              y: { ...y, field: 'escalation' },
              ...encoding,
            },
          },
          {
            data: { values: data },
            mark: { type: 'rule', strokeWidth: 1, opacity: 0.28 },
            encoding: {
              x: { ...x, field: 'renewed' },
              y: { ...y, field: 'yLow' },
              y2: { field: 'yHigh' },
              ...encoding,
            },
          },
        ];
        return {
          title: labels.get(path.name),
          width: isWide ? (panels.length === 1 ? 610 : 290) : 270,
          height: isWide ? (panels.length === 1 ? 360 : 260) : 260,
          layer: [
            ...bars(values, { color }),
            {
              data: { values },
              mark: { type: 'line', strokeWidth: 1.8, opacity: 0.8 },
              encoding: {
                ...{ x: { ...x, field: 'renewed' }, y: { ...y, field: 'escalation' }, order },
                ...(hasThreshold ? { color } : { color: { value: GROUND.muted.light } }),
              },
            },
            {
              data: { values },
              mark: { type: 'point', filled: true, opacity: 1 },
              encoding: {
                ...{ x: { ...x, field: 'renewed' }, y: { ...y, field: 'escalation' }, color, shape },
                size: hasThreshold
                  ? {
                      field: 'threshold',
                      type: 'quantitative',
                      scale: { type: lowest > 0 ? 'log' : 'linear', domain: [lowest, highest], range: [45, 170] },
                      legend: null,
                    }
                  : { value: 90 },
              },
            },
            ...(hasThreshold
              ? [
                  {
                    data: { values: values.filter(({ threshold }) => threshold === lowest || threshold === highest) },
                    mark: { type: 'text', align: 'left', dx: 8, dy: -8, fontSize: 11 },
                    encoding: {
                      ...{ x: { ...x, field: 'renewed' }, y: { ...y, field: 'escalation' }, text: { field: 'text' } },
                    },
                  },
                ]
              : []),
            ...(references_.length > 0
              ? [
                  ...bars(references_, {}),
                  {
                    data: { values: references_ },
                    mark: {
                      type: 'point',
                      shape: 'cross',
                      size: 110,
                      filled: true,
                      color: GROUND.ink.light,
                      opacity: 1,
                    },
                    encoding: { x: { ...x, field: 'renewed' }, y: { ...y, field: 'escalation' } },
                  },
                  {
                    data: { values: references_ },
                    mark: { type: 'text', align: 'left', dx: 10, dy: 10, fontSize: 12 },
                    encoding: {
                      ...{ x: { ...x, field: 'renewed' }, y: { ...y, field: 'escalation' }, text: { field: 'text' } },
                    },
                  },
                ]
              : []),
          ],
        };
      };
      return framed(speech.language, {
        concat: panels.map(panel),
        columns: isWide ? 2 : 1,
        spacing: { row: 26, column: 30 },
        resolve: { scale: { x: 'independent', y: 'independent', color: 'shared', shape: 'shared' } },
      });

      function axis(key: 'frontier.x' | 'frontier.y', wide: boolean) {
        const format = key === 'frontier.x' ? '.0%' : '.2~%';
        return { title: say(key), format, tickCount: wide ? 6 : 4, grid: true };
      }
    },
  };

  function sayBest(path: ReportedPath, rules: readonly Rule[], pairs: readonly RulePairEntry[], own: Speech): string {
    const isLess = (a: Rule, b: Rule, of: Chance) => differenceOf(a, b, of, pairs).high < 0;
    const deter = rules.reduce((best, rule) => (rule.renewed < best.renewed ? rule : best));
    const calm = rules.reduce((best, rule) => (rule.escalation < best.escalation ? rule : best));
    const renewed = (rule: Rule) => numbers.probability(rule.renewed, around(rule.renewed, rule.renewedSe));
    const escalation = (rule: Rule) => numbers.probability(rule.escalation, around(rule.escalation, rule.escalationSe));
    const words = (rule: Rule) => nameRule(rule, own);
    if (deter === calm) {
      const sure = rules.filter((rule) => isLess(deter, rule, 'renewed') && isLess(deter, rule, 'escalation')).length;
      return say('frontier.best', {
        ...{ path: path.title, rule: words(deter), renewed: renewed(deter), escalation: escalation(deter) },
        ...{ n: rules.length - 1, sure },
      });
    }
    const isSure = isLess(deter, calm, 'renewed') && isLess(calm, deter, 'escalation');
    return say(isSure ? 'frontier.trade.sure' : 'frontier.trade.open', {
      ...{ path: path.title, deter: words(deter), calm: words(calm) },
      ...{ deterRenewed: renewed(deter), deterEscalation: escalation(deter) },
      ...{ calmRenewed: renewed(calm), calmEscalation: escalation(calm) },
    });
  }
}

/** Where the two quantities stand among those of the sweep. */
interface RuleAxes {
  readonly ambiguity: number;
  readonly threshold: number | undefined;
  /** Whether they are varied on one path only. */
  readonly isOfOnePath: boolean;
}

function axesOf({ quantities, zip }: SweepData): RuleAxes | undefined {
  const names = quantities.map(({ name }) => name);
  const place = (id: string) => names.findIndex((name) => name === id || name.endsWith(`:${id}`));
  const [ambiguity, threshold] = [place(AMBIGUITY), place(THRESHOLD)];
  const wanted = 1 + (threshold < 0 ? 0 : 1);
  if (ambiguity < 0 || names.length !== wanted || (zip && names.length > 1)) return undefined;
  const prefixes = new Set(names.map((name) => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '')));
  if (prefixes.size > 1) return undefined;
  const isOfOnePath = names[ambiguity].includes(':');
  return { ambiguity, threshold: threshold < 0 ? undefined : threshold, isOfOnePath };
}

/** The rules of the cells on a path; those without a value are left out. */
function rulesOf(cells: readonly SweepCell[], path: string, axes: RuleAxes): Rule[] {
  return cells.flatMap(({ id, values, outputs }) => {
    const of = (metric: string) => outputs.find((row) => row.path === path && row.metric === metric);
    const [renewed, war, nuclear] = [of('renewed_war_given_ceasefire'), of('general_war'), of('nuclear_use')];
    if (renewed === undefined || war === undefined || nuclear === undefined) return [];
    const rule: Rule = {
      ...{ cell: id, path },
      ambiguity: values[axes.ambiguity],
      threshold: axes.threshold === undefined ? undefined : values[axes.threshold],
      ...{ renewed: renewed.mean, renewedSe: known(renewed.se) },
      ...{ escalation: war.mean + nuclear.mean, escalationSe: known(war.se) + known(nuclear.se) },
    };
    return [rule.ambiguity, rule.renewed, rule.escalation].every(Number.isFinite) ? [rule] : [];
  });
}

/** Whether the rules make a difference: without a force they make none. */
function isVaried(rules: readonly Rule[]): boolean {
  return rules.some(
    ({ renewed, escalation }) =>
      Math.abs(renewed - rules[0].renewed) > 1e-12 || Math.abs(escalation - rules[0].escalation) > 1e-12,
  );
}

/** The clearest rules beside the most ambiguous ones, at the same thresholds. */
function sayAmbiguity(rules: readonly Rule[], known: readonly RulePairEntry[], speech: Speech): string {
  const { say, numbers } = speech;
  const values = rules.map(({ ambiguity }) => ambiguity);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pairs = rules.flatMap((clear) => {
    if (clear.ambiguity !== low) return [];
    const ambiguous = rules.find((rule) => rule.ambiguity === high && rule.threshold === clear.threshold);
    return ambiguous === undefined || ambiguous === clear ? [] : [{ clear, ambiguous }];
  });
  if (pairs.length === 0) return '';
  const ends = { low: written(low, speech), high: written(high, speech) };
  const between = ({ clear, ambiguous }: (typeof pairs)[number], of: Chance) =>
    differenceOf(ambiguous, clear, of, known);
  const [first] = pairs;
  if (first.clear.threshold === undefined) {
    const points = (of: Chance) => {
      const { mean, low, high } = between(first, of);
      return numbers.withInterval(100 * mean, { low: 100 * low, high: 100 * high });
    };
    return say('frontier.compare.line', { ...ends, renewed: points('renewed'), escalation: points('escalation') });
  }
  const counted = (of: Chance) => {
    const differences = pairs.map((pair) => between(pair, of));
    const count = (holds: (difference: (typeof differences)[number]) => boolean) => differences.filter(holds).length;
    return say('frontier.count', {
      ...{ less: count(({ mean }) => mean < 0), lessSure: count(({ high }) => high < 0) },
      ...{ more: count(({ mean }) => mean > 0), moreSure: count(({ low }) => low > 0) },
    });
  };
  return say('frontier.compare', {
    ...{ ...ends, n: pairs.length, deters: counted('renewed'), calms: counted('escalation') },
  });
}

type Chance = 'renewed' | 'escalation';

/** One rule minus another with its 95 % interval: paired by world where that is known, else as if each met worlds of its own. */
function differenceOf(a: Rule, b: Rule, of: Chance, pairs: readonly RulePairEntry[]) {
  for (const pair of pairs) {
    if (pair.path !== a.path) continue;
    const { mean, low, high } = pair[of];
    if (pair.cellA === a.cell && pair.cellB === b.cell) return { mean, low, high };
    if (pair.cellA === b.cell && pair.cellB === a.cell) return { mean: 0 - mean, low: 0 - high, high: 0 - low };
  }
  const mean = a[of] - b[of];
  const [first, second] = [a[`${of}Se`], b[`${of}Se`]];
  const half = Z95 * Math.sqrt(first * first + second * second);
  return { mean, low: mean - half, high: mean + half };
}

function errorsOf({ renewed, renewedSe, escalation, escalationSe }: Rule) {
  return {
    ...{ xLow: Math.max(0, renewed - renewedSe), xHigh: Math.min(1, renewed + renewedSe) },
    ...{ yLow: Math.max(0, escalation - escalationSe), yHigh: Math.min(1, escalation + escalationSe) },
  };
}

function around(value: number, se: number) {
  return { low: value - Z95 * se, high: value + Z95 * se };
}

function nameRule({ ambiguity, threshold }: Rule, speech: Speech): string {
  const words = { ambiguity: written(ambiguity, speech) };
  return threshold === undefined
    ? speech.say('frontier.rule.short', words)
    : speech.say('frontier.rule', { ...words, threshold: written(threshold, speech) });
}

/** A value that was set, to three digits. */
function written(value: number, { numbers }: Speech): string {
  return numbers.exact(Number(value.toPrecision(3)));
}

function known(se: number): number {
  return Number.isFinite(se) ? se : 0;
}
