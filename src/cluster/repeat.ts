/** Something that is done time and again. */
export interface Repetition {
  /** Does it now, unless it is being done. */
  now(): void;
  end(): void;
}

/**
 * Does something time and again, or when asked, but never twice at the same time.
 * @param fail is told what goes wrong
 */
export function repeat(milliseconds: number, act: () => Promise<void>, fail: (error: unknown) => void): Repetition {
  let isBusy = false;
  const now = () => {
    if (isBusy) return;
    isBusy = true;
    act()
      .catch(fail)
      .finally(() => {
        isBusy = false;
      });
  };
  const timer = setInterval(now, milliseconds);
  return { now, end: () => clearInterval(timer) };
}
