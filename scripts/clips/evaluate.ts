import type { BenchEpisode } from '#workers/scoring/episode.ts';
import { numbers } from './folds.ts';
import { recalls } from './training-set.ts';

export interface Clip {
  readonly startMs: number;
  readonly endMs: number;
}

/** Recall of the producers' picks by the first 3, 5 and 10 clips. */
export interface Measured {
  readonly recall3: number;
  readonly recall5: number;
  readonly recall10: number;
  /** 95 % interval of recall@10, by drawing episodes again. */
  readonly low: number;
  readonly high: number;
  readonly meanSeconds: number;
}

const DRAWS = 1000;

/** Judges predictions as clipbench's evaluate.mjs does; clips come best first and do not overlap. */
export function measure(
  episodes: readonly BenchEpisode[],
  clipsOf: (episode: BenchEpisode) => readonly Clip[],
): Measured {
  const rows = episodes.map((episode) => {
    const clips = clipsOf(episode).slice(0, 10);
    const found = (count: number) =>
      episode.picks.filter((pick) => clips.slice(0, count).some((clip) => recalls(clip, pick))).length;
    return {
      picks: episode.picks.length,
      found: [found(3), found(5), found(10)] as const,
      lengths: clips.map(({ startMs, endMs }) => endMs - startMs),
    };
  });
  type Row = (typeof rows)[number];
  const rate = (sample: readonly Row[], at: 0 | 1 | 2) =>
    sample.reduce((sum, row) => sum + row.found[at], 0) /
    Math.max(
      1,
      sample.reduce((sum, row) => sum + row.picks, 0),
    );
  const random = numbers(7);
  const draws = Array.from({ length: DRAWS }, () =>
    rate(
      rows.flatMap(() => rows[Math.floor(random() * rows.length)] ?? []),
      2,
    ),
  ).sort((a, b) => a - b);
  const lengths = rows.flatMap((row) => row.lengths);
  return {
    recall3: rate(rows, 0),
    recall5: rate(rows, 1),
    recall10: rate(rows, 2),
    low: draws[Math.floor(DRAWS * 0.025)] ?? 0,
    high: draws[Math.floor(DRAWS * 0.975)] ?? 0,
    meanSeconds: lengths.reduce((sum, ms) => sum + ms, 0) / Math.max(1, lengths.length) / 1000,
  };
}
