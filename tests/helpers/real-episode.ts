import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { sentences } from './long-speech.ts';
import { makeMedia, mediaEnv, sharedMedia } from './media.ts';

/**
 * A recording as people have them, under two minutes: a reader's sentences that follow each other where such
 * recordings lie beside the project, else the project's own sample. A wave file: large enough to be sent in parts.
 *
 * @param folder for the file and what is made on the way
 */
export async function makeRealEpisode(folder: string, fileName: string): Promise<string> {
  const path = join(folder, fileName);
  const sound = ['-ar', '44100', '-ac', '2', path];
  if (await sharedMedia('lj')) {
    const files = await sentences(folder);
    const inputs = files.flatMap((file) => ['-i', file]);
    await makeMedia(mediaEnv(folder), [...inputs, '-filter_complex', `concat=n=${files.length}:v=0:a=1`, ...sound]);
  } else {
    const sample = join(folder, 'sample.mp3');
    await copyFile(join(projectRoot, 'public', 'sample', 'the-first-hour.mp3'), sample);
    await makeMedia(mediaEnv(folder), ['-i', sample, ...sound]);
  }
  return path;
}
