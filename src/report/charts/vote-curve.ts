/** How likely the coalition is to act, by what is at stake, its type and what the backer does; and on which members it hangs. */
import type { Speech } from '../language/language.ts';
import { type Chart, framed, NAME_AXIS, shortNames } from './chart.ts';
import { GROUND, seriesShape, seriesTone } from './theme.ts';

/** Mean over worlds, and the range of the middle 90 % of them. */
interface Spread {
  readonly mean: number;
  readonly q05: number;
  readonly q95: number;
}

/** A point of vote_curve.csv. */
interface ChartedPoint extends Spread {
  readonly type: string;
  readonly backing: string;
  readonly stake: number;
}

/** The vote that is marked: its stake, and the chance of acting there, by type and posture. */
interface MarkedVote {
  readonly type: string;
  readonly backing: string;
  readonly stake: Spread;
  readonly act: number;
}

const TYPES = ['resolute', 'irresolute'] as const;
const BEFORE = ['engaged', 'wavering', 'withdrawn'] as const;
const AFTER = ['backed', 'unbacked'] as const;
type Backing = (typeof BEFORE)[number] | (typeof AFTER)[number];

/**
 * The curves: types side by side; above before the backer has shown itself, below after.
 * @param vote in words, the vote that is marked
 */
export function voteCurveChart(
  points: readonly ChartedPoint[],
  marked: readonly MarkedVote[],
  vote: string,
  speech: Speech,
): Chart | undefined {
  const { say, numbers } = speech;
  if (points.length === 0) return undefined;
  const backing = (name: Backing) => say(`votes.backing.${name}`);
  const panels = TYPES.flatMap((type) => [BEFORE, AFTER].map((backings) => ({ type, backings })));
  const own = (type: string, name: string) => points.filter((point) => point.type === type && point.backing === name);
  const rows = panels.flatMap(({ type, backings }) =>
    backings.flatMap((name) =>
      own(type, name).map(({ stake, mean, q05, q95 }) => ({
        ...{ coalition: say(`votes.type.${type}`), backing: backing(name), stake, mean, q05, q95 },
      })),
    ),
  );
  const halves = panels.flatMap(({ type, backings }) =>
    backings.map((name) => {
      const stake = halfOf(own(type, name));
      const words = { type: say(`votes.type.${type}`), backing: backing(name) };
      return stake === undefined
        ? say('votes.half.none', words)
        : say('votes.half', { ...words, stake: numbers.exact(Number(stake.toFixed(0))) });
    }),
  );
  const stakes = points.map(({ stake }) => stake);
  const domain = [Math.min(...stakes), Math.max(...stakes)];
  return {
    id: 'votes',
    title: say('votes.title'),
    caption: say('votes.caption', { vote }),
    alternative: `${say('votes.alternative')} ${halves.join(' ')}`,
    columns: [
      { name: 'coalition', label: say('column.coalition') },
      { name: 'backing', label: say('column.backing') },
      { name: 'stake', label: say('column.stake') },
      { name: 'mean', label: say('column.mean') },
      { name: 'q05', label: say('column.q05') },
      { name: 'q95', label: say('column.q95') },
    ],
    rows,
    specification: (width) => {
      const isWide = width === 'wide';
      const panel = (type: (typeof TYPES)[number], backings: readonly Backing[], isLast: boolean) => {
        const names = backings.map(backing);
        const first = backings === (AFTER as readonly Backing[]) ? BEFORE.length : 0;
        const legend = { title: null, orient: 'top', columns: isWide ? 3 : 2, symbolSize: 70, symbolOpacity: 1 };
        const encoding = { field: 'backing', type: 'nominal' };
        const color = {
          ...encoding,
          scale: { domain: names, range: backings.map((_, index) => seriesTone(first + index).light) },
          legend,
        };
        const shape = {
          ...encoding,
          scale: { domain: names, range: backings.map((_, index) => seriesShape(first + index)) },
          legend,
        };
        const x = {
          field: 'stake',
          type: 'quantitative',
          scale: { domain, nice: false },
          axis: { title: isLast ? say('votes.axis') : null, tickCount: 6, grid: false },
        };
        const y = {
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { title: null, format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] },
        };
        const values = backings.flatMap((name) =>
          own(type, name).map((point) => ({ ...point, backing: backing(name) })),
        );
        const marks = marked
          .filter((mark) => mark.type === type && (backings as readonly string[]).includes(mark.backing))
          .map(({ backing: name, stake, act }) => ({
            ...{ backing: backing(name as Backing), stake: stake.mean, act },
            ...{ from: Math.max(domain[0], stake.q05), to: Math.min(domain[1], stake.q95) },
          }))
          .filter(({ stake }) => stake >= domain[0] && stake <= domain[1]);
        // In its middle each line bears the shape of its series, so that colour is not needed.
        const few = backings.flatMap((name) => {
          const [middle] = own(type, name).sort((a, b) => Math.abs(a.mean - 0.5) - Math.abs(b.mean - 0.5));
          return middle === undefined ? [] : [{ ...middle, backing: backing(name) }];
        });
        return {
          title: {
            text: say(`votes.type.${type}`),
            subtitle: say(first === 0 ? 'votes.before' : 'votes.after'),
            subtitleColor: GROUND.muted.light,
            subtitleFontSize: 12,
          },
          width: isWide ? 310 : 300,
          height: isWide ? 170 : 160,
          encoding: { x },
          layer: [
            {
              data: { values },
              mark: { type: 'area', opacity: 0.13 },
              encoding: { y: { ...y, field: 'q05' }, y2: { field: 'q95' }, color },
            },
            {
              data: { values },
              mark: { type: 'line', strokeWidth: 2.2 },
              encoding: { y: { ...y, field: 'mean' }, color },
            },
            {
              data: { values: few },
              mark: { type: 'point', filled: true, size: 55, opacity: 1 },
              encoding: { y: { ...y, field: 'mean' }, color, shape },
            },
            {
              data: { values: marks },
              mark: { type: 'rule', strokeWidth: 1.6, opacity: 0.7 },
              encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y: { ...y, field: 'act' }, color },
            },
            {
              data: { values: marks },
              mark: { type: 'point', filled: true, size: 120, stroke: GROUND.ink.light, strokeWidth: 1.2, opacity: 1 },
              encoding: { y: { ...y, field: 'act' }, color, shape },
            },
          ],
        };
      };
      const ordered = isWide
        ? [BEFORE, AFTER].flatMap((backings) => TYPES.map((type) => ({ type, backings })))
        : panels;
      return framed(speech.language, {
        concat: ordered.map(({ type, backings }, index) => panel(type, backings, !isWide || index >= 2)),
        columns: isWide ? 2 : 1,
        spacing: { row: 24, column: 26 },
        resolve: { scale: { color: 'independent', shape: 'independent' } },
      });
    },
  };
}

