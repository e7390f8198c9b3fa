/** How slow this machine is at the moment, for estimates of time. */

/** Seconds that the sample takes on one core of 2023 with nothing else to do. */
const USUAL_SECONDS = 0.0085;
const SAMPLES = 3;

/** How many times longer a sample of plain arithmetic takes than usual: the median of several. */
export function measureSlowness(now: () => Date): number {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003);
  const seconds = Array.from({ length: SAMPLES }, () => {
    const start = now().getTime();
    values.slice().sort();
    return (now().getTime() - start) / 1000;
  }).sort((a, b) => a - b);
  return Math.max(0.25, seconds[Math.floor(SAMPLES / 2)] / USUAL_SECONDS);
}
