/**
 * Colours and marks of charts. The hues are those of Okabe and Ito (2008), which people with any colour vision tell apart,
 * darkened where they would be too faint on white; on dark ground the original ones stand. Colour never carries a
 * meaning alone: paths also have a shape and their name, states their name.
 */

/** A colour by its part: on light ground and on dark ground. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

const tone = (light: string, dark: string): Tone => ({ light, dark });

/** Everything that is not data. */
export const GROUND = {
  ink: tone('#1b1f24', '#e8eaed'),
  muted: tone('#59636e', '#a9b1ba'),
  line: tone('#c9d0d7', '#454c55'),
  faint: tone('#e6e9ec', '#2b3138'),
  paper: tone('#fffffe', '#14181c'),
} as const;

const PATHS: readonly Tone[] = [
  tone('#0072b2', '#56b4e9'),
  tone('#c65102', '#f08a3c'),
  tone('#00805c', '#2fc79a'),
  tone('#a2508a', '#dd95bd'),
  tone('#8a6d00', '#e0bd2c'),
  tone('#4a5560', '#b5c0ca'),
  tone('#2b4c9b', '#8fb0f2'),
  tone('#a02c3c', '#f28b97'),
];

/** Marks of Vega, in the order of the paths. */
const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
];

/** What is no path, with marks that the first paths do not have: a reader must not take a posture of the backer for a path. */
const SERIES: readonly Tone[] = [
  tone('#1f3a5f', '#d3e4f7'),
  tone('#5b88b2', '#8fb8de'),
  tone('#82878d', '#878e96'),
  tone('#5b3f8c', '#c3a9f0'),
  tone('#8c5a2b', '#d9a86c'),
];
const SERIES_SHAPES = ['cross', 'triangle-down', 'triangle-right', 'triangle-left', 'diamond'];

/** States in which a history can be, from the best to the worst. */
const STATES: Readonly<Record<string, Tone>> = {
  ceasefire_holds: tone('#72c0a1', '#5fae8f'),
  war_continues: tone('#bcc3ca', '#949da6'),
  renewed_war_repelled: tone('#ecc766', '#d9b24e'),
  renewed_war_lost: tone('#e2925a', '#d5854d'),
  protege_collapses: tone('#cf7b66', '#c77560'),
  general_war: tone('#8a5a96', '#b48cc0'),
  nuclear_use: tone('#3a2140', '#ead3f0'),
};

export function pathTone(index: number): Tone {
  return PATHS[index % PATHS.length];
}

export function pathShape(index: number): string {
  return SHAPES[index % SHAPES.length];
}

export function seriesTone(index: number): Tone {
  return SERIES[index % SERIES.length];
}

export function seriesShape(index: number): string {
  return SERIES_SHAPES[index % SERIES_SHAPES.length];
}

export function stateTone(state: string): Tone {
  return STATES[state] ?? GROUND.muted;
}

/** A, B, … Z, AA, AB, …: what paths are called where their names have no room. */
export function letter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** All tones, for a page that changes with the reader's preference. */
export const TONES: readonly Tone[] = [...Object.values(GROUND), ...PATHS, ...SERIES, ...Object.values(STATES)];

/** Name of the CSS variable that holds a tone on a page. */
export function toneVariable({ light }: Tone): string {
  return `--c${light.slice(1)}`;
}
