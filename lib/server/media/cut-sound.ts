import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../env.ts';
import { mediaTimeoutMs, runFfmpeg } from './ffmpeg.ts';
import type { MediaInfo } from './media-info.ts';
import { AUDIO_CLOCK_FILTER, userInput } from './user-input.ts';

/** Loudness values a second that the moving parts of an audiogram are drawn from. */
export const LEVELS_PER_SECOND = 50;

const LEVEL_RATE = 8000;
const FADE_SECONDS = 0.015;
/** Decoders need a moment after a seek: Opus begins with a click, MP3 with a gap. That part is thrown away. */
const PREROLL_MS = 250;

export interface ClipSound {
  /** 48 kHz stereo float WAV of exactly the clip's length, faded at both ends. */
  readonly path: string;
  /** Loudness over time for the waveform, 0-1. */
  readonly levels: readonly number[];
  /** Nothing can be heard in it. */
  readonly silent: boolean;
}

interface Cut {
  env: Env;
  sourcePath: string;
  info: MediaInfo;
  startMs: number;
  durationMs: number;
  workDir: string;
  signal: AbortSignal;
}

/** A side this much quieter than the other (as a share of its loudness) holds nothing but noise. */
const EMPTY_SIDE = 0.05;

/**
 * Cuts the clip's sound out of the source, once: everything after works on it.
 * Missing sound becomes silence, so that it stays in step with the picture. A voice that is on one ear only is put
 * into the middle.
 */
export async function cutSound(options: Cut): Promise<ClipSound> {
  const sides = await cut(options, null);
  const [left, right] = sides.map((levels) => Math.hypot(...levels));
  if (left === undefined || right === undefined) throw new Error('a cut has two sides');
  const only = right < left * EMPTY_SIDE ? 0 : left < right * EMPTY_SIDE ? 1 : null;
  const [one = [], other = []] = only === null ? sides : await cut(options, only);
  const levels = one.map((level, at) => Math.sqrt((level ** 2 + (other[at] ?? 0) ** 2) / 2));
  return { path: join(options.workDir, 'sound.wav'), levels, silent: Math.max(0, ...levels) < 0.0005 };
}

/** @param only the channel that both sides get; null leaves them as they are. @returns the levels of both sides */
async function cut(options: Cut, only: 0 | 1 | null): Promise<number[][]> {
  const { env, sourcePath, info, startMs, durationMs, workDir, signal } = options;
  const seconds = (durationMs / 1000).toFixed(3);
  const path = join(workDir, 'sound.wav');
  const levelsPath = join(workDir, 'levels.s16');
  const fades = `afade=t=in:d=${FADE_SECONDS},afade=t=out:st=${(durationMs / 1000 - FADE_SECONDS).toFixed(3)}:d=${FADE_SECONDS}`;
  // A seek goes by the picture: to a moment before its beginning, it would throw away the sound until there.
  const isBeforePicture = startMs - PREROLL_MS < (info.video?.startMs ?? 0);
  const prerollMs = isBeforePicture ? startMs : Math.min(PREROLL_MS, startMs);
  const from = (prerollMs / 1000).toFixed(3);
  const clock = `${AUDIO_CLOCK_FILTER},atrim=start=${from},asetpts=PTS-STARTPTS,aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo${only === null ? '' : `,pan=stereo|c0=c${only}|c1=c${only}`}`;
  await runFfmpeg({
    env,
    signal,
    timeoutMs: mediaTimeoutMs(prerollMs + durationMs),
    args: [
      ...[
        '-v',
        'error',
        ...userInput(sourcePath, info.format, { startMs: startMs - prerollMs, durationMs: durationMs + prerollMs }),
      ],
      ...[
        '-filter_complex',
        `[0:${info.audio?.index ?? 'a:0'}]${clock},apad,atrim=0:${seconds},${fades},asplit[sound][levels]`,
      ],
      ...['-map', '[sound]', '-c:a', 'pcm_f32le', '-t', seconds, '-f', 'wav', `file:${path}`],
      ...['-map', '[levels]', '-ac', '2', '-ar', String(LEVEL_RATE), '-c:a', 'pcm_s16le', '-t', seconds],
      ...['-f', 's16le', `file:${levelsPath}`],
    ],
  });
  const samples = await readFile(levelsPath);
  return [readLevels(samples, 0), readLevels(samples, 1)];
}

/** Of one side of interleaved 16-bit samples. */
function readLevels(samples: Buffer, side: 0 | 1): number[] {
  const frame = (LEVEL_RATE / LEVELS_PER_SECOND) * 4;
  const levels: number[] = [];
  for (let from = 0; from + frame <= samples.length; from += frame) {
    let squares = 0;
    for (let at = from + 2 * side; at < from + frame; at += 4) squares += (samples.readInt16LE(at) / 32_768) ** 2;
    levels.push(Math.sqrt(squares / (frame / 4)));
  }
  return levels;
}
