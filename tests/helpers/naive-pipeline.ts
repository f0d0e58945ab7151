import { join } from 'node:path';
import { execa } from 'execa';

/** One clip as a simple script makes it: each step a pass of its own over the file of the step before. */
export interface NaiveClip {
  readonly ffmpeg: string;
  readonly source: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly target: { readonly width: number; readonly height: number };
  /** The crop of the source that is shown: its middle. */
  readonly crop: string;
  /** An ASS script with its fonts, both in `dir`; null for no captions. */
  readonly captions: { readonly script: string; readonly fonts: string } | null;
  /** How each pass encodes. */
  readonly encoder: readonly string[];
  /** A folder for everything in between. */
  readonly dir: string;
}

/** Cut by encoding again, reframe, burn captions in, loudness in two passes. @returns the path of the clip */
export async function naiveClip(clip: NaiveClip): Promise<string> {
  const { ffmpeg, source, startMs, durationMs, target, crop, captions, encoder, dir } = clip;
  const run = (args: readonly string[]) =>
    execa(ffmpeg, ['-v', 'info', '-nostdin', '-hide_banner', '-nostats', '-y', ...args], { cwd: dir });
  const sound = ['-c:a', 'aac', '-b:a', '160k', '-ar', '48000', '-ac', '2'];
  const [start, seconds] = [(startMs / 1000).toFixed(3), (durationMs / 1000).toFixed(3)];
  await run(['-ss', start, '-i', source, '-t', seconds, ...encoder, ...sound, 'cut.mp4']);
  const frame = `crop=${crop},scale=${target.width}:${target.height}:flags=bicubic,setsar=1`;
  await run(['-i', 'cut.mp4', '-vf', frame, ...encoder, '-c:a', 'copy', 'framed.mp4']);
  const burn = captions ? `ass=${captions.script}:fontsdir=${captions.fonts}` : 'null';
  await run(['-i', 'framed.mp4', '-vf', burn, ...encoder, '-c:a', 'copy', 'captioned.mp4']);
  const target14 = 'loudnorm=I=-14:TP=-1:LRA=11';
  const { stderr } = await run([
    '-i',
    'captioned.mp4',
    '-vn',
    '-af',
    `${target14}:print_format=json`,
    '-f',
    'null',
    '-',
  ]);
  const measured = (key: string) => new RegExp(`"${key}" : "(-?[\\d.]+|-?inf)"`).exec(stderr)?.[1] ?? '0';
  const second = [
    `${target14}:linear=true:measured_I=${measured('input_i')}:measured_TP=${measured('input_tp')}`,
    `measured_LRA=${measured('input_lra')}:measured_thresh=${measured('input_thresh')}:offset=${measured('target_offset')}`,
  ].join(':');
  await run(['-i', 'captioned.mp4', '-c:v', 'copy', '-af', second, ...sound, '-movflags', '+faststart', 'clip.mp4']);
  return join(dir, 'clip.mp4');
}
