/** What `compare-solutions` prints: what is assumed, paths by solutions, parts of the variance, and all in words. */
import { pairOf } from '../../analysis/solutions/solution-order.ts';
import { percent, renderDecision, section, unitOf } from '../decision/decision.ts';
import { formatEstimate, formatShare, formatShort, formatWithInterval } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, wrapText } from '../terminal-table.ts';
import type { SolutionsFindings } from './findings.ts';
import { saySolutions, warnOfChange } from './words.ts';

const FIRST = '✓';

/** Header, tables and sentences. */
export function renderSolutions(findings: SolutionsFindings, options: TextOptions): string {
  const { style, width } = options;
  const warning = warnOfChange(findings);
  const sentences = saySolutions(findings).map((sentence) => wrapText(sentence, width));
  return [
    renderDecision(findings.decision, options),
    renderAssumptions(findings, options),
    renderMeans(findings, options),
    renderPair(findings, options),
    renderParts(findings, options),
    ...(warning ? [style.bold(wrapText(`Warning. ${warning}`, width))] : []),
    `${style.bold('In words')}\n${sentences.join('\n')}`,
  ].join('\n\n');
}

function renderAssumptions({ solutions, response }: SolutionsFindings, options: TextOptions): string {
  const lines = solutions.slice(1).map(({ name, assumption }) => {
    const from =
      name !== 'fixed_response'
        ? ''
        : response.isGiven
          ? ' The chance is the one that was asked for.'
          : " The chance is the share of votes that pass under the scenario's own solution, over paths and worlds.";
    return ` ${options.style.bold(name)}\n${wrapText(assumption + from, options.width, '   ')}`;
  });
  return section(
    'Solutions',
    `What each assumes instead of what the scenario says, on every path and in every world; all else is as it is.`,
    lines.join('\n'),
    options,
  );
}

function renderMeans({ decision, solutions }: SolutionsFindings, options: TextOptions): string {
  const unit = unitOf(decision);
  const rows = solutions.map(({ name, paths, changes }, index) => ({
    label: name,
    cells: paths.map(({ mean, se, rank }, path) => {
      const own = `${rank === 1 ? `${FIRST} ` : ''}${formatEstimate(mean, se)}`;
      return index === 0 ? own : `${own}\n${signed(changes[path])}`;
    }),
  }));
  return section(
    'What each path comes to',
    `Mean of ${decision.objective.name}${unit === '' ? '' : ` in ${unit}`} ± standard error; ` +
      `${decision.objective.direction === 'minimize' ? 'less' : 'more'} is better. ${FIRST}: the best mean of the line. Below ` +
      "it what changes against the scenario's own solution in the same worlds, ± standard error.",
    renderTable({ corner: '', columns: decision.paths, rows }, options.width, options.style),
    options,
  );
}

/** A change, also with a sign where it is upwards. */
function signed({ mean, se }: { readonly mean: number; readonly se: number }): string {
  const shown = formatEstimate(mean, se);
  return mean > 0 && !/^0(?:\.0*)? /.test(shown) ? `+${shown}` : shown;
}

function renderPair({ decision, solutions, pair }: SolutionsFindings, options: TextOptions): string {
  const [a, b] = pair;
  const isLong = decision.paths.length > 2;
  const rows = solutions.map((solution) => {
    const { mean, low, high, better } = pairOf(solution, a, b);
    const first = solution.paths.find(({ rank }) => rank === 1)!;
    const best = isLong ? ` ${formatShare(first.best)}` : '';
    return {
      label: solution.name,
      cells: [formatWithInterval(mean, { low, high }), formatShare(better.a), `${first.path}${best}`],
    };
  });
  const columns = [`${a} − ${b}`, `${a} better`, isLong ? 'first, best of all in' : 'first'];
  return section(
    `The best two under the scenario's own solution: ${a} and ${b}`,
    `Mean paired difference with its 95 % interval (${decision.objective.direction === 'minimize' ? 'below' : 'above'} 0: ` +
      `${a} is better), and shares of worlds with theirs.`,
    renderTable({ corner: '', columns, rows }, options.width, options.style),
    options,
  );
}

function renderParts({ parts }: SolutionsFindings, options: TextOptions): string {
  const share = (part: { share: number; low: number; high: number }) =>
    `${percent(part.share)} (${percent(part.low).replace(/ %$/, '')}–${percent(part.high).replace(/ %$/, '')})`;
  const rows = parts.map(({ subject, solutions, parameters, interaction, total }) => ({
    label: subject,
    cells: [formatShort(Math.sqrt(total), 3), share(solutions), share(parameters), share(interaction)],
  }));
  return section(
    'Parameter and model uncertainty',
    'Standard deviation over worlds and solutions, and the shares of its square that come from the solutions (model), from ' +
      'parameters whatever the solution, and from parameters whose effect depends on the solution.',
    renderTable(
      { corner: '', columns: ['SD', 'model', 'parameters', 'interaction'], rows },
      options.width,
      options.style,
    ),
    options,
  );
}
