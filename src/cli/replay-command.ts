/** The command line that tells a history again. */
import type { DesignName } from '../scenario/scenario.ts';

export interface Replay {
  readonly source: string;
  readonly paths: readonly string[];
  readonly draw: number;
  readonly history: number;
  readonly draws: number | undefined;
  readonly seed: string | undefined;
  readonly design: DesignName | undefined;
  readonly set: readonly string[];
}

/** `stolperdraht trace …`, with the options that decide over worlds, quoted for a shell. */
export function replayCommand({ source, paths, draw, history, draws, seed, design, set }: Replay): string {
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name} ${quote(String(value))}`];
  return [
    `stolperdraht trace ${quote(source)}`,
    `--${paths.length > 1 ? 'paths' : 'path'} ${quote(paths.join(','))}`,
    `--draw ${draw} --history ${history}`,
    ...option('draws', draws),
    ...option('seed', seed),
    ...option('design', design),
    ...set.map((each) => `--set ${quote(each)}`),
  ].join(' ');
}

/** A word as a shell takes it. */
export function quote(text: string): string {
  return /^[\w./:,=@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
