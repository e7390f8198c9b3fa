/** The story of a future before it has a format: text and HTML are both written from it. */
import type { MemberVote } from '../../deterrence/trace.ts';
import type { Episode } from './chronicle.ts';
import type { Challenge } from './tale.ts';

/** Running text, a vote with its members, or shares by name. */
export type Paragraph =
  | string
  | {
      readonly kind: 'vote';
      /** How many votes were in favour, for where the members have a table. */
      readonly summary: string;
      /** Who was in favour and who against. */
      readonly words: readonly string[];
      readonly members: readonly MemberVote[];
    }
  | {
      readonly kind: 'shares';
      readonly caption: string;
      readonly shares: readonly { readonly label: string; readonly chance: number; readonly isHere: boolean }[];
    };

export interface StorySection {
  readonly tone: 'start' | Episode['kind'] | 'end';
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
}

/** The years at a glance: where there is war and where a ceasefire, and when there were challenges. */
export interface Strip {
  /** Whole length, in years. */
  readonly years: number;
  readonly spans: readonly { readonly kind: 'war' | 'ceasefire'; readonly from: number; readonly to: number }[];
  readonly incidents: readonly {
    readonly kind: Challenge;
    readonly year: number;
    /** Whether it is a probe that hits nobody. */
    readonly isEmpty: boolean;
  }[];
  /** Everything in words. */
  readonly label: string;
}

export interface StoryPath {
  readonly title: string;
  readonly sections: readonly StorySection[];
  readonly strip: Strip;
}

export interface Story {
  readonly kicker: string;
  readonly title: string;
  readonly which: string;
  readonly lead: readonly string[];
  /** Where two paths part: a sentence, what happens then on each, and how each ends. */
  readonly parting:
    | {
        readonly heading: string;
        readonly text: string;
        readonly facts: readonly string[];
        readonly ends: string;
        readonly outcomes: readonly string[];
      }
    | undefined;
  readonly paths: readonly StoryPath[];
  readonly notesHeading: string;
  readonly notes: readonly string[];
}
