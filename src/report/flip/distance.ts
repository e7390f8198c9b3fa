/** How a distance from the medians reads, in prior standard deviations. */
export type Distance = 'thread' | 'near' | 'possible' | 'rare' | 'far';

/** From next to nothing to far out. */
export function distanceOf(norm: number): Distance {
  if (norm < 0.5) return 'thread';
  if (norm < 1) return 'near';
  if (norm < 2) return 'possible';
  return norm < 3 ? 'rare' : 'far';
}
