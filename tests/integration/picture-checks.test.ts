import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cue } from '#lib/server/captions/cues.ts';
import type { Env } from '#lib/server/env.ts';
import { makeMedia, mediaEnv } from '#tests/helpers/media.ts';
import { checkPicture } from '#workers/render/checks.ts';

let folder: string;
let env: Env;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-checks-'));
  env = mediaEnv(join(folder, 'data'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const size = { width: 270, height: 480 };
const LIT = 'drawbox=y=300:w=60:h=40:color=white:t=fill';
const cues: Cue[] = ['Nobody', 'leaves', 'before', 'noon'].map((text, at) => {
  const [startMs, endMs] = [at * 2000, at * 2000 + 1900];
  return { startMs, endMs, lines: [[{ text, startMs, endMs, confidence: null }]] };
});

async function check(name: string, box: string): Promise<unknown> {
  const path = join(folder, name);
  const picture = `testsrc=s=${size.width}x${size.height}:r=25,trim=end_frame=1,loop=loop=-1:size=1,trim=duration=8`;
  const encoded = ['-c:v', 'libx264', '-g', '50', '-pix_fmt', 'yuv420p', path];
  await makeMedia(env, ['-f', 'lavfi', '-i', `${picture},${box}`, ...encoded]);
  return await checkPicture({
    ...{ env, path, size, durationMs: 8000, cues, signal: AbortSignal.timeout(60_000) },
    ...{ captionBox: { x: 0, y: 280, width: 270, height: 100 }, captionColor: [255, 255, 255] },
  });
}

test('a clip whose picture stands still while its captions change does not pass', async () => {
  await expect(check('still.mp4', `${LIT}:x=30`)).rejects.toMatchObject({
    code: 'render_check_failed',
    cause: { message: 'the picture stands still' },
  });
});

test('a still picture with captions that change passes', async () => {
  const words = cues.map((_, at) => `${LIT}:x=${30 + at * 40}:enable='between(t,${at * 2},${at * 2 + 1.99})'`);
  await expect(check('captioned.mp4', words.join())).resolves.toHaveLength(4);
});
