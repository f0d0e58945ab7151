import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '../../app-error.ts';
import { type FontMetrics, readFontMetrics } from '../../fonts/font-metrics.ts';
import { namesIn } from '../../storage/folder.ts';

/** A font that the person who runs the studio gave. */
export interface GivenFont {
  /** A name of ours: what the file calls itself never gets into a script. */
  readonly family: string;
  readonly path: string;
  readonly metrics: FontMetrics;
}

/** A font for all of Chinese has 20 MB. */
const MAX_BYTES = 40_000_000;
const MAX_FONTS = 40;

const known = new Map<string, GivenFont>();

/** The .ttf, .otf and .ttc files of a folder, by name; what cannot be used is left out. None where there is no folder. */
export async function readGivenFonts(folder: string): Promise<GivenFont[]> {
  const names = await namesIn(folder);
  const fonts: GivenFont[] = [];
  for (const name of names
    .filter((each) => /\.(ttf|otf|ttc)$/i.test(each))
    .toSorted()
    .slice(0, MAX_FONTS)) {
    const font = await readGivenFont(join(folder, name));
    if (font) fonts.push(font);
  }
  return fonts;
}

/** One font; null where it is gone, too large, or no font that we can read. Kept while the file does not change. */
export async function readGivenFont(path: string): Promise<GivenFont | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > MAX_BYTES) return null;
    const key = `${path} ${size} ${mtimeMs}`;
    const before = known.get(key);
    if (before) return before;
    const family = `Given ${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
    const font = { family, path, metrics: readFontMetrics(await readFile(path)) };
    known.set(key, font);
    return font;
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || error instanceof RangeError) return null;
    throw error;
  }
}
