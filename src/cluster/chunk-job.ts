/** A request for a chunk as the data of a job, and the bytes of a chunk that came back. */
import * as z from 'zod';
import type { EvaluationRequest } from '../experiment/executor.ts';
import { canonicalJson, sha256 } from '../experiment/plan.ts';
import {
  decodeFailures,
  decodeRecord,
  encodeRecord,
  HEADER_BYTES,
  isWhole,
  numberBytes,
  type RecordLayout,
  readHeader,
} from '../experiment/record.ts';
import type { Chunk } from '../experiment/results.ts';
import type { PackedExperiment } from './experiment-text.ts';

/** Draws of one chunk that anybody may ask for. */
const MOST_DRAWS = 1_000_000;
const HASH = /^[0-9a-f]{64}$/;

const number = z.number();
const count = z.int().min(0).max(2_000_000_000);
const replacement = z.strictObject({
  id: z.string().max(1000),
  path: z.string().max(1000).optional(),
  value: z.union([number, z.string().max(1000)]),
  at: z.strictObject({ file: z.string().max(100_000), line: count, column: count }),
  exact: z.boolean().optional(),
});
const CHUNK_JOB = z
  .strictObject({
    content: z.string().regex(HASH),
    experiment: z.string().regex(HASH),
    fromDraw: count,
    toDraw: count,
    replacements: z.array(replacement).max(10_000),
    uniforms: z.base64().optional(),
    onDemand: z.literal(true).optional(),
  })
  .refine(({ fromDraw, toDraw }) => toDraw > fromDraw && toDraw - fromDraw <= MOST_DRAWS, 'the draws are none');

/** Data of a job: which draws of which experiment. Uniforms are float64, little-endian, in base64. */
export type ChunkJob = z.infer<typeof CHUNK_JOB>;

/** A request as data for a job. */
export function toJob(
  { hash, content }: Pick<PackedExperiment, 'hash' | 'content'>,
  request: EvaluationRequest,
): ChunkJob {
  const { fromDraw, toDraw, replacements = [], uniforms, onDemand = false } = request;
  return {
    content,
    experiment: hash,
    fromDraw,
    toDraw,
    replacements: [...replacements],
    ...(uniforms
      ? { uniforms: Buffer.from(uniforms.buffer, uniforms.byteOffset, uniforms.byteLength).toString('base64') }
      : {}),
    ...(onDemand ? { onDemand } : {}),
  };
}

/**
 * The id of a job: a hash of all that decides over its chunk. The same chunk is never asked for twice at a time, and what
 * was asked for under another name of the scenario file is the same.
 */
export function idOfJob({ experiment: _, ...job }: ChunkJob): string {
  return `chunk-${sha256(canonicalJson(job))}`;
}

/**
 * The request of a job that came through Redis.
 * @throws Error in one line if the data is no such request, or not that of the id
 */
export function readJob(data: unknown, id: string | undefined): { experiment: string; request: EvaluationRequest } {
  const parsed = CHUNK_JOB.safeParse(data);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new Error(`the job is none: ${path.map(String).join('.') || 'it'}: ${message}`);
  }
  if (idOfJob(parsed.data) !== id) throw new Error('the job is not the one that its id says');
  const { experiment, uniforms, fromDraw, toDraw, onDemand } = parsed.data;
  const replacements = parsed.data.replacements.map(({ id: quantity, path, value, at, exact = false }) => ({
    ...{ id: quantity, path, value, at, exact },
  }));
  const given = uniforms === undefined ? {} : { uniforms: toNumbers(uniforms) };
  const further = onDemand === undefined ? {} : { onDemand };
  return { experiment, request: { fromDraw, toDraw, replacements, ...given, ...further } };
}

function toNumbers(base64: string): Float64Array<ArrayBuffer> {
  const bytes = Buffer.from(base64, 'base64');
  const numbers = new Float64Array(Math.floor(bytes.length / Float64Array.BYTES_PER_ELEMENT));
  new Uint8Array(numbers.buffer).set(bytes.subarray(0, numbers.byteLength));
  return numbers;
}

/** Bytes of the hash of the experiment, before those of a chunk. */
const HASH_BYTES = 32;

/**
 * A chunk as bytes with a checksum.
 * @param experiment hash of the experiment that was computed
 */
export function encodeChunk(experiment: string, chunk: Chunk): Uint8Array {
  const draws = chunk.toDraw - chunk.fromDraw;
  const layout: RecordLayout = {
    values: chunk.values.length / draws,
    parameters: chunk.parameters.length / draws,
    timeline: chunk.timeline.length / draws,
    histories: chunk.histories.length / draws,
  };
  return Buffer.concat([Buffer.from(experiment, 'hex'), encodeRecord(layout, 0, chunk)]);
}

/** Bytes of a chunk without failures. */
export function chunkBytes(layout: RecordLayout, draws: number): number {
  return HASH_BYTES + HEADER_BYTES + numberBytes(layout, draws);
}

const failures = (fromDraw: number, toDraw: number, paths: number) =>
  z.array(
    z.strictObject({
      draw: z.int().min(fromDraw).lt(toDraw),
      path: z.int().min(0).lt(paths),
      kind: z.enum(['SampleError', 'EvaluationError', 'WorkerError']),
      error: z.string().max(2000),
      message: z.string().max(5000),
    }),
  );

/**
 * The chunk of bytes that came through Redis.
 * @param experiment hash of the experiment that is asked for
 * @param paths of the plan
 * @returns undefined if they are not a whole record of just these draws in this layout, or say of what has failed in which
 *   file it stands under the names of another experiment
 */
export function decodeChunk(
  all: Uint8Array,
  experiment: string,
  layout: RecordLayout,
  { fromDraw, toDraw }: EvaluationRequest,
  paths: number,
): Chunk | undefined {
  const bytes = all.subarray(HASH_BYTES);
  const header = readHeader(bytes);
  if (header?.fromDraw !== fromDraw || header.toDraw !== toDraw || header.cell !== 0) return undefined;
  const numbers = HEADER_BYTES + numberBytes(layout, toDraw - fromDraw);
  if (bytes.length !== numbers + header.failureBytes || !isWhole(bytes)) return undefined;
  try {
    const found = decodeFailures(bytes.subarray(numbers));
    if (!failures(fromDraw, toDraw, paths).safeParse(found).success) return undefined;
    if (found.length > 0 && Buffer.from(all.subarray(0, HASH_BYTES)).toString('hex') !== experiment) return undefined;
  } catch {
    return undefined;
  }
  return decodeRecord(layout, bytes);
}
