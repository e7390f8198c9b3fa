/** The tree of a period as text: one line a move, indented, with its chance and what the period then comes to. */
import type { GameView, ViewBranch, ViewNode } from './game-view.ts';
import { type TextStyle, wrapText } from './terminal-table.ts';

/** Narrower than this there is no room for what the coalition expects. */
const ROOMY = 76;
/** And so much more is needed where there is an equilibrium beside the chances. */
const EQUILIBRIUM_ROOM = 16;

/** One line of the tree. */
interface Row {
  /** Lines that lead down from what is above. */
  readonly guide: string;
  readonly text: string;
  readonly numbers: readonly string[];
}

/** Renders a tree for a width in characters. */
export function renderGame(game: GameView, width: number, style: TextStyle): string {
  const hasEquilibrium = anyEquilibrium(game.root);
  const roomy = ROOMY + (hasEquilibrium ? EQUILIBRIUM_ROOM : 0);
  const types = width < roomy ? [] : typesOf(game);
  const equilibrium = hasEquilibrium ? ['equilibrium'] : [];
  const headings = ['chance', ...equilibrium, shorten(game.challenger, 10), ...types.map((type) => TYPE_NAMES[type])];
  const start: Row = {
    guide: '',
    text: ['The period', sayMover(game.root, game)].filter((part) => part !== '').join(': '),
    numbers: ['', ...equilibrium.map(() => ''), ...payoffsOf(game.root, types)],
  };
  const rows = [start, ...rowsOf(game.root, game, '', types, hasEquilibrium)];
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...rows.map((row) => row.numbers[i]?.length ?? 0)),
  );
  const numbersWidth = widths.reduce((sum, w) => sum + w + 2, 0);
  const room = Math.max(24, width - numbersWidth);
  const line = (text: string, numbers: readonly string[]) =>
    `${text.padEnd(room)}${numbers.map((number, i) => `  ${number.padStart(widths[i])}`).join('')}`.trimEnd();
  const lines = rows.flatMap(({ guide, text, numbers }) => {
    const [first, ...more] = wrapText(text, Math.max(12, room - guide.length)).split('\n');
    const below = guide.replace('├─', '│ ').replace('└─', '  ');
    return [line(`${guide}${first}`, numbers), ...more.map((rest) => `${below}  ${rest}`)];
  });
  return [
    style.bold(wrapText(game.title, width)),
    ...game.statements.map((statement) => wrapText(statement, width)),
    '',
    style.bold(line('', headings)),
    ...lines,
    '',
    ...notes(game, types, roomy, hasEquilibrium).map((note) => style.dim(wrapText(note, width))),
  ].join('\n');
}

/** Of coalition, as headings. */
export const TYPE_NAMES = ['resolute', 'irresolute'] as const;

/** The types of coalition that there may be at the belief of the start. */
export function typesOf({ belief }: GameView): (0 | 1)[] {
  return belief === 0 ? [1] : belief === 1 ? [0] : [0, 1];
}

function anyEquilibrium({ branches }: ViewNode): boolean {
  return branches.some(({ equilibrium, next }) => equilibrium !== undefined || anyEquilibrium(next));
}

function notes(game: GameView, shown: readonly (0 | 1)[], roomy: number, hasEquilibrium: boolean): string[] {
  const { challenger } = game;
  const both = typesOf(game).length === 2;
  const differ = both ? ' Where the two types of coalition differ it has both: resolute/irresolute.' : '';
  const belief = both ? [`[ ]: what ${challenger} believes there, the chance that the coalition is resolute.`] : [];
  const columns = [challenger, ...shown.map((type) => TYPE_NAMES[type])].join(', ');
  const coalition = shown.length === 0 ? '' : ' and for a coalition of that type';
  const more = shown.length === 0 ? ` In ${roomy} columns or more there is room for the coalition.` : '';
  return [
    `chance: of each move, in the solution of the game.${differ} In brackets is what ${challenger} takes it for.`,
    `${columns}: what the period then comes to for ${challenger}, by her own lights${coalition === '' ? '' : `,${coalition}`}, in utility. What follows the period is in it.${more}`,
    ...(hasEquilibrium ? ['equilibrium: the chance in the agent logit equilibrium of the tree (docs/game.md).'] : []),
    ...belief,
    'After “…” stands what happens seldom after a challenge of its kind; --least 0 shows it.',
  ];
}

