/** The section of scenario discovery. */
import { boxesChart } from '../charts/boxes.ts';
import { type CsvRow, numberOf, textOf } from '../folder/read-csv.ts';
import type { Inline, Section } from '../page/document.ts';
import { chartBlocks, type ReportContext } from './context.ts';

/** Boxes of worlds in which a condition holds. */
export async function discoverySection({ folder, speech }: ReportContext): Promise<Section | undefined> {
  const { say, numbers } = speech;
  if (!folder.has('limits.csv') || !folder.has('boxes.csv')) return undefined;
  const boxes = await folder.rows('boxes.csv');
  const facts = new Map(
    boxes.map((row) => [
      numberOf(row, 'box'),
      say('boxes.facts', {
        box: row.box,
        density: numbers.percent(numberOf(row, 'density')),
        coverage: numbers.percent(numberOf(row, 'coverage')),
        n: numbers.count(numberOf(row, 'n')),
        held: heldOut(row, numbers),
      }) + (row.accepted === '0' ? ` ${say('boxes.refused')}` : ''),
    ]),
  );
  const limits = (await folder.rows('limits.csv')).map((row) => {
    const quantile = (column: string, open: number) => {
      const value = numberOf(row, column);
      return Number.isNaN(value) ? open : value;
    };
    return {
      box: numberOf(row, 'box'),
      quantity: textOf(row, 'parameter'),
      low: numberOf(row, 'low'),
      high: numberOf(row, 'high'),
      lowQuantile: quantile('low_quantile', 0),
      highQuantile: quantile('high_quantile', 1),
    };
  });
  const description = folder.dataPackage.resources.find(({ path }) => path === 'boxes.csv')?.description;
  return {
    id: 'discovery',
    title: say('section.discovery'),
    blocks: [
      { kind: 'paragraph', text: [say('section.discovery.text')] },
      ...(description === undefined ? [] : [{ kind: 'paragraph', text: [{ written: description }] } as const]),
      { kind: 'list', items: [...facts.values()].map((fact): Inline[] => [fact]) },
      ...chartBlocks(boxesChart(limits, facts, speech)),
    ],
  };
}

function heldOut(row: CsvRow, numbers: ReportContext['speech']['numbers']): string {
  const value = numberOf(row, 'held_out_density');
  if (Number.isNaN(value)) return '–';
  return `${numbers.percent(value)} (${numbers.probabilityRange(numberOf(row, 'held_out_density_low'), numberOf(row, 'held_out_density_high'))})`;
}
