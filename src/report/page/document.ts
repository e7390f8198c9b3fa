/** A report before it has a format: sections of blocks. HTML and Markdown are both written from it. */
import type { Chart } from '../charts/chart.ts';

/**
 * A piece of running text. A plain string is the report's own words; `written` is what a scenario or a command line says,
 * in whatever language and direction.
 */
export type Inline =
  | string
  | { readonly strong: string }
  | { readonly code: string }
  | { readonly written: string }
  | { readonly path: PathMark };

/** A path by its title, with the mark that it has in the charts. */
export interface PathMark {
  readonly title: string;
  readonly index: number;
}

/** Cells in the order of the columns, of which the first heads the row; or a heading over the rows that follow. */
export type TableRow = readonly (readonly Inline[])[] | { readonly heading: string };

export interface DocumentTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly { readonly label: Inline; readonly numeric?: boolean }[];
  readonly rows: readonly TableRow[];
  /** Where a long table is folded away: what stands on the fold. */
  readonly fold?: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[]; readonly tone?: 'lead' | 'small' }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | {
      readonly kind: 'verdict';
      readonly headline: readonly Inline[];
      readonly text: readonly (readonly Inline[])[];
    }
  | {
      readonly kind: 'paths';
      readonly paths: readonly (PathMark & { readonly name: string; readonly description: string | undefined })[];
    }
  | DocumentTable;

export interface Section {
  /** Lower-case letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly title: string;
  /** What stands above the title. */
  readonly kicker: string;
  readonly description: string | undefined;
  readonly sections: readonly Section[];
  readonly footer: string;
}

/** The charts of a document, in its order. */
export function chartsOf({ sections }: ReportDocument): Chart[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])));
}
