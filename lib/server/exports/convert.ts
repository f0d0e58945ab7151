import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { Env } from '../env.ts';
import { mediaTimeoutMs, runFfmpeg } from '../media/ffmpeg.ts';
import { ownInput } from '../media/user-input.ts';

/** What is made out of a rendered clip within seconds, when it is asked for. */
export type Conversion = 'm4a' | 'mp3' | 'wav' | 'gif' | 'webp';

/** A moving preview is this long at most: longer ones are larger than the clip. */
const PREVIEW_SECONDS = 5;
const PREVIEW_WIDTH = 360;

const SOUND = ['-map', '0:a:0', '-vn', '-map_metadata', '-1'];
const small = (rate: number) => `fps=${rate},scale=${PREVIEW_WIDTH}:-2:flags=lanczos`;

const ARGUMENTS: Readonly<Record<Conversion, readonly string[]>> = {
  m4a: [...SOUND, '-c:a', 'copy', '-movflags', '+faststart', '-f', 'ipod'],
  mp3: [...SOUND, '-c:a', 'libmp3lame', '-b:a', '192k', '-f', 'mp3'],
  wav: [...SOUND, '-c:a', 'pcm_s16le', '-f', 'wav'],
  gif: [
    ...['-an', '-filter_complex'],
    `[0:v:0]${small(12)},split[a][b];[a]palettegen=max_colors=160[colors];[b][colors]paletteuse=dither=bayer:bayer_scale=4`,
    ...['-f', 'gif'],
  ],
  webp: [
    ...['-map', '0:v:0', '-an', '-vf', small(15), '-c:v', 'libwebp', '-lossless', '0', '-q:v', '62'],
    ...['-loop', '0', '-vsync', '0', '-f', 'webp'],
  ],
};

/** One after the other: they share the machine with the renders. */
const queue = new PQueue({ concurrency: 1 });

/**
 * Makes another file out of a rendered clip.
 *
 * @param path a clip.mp4 of ours
 * @throws AppError `ffmpeg_failed`, `ffmpeg_missing`, `disk_full`; the signal's reason on abort
 */
export async function convertClip(options: {
  env: Env;
  path: string;
  kind: Conversion;
  durationMs: number;
  signal: AbortSignal;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { env, path, kind, durationMs, signal } = options;
  return await queue.add(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'podpromo-export-'));
    try {
      const out = join(dir, `out.${kind}`);
      const moving = kind === 'gif' || kind === 'webp';
      const part = moving ? ['-t', String(PREVIEW_SECONDS)] : [];
      await runFfmpeg({
        ...{ env, signal, cwd: dir, timeoutMs: mediaTimeoutMs(durationMs) },
        args: ['-v', 'error', '-threads', '1', ...ownInput(path, 'mov', part), ...ARGUMENTS[kind], `file:${out}`],
      });
      return new Uint8Array(await readFile(out));
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
}
