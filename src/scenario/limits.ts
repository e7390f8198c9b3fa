/** How large experiments may be, and how long texts. Apart from the schema, which the command line need not load to say so. */

/** How many worlds a run may sample. */
export const DRAWS = { min: 1, max: 10_000_000, integer: true } as const;
/** How many cells a sweep may have: more than anyone can run. */
export const CELLS = { min: 1, max: 1_000_000, integer: true } as const;
/** How many characters texts may have. */
export const LONGEST = { title: 200, description: 5000, seed: 200, actor: 60 } as const;
