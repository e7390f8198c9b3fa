/** The verdict: which path comes first, how surely, under which preference, and how that is under the others. */
import { type Order, orderPaths } from '../folder/order.ts';
import type { MessageKey } from '../language/messages-en.ts';
import type { Block, Inline, Section } from '../page/document.ts';
import { listPieces, pathInline, type ReportContext, withPieces } from './context.ts';

export function verdictSection(context: ReportContext): Section | undefined {
  const { run, story, speech } = context;
  if (run === undefined) return undefined;
  const { say } = speech;
  const section = (blocks: readonly Block[]): Section => ({ id: 'verdict', title: say('verdict.heading'), blocks });
  if (story.paths.length < 2) return section([{ kind: 'paragraph', text: [say('verdict.single')] }]);
  if (story.draws < 2) return section([{ kind: 'paragraph', text: [say('verdict.world')] }]);
  const [first, ...others] = ordersOf(context);
  if (first === undefined) return section([{ kind: 'paragraph', text: [say('verdict.undefined')] }]);
  return section([
    { kind: 'verdict', headline: headline(context, first, others), text: sentences(context, first) },
    {
      kind: 'paragraph',
      text: [
        ...withPieces(say(first.preference.direction === 'minimize' ? 'verdict.better.harm' : 'verdict.better.good'), {
          preference: { code: first.preference.name },
          formula: { code: first.preference.text.replace(/\s+/g, ' ') },
          title: { written: first.preference.title ?? first.preference.name },
        }),
      ],
    },
    ...(others.length > 0
      ? ([
          { kind: 'paragraph', text: [say('verdict.others')] },
          { kind: 'list', items: others.map((order) => otherSentence(context, order)) },
        ] as const)
      : []),
    { kind: 'paragraph', tone: 'small', text: [limits(context)] },
  ]);
}

/** The order of the paths under every preference under which there is one. */
export function ordersOf({ run, story }: ReportContext): Order[] {
  if (run === undefined) return [];
  const names = story.paths.map(({ name }) => name);
  return story.preferences.flatMap((preference) => orderPaths(names, preference, run) ?? []);
}

function headline({ story, speech: { say } }: ReportContext, first: Order, others: readonly Order[]): Inline[] {
  const [leader, next] = first.paths;
  const [step] = first.steps;
  const pieces = {
    preference: { code: first.preference.name },
    first: pathInline(story, leader),
    next: pathInline(story, next),
  };
  const opening = withPieces(say(step.isClear ? 'verdict.headline.clear' : 'verdict.headline.open'), pieces);
  if (others.length === 0 || !step.isClear) return opening;
  const agreeing = others.filter(({ paths, steps }) => paths[0] === leader && steps[0].isClear).length;
  return [...opening, ' ', say(agreementKey(agreeing, others.length), { n: agreeing, all: others.length })];
}

function agreementKey(agreeing: number, all: number): MessageKey {
  if (all === 1) return agreeing === 1 ? 'verdict.agree.other' : 'verdict.agree.not';
  if (agreeing === all) return 'verdict.agree.all';
  return agreeing === 0 ? 'verdict.agree.none' : 'verdict.agree.some';
}

function sentences(context: ReportContext, order: Order): Inline[][] {
  const { story, speech } = context;
  const { say, numbers } = speech;
  const [step] = order.steps;
  const isHarm = order.preference.direction === 'minimize';
  const said: Inline[][] = [];
  const first = pathInline(story, order.paths[0]);
  if (order.firstIsBest !== undefined && story.paths.length > 2) {
    said.push(
      withPieces(
        say(step.isClear ? 'verdict.best' : 'verdict.best.open', {
          paths: story.paths.length,
          share: numbers.share(order.firstIsBest.share, order.firstIsBest),
          worlds: numbers.count(story.draws),
        }),
        { first },
      ),
    );
  }
  const key = step.isClear ? (isHarm ? 'verdict.step.harm' : 'verdict.step.good') : 'verdict.step.open';
  said.push(
    withPieces(
      say(key, {
        share: numbers.share(step.better.share, step.better),
        margin: numbers.withInterval(step.margin.mean, step.margin),
        interval: numbers.interval(step.margin),
      }),
      { first, next: pathInline(story, step.next) },
    ),
  );
  if (order.paths.length > 2) {
    said.push(
      withPieces(say('verdict.order'), {}).concat(
        order.paths.flatMap((name, index) =>
          index === 0 ? [pathInline(story, name)] : [', ', pathInline(story, name)],
        ),
        ['.'],
      ),
    );
  }
  return said;
}

