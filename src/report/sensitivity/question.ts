/** What a sensitivity analysis is asked: which number, of which paths, and by which inputs it may be moved. */
import type { Plan } from '../../experiment/plan.ts';

/** A number that differs between worlds, of one path or as the paired difference of two. */
export interface Question {
  readonly plan: Plan;
  readonly objective: {
    readonly name: string;
    readonly kind: 'preference' | 'metric' | 'output';
    readonly label: string;
    readonly unit: string;
    readonly direction: 'minimize' | 'maximize' | undefined;
    readonly text: string | undefined;
  };
  readonly subject:
    | { readonly kind: 'path'; readonly path: string }
    | { readonly kind: 'difference'; readonly pathA: string; readonly pathB: string };
  /** Whether the two paths were not named, but are the best two on average. */
  readonly isBestTwo: boolean;
  readonly inputs: readonly QuestionInput[];
}

/** An uncertain quantity. */
export interface QuestionInput {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  /** What the scenario rests it on. */
  readonly basis: 'source' | 'judgement' | 'nothing';
  /** Ids of quantities with whose ranks its own is correlated. */
  readonly correlated: readonly string[];
}

/** The output that is explained, over worlds. */
export interface OutputSummary {
  readonly mean: number;
  readonly se: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Draws left out because they failed, or a value is missing. */
  readonly leftOut: number;
}

/** `fortress`, or `deployment − fortress`. */
export function nameSubject({ subject }: Pick<Question, 'subject'>): string {
  return subject.kind === 'path' ? subject.path : `${subject.pathA} − ${subject.pathB}`;
}

/** `balanced, fortress − combined`. */
export function nameOutput({ objective, subject }: Pick<Question, 'objective' | 'subject'>): string {
  return `${objective.name}, ${nameSubject({ subject })}`;
}

/**
 * What it means that the output is larger: the path that is favoured, better or worse, or just more.
 * @param sign of the move
 */
export function meaningOf({ objective, subject }: Pick<Question, 'objective' | 'subject'>, sign: number): string {
  if (!(sign !== 0)) return '–';
  const isBetter = objective.direction === undefined ? undefined : sign > 0 === (objective.direction === 'maximize');
  if (isBetter === undefined) return sign > 0 ? 'more' : 'less';
  if (subject.kind === 'path') return isBetter ? 'better' : 'worse';
  return isBetter ? subject.pathA : subject.pathB;
}
