import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { type Conversion, convertClip } from '#lib/server/exports/convert.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { makeMedia, mediaEnv, movingPicture, PACKAGED_FFMPEG, speechLikeSound } from '../helpers/media.ts';

const { signal } = new AbortController();
let dir: string;
let clip: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-exports-'));
  clip = join(dir, 'clip.mp4');
  const sizes = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ac', '2', '-ar', '48000'];
  await makeMedia(mediaEnv(dir), [...movingPicture('540x960', '25', 2), ...speechLikeSound(2), ...sizes, clip]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

const programs: [string, Record<string, string>][] = [
  ['the ffmpeg of the system', {}],
  ['the packaged ffmpeg', PACKAGED_FFMPEG],
];

describe.each(programs)('with %s', (_, variables) => {
  it.each([
    ['m4a', /ftypM4A/, 'aac'],
    ['mp3', /^(ID3|\xff\xfb)/, 'mp3'],
    ['wav', /^RIFF....WAVE/s, 'pcm_s16le'],
    ['gif', /^GIF89a/, 'gif'],
    ['webp', /^RIFF....WEBP/s, 'webp'],
  ] satisfies [Conversion, RegExp, string][])('a clip becomes a %s', async (kind, head, codec) => {
    const env = mediaEnv(dir, variables);
    const made = Buffer.from(await convertClip({ env, path: clip, kind, durationMs: 2000, signal }));
    expect(made.subarray(0, 16).toString('latin1')).toMatch(head);
    expect(made.length).toBeGreaterThan(4000);
    if (kind !== 'webp') expect(await codecOf(env, made)).toBe(codec);
    else expect(made.includes('ANMF')).toBe(true);
  });
});

async function codecOf(env: Env, file: Buffer): Promise<string> {
  const { ffprobe } = await resolveFfmpeg(env);
  const path = join(dir, 'made');
  await writeFile(path, file);
  const args = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', path];
  return (await execa(ffprobe, args)).stdout.trim();
}
