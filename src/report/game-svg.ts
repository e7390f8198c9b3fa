/** The tree of a period as a picture: a pure function from what is shown to SVG, read from left to right. */
import { sayChance, sayParts, shortChance, TYPE_NAMES, typesOf } from './game-text.ts';
import type { GameView, ViewBranch, ViewNode } from './game-view.ts';
import { wrapText } from './terminal-table.ts';

const ROW = 48;
const COLUMN = 178;
const LEFT = 28;
/** Characters of a label that fit into a column, and of a statement at the top into the picture. */
const LABEL_CHARACTERS = 27;
const SMALL_CHARACTERS = 30;
const LINE = 18;
const NUMBER_WIDTH = 74;

/** Ink for paper and screen; who decides is also told by the shape. */
const INK = {
  challenger: '#a3301c',
  coalition: '#1f5a99',
  chance: '#666666',
  end: '#222222',
  line: '#b4b4b4',
} as const;

interface Placed {
  readonly node: ViewNode;
  readonly depth: number;
  readonly y: number;
  readonly branches: readonly { readonly branch: ViewBranch; readonly to: Placed }[];
  /** Where a line ends behind which rare moves are, if there are any beside others. */
  readonly leftY: number | undefined;
}

/** Draws a tree. */
export function drawGame(game: GameView): string {
  const types = typesOf(game);
  let row = 0;
  const place = (node: ViewNode, depth: number): Placed => {
    const branches = node.branches.map((branch) => ({ branch, to: place(branch.next, depth + 1) }));
    const leftY = node.left !== undefined && branches.length > 0 ? row++ : undefined;
    if (branches.length === 0) return { node, depth, y: row++, branches, leftY };
    const ends = [branches[0].to.y, leftY ?? branches[branches.length - 1].to.y];
    return { node, depth, y: (ends[0] + ends[1]) / 2, branches, leftY };
  };
  const root = place(game.root, 0);
  const deepest = depthOf(root);
  const numbersX = LEFT + (deepest + 0.15) * COLUMN;
  const columns = [game.challenger, ...types.map((type) => TYPE_NAMES[type])];
  const width = Math.ceil(numbersX + columns.length * NUMBER_WIDTH + 24);
  const characters = Math.floor((width - 2 * LEFT) / 6.6);
  const header = game.statements.flatMap((statement) => wrapText(statement, characters).split('\n'));
  const top = 64 + LINE * (header.length + 4);
  const height = Math.ceil(top + ROW * row + 34);

  const shapes: string[] = [];
  const yOf = (place: number) => top + ROW * (place + 0.5);
  const draw = (at: Placed): void => {
    const x = LEFT + at.depth * COLUMN;
    const y = yOf(at.y);
    const bend = x + 14;
    const next = x + COLUMN;
    for (const { branch, to } of at.branches) {
      const childY = yOf(to.y);
      shapes.push(`<path d="M${x} ${y}H${bend}V${childY}H${next}" fill="none" stroke="${INK.line}"/>`);
      shapes.push(...labelOf(branch, game, bend + 6, childY));
      draw(to);
    }
    if (at.leftY !== undefined && at.node.left !== undefined) {
      const childY = yOf(at.leftY);
      const { names, chance } = at.node.left;
      shapes.push(
        `<path d="M${x} ${y}H${bend}V${childY}H${next - 30}" fill="none" stroke="${INK.line}" stroke-dasharray="3 4"/>`,
      );
      shapes.push(text(bend + 6, childY - 5, cut(`… ${names.join(', ')}`, SMALL_CHARACTERS), 'small'));
      shapes.push(text(bend + 6, childY + 14, shortChance(chance), 'small'));
    }
    shapes.push(markOf(at.node, x, y));
    if (at.branches.length > 0) return;
    const values = [at.node.payoffs[0], ...types.map((type) => at.node.payoffs[type === 0 ? 1 : 2])];
    shapes.push(`<path d="M${x + 10} ${y}H${numbersX}" fill="none" stroke="#e6e6e6"/>`);
    values.forEach((value, i) => {
      shapes.push(
        text(numbersX + (i + 1) * NUMBER_WIDTH - 8, y + 4, value.toFixed(1).replace(/^-0\.0$/, '0.0'), 'number'),
      );
    });
  };
  draw(root);

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${markup(game.title)}</title>`,
    `<desc id="description">${markup(`${game.statements.join(' ')} The same tree as text is printed by the command game.`)}</desc>`,
    '<style>text{font:12px system-ui,"DejaVu Sans",sans-serif;fill:#222}.title{font-weight:600;font-size:16px}.small{fill:#666;font-size:11px}.chance{font-size:11px;fill:#444}.number{text-anchor:end;font-variant-numeric:tabular-nums}.heading{text-anchor:end;font-weight:600}</style>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 30, game.title, 'title'),
    ...header.map((line, i) => text(LEFT, 54 + LINE * i, line)),
    ...legend(game, 54 + LINE * header.length + 8),
    ...columns.map((name, i) => text(numbersX + (i + 1) * NUMBER_WIDTH - 8, top - 6, name, 'heading')),
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

function depthOf(at: Placed): number {
  return Math.max(at.depth, ...at.branches.map(({ to }) => depthOf(to)));
}

/** The name of a move above its line, its chance and what it leads to below. */
function labelOf(branch: ViewBranch, game: GameView, x: number, y: number): string[] {
  const types = typesOf(game);
  const { move, leadsTo } = sayParts(branch, game);
  const below =
    leadsTo === '' ? [] : [text(x, y + 27, cut(leadsTo.replace(/^rung (\d+):/, '$1.'), SMALL_CHARACTERS), 'small')];
  return [text(x, y - 5, cut(move)), text(x, y + 14, sayChance(branch, types), 'chance'), ...below];
}

/** Squares are hers, diamonds the coalition's, circles chance; a bar ends the period. */
function markOf({ mover }: ViewNode, x: number, y: number): string {
  const ink = INK[mover];
  if (mover === 'challenger') return `<rect x="${x - 6}" y="${y - 6}" width="12" height="12" fill="${ink}"/>`;
  if (mover === 'coalition')
    return `<path d="M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z" fill="${ink}"/>`;
  if (mover === 'chance')
    return `<circle cx="${x}" cy="${y}" r="5" fill="#ffffff" stroke="${ink}" stroke-width="1.5"/>`;
  return `<path d="M${x} ${y - 7}V${y + 7}" stroke="${ink}" stroke-width="2.5"/>`;
}

function legend(game: GameView, y: number): string[] {
  const both = typesOf(game).length === 2;
  const entries: [ViewNode['mover'], string][] = [
    ['challenger', game.challenger],
    ['coalition', 'coalition'],
    ['chance', 'chance'],
    ['end', 'the period ends'],
  ];
  let x = LEFT + 8;
  const marks = entries.flatMap(([mover, name]) => {
    const at = x;
    x += 34 + 7 * name.length;
    return [markOf({ mover } as ViewNode, at, y), text(at + 14, y + 4, name)];
  });
  const differ = both
    ? ' Where the types of coalition differ: resolute/irresolute. In square brackets her belief.'
    : '';
  return [
    ...marks,
    text(
      LEFT,
      y + 24,
      `Below each move its chance in our solution.${differ} Dashed: what happens seldom after a challenge of its kind.`,
      'small',
    ),
    text(
      LEFT,
      y + 40,
      'At the right what the period comes to for each, in utility; what follows it is in it.',
      'small',
    ),
  ];
}

function text(x: number, y: number, content: string, name?: string): string {
  return `<text x="${round(x)}" y="${round(y)}"${name === undefined ? '' : ` class="${name}"`}>${markup(content)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function cut(label: string, most = LABEL_CHARACTERS): string {
  return label.length <= most ? label : `${label.slice(0, most - 1).trimEnd()}…`;
}

function markup(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
