/** Asks on a terminal, line by line. */
import { createInterface } from 'node:readline';
import { Interrupted, UsageError } from '../errors.ts';

export interface Dialogue {
  /**
   * Says something and waits for a line.
   * @throws Interrupted after Ctrl-C, and the reason of the signal when it is aborted
   * @throws UsageError if there are no more lines
   */
  ask(prompt: string): Promise<string>;
  close(): void;
}

/** A dialogue over two streams. Lines that come before they are asked for are kept: whoever pastes them loses none. */
export function openDialogue(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Dialogue {
  const terminal = (output as { isTTY?: boolean }).isTTY === true;
  const lines = createInterface({ input, output, terminal });
  const kept: string[] = [];
  let ended: Error | undefined;
  let wake = () => {};
  const end = (reason: Error) => {
    ended ??= reason;
    wake();
  };
  const aborted = () => end(signal.reason as Error);
  lines.on('line', (line) => {
    kept.push(line);
    wake();
  });
  lines.on('SIGINT', () => end(new Interrupted('SIGINT')));
  lines.on('close', () => end(new UsageError('the answers end before the last question; nothing is written')));
  signal.addEventListener('abort', aborted);
  if (signal.aborted) aborted();
  return {
    async ask(prompt) {
      lines.setPrompt(prompt);
      lines.prompt();
      while (kept.length === 0) {
        if (ended !== undefined) {
          // What comes next is not to stand on the line of the question.
          output.write('\n');
          throw ended;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return kept.shift() ?? '';
    },
    close() {
      signal.removeEventListener('abort', aborted);
      lines.close();
    },
  };
}
