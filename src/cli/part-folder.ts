/**
 * The folder of a part: what `--shard` leaves and `merge` reads. It holds `chunks.bin` (experiment/part-file.ts),
 * `scenario.resolved.json` and `part.json`, which says of what it is a part and gets its name last. The part of several
 * sweeps holds a folder of this kind for each of them.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { MODEL_VERSION } from '../deterrence/model.ts';
import type { Undertaking } from '../experiment/checkpoint.ts';
import { PartError } from '../experiment/part-file.ts';
import { describeShare, type Share } from '../experiment/share.ts';
import type { WrittenFile } from '../report/results-folder.ts';
import { PART } from './output-folder.ts';
import { VERSION } from './version.ts';

export const CHUNKS = 'chunks.bin';
export const SCENARIO = 'scenario.resolved.json';

/** Version of the files of a part. */
const FORMAT = 1;

const partSchema = z.object({
  program: z.literal('stolperdraht'),
  format: z.number(),
  version: z.string(),
  model_version: z.string(),
  shard: z.object({ index: z.int().min(1), of: z.int().min(1) }),
  undertaking: z.object({
    command: z.enum(['run', 'sweep']),
    options: z.record(z.string(), z.unknown()),
    determinants: z.record(z.string(), z.unknown()),
    planHash: z.string(),
    formatHash: z.string(),
  }),
  /** File of the scenario as it was named, and what was said of it when it was loaded. */
  scenario: z.string(),
  warnings: z.array(z.string()),
  /** Names of the sweeps that have a folder each in that of the part; absent where it has chunks itself. */
  sweeps: z.array(z.string().regex(/^\w+$/)).optional(),
  byte_order: z.string(),
  chunks: z.number(),
  evaluations: z.number(),
  failures: z.object({ evaluations: z.number() }),
  /** How it was computed: command line, machine and times. */
  computed: z.looseObject({ started: z.string(), finished: z.string(), seconds: z.number() }),
  files: z.array(z.object({ name: z.enum([CHUNKS, SCENARIO]), bytes: z.number(), sha256: z.string() })),
});

/** part.json. */
export type PartDescription = z.infer<typeof partSchema>;

/** What is not said by every part alike. */
export type PartContent = Omit<
  PartDescription,
  'program' | 'format' | 'version' | 'model_version' | 'byte_order' | 'files'
>;

/** The description of a part that this program has computed on this machine. */
export function describePart(content: PartContent, files: readonly WrittenFile[]): PartDescription {
  return {
    program: 'stolperdraht',
    format: FORMAT,
    version: VERSION,
    model_version: MODEL_VERSION,
    byte_order: endianness(),
    ...content,
    files: files.map(({ name, bytes, sha256 }) => ({ name: name as typeof CHUNKS, bytes, sha256 })),
  };
}

/** A part that is there, and whole as far as its description says. */
export interface OpenedPart {
  readonly folder: string;
  readonly description: PartDescription;
  readonly share: Share;
  readonly undertaking: Undertaking;
}

/**
 * Opens the folder of a part and compares its files with its description.
 * @throws PartError if it is none, unfinished, damaged, or of another version or kind of machine
 */
export async function openPart(folder: string): Promise<OpenedPart> {
  const description = readDescription(folder);
  const { shard, undertaking, version, model_version: model, byte_order: order } = description;
  const name = `${folder} (part ${describeShare(shard)})`;
  if (version !== VERSION || model !== MODEL_VERSION) {
    const [made, is] = version === VERSION ? [`model ${model}`, `model ${MODEL_VERSION}`] : [version, VERSION];
    throw new PartError(
      `${name} was made by version ${made} of stolperdraht, this is version ${is}; use that one to merge`,
    );
  }
  if (order !== endianness()) {
    throw new PartError(
      `${name} has numbers in the byte order ${order}, this machine's is ${endianness()}; merge it where it was made`,
    );
  }
  if (shard.index > shard.of)
    throw new PartError(
      `${join(folder, PART)} is not what stolperdraht writes: there is no part ${describeShare(shard)}`,
    );
  for (const file of description.files) await requireWhole(folder, file, shard);
  for (const needed of description.sweeps ? [] : [CHUNKS, SCENARIO]) {
    if (!description.files.some((file) => file.name === needed)) throw new PartError(`${name} has no ${needed}`);
  }
  return { folder, description, share: shard, undertaking };
}

function readDescription(folder: string): PartDescription {
  const file = join(folder, PART);
  if (!existsSync(folder)) throw new PartError(`${folder} is not there, must be a part that --shard has computed`);
  if (!existsSync(file)) {
    const isBegun = existsSync(join(folder, '.checkpoint'));
    throw new PartError(
      isBegun
        ? `${folder} is a part that is not finished; to go on with it: stolperdraht resume ${folder}`
        : `${folder} has no ${PART}, must be a part that --shard has computed`,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new PartError(`${file} is no JSON: it was cut short or changed`);
  }
  const result = partSchema.safeParse(data);
  if (result.success && result.data.format === FORMAT) return result.data;
  throw new PartError(
    `${file} is not what this version of stolperdraht writes${result.error ? ` at ${result.error.issues[0].path.join('.')}` : ''}`,
  );
}

async function requireWhole(
  folder: string,
  { name, bytes, sha256 }: PartDescription['files'][number],
  share: Share,
): Promise<void> {
  const file = join(folder, name);
  const again = `copy it again, or compute part ${describeShare(share)} again`;
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new PartError(`${file} is missing; ${again}`);
  if (stats.size !== bytes) throw new PartError(`${file} has ${stats.size} bytes, must have ${bytes}; ${again}`);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  if (hash.digest('hex') !== sha256)
    throw new PartError(`${file} is damaged: its SHA-256 is not that in ${PART}; ${again}`);
}
