import { listAssetsOf } from '#db/repositories/assets.ts';
import { type ClipRange, listClipRanges } from '#db/repositories/clips.ts';
import type { AssetRow, EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { AppContext } from '../../context.ts';
import { coverPeaks } from './waveform.ts';

/** Where a file is served. */
export function mediaUrl(assetId: string): string {
  return `/api/media/${assetId}`;
}

/** What the list shows of each episode; a fixed number of queries for all of them. */
export async function summarize(
  context: AppContext,
  db: Database,
  episodes: readonly EpisodeRow[],
): Promise<EpisodeSummary[]> {
  if (episodes.length === 0) return [];
  const ids = episodes.map((episode) => episode.id);
  const [artworks, peaks, ranges] = await Promise.all([
    listAssetsOf(db, ids, 'artwork'),
    listAssetsOf(db, ids, 'peaks'),
    listClipRanges(db, ids),
  ]);
  const artworkOf = lastByEpisode(artworks);
  const peaksOf = lastByEpisode(peaks);
  const rangesOf = Map.groupBy(ranges, (range) => range.episodeId);
  return Promise.all(
    episodes.map((episode) =>
      summary(context, episode, {
        artwork: artworkOf.get(episode.id),
        peaks: peaksOf.get(episode.id),
        ranges: rangesOf.get(episode.id) ?? [],
      }),
    ),
  );
}

async function summary(
  context: AppContext,
  episode: EpisodeRow,
  parts: { artwork: AssetRow | undefined; peaks: AssetRow | undefined; ranges: readonly ClipRange[] },
): Promise<EpisodeSummary> {
  return {
    id: episode.id,
    title: episode.title,
    fileName: episode.fileName,
    state: episode.state,
    sizeBytes: episode.sizeBytes,
    durationMs: episode.durationMs,
    hasVideo: episode.hasVideo,
    clipCount: parts.ranges.length,
    artworkUrl: parts.artwork ? mediaUrl(parts.artwork.id) : null,
    peaks: parts.peaks ? await coverPeaks(context, parts.peaks) : [],
    clipRanges: parts.ranges.map(({ startMs, endMs }) => ({ startMs, endMs })),
    createdAt: episode.createdAt,
  };
}

/** Notes of several sources, each said once. */
export function mergeNotes(...lists: readonly (readonly Note[])[]): Note[] {
  const byText = new Map(lists.flat().map((note) => [`${note.code} ${note.text}`, note]));
  return [...byText.values()];
}

function lastByEpisode(assets: readonly AssetRow[]): Map<string, AssetRow> {
  return new Map(assets.map((asset) => [asset.episodeId, asset]));
}
