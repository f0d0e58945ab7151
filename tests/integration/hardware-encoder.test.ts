import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { makeMedia, mediaEnv, movingPicture, speechLikeSound } from '#tests/helpers/media.ts';
import { renderPart } from '#tests/helpers/rendering.ts';
import { chooseEncoder } from '#workers/render/choose-encoder.ts';

let dir: string;
let ffmpeg: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-hardware-'));
  const env = mediaEnv(join(dir, 'data'));
  ({ ffmpeg } = await resolveFfmpeg(env));
  const fast = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  await makeMedia(env, [...movingPicture('640x360', '25', 3), ...speechLikeSound(3), ...fast, join(dir, 'talk.mp4')]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));
beforeEach(() => writeFile(join(dir, 'calls.log'), ''));

/** What a stand-in for a graphics card does when it is asked to encode. */
type Card = 'works' | 'fails' | 'fails at clips' | 'paints clips black' | 'is worse';

/** An ffmpeg that has `h264_nvenc`; underneath it is libx264. */
async function ffmpegWith(card: Card): Promise<Env> {
  const path = join(dir, card.replaceAll(' ', '-'));
  const script = `const { appendFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
let args = process.argv.slice(2);
const card = ${JSON.stringify(card)};
const isClip = args.some((arg) => arg.endsWith('sound.m4a'));
appendFileSync(${JSON.stringify(join(dir, 'calls.log'))}, isClip ? 'clip\\n' : 'probe\\n');
if (card === 'fails' || (card === 'fails at clips' && isClip)) {
  console.error('Cannot load libnvidia-encode.so.1');
  process.exit(1);
}
const drop = new Set(['-preset', '-tune', '-rc', '-cq', '-b:v']);
args = args.filter((arg, index) => !drop.has(arg) && !drop.has(args[index - 1]));
args.splice(args.indexOf('h264_nvenc'), 1, 'libx264', '-preset', 'veryfast', '-crf', card === 'is worse' ? '40' : '20');
if (card === 'paints clips black' && isClip) {
  const graph = args.indexOf('-filter_complex') + 1;
  args[graph] = args[graph].replace(/\\[picture\\]$/, ',lutyuv=y=16:u=128:v=128[picture]');
}
process.exit(spawnSync(${JSON.stringify(ffmpeg)}, args, { stdio: 'inherit' }).status ?? 1);
`;
  await writeFile(`${path}.cjs`, script);
  // Most calls are not for the card: no Node is started for them.
  const asked = `exec '${process.execPath}' '${path}.cjs' "$@"`;
  await writeFile(path, `#!/bin/sh\ncase " $* " in *' h264_nvenc '*) ${asked};; esac\nexec '${ffmpeg}' "$@"\n`, {
    mode: 0o755,
  });
  return { ...mediaEnv(join(dir, 'data'), { VIDEO_ENCODER: 'nvenc' }), ffmpegPath: path };
}

async function rendered(env: Env) {
  const clip = await renderPart(env, dir, join(dir, 'talk.mp4'), { aspect: '1:1', startMs: 300, endMs: 1400 });
  const calls = (await readFile(join(dir, 'calls.log'), 'utf8')).trim().split('\n').filter(Boolean);
  await writeFile(join(dir, 'calls.log'), '');
  return { encoder: clip.encoder, calls };
}

it('that works, and looks as good, is used; whether it does is asked once', async () => {
  const env = await ffmpegWith('works');
  expect(await rendered(env)).toEqual({ encoder: 'h264_nvenc', calls: ['probe', 'clip'] });
  expect(await rendered(env)).toEqual({ encoder: 'h264_nvenc', calls: ['clip'] });
  expect((await chooseEncoder(env)).note).toBeNull();
});

it.each([
  ['fails', /^h264_nvenc: Cannot load libnvidia-encode/],
  ['is worse', /^h264_nvenc: SSIM 0\.\d+, libx264 has 0\.\d+/],
] satisfies [Card, RegExp][])('that %s is not used, and the reason is told', async (card, reason) => {
  const env = await ffmpegWith(card);
  expect(await rendered(env)).toEqual({ encoder: 'libx264', calls: ['probe'] });
  const { encoder, note } = await chooseEncoder(env);
  expect(encoder.name).toBe('libx264');
  expect(note).toMatch(reason);
});

it.each([
  ['fails at clips', /^h264_nvenc: Cannot load/],
  ['paints clips black', /^h264_nvenc: .*(one colour|captions)/],
] satisfies [Card, RegExp][])('that %s is replaced by libx264, and not tried again', async (card, reason) => {
  const env = await ffmpegWith(card);
  expect(await rendered(env)).toEqual({ encoder: 'libx264', calls: ['probe', 'clip'] });
  expect(await rendered(env)).toEqual({ encoder: 'libx264', calls: [] });
  expect((await chooseEncoder(env)).note).toMatch(reason);
});

it('is not looked for where software is chosen, and found by itself only where it is', async () => {
  const env = await ffmpegWith('works');
  expect(await rendered({ ...env, videoEncoder: 'software' })).toEqual({ encoder: 'libx264', calls: [] });
  const { encoder, note } = await chooseEncoder(mediaEnv(join(dir, 'data'), { VIDEO_ENCODER: 'auto' }));
  // This machine's own: whatever it has, the choice is explained.
  expect(encoder.name === 'libx264' ? note : encoder.name).toMatch(/h264_/);
});
