/** A choice between paths: what it is judged by, and the worlds in which each of them has a value. */
import type { Plan } from '../../experiment/plan.ts';
import { formatShare } from '../number-text.ts';
import type { TextOptions } from '../run-text.ts';
import { wrapText } from '../terminal-table.ts';

export interface Decision {
  readonly plan: Plan;
  readonly objective: {
    readonly name: string;
    readonly kind: 'preference' | 'metric' | 'output';
    readonly label: string;
    readonly unit: string;
    readonly direction: 'minimize' | 'maximize';
    readonly text: string | undefined;
  };
  /** Names of the paths that are chosen between. */
  readonly paths: readonly string[];
  /** Draws that are used, and those left out because they failed or something has no value on some path. */
  readonly draws: number;
  readonly leftOut: number;
}

/** Title, objective and worlds: what stands above the tables. */
export function renderDecision(decision: Decision, { width, style }: TextOptions): string {
  const { plan, paths, draws, leftOut } = decision;
  const title = plan.asOf ? `${plan.title} (as of ${plan.asOf})` : plan.title;
  const out = leftOut === 0 ? '' : `; ${leftOut} left out, which failed or have no value on some path`;
  return [
    style.bold(wrapText(title, width)),
    style.dim(wrapText(`Paths: ${paths.join(', ')}, each in the same ${draws} worlds${out}.`, width)),
    style.dim(wrapText(sayObjective(decision), width)),
  ].join('\n');
}

/** By which value judgement the paths are compared. */
export function sayObjective({ plan, objective }: Decision): string {
  const { name, kind, label, direction, text } = objective;
  const formula = text?.replace(/\s+/g, ' ');
  if (kind === 'preference') {
    const isDefault = name === plan.preferences[0]?.name ? ", the scenario's default" : '';
    return `Better means under the preference ${name}${isDefault}: ${direction} ${formula}`;
  }
  return `Better means ${direction === 'minimize' ? 'less' : 'more'} of ${name}: ${formula ?? label}`;
}

/** What amounts of the objective are called: `points of harm` of a preference that is minimised. */
export function unitOf({ objective: { kind, unit, direction } }: Pick<Decision, 'objective'>): string {
  if (kind !== 'preference') return unit;
  return direction === 'minimize' ? 'points of harm' : 'points';
}

/** ` points of harm`, or nothing where there is no unit. */
export function spacedUnit(decision: Pick<Decision, 'objective'>): string {
  const unit = unitOf(decision);
  return unit === '' ? '' : ` ${unit}`;
}

/** `a, b and c`. */
export function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `61 % (58–64 %)`. */
export function sayShare(share: { readonly share: number; readonly low: number; readonly high: number }): string {
  return formatShare(share).replace(/ \((.*)\)$/, ' ($1 %)');
}

/** `98 %`; a share between that is close to an end is not said to be there. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share > 0.995) return '>99 %';
  return `${(100 * share).toFixed(0)} %`;
}

/** A heading, what it is about, and a body. */
export function section(title: string, explanation: string, body: string, { width, style }: TextOptions): string {
  return [style.bold(title), style.dim(wrapText(explanation, width)), body].join('\n');
}
