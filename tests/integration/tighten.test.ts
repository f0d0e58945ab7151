import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import type { Word } from '#lib/shared/transcript.ts';
import { makeMedia, mediaEnv, PACKAGED_FFMPEG } from '../helpers/media.ts';
import { renderPart } from '../helpers/rendering.ts';

let dir: string;
let env: Env;
/** When something is said: the picture is white and a tone is heard. Seconds. */
const SPOKEN = [
  [0.4, 1.0],
  [1.2, 1.5],
  [3.4, 4.0],
  [5.2, 5.9],
] as const;
const TEXTS = ['We', 'um,', 'looked', 'there.'];
const words: Word[] = SPOKEN.map(([from, to], at) => ({
  ...{ startMs: from * 1000, endMs: to * 1000, text: TEXTS[at] ?? '', confidence: null },
}));

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-tighten-'));
  env = mediaEnv(join(dir, 'data'));
  const spoken = (variable: string) =>
    SPOKEN.map(([from, to]) => `between(${variable}\\,${from}\\,${to - 0.001})`).join('+');
  const picture = `color=c=black:s=320x180:r=25:d=6.4,drawbox=w=320:h=90:color=white:t=fill:enable='${spoken('t').replaceAll('\\', '')}'`;
  await makeMedia(env, [
    ...[
      '-f',
      'lavfi',
      '-i',
      picture,
      '-f',
      'lavfi',
      '-i',
      `aevalsrc=0.4*sin(2*PI*400*t)*(${spoken('t')}):s=48000:d=6.4`,
    ],
    ...['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', join(dir, 'talk.mp4')],
  ]);
});

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** Frames of the clip, 25 a second: whether the top is white, and whether the tone is heard. */
async function seenAndHeard(path: string): Promise<{ seen: boolean[]; heard: boolean[] }> {
  const { ffmpeg } = await resolveFfmpeg(env);
  const read = async (args: string[]) =>
    (await execa(ffmpeg, ['-v', 'error', '-nostdin', '-i', path, ...args, 'pipe:1'], { encoding: 'buffer' })).stdout;
  const pixels = await read(['-vf', 'crop=iw:200:0:40,scale=1:1,format=gray', '-f', 'rawvideo']);
  const sound = Buffer.from(await read(['-ac', '1', '-ar', '8000', '-f', 's16le']));
  const heard = Array.from({ length: Math.floor(sound.length / 640) }, (_, frame) => {
    let loudest = 0;
    for (let at = 0; at < 320; at += 1)
      loudest = Math.max(loudest, Math.abs(sound.readInt16LE((frame * 320 + at) * 2)));
    return loudest > 2000;
  });
  return { seen: [...pixels].map((level) => level > 110), heard };
}

const rises = (states: readonly boolean[]) => states.flatMap((on, at) => (on && !states[at - 1] ? [at] : []));

it.each([
  ['the system', {}],
  ['the packaged', PACKAGED_FFMPEG],
])('picture, sound and captions stay together after the cuts, with %s ffmpeg', async (_, programs) => {
  const framing = { mode: 'fill', x: 0.5, y: 0.5, zoom: 1 } as const;
  const request = {
    aspect: '16:9',
    startMs: 0,
    endMs: 6400,
    words,
    framing,
    tighten: 'strong',
    language: 'en',
  } as const;
  const clip = await renderPart(mediaEnv(join(dir, 'data'), programs), dir, join(dir, 'talk.mp4'), request);
  // Two seconds and a bit of pauses and the filler are gone.
  expect(clip.durationMs).toBeLessThan(4300);
  const { seen, heard } = await seenAndHeard(clip.video.path);
  const [shown, told] = [rises(seen), rises(heard)];
  expect(shown).toHaveLength(3);
  expect(told).toHaveLength(3);
  for (const [at, frame] of shown.entries()) expect(Math.abs(frame - (told[at] ?? 0))).toBeLessThanOrEqual(2);
  const captions = await readFile(clip.srt.path, 'utf8');
  expect(captions).not.toContain('um');
  expect(captions).toContain('looked');
});

it('off, nothing is taken out', async () => {
  const clip = await renderPart(env, dir, join(dir, 'talk.mp4'), { aspect: '16:9', startMs: 0, endMs: 6400, words });
  expect(Math.abs(clip.durationMs - 6400)).toBeLessThanOrEqual(60);
  expect(rises((await seenAndHeard(clip.video.path)).seen)).toHaveLength(4);
});
