/** What `discover --json` prints: one document, for programs. Undefined values are null. */
import type { DiscoveryFindings } from './findings.ts';
import { sayBoxes, sayCondition, sayReading, sayTree } from './words.ts';

/** The document as plain data. Columns of limits and conditions are positions in `inputs`. */
export function describeDiscovery(findings: DiscoveryFindings): object {
  const { question, prim, cart, notes, ...counts } = findings;
  const { inputs, ...asked } = question;
  return {
    ...asked,
    inputs: inputs.map(({ name, label, unit, basis }) => ({ name, label, unit, basis })),
    ...counts,
    prim: prim
      ? {
          options: prim.options,
          isProposed: prim.isProposed,
          boxes: prim.boxes.map((box, index) => ({ ...box, tradeOff: prim.tables[index] })),
        }
      : null,
    cart: cart ?? null,
    notes,
    sentences: [sayCondition(findings), ...sayBoxes(findings), ...sayTree(findings), ...sayReading(findings)],
  };
}
