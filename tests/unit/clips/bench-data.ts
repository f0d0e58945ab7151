import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchEpisode } from '#workers/scoring/episode.ts';
import { plainTalk, STRONG } from '../scoring/talk.ts';

/** Episodes in clipbench's format whose picks are the moments that say something strong. */
export function benchEpisodes(count: number): BenchEpisode[] {
  return Array.from({ length: count }, (_, episode) => {
    const lines = plainTalk(150, { speakers: true, seed: episode * 31 });
    const places = [40 + episode * 3, 110 - episode * 2];
    for (const [at, place] of places.entries()) {
      const texts = STRONG[(episode * 2 + at) % STRONG.length] ?? [];
      lines.splice(place, 3, ...texts.map((text) => ({ text, speaker: 'Guest' })));
    }
    return {
      id: `guest-${episode}`,
      title: '',
      language: 'en',
      segments: lines.map(({ text, speaker = null }, at) => ({
        startMs: at * 5000,
        endMs: at * 5000 + 4800,
        speaker,
        text,
      })),
      picks: places.map((place) => ({ startMs: place * 5000, endMs: (place + 3) * 5000 })),
    };
  });
}

/** The same in a folder of their own; picks may be left out. */
export async function writeBench(dir: string, episodes: readonly BenchEpisode[], picks = true): Promise<string> {
  const folder = join(dir, 'episodes');
  await mkdir(folder, { recursive: true });
  for (const episode of episodes) {
    const { picks: own, ...rest } = episode;
    await writeFile(join(folder, `${episode.id}.json`), JSON.stringify(picks ? { ...rest, picks: own } : rest));
  }
  return folder;
}
