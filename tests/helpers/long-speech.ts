import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_SCRIPT } from '#scripts/demo/script.ts';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { makeMedia, mediaEnv, sharedMedia } from './media.ts';

/**
 * Makes a recording of so many minutes: sentences of one reader (generated ones where no recording lies beside
 * the project), again and again, under a noise that is never the same: no two stretches of it are alike, so
 * that no result of one can stand for another.
 *
 * @param folder for what is made on the way
 */
export async function makeLongSpeech(folder: string, minutes: number, path: string): Promise<void> {
  const list = join(folder, 'sentences.txt');
  const lines = (await sentences(folder)).map((file) => `file '${file}'`);
  await writeFile(list, lines.join('\n'));
  const speech = ['-stream_loop', '-1', '-f', 'concat', '-safe', '0', '-i', list];
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.002:seed=7:sample_rate=16000'];
  const mix = ['-filter_complex', '[0:a]aresample=16000[s];[s][1:a]amix=inputs=2:duration=first[out]', '-map', '[out]'];
  const seconds = String(minutes * 60);
  await makeMedia(mediaEnv(folder), [...speech, ...noise, ...mix, '-ac', '1', '-ar', '16000', '-t', seconds, path]);
}

/** Files of one sentence or more each. */
export async function sentences(folder: string): Promise<string[]> {
  const shared = await sharedMedia('lj');
  if (shared) {
    const files = (await readdir(shared)).filter((file) => file.endsWith('.wav')).sort();
    return files.map((file) => join(shared, file));
  }
  const { path } = await makeEpisode({
    sentences: DEMO_SCRIPT.map((sentence) => (typeof sentence === 'string' ? { text: sentence } : sentence)),
    pauseMs: 300,
    outPath: join(folder, 'said.wav'),
  });
  return [path];
}
