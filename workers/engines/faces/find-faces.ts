import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';
import { OUR_CODE } from '../our-code.ts';

const share = z.number();
/** What the child answers for one picture; see `Look`. */
export const lookSchema = z.object({
  faces: z.array(
    z.object({
      x: share,
      y: share,
      width: share,
      height: share,
      score: z.number(),
      mouth: z.object({ x: share, y: share }),
      mouthMotion: z.number().nullable(),
    }),
  ),
  change: z.number(),
  text: z.number(),
});
export type SeenPicture = z.infer<typeof lookSchema>;
export type SeenFace = SeenPicture['faces'][number];

/** Another number when the same pictures are seen differently: results of earlier versions are not used again. */
export const DETECTOR_VERSION = 1;

/**
 * Looks for faces in the pictures of a stream, in a process of its own.
 *
 * @param options.pictures rgb24 of this size, both sides multiples of 64
 * @throws AppError `engine_failed` where the detector breaks, `job_timeout`; the signal's reason on abort.
 */
export async function findFaces(options: {
  pictures: Readable;
  size: { width: number; height: number };
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<SeenPicture[]> {
  const { pictures, size, timeoutMs, signal } = options;
  const seen: SeenPicture[] = [];
  let rest = '';
  const { exitCode, stderrTail } = await runChild({
    file: process.execPath,
    args: [join(import.meta.dirname, 'child.ts'), String(size.width), String(size.height)],
    confinement: { kind: 'script', reads: OUR_CODE },
    signal,
    timeoutMs,
    stdin: pictures,
    missingCode: 'engine_failed',
    onStdout: (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) seen.push(lookSchema.parse(JSON.parse(line)));
    },
  });
  if (exitCode !== 0) throw new AppError('engine_failed', { cause: new Error(stderrTail.slice(-1000)) });
  return seen;
}
