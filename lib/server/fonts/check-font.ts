import { AppError } from '../app-error.ts';
import { readFontMetrics } from './font-metrics.ts';
import { renameFont } from './rename-font.ts';

/** TrueType, and OpenType with PostScript outlines: what libass and we read. */
const KINDS = new Set(['00010000', '4f54544f', '74727565']);

/** One letter of each script that a font may be for. */
const SAMPLES = 'aжωאبकไ가あ漢😀';

/**
 * Looks into an uploaded font: its first bytes, all its tables, its letters.
 *
 * @throws AppError `font_unusable`
 */
export function checkFont(bytes: Buffer): void {
  if (!KINDS.has(bytes.subarray(0, 4).toString('hex'))) throw new AppError('font_unusable');
  try {
    const metrics = readFontMetrics(bytes);
    renameFont(bytes, 'Check');
    const size = metrics.assSize(100);
    const letters = [...SAMPLES].filter((letter) => metrics.has(letter.codePointAt(0) ?? 0));
    if (letters.length > 0 && size > 20 && size < 1000 && metrics.width(letters.join(''), 100) > 0) return;
  } catch (error) {
    throw new AppError('font_unusable', { cause: error });
  }
  throw new AppError('font_unusable');
}
