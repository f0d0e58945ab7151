import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Env } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';

/** A whole file to be broken. */
export interface BaseFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const SOUND = ['-map', '0:a'];
const BOTH = ['-map', '1:v', '-map', '0:a', '-pix_fmt', 'yuv420p'];
const COVER = ['-map', '0:a', '-map', '1:v', '-frames:v', '1', '-disposition:v', 'attached_pic'];

/** Name of a file, and what makes it out of a sound (input 0) and a picture (input 1). What this ffmpeg lacks is left out. */
const RECIPES: readonly (readonly [name: string, needs: readonly string[], args: readonly string[]])[] = [
  ['cbr.mp3', ['libmp3lame'], [...SOUND, '-t', '4', '-c:a', 'libmp3lame', '-b:a', '64k']],
  ['vbr.mp3', ['libmp3lame'], [...SOUND, '-t', '9', '-c:a', 'libmp3lame', '-q:a', '5', '-metadata', 'title=A title']],
  ['cover.mp3', ['libmp3lame', 'mjpeg'], [...COVER, '-t', '3', '-c:a', 'libmp3lame', '-c:v', 'mjpeg']],
  ['short.wav', ['pcm_s16le'], [...SOUND, '-t', '0.3', '-c:a', 'pcm_s16le']],
  ['float.wav', ['pcm_f32le'], [...SOUND, '-t', '1', '-ar', '16000', '-c:a', 'pcm_f32le']],
  ['mulaw.wav', ['pcm_mulaw'], [...SOUND, '-t', '6', '-ar', '8000', '-c:a', 'pcm_mulaw']],
  ['adpcm.wav', ['adpcm_ms'], [...SOUND, '-t', '3', '-c:a', 'adpcm_ms']],
  ['s16.flac', ['flac'], [...SOUND, '-t', '2', '-c:a', 'flac']],
  ['s24.flac', ['flac'], [...SOUND, '-t', '1', '-ar', '96000', '-sample_fmt', 's32', '-c:a', 'flac']],
  ['vorbis.ogg', ['libvorbis'], [...SOUND, '-t', '6', '-c:a', 'libvorbis']],
  ['flac.ogg', ['flac'], [...SOUND, '-t', '1', '-c:a', 'flac', '-f', 'ogg']],
  ['voice.opus', ['libopus'], [...SOUND, '-t', '8', '-c:a', 'libopus', '-b:a', '24k']],
  ['adts.aac', ['aac'], [...SOUND, '-t', '4', '-c:a', 'aac', '-b:a', '64k', '-f', 'adts']],
  ['aac.m4a', ['aac'], [...SOUND, '-t', '5', '-c:a', 'aac', '-f', 'ipod']],
  ['fast.m4a', ['aac'], [...SOUND, '-t', '3', '-c:a', 'aac', '-movflags', '+faststart', '-f', 'ipod']],
  ['alac.m4a', ['alac'], [...SOUND, '-t', '1', '-c:a', 'alac', '-f', 'ipod']],
  ['h264.mp4', ['libx264', 'aac'], [...BOTH, '-t', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac']],
  [
    'fragments.mp4',
    ['libx264', 'aac'],
    [
      ...BOTH,
      '-t',
      '2',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-c:a',
      'aac',
      '-movflags',
      '+frag_keyframe+empty_moov',
    ],
  ],
  ['hevc.mp4', ['libx265', 'aac'], [...BOTH, '-t', '1', '-c:v', 'libx265', '-preset', 'ultrafast', '-c:a', 'aac']],
  ['mpeg4.mp4', ['mpeg4', 'aac'], [...BOTH, '-t', '2', '-c:v', 'mpeg4', '-c:a', 'aac']],
  ['mjpeg.mov', ['mjpeg', 'pcm_s16le'], [...BOTH, '-t', '1', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le']],
  ['prores.mov', ['prores', 'aac'], ['-map', '1:v', ...SOUND, '-t', '0.4', '-c:v', 'prores', '-c:a', 'aac']],
  [
    'h264.mkv',
    ['libx264', 'libopus'],
    [...BOTH, '-t', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'libopus'],
  ],
  ['mpeg2.mkv', ['mpeg2video', 'flac'], [...BOTH, '-t', '1', '-c:v', 'mpeg2video', '-c:a', 'flac']],
  ['ac3.mkv', ['ac3'], [...SOUND, '-t', '3', '-c:a', 'ac3', '-f', 'matroska']],
  [
    'vp8.webm',
    ['libvpx', 'libvorbis'],
    [...BOTH, '-t', '1', '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'],
  ],
  [
    'vp9.webm',
    ['libvpx-vp9', 'libopus'],
    [...BOTH, '-t', '1', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  ],
  ['sound.webm', ['libopus'], [...SOUND, '-t', '5', '-c:a', 'libopus', '-f', 'webm']],
];

/** Makes the whole files in `folder`, in one run: a few kB to some hundred kB each. */
export async function makeBaseFiles(env: Env, folder: string): Promise<BaseFile[]> {
  await mkdir(folder, { recursive: true });
  const { ffmpeg } = await resolveFfmpeg(env);
  const { stdout } = await execa(ffmpeg, ['-v', 'error', '-encoders']);
  const has = new Set([...stdout.matchAll(/^ [VAS][.A-Z]{5} (\S+)/gm)].map(([, name]) => name));
  const outputs = RECIPES.filter(([, needs]) => needs.every((name) => has.has(name))).flatMap(([name, , args]) => [
    ...[...args, '-fflags', '+bitexact', join(folder, name)],
  ]);
  const inputs = ['-f', 'lavfi', '-i', 'aevalsrc=0.3*sin(440*2*PI*t)*sin(3*t)|0.1*random(0):s=44100:d=10'];
  inputs.push('-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=12:duration=10');
  await execa(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...inputs, ...outputs]);
  const names = (await readdir(folder)).sort();
  return await Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}
