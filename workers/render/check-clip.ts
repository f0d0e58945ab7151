import { checkLoudness, checkPicture, checkStreams } from './checks.ts';
import type { Frame } from './frames.ts';
import { type Loudness, measureLoudness } from './sound/loudness.ts';

/**
 * Checks an encoded clip before anyone sees it, all at once: streams and length, pictures, captions, loudness.
 *
 * @returns its length in milliseconds, its loudness (null for silence), and its most varied picture for the poster
 * @throws AppError `render_check_failed` with the reason as its cause.
 */
export async function checkClip(
  options: Parameters<typeof checkPicture>[0] & {
    sound: { readonly loudness: Loudness | null; readonly mayBeQuiet: boolean; readonly targetLufs: number };
  },
): Promise<{ durationMs: number; loudness: Loudness | null; best: Frame | undefined }> {
  const { env, path, durationMs, sound, signal } = options;
  // Whatever fails first tells why; the others are small, and end before the file goes.
  const [streams, pictures, loudness] = await Promise.allSettled([
    checkStreams(options),
    checkPicture(options),
    sound.loudness && measureLoudness({ env, path, format: 'mov', durationMs, signal }),
  ]);
  if (streams.status === 'rejected') throw streams.reason;
  if (pictures.status === 'rejected') throw pictures.reason;
  if (loudness.status === 'rejected') throw loudness.reason;
  if (loudness.value) checkLoudness(loudness.value, sound.mayBeQuiet, sound.targetLufs);
  return { durationMs: streams.value, loudness: loudness.value, best: pictures.value[0] };
}
