import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PLAIN_LOOK } from '#lib/server/captions/render-look.ts';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { makeMedia, mediaEnv, movingPicture, speechLikeSound } from '#tests/helpers/media.ts';
import { evenWords, renderPart } from '#tests/helpers/rendering.ts';

let dir: string;
let env: Env;
let log: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-kept-sound-'));
  const plain = mediaEnv(join(dir, 'data'));
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(plain, [...movingPicture('640x360', '25', 5), ...speechLikeSound(5), ...fast, join(dir, 'talk.mp4')]);
  const { ffmpeg } = await resolveFfmpeg(plain);
  log = join(dir, 'calls.log');
  const listening = join(dir, 'ffmpeg');
  await writeFile(listening, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${ffmpeg}' "$@"\n`, { mode: 0o755 });
  env = { ...plain, ffmpegPath: listening };
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function render(options: Partial<Parameters<typeof renderPart>[3]> = {}) {
  const path = join(dir, 'talk.mp4');
  const info = await probeMedia(env, path, new AbortController().signal);
  await writeFile(log, '');
  const clip = await renderPart(env, dir, path, {
    ...{ aspect: '1:1', startMs: 1000, endMs: 3000, source: { path, info, sha256: 'film' } },
    ...{ soundsDir: join(dir, 'sounds'), ...options },
  });
  const calls = (await readFile(log, 'utf8')).trim().split('\n');
  return {
    clip,
    cuts: calls.filter((call) => call.includes('-c:a pcm_f32le')).length,
    aac: await soundOf(clip.video.path),
  };
}

/** The encoded sound, without its container. */
async function soundOf(path: string): Promise<string> {
  const { ffmpeg } = await resolveFfmpeg(env);
  const args = ['-v', 'error', '-nostdin', '-i', path, '-map', '0:a', '-c', 'copy', '-f', 'md5', '-'];
  return (await execa(ffmpeg, args)).stdout;
}

it('is made once: another shape, look or caption takes it as it is', async () => {
  const first = await render();
  expect(first.cuts).toBe(1);
  const shape = await render({ aspect: '9:16' });
  const words = evenWords(1000, 3000).map((word) => ({ ...word, text: 'Other' }));
  const caption = await render({ words, look: { ...PLAIN_LOOK, style: 'pop' } });
  for (const again of [shape, caption]) {
    expect(again.cuts).toBe(0);
    expect(again.aac).toBe(first.aac);
    expect(again.clip.loudness).toEqual(first.clip.loudness);
    expect(again.clip.durationMs).toBe(first.clip.durationMs);
  }
});

it('is made anew for other times, another loudness, or words that are taken out', async () => {
  await render();
  expect((await render({ endMs: 3100 })).cuts).toBe(1);
  expect((await render({ look: { ...PLAIN_LOOK, targetLufs: -16 } })).cuts).toBe(1);
  const swears = evenWords(1000, 3000).map((word, at) => (at === 2 ? { ...word, text: 'shit' } : word));
  expect((await render({ words: swears, look: { ...PLAIN_LOOK, bleep: 'tone' } })).cuts).toBe(1);
  const clip = { startMs: 1000, endMs: 3000, title: 'A clip', removed: [{ startMs: 1500, endMs: 2000 }] };
  expect((await render({ clip })).cuts).toBe(1);
});

it('stands at the same moment as the sound that it was cut from', async () => {
  const path = join(dir, 'click.mp4');
  const click = "aevalsrc='0.5*sin(2*PI*440*t)*gt(t,2)*lt(t,2.02)':s=48000:d=5";
  await makeMedia(env, [
    ...movingPicture('640x360', '25', 5),
    '-f',
    'lavfi',
    '-i',
    click,
    '-preset',
    'ultrafast',
    path,
  ]);
  const clip = await renderPart(env, dir, path, { aspect: '1:1', startMs: 1000, endMs: 3000 });
  const { ffmpeg } = await resolveFfmpeg(env);
  const args = ['-v', 'error', '-nostdin', '-i', clip.video.path, '-map', '0:a', '-ac', '1', '-f', 's16le', '-'];
  const { stdout } = await execa(ffmpeg, args, { encoding: 'buffer' });
  const samples = new Int16Array(new Uint8Array(stdout).buffer);
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const begins = samples.findIndex((sample) => Math.abs(sample) > peak / 3);
  expect(Math.abs((begins / 48_000) * 1000 - 1000)).toBeLessThan(8);
});
