/** What `discover` prints: the trade-off, the boxes, the tree, and what they mean. */
import type { TreeNode } from '../../analysis/discovery/classification-tree.ts';
import type { TradeOffRow } from '../../analysis/discovery/trade-off.ts';
import { wilsonInterval } from '../../analysis/statistics.ts';
import { percent, section } from '../decision/decision.ts';
import { formatShare, formatShort, MISSING } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import type { DiscoveryFindings, DiscoveryInput, FoundBox, PrimFindings } from './findings.ts';
import { ruleOfBox, sayBoxes, sayCondition, sayReading, sayTree } from './words.ts';

/** Rows of the printed trade-off; the file has all. */
const MOST_ROWS = 12;

/** Header, tables, tree and sentences. */
export function renderDiscovery(findings: DiscoveryFindings, options: TextOptions): string {
  const { width, style } = options;
  const { question, prim, cart, notes } = findings;
  const { plan } = question;
  const paragraphs = (sentences: readonly string[]) =>
    sentences.map((sentence) => wrapText(sentence, width)).join('\n');
  return [
    [
      style.bold(wrapText(plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title, width)),
      ...(question.judgement ? [style.dim(wrapText(question.judgement, width))] : []),
      style.dim(wrapText(`Described by ${question.inputs.length} uncertain quantities.`, width)),
      wrapText(sayCondition(findings), width),
    ].join('\n'),
    ...(prim ? renderPrim(findings, prim, options) : []),
    ...(cart ? [renderTree(findings, cart.tree, options)] : []),
    `${style.bold('In words')}\n${paragraphs([...sayBoxes(findings), ...sayTree(findings), ...notes, ...sayReading(findings)])}`,
  ].join('\n\n');
}

function renderPrim(findings: DiscoveryFindings, prim: PrimFindings, options: TextOptions): string[] {
  const { inputs } = findings.question;
  const shown = prim.boxes.filter((box, index) => index === 0 || box.accepted);
  return [
    section(
      'Coverage and density',
      'On the way from all worlds to a dense box. Coverage: share of the worlds looked for that lie in the box. Density: ' +
        `share of the worlds in it that are looked for. * marks the box below; another can be taken with --step. Limits that may be due to chance (quasi-p value above 5 %) are left out.`,
      renderTradeOff(prim, inputs, options),
      options,
    ),
    ...shown
      .filter(({ step }) => step.restrictions.length > 0)
      .map((box, index) => renderBox(box, index, prim, findings, options)),
  ];
}

function renderTradeOff(prim: PrimFindings, inputs: readonly DiscoveryInput[], options: TextOptions): string {
  const [rows] = prim.tables;
  const [trajectory] = prim.trajectories;
  const [{ index: chosen }] = prim.boxes;
  let before: ReadonlySet<number> = new Set();
  const lines = pickRows(rows, chosen).map((row): TextRow => {
    const now = new Set(trajectory[row.step].restrictions.map(({ column }) => column));
    const names = (of: ReadonlySet<number>, without: ReadonlySet<number>, sign: string) =>
      [...of].filter((column) => !without.has(column)).map((column) => `${sign}${inputs[column].name}`);
    const changes = [...names(now, before, '+'), ...names(before, now, '-')].join(' ');
    before = now;
    return {
      label: `${row.step}${row.step === chosen ? '*' : ''} ${row.step === 0 ? 'all worlds' : changes}`,
      cells: [
        String(row.restricted),
        formatShare({ share: row.coverage, ...row.coverageInterval }),
        formatShare({ share: row.density, ...row.densityInterval }),
        percent(row.mass),
      ],
    };
  });
  return renderTable(
    { corner: 'Step', columns: ['Limited', 'Coverage', 'Density', 'Of all'], rows: lines },
    options.width,
    options.style,
  );
}

