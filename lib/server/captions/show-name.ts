import type { EpisodeRow } from '#db/rows.ts';
import type { MediaInfo } from '../media/media-info.ts';

/** Whose clip it is, as people know it. */
export function showNameOf(episode: EpisodeRow, { tags }: MediaInfo, clipTitle: string): string {
  const show = episode.show ?? tags.album ?? tags.artist ?? episode.title;
  return show === clipTitle ? '' : show;
}
