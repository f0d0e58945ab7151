import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';

/** What can be done with an episode's source; null while it is at work, or has none. */
export function archivingOf(episode: EpisodeDetail): 'archive' | 'unarchive' | null {
  if (episode.archivedAt !== null) return 'unarchive';
  const resting = episode.state !== 'queued' && episode.state !== 'processing';
  return resting && episode.sourceUrl !== null && episode.durationMs !== null ? 'archive' : null;
}