/** The first, the chosen, and efficient ones between, evenly over coverage. */
function pickRows(rows: readonly TradeOffRow[], chosen: number): TradeOffRow[] {
  const efficient = rows.filter(({ step, efficient: is }) => is || step === 0 || step === chosen);
  if (efficient.length <= MOST_ROWS) return efficient;
  const picked = new Set([efficient[0], efficient[efficient.length - 1], rows[chosen]]);
  const { coverage: most } = efficient[0];
  for (let goal = 1; goal < MOST_ROWS - 2; goal++) {
    const wanted = most * (1 - goal / (MOST_ROWS - 2));
    const distance = ({ coverage }: TradeOffRow) => Math.abs(coverage - wanted);
    picked.add(efficient.reduce((nearest, row) => (distance(row) < distance(nearest) ? row : nearest)));
  }
  return efficient.filter((row) => picked.has(row));
}

function renderBox(
  { step, index, stability }: FoundBox,
  box: number,
  prim: PrimFindings,
  { question, worlds }: DiscoveryFindings,
  options: TextOptions,
): string {
  const { inputs } = question;
  const rows = step.restrictions.map(({ column, lower, upper, lowerQuasiP, upperQuasiP }): TextRow => {
    const input = inputs[column];
    const unit = input.unit === '' ? '' : ` ${input.unit}`;
    const limit = (sign: string, value: number) => `${sign} ${formatShort(value, 3)}`;
    const stable = stability?.parameters[column].atCoverage;
    const both = <T>(low: T | undefined, high: T | undefined, show: (value: T, sign: string) => string) =>
      [...(low === undefined ? [] : [show(low, '≥')]), ...(high === undefined ? [] : [show(high, '≤')])].join('\n');
    return {
      label: `${input.name}${unit === '' ? '' : ` (${unit.trim()})`}`,
      cells: [
        both(lower, upper, (value, sign) => limit(sign, value)),
        both(lower, upper, (value) => percent(input.quantile(value))),
        both(lowerQuasiP, upperQuasiP, (value) => formatShort(value, 1)),
        stable ? formatShare({ share: stable.share, ...stable.interval }) : MISSING,
        input.basis,
      ],
    };
  });
  const taken = box > 0 || prim.isProposed ? `step ${index}, as the rule proposes` : `step ${index}, as --step says`;
  const held = stability?.atCoverage.heldOutDensity;
  const density = formatShare({ share: step.density, ...wilsonInterval(step.k, step.n) });
  const heldOut = held
    ? `, held out ${percent(held.mean)} (${(100 * held.low).toFixed(0)}–${(100 * held.high).toFixed(0)})`
    : '';
  return section(
    wrapText(`Box ${box + 1}: ${ruleOfBox(step.restrictions, inputs)}`, options.width),
    `${box > 0 ? 'Among the worlds in no earlier box; ' : ''}${taken}: ${step.n} of ${worlds} worlds, density ${density}${heldOut}. ` +
      'Quantile: prior probability of less. Quasi-p: near 0, the limit is no accident. Halves: share of random halves of the ' +
      'worlds in which a box of this coverage limits the quantity.',
    renderTable(
      { corner: 'Limited', columns: ['Limit', 'Quantile', 'Quasi-p', 'Halves', 'Rests on'], rows },
      options.width,
      options.style,
    ),
    options,
  );
}

function renderTree({ question }: DiscoveryFindings, tree: TreeNode, options: TextOptions): string {
  const { width } = options;
  const share = ({ n, k }: TreeNode) => `${formatShare({ share: k / n, ...wilsonInterval(k, n) })} of ${n}`;
  const lines: string[] = [];
  const put = (prefix: string, name: string, node: TreeNode, rest: string) => {
    const [left, right] = [prefix + name, share(node)];
    if (left.length + 2 + right.length <= width) lines.push(left.padEnd(width - right.length) + right);
    else lines.push(left, (rest + (node.split ? '│' : '')).padEnd(width - right.length) + right);
    if (node.split === undefined) return;
    const { column, threshold, below, above } = node.split;
    const limit = formatShort(threshold, 3);
    put(`${rest}├─ `, `${question.inputs[column].name} ≤ ${limit}`, below, `${rest}│  `);
    put(`${rest}└─ `, `${question.inputs[column].name} > ${limit}`, above, `${rest}   `);
  };
  put('', 'all worlds', tree, '');
  return section(
    'Tree',
    'Parts all worlds; as large as cross-validation allows. Share of the worlds looked for, of how many.',
    lines.join('\n'),
    options,
  );
}
