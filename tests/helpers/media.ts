import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Env, readEnv } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';

/** Media that tests make for themselves, with whichever ffmpeg is in use. */

/** Configuration with a data folder, and libx264 whatever the machine has; keeps FFMPEG_PATH and FFPROBE_PATH of the run, so that any ffmpeg can be tried. */
export function mediaEnv(dataDir: string, variables: Record<string, string> = {}): Env {
  const { FFMPEG_PATH, FFPROBE_PATH } = process.env;
  return readEnv({
    FFMPEG_PATH,
    FFPROBE_PATH,
    DATA_DIR: dataDir,
    CPU_THREADS: '2',
    VIDEO_ENCODER: 'software',
    ...variables,
  });
}

const NPM = join(import.meta.dirname, '..', '..', 'node_modules');
const PLATFORM = `${process.platform}-${process.arch}`;
/** The programs that every installation has, however old: FFMPEG_PATH and FFPROBE_PATH for `mediaEnv`. */
export const PACKAGED_FFMPEG = {
  FFMPEG_PATH: join(NPM, '@ffmpeg-installer', PLATFORM, 'ffmpeg'),
  FFPROBE_PATH: join(NPM, '@ffprobe-installer', PLATFORM, 'ffprobe'),
};

/** Runs ffmpeg to make a file. */
export async function makeMedia(env: Env, args: readonly string[]): Promise<void> {
  const { ffmpeg } = await resolveFfmpeg(env);
  await execa(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** Arguments of a picture that moves. */
export function movingPicture(size: string, rate: string, seconds: number): string[] {
  return ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${rate}:duration=${seconds}`];
}

/** Arguments of a sound that rises and falls like speech does: tones in bursts, with a little noise. */
export function speechLikeSound(seconds: number, options: { level?: number; channels?: string } = {}): string[] {
  const { level = 0.2, channels = 'mono' } = options;
  const one = `${level}*(sin(2*PI*(180+60*sin(3*t))*t)+0.4*sin(2*PI*900*t))*(0.15+0.85*gt(sin(7.3*t)*sin(2.1*t)\\,-0.1))`;
  const count = { mono: 1, stereo: 2, '5.1': 6 }[channels] ?? 1;
  const all = Array.from({ length: count }, () => one).join('|');
  return ['-f', 'lavfi', '-i', `aevalsrc=${all}:c=${channels}:s=44100:d=${seconds}`];
}

/** A shared recording; null on machines that have none. */
export async function sharedMedia(name: string): Promise<string | null> {
  const path = join(import.meta.dirname, '..', '..', '..', 'shared', 'media', name);
  try {
    await access(path);
    return path;
  } catch {
    return null; // generated media stands in
  }
}
