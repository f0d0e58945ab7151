import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { assScript } from '#lib/server/captions/ass.ts';
import type { Captions } from '#lib/server/captions/captions.ts';
import type { Box } from '#lib/server/captions/layout.ts';
import { placeFonts } from '#lib/server/captions/text/fonts.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { ASS_FILE, BURN_IN } from '#workers/render/video-graph.ts';

/** Lossless pictures of captions, `perSecond` a second, over a grey that no caption has. */
export async function captionFrames(options: {
  env: Env;
  dir: string;
  aspect: Aspect;
  captions: Captions;
  durationMs: number;
  perSecond: number;
}): Promise<Buffer[]> {
  const { env, dir, aspect, captions, durationMs, perSecond } = options;
  const size = ASPECT_SIZES[aspect];
  await placeFonts(dir, captions.faces);
  await writeFile(join(dir, ASS_FILE), assScript(size, captions.styles, captions.events));
  const { ffmpeg } = await resolveFfmpeg(env);
  const { stdout } = await execa(
    ffmpeg,
    [
      ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i'],
      `color=c=0x606060:s=${size.width}x${size.height}:r=${perSecond}:d=${durationMs / 1000}`,
      ...['-vf', `format=rgb24,${BURN_IN},format=gray`, '-f', 'rawvideo', 'pipe:1'],
    ],
    { cwd: dir, encoding: 'buffer', maxBuffer: 1_000_000_000 },
  );
  const bytes = size.width * size.height;
  return Array.from({ length: Math.floor(stdout.length / bytes) }, (_, at) =>
    Buffer.from(stdout.subarray(at * bytes, (at + 1) * bytes)),
  );
}

/** The rectangle of all pixels that are not as the empty ground is; null where there is none. */
export function drawnBox(frame: Buffer, width: number): Box | null {
  const ground = frame[0] ?? 0;
  const height = frame.length / width;
  const empty = Buffer.alloc(width, ground);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    if (frame.compare(empty, 0, width, y * width, (y + 1) * width) === 0) continue;
    for (let x = 0; x < width; x += 1) {
      if (Math.abs((frame[y * width + x] ?? 0) - ground) < 2) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
