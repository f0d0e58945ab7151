import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { readEnv } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';

/** Small files that a browser really plays. */
export interface SeedMedia {
  readonly source: Buffer;
  readonly video: Buffer;
  /** Different ones, as those of clips are. */
  readonly posters: readonly Buffer[];
}

/** Clips of the project's own, in 9:16. */
const LOOKS = join(projectRoot, 'public', 'looks');
const DESIGNS = ['wave', 'circle', 'card', 'words'];
const FLAGS = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];

/** Makes a tone of this length, and a short moving picture in 9:16. */
export async function makeMedia(sourceMs: number): Promise<SeedMedia> {
  const { ffmpeg } = await resolveFfmpeg(readEnv());
  const folder = await mkdtemp(join(tmpdir(), 'podpromo-seed-'));
  const run = async (name: string, args: readonly string[]) => {
    await execa(ffmpeg, [...FLAGS, ...args, name], { cwd: folder });
    return readFile(join(folder, name));
  };
  const picture = 'gradients=s=270x480:c0=0x3b2a22:c1=0x15100d:nb_colors=2:d=3:r=25:x0=0:y0=0:x1=270:y1=480:speed=0.01';
  const solid = 'color=c=0x2a1f19:s=270x480:d=3:r=25';
  const video = (lavfi: string) =>
    run('clip.mp4', ['-f', 'lavfi', '-i', lavfi, '-f', 'lavfi', '-i', 'sine=frequency=220:duration=3', ...VIDEO]);
  try {
    const seconds = String(sourceMs / 1000);
    return {
      source: await run('source.wav', [
        '-f',
        'lavfi',
        '-i',
        `sine=frequency=196:duration=${seconds}`,
        '-ar',
        '8000',
        '-c:a',
        'pcm_u8',
      ]),
      // The gradients source came with ffmpeg 5; older ones have a plain colour.
      video: await video(picture).catch(() => video(solid)),
      posters: await Promise.all(DESIGNS.map((name) => readFile(join(LOOKS, `design-${name}.jpg`)))),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const VIDEO = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest', '-movflags', '+faststart'];
