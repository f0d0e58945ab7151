import { AppError } from '#lib/server/app-error.ts';
import { giveUp } from './choose-encoder.ts';
import { type ClipEncode, encodeClipBy } from './encode.ts';
import { SOFTWARE } from './video-encoders.ts';

/**
 * Encodes and checks. What a hardware encoder made and the checks refuse is encoded once more by libx264, and that one
 * is not used again.
 *
 * @param encode answers the name of the encoder
 * @param check throws `render_check_failed` where the file is not as it should be
 */
export async function encodeAndCheck<Checked>(
  job: ClipEncode,
  encode: (job: ClipEncode) => Promise<string>,
  check: () => Promise<Checked>,
): Promise<{ checked: Checked; encoder: string }> {
  const encoder = await encode(job);
  try {
    return { checked: await check(), encoder };
  } catch (error) {
    if (encoder === SOFTWARE.name || !(error instanceof AppError) || error.code !== 'render_check_failed') throw error;
    await encodeClipBy(SOFTWARE, job);
    const checked = await check();
    giveUp(job.env, { name: encoder }, error);
    return { checked, encoder: SOFTWARE.name };
  }
}
