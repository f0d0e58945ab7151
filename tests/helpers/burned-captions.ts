import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { placeFonts } from '#lib/server/captions/text/fonts.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { ASS_FILE, BURN_IN } from '#workers/render/video-graph.ts';
import { type DrawnScript, groundPixels } from './caption-page.ts';
import { type Luma, lumaOf } from './ssim.ts';

/**
 * The same script burned in by ffmpeg as a render does it, lossless, over the ground of `groundPixels`: `count`
 * pictures, `everyMs` apart, the first at 0.
 */
export async function burnedCaptions(
  env: Env,
  dir: string,
  { script, width, height, faces }: DrawnScript,
  count: number,
  everyMs: number,
): Promise<Luma[]> {
  await placeFonts(dir, faces);
  await writeFile(join(dir, ASS_FILE), script);
  await writeFile(join(dir, 'ground.rgb'), groundPixels(width, height));
  const { ffmpeg } = await resolveFfmpeg(env);
  const bytes = width * height * 3;
  const pictures: Luma[] = [];
  let rest = Buffer.alloc(0);
  const child = execa(
    ffmpeg,
    [
      ...['-v', 'error', '-nostdin', '-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${width}x${height}`],
      ...['-framerate', `1000/${everyMs}`, '-i', 'ground.rgb', '-frames:v', String(count)],
      ...['-vf', `loop=-1:1:0,${BURN_IN},format=rgb24`, '-f', 'rawvideo', 'pipe:1'],
    ],
    { cwd: dir, encoding: 'buffer', buffer: false },
  );
  for await (const chunk of child.iterable({ binary: true })) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= bytes; rest = rest.subarray(bytes)) {
      pictures.push(lumaOf(rest.subarray(0, bytes), width, height, 3));
    }
  }
  await child;
  return pictures;
}