/** @param types whose payoffs are shown */
function rowsOf(
  node: ViewNode,
  game: GameView,
  indent: string,
  types: readonly (0 | 1)[],
  hasEquilibrium: boolean,
): Row[] {
  const last = node.branches.length - 1;
  const sayEquilibrium = ({ equilibrium }: ViewBranch): string[] => {
    if (!hasEquilibrium) return [];
    return [equilibrium === undefined ? '' : sayChance({ chance: equilibrium, seen: undefined }, typesOf(game))];
  };
  const rows = node.branches.flatMap((branch, index): Row[] => {
    const ends = index === last && node.left === undefined;
    return [
      {
        guide: `${indent}${ends ? '└─' : '├─'}`,
        text: sayBranch(branch, game),
        numbers: [sayChance(branch, typesOf(game)), ...sayEquilibrium(branch), ...payoffsOf(branch.next, types)],
      },
      ...rowsOf(branch.next, game, `${indent}${ends ? '  ' : '│ '}`, types, hasEquilibrium),
    ];
  });
  // Where everything is rare, the line above says so.
  if (node.left === undefined || node.branches.length === 0) return rows;
  const names = node.left.names.map((name) => sayMove(name, game));
  return [...rows, { guide: `${indent}└─`, text: `… ${names.join(', ')}`, numbers: [shortChance(node.left.chance)] }];
}

/** `hit: coalition votes`: a move and what it leads to. */
function sayBranch(branch: ViewBranch, game: GameView): string {
  const { name, next } = branch;
  const { move, leadsTo } = sayParts(branch, game);
  const mover = name === 'challenger' || name === 'coalition' ? '' : sayMover(next, game);
  const more = next.mover !== 'end' && next.branches.length === 0 ? ' …' : '';
  return `${[move, mover, leadsTo].filter((part) => part !== '').join(': ')}${more}`;
}

/** A move, and what it leads to where its own followers do not say it: a rung, a joint war. */
export function sayParts({ name, next }: ViewBranch, game: GameView): { move: string; leadsTo: string } {
  const move = sayMove(name, game);
  if (next.mover === 'end')
    return { move: next.what === 'period ends' ? `${move}${sayBelief(next, game)}` : move, leadsTo: '' };
  const leadsTo = /^rung|^joint war/.test(next.what) ? `${next.what}${sayBelief(next, game)}` : '';
  return { move, leadsTo };
}

function sayMove(name: string, { challenger }: GameView): string {
  if (name === 'challenger') return `${challenger} to move`;
  return name === 'coalition' ? 'coalition to vote' : name;
}

function sayMover({ mover, first }: ViewNode, { challenger }: GameView): string {
  if (mover === 'challenger') return `${challenger} ${first ? 'chooses' : 'moves'}`;
  return mover === 'coalition' ? 'coalition votes' : '';
}

/** Where something can be learnt. */
function sayBelief({ belief }: ViewNode, game: GameView): string {
  return typesOf(game).length === 1 ? '' : ` [${belief.toFixed(2)}]`;
}

/** `0.71/0.22 (0.3)`: the chance of a move for each type, or for both, and as the challenger sees it. */
export function sayChance({ chance, seen }: Pick<ViewBranch, 'chance' | 'seen'>, types: readonly (0 | 1)[]): string {
  const each = [...new Set(types.map((type) => shortChance(chance[type])))];
  const text = each.join('/');
  return seen === undefined ? text : `${text} (${shortChance(seen)})`;
}

/** A probability to three decimals, or that it is nearly none or nearly sure. */
export function shortChance(chance: number): string {
  if (chance === 0 || chance === 1) return String(chance);
  if (chance < 0.0005) return '<0.001';
  return chance > 0.9995 ? '>0.999' : chance.toFixed(3);
}

function payoffsOf({ payoffs }: ViewNode, types: readonly (0 | 1)[]): string[] {
  return [payoffs[0], ...types.map((type) => payoffs[type === 0 ? 1 : 2])].map((value) =>
    value.toFixed(1).replace(/^-0\.0$/, '0.0'),
  );
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
