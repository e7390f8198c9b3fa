import type { Chunk } from '../../src/experiment/results.ts';

/** The bits of every number, so that no NaN and no −0 is taken for another. */
export function chunkBits({ fromDraw, toDraw, values, parameters, timeline, histories, failures }: Chunk): unknown[] {
  const arrays = [values, parameters, timeline, histories].map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  );
  return [fromDraw, toDraw, ...arrays, JSON.stringify(failures)];
}