/** The stake at which the mean chance passes one half, by a straight line. */
function halfOf(points: readonly ChartedPoint[]): number | undefined {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a.mean < 0.5 && b.mean >= 0.5) return a.stake + ((0.5 - a.mean) / (b.mean - a.mean)) * (b.stake - a.stake);
  }
  return undefined;
}

/** A row of vote_members.csv. */
interface ChartedMember extends Spread {
  readonly member: string;
  readonly backing: string;
}

/** The chance of each member to be decisive, by posture. */
export function voteMembersChart(rows: readonly ChartedMember[], vote: string, speech: Speech): Chart | undefined {
  const { say, numbers } = speech;
  const wavering = rows.filter(({ backing }) => backing === 'wavering').sort((a, b) => b.mean - a.mean);
  if (wavering.length < 2) return undefined;
  const backing = (name: string) => say(`votes.backing.${name as Backing}`);
  const parts = wavering.map(({ member, mean, q05, q95 }) =>
    say('votes.members.part', { member, mean: numbers.percent(mean), range: numbers.probabilityRange(q05, q95) }),
  );
  const data = BEFORE.flatMap((name) =>
    rows
      .filter((row) => row.backing === name)
      .map(({ member, mean, q05, q95 }) => ({ member, backing: backing(name), mean, q05, q95 })),
  );
  return {
    id: 'vote-members',
    title: say('votes.members.title'),
    caption: say('votes.members.caption', { vote }),
    alternative: `${say('votes.members.alternative')} ${parts.join(' ')}`,
    columns: [
      { name: 'member', label: say('column.member') },
      { name: 'backing', label: say('column.backing') },
      { name: 'mean', label: say('column.mean') },
      { name: 'q05', label: say('column.q05') },
      { name: 'q95', label: say('column.q95') },
    ],
    rows: data,
    specification: (width) => {
      const isWide = width === 'wide';
      const names = wavering.map(({ member }) => member);
      const short = shortNames(names, isWide ? 24 : 17);
      const series = BEFORE.map(backing);
      const legend = { title: null, orient: 'top', columns: isWide ? 3 : 2, symbolSize: 80, symbolOpacity: 1 };
      const own = { field: 'backing', type: 'nominal' };
      const color = { ...own, scale: { domain: series, range: BEFORE.map((_, i) => seriesTone(i).light) }, legend };
      const shape = { ...own, scale: { domain: series, range: BEFORE.map((_, i) => seriesShape(i)) }, legend };
      const x = {
        type: 'quantitative',
        scale: { zero: true, nice: true },
        axis: { title: say('votes.members.axis'), format: '.0%', tickCount: isWide ? 6 : 4 },
      };
      return framed(speech.language, {
        data: { values: data.map((row) => ({ ...row, name: short[names.indexOf(row.member)] })) },
        width: isWide ? 440 : 170,
        height: { step: 9 },
        encoding: {
          y: {
            field: 'name',
            type: 'nominal',
            sort: short,
            scale: { paddingInner: 0.35 },
            axis: NAME_AXIS,
          },
          yOffset: { field: 'backing', type: 'nominal', sort: series },
          color,
        },
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 3, opacity: 0.35 },
            encoding: { x: { ...x, field: 'q05' }, x2: { field: 'q95' } },
          },
          {
            mark: { type: 'point', filled: true, size: 50, opacity: 1 },
            encoding: { x: { ...x, field: 'mean' }, shape },
          },
        ],
      });
    },
  };
}
