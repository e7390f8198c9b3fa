/** What a command asks of the world outside; tests hand in their own. */
import picocolors from 'picocolors';
import type { CheckpointFiles } from '../experiment/checkpoint-files.ts';
import type { FileAccess } from '../report/results-folder.ts';
import type { Hue, TextStyle } from '../report/terminal-table.ts';

export interface Environment {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Where answers come from. Opened only by who asks: an open terminal would keep the program from ending. */
  readonly stdin?: () => NodeJS.ReadStream;
  /** Aborted when the user ends the command, with an `Interrupted` as its reason. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** The command line without node and script. */
  readonly argv: readonly string[];
  /** The file system, where it is not the real one. */
  readonly files?: { readonly results?: FileAccess; readonly checkpoint?: CheckpointFiles };
}

const USUAL_WIDTH = 80;
const NARROWEST = 60;

/** Columns of the terminal, or the usual 80 where there is none. */
export function terminalWidth(stream: NodeJS.WriteStream): number {
  return Math.max(NARROWEST, stream.isTTY ? (stream.columns ?? USUAL_WIDTH) : USUAL_WIDTH);
}

/** Bold, dim and colours on a terminal that can; NO_COLOR and TERM=dumb are respected. */
export function terminalStyle(stream: NodeJS.WriteStream): TextStyle {
  const can = stream.isTTY === true && picocolors.isColorSupported && process.env.TERM !== 'dumb';
  const { bold, dim, ...colours } = picocolors.createColors(can);
  return { bold, dim, ...(can ? { paint: (hue: Hue, text: string) => colours[hue](text) } : {}) };
}