function otherSentence({ story, speech }: ReportContext, { preference, paths, steps: [step] }: Order): Inline[] {
  const { say, numbers } = speech;
  const key = step.isClear ? 'verdict.other.clear' : 'verdict.other.open';
  return [
    { code: preference.name },
    ...(preference.title === undefined ? [] : [' (', { written: preference.title }, ')']),
    ': ',
    ...withPieces(
      say(key, { share: numbers.share(step.better.share, step.better), interval: numbers.interval(step.margin) }),
      {
        first: pathInline(story, paths[0]),
        next: pathInline(story, step.next),
      },
    ),
  ];
}

function limits({ story, speech: { say, numbers } }: ReportContext): string {
  const opening = say('verdict.limits', { worlds: numbers.count(story.draws) });
  return story.design === 'random' ? opening : `${opening} ${say('verdict.design', { design: story.design })}`;
}

/** Where preferences and worlds disagree: what a run alone says of what would change the answer. */
export function changesSection(context: ReportContext): Section | undefined {
  const { run, story, speech } = context;
  if (run === undefined || story.paths.length < 2) return undefined;
  const { say, numbers } = speech;
  const [first, ...others] = ordersOf(context);
  if (first === undefined) return undefined;
  const [leader] = first.paths;
  const blocks: Block[] = [];
  const turning = others.filter(({ paths, steps }) => paths[0] !== leader || !steps[0].isClear);
  blocks.push({
    kind: 'paragraph',
    text:
      turning.length === 0
        ? withPieces(say('changes.values.none'), { first: pathInline(story, leader) })
        : [
            ...withPieces(say('changes.values.some'), {
              first: pathInline(story, leader),
            }),
            ' ',
            ...listPieces(
              turning.map(({ preference }) => ({ code: preference.name })),
              say('and'),
            ),
            '.',
          ],
  });
  blocks.push({
    kind: 'table',
    caption: say('changes.table'),
    columns: [
      { label: say('column.preference') },
      { label: say('changes.first') },
      { label: say('changes.next') },
      { label: say('changes.better'), numeric: true },
      { label: say('changes.margin'), numeric: true },
    ],
    rows: [first, ...others].map(({ preference, paths, steps: [step] }) => [
      [{ code: preference.name }],
      [pathInline(story, paths[0])],
      [pathInline(story, step.next)],
      [numbers.share(step.better.share, step.better)],
      [`${numbers.withInterval(step.margin.mean, step.margin)}${step.isClear ? '' : ` ${say('changes.open')}`}`],
    ]),
  });
  const rivals = run.best
    .filter((row) => row.preference === first.preference.name && row.path !== leader && row.share > 0)
    .sort((a, b) => b.share - a.share);
  if (rivals.length > 0) {
    blocks.push({
      kind: 'paragraph',
      text: [
        ...withPieces(say('changes.worlds'), { preference: { code: first.preference.name } }),
        ' ',
        ...listPieces(
          rivals.map((row) => pathInline(story, row.path)),
          say('and'),
        ),
        ` (${rivals.map((row) => numbers.share(row.share, row)).join('; ')}).`,
      ],
    });
  }
  if (context.others.length === 0) {
    blocks.push({
      kind: 'paragraph',
      text: withPieces(say('changes.further'), { command: { code: 'stolperdraht report --with' } }),
    });
  }
  return { id: 'changes', title: say('changes.heading'), blocks };
}
