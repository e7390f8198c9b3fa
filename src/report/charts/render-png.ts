/** PNG from SVG, by resvg, in a typeface that comes with the program: the same picture on every machine. */
import { createRequire } from 'node:module';
import { FolderError } from '../results-folder.ts';

/** Pixels for every unit of the SVG. */
const ZOOM = 2;
/** What the typeface has; for the rest those of the machine are asked. */
const COVERED = /^[\s!-\u052f\u1e00-\u1fff\u2000-\u22ff\u2500-\u25ff]*$/;

export type PngRenderer = (svg: string) => Uint8Array;

/**
 * Loads what makes PNGs; a native module, which is only loaded where it is needed.
 * @throws FolderError if it is not installed
 */
export async function loadPngRenderer(): Promise<PngRenderer> {
  const { Resvg } = await load();
  const require = createRequire(import.meta.url);
  let fontFiles: string[];
  try {
    fontFiles = [
      require.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
      require.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
    ];
  } catch (error) {
    throw missing('@expo-google-fonts/source-sans-3', error);
  }
  return (svg) => {
    const font = { fontFiles, loadSystemFonts: !COVERED.test(svg), defaultFontFamily: 'Source Sans 3' };
    return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
  };
}

async function load(): Promise<typeof import('@resvg/resvg-js')> {
  try {
    return await import('@resvg/resvg-js');
  } catch (error) {
    throw missing('@resvg/resvg-js', error);
  }
}

function missing(name: string, cause: unknown): FolderError {
  return new FolderError(
    `PNG needs the package ${name}, which is not installed beside the program: install it, or leave PNG out with --formats svg,json`,
    true,
    { cause },
  );
}
