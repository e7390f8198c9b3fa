/** A progress bar on a terminal; nothing anywhere else. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  /** @param wanted evaluations in all, where that is not settled from the beginning */
  update(done: number, wanted?: number): void;
  /** Takes the bar away and gives the cursor back. */
  stop(): void;
}

/** Words of a progress bar. */
export interface ProgressWords {
  /** What is counted, where that is not evaluations. */
  readonly what?: string;
  /** Who works, where that may change. */
  readonly who?: (() => string | undefined) | undefined;
}

/**
 * Shows how many evaluations are done, how fast it goes and how long it will take; without a stream it stays silent.
 * @param more what else is counted, and who does it
 */
export function showProgress(
  total: number,
  stream: NodeJS.WriteStream | undefined,
  now: () => Date,
  { what = 'evaluations', who }: ProgressWords = {},
): Progress {
  if (!stream?.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar({
    format: ` {bar} {percentage} % | {value}/{total} ${what} | {rate}/s | {eta_formatted} left{who}`,
    stream,
    clearOnComplete: true,
    hideCursor: true,
    // Signals are handled in one place; the bar must not end the program by itself.
    gracefulExit: false,
    barsize: 24,
  });
  const start = now().getTime();
  const workers = () => {
    const said = who?.();
    return { who: said === undefined ? '' : ` | ${said}` };
  };
  bar.start(total, 0, { rate: '–', ...workers() });
  return {
    update(done, wanted) {
      if (wanted !== undefined) bar.setTotal(Math.max(total, wanted));
      const seconds = (now().getTime() - start) / 1000;
      bar.update(done, { rate: seconds > 0 ? (done / seconds).toFixed(0) : '–', ...workers() });
    },
    stop: () => bar.stop(),
  };
}
