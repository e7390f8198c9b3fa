/** What `robustness` prints: rules by paths, dominance, and both in words. */
import type { RuleRow } from '../../analysis/robustness/decision-rules.ts';
import { percent, renderDecision, section, unitOf } from '../decision/decision.ts';
import { formatInterval, formatLike, formatShare, MISSING } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { renderTable, type TextRow, wrapText } from '../terminal-table.ts';
import { type RobustnessFindings, RULE_GROUPS, SAME_AS_EXPECTED } from './findings.ts';
import { sayDominance, sayRobustness } from './words.ts';

const PICKED = '✓';

/** Picks in a smaller share of resamples are not worth a line. */
const LEAST_SHOWN = 0.005;

/** Header, tables and sentences. */
export function renderRobustness(findings: RobustnessFindings, options: TextOptions): string {
  const { style, width } = options;
  const sentences = sayRobustness(findings).map((sentence) => wrapText(sentence, width));
  return [
    renderDecision(findings.decision, options),
    renderRules(findings, options),
    ...(findings.requirements.length > 1 ? [renderRequirements(findings, options)] : []),
    renderDominance(findings, options),
    `${style.bold('In words')}\n${sentences.join('\n')}`,
  ].join('\n\n');
}

function renderRules({ decision, rules, requirements }: RobustnessFindings, options: TextOptions): string {
  const rows = RULE_GROUPS.flatMap(({ heading, rules: named }): TextRow[] => {
    const there = named.flatMap(([name, label]) => {
      const row = rules.find(({ rule }) => rule === name);
      return row ? [{ label, cells: row.values.map((_, path) => ruleCell(row, path)) }] : [];
    });
    const asked = named[0][0] === 'satisficing' ? requirements.at(-1) : undefined;
    return there.length > 0 ? [{ heading: asked ? `${heading}: ${asked.text}` : heading }, ...there] : [];
  });
  const unit = unitOf(decision);
  const direction = decision.objective.direction === 'minimize' ? 'less is better' : 'more is better';
  return section(
    'What each rule of choice makes of the paths',
    `${decision.objective.name}${unit === '' ? '' : ` in ${unit}`}: ${direction}. Below each value its 95 % interval. ` +
      `${PICKED}: the rule picks the path; where resamples of the worlds do not agree, in which share of them.`,
    renderTable({ corner: '', columns: decision.paths, rows }, options.width, options.style),
    options,
  );
}

/** Value, interval, and where resamples do not agree, in which share of them the rule picks the path. */
function ruleCell({ rule, unit, values, picks }: RuleRow, path: number): string {
  const { value, low, high, picked } = values[path];
  if (!Number.isFinite(value)) return MISSING;
  const [shown, interval] =
    unit === 'share'
      ? formatShare({ share: value, low, high }).replace(/\)$/, '').split(' (')
      : [formatLike(value, { low, high }), formatInterval({ low, high })];
  const chooses = picks.length > 0 && !SAME_AS_EXPECTED.has(rule);
  const isOpen = values.some(({ pickShare }) => pickShare >= LEAST_SHOWN && pickShare <= 1 - LEAST_SHOWN);
  return [
    `${chooses && picked ? `${PICKED} ` : ''}${shown}`,
    interval,
    ...(chooses && isOpen ? [`in ${percent(values[path].pickShare)}`] : []),
  ].join('\n');
}

function renderRequirements({ decision, requirements }: RobustnessFindings, options: TextOptions): string {
  const rows = requirements.map(
    ({ text, paths }): TextRow => ({ label: text, cells: paths.map((share) => formatShare(share)) }),
  );
  return section(
    'Good enough',
    'Share of worlds in which a path meets what is required, with its 95 % interval.',
    renderTable({ corner: '', columns: decision.paths, rows }, options.width, options.style),
    options,
  );
}

function renderDominance(findings: RobustnessFindings, options: TextOptions): string {
  const lines = sayDominance(findings).map(
    ({ pair, finding }) => ` ${options.style.bold(pair)}\n${wrapText(finding, options.width, '   ')}`,
  );
  const { kind, name, direction } = findings.decision.objective;
  const more = `${direction === 'minimize' ? 'less' : 'more'}${kind === 'preference' ? '' : ` of ${name}`}`;
  const what = kind === 'preference' && direction === 'minimize' ? 'less harm' : more;
  return section(
    'Stochastic dominance',
    `First order: everybody agrees who finds ${what} better, by whatever measure. Second order: all of those agree who are ` +
      'averse to risk.',
    lines.join('\n'),
    options,
  );
}
