import { listAssets } from '#db/repositories/assets.ts';
import { getEpisode, updateEpisode } from '#db/repositories/episodes.ts';
import { ensureShow, findShow } from '#db/repositories/shows.ts';
import { getTranscriptHead } from '#db/repositories/transcript-heads.ts';
import type { EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { EpisodePatch } from '#lib/shared/api/episode-requests.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { readProgress } from '../../progress/read.ts';
import { mediaUrl, mergeNotes, summarize } from './episode-views.ts';

/** @throws AppError `episode_not_found` */
export async function requireEpisode(db: Database, id: string): Promise<EpisodeRow> {
  const episode = await getEpisode(db, id);
  if (!episode) throw new AppError('episode_not_found');
  return episode;
}

/** What needs the source cannot be done without it. @throws AppError `episode_archived` */
export function refuseArchived(episode: EpisodeRow | null): void {
  if (episode && episode.archivedAt !== null) throw new AppError('episode_archived');
}

/** Everything of an episode's head. @throws AppError `episode_not_found` */
export async function episodeDetail(context: AppContext, id: string): Promise<EpisodeDetail> {
  const db = await context.database();
  const episode = await requireEpisode(db, id);
  const [[summary], sources, transcript, progress, show] = await Promise.all([
    summarize(context, db, [episode]),
    listAssets(db, id, episode.archivedAt === null ? 'source' : 'archive'),
    getTranscriptHead(db, id),
    readProgress(context, id),
    episode.show === null ? null : findShow(db, episode.show),
  ]);
  // Deleted while we were looking.
  if (!summary || !progress) throw new AppError('episode_not_found');
  const source = sources.at(-1);
  return {
    ...summary,
    sourceUrl: source ? mediaUrl(source.id) : null,
    language: transcript?.language ?? episode.language,
    // A text that was given was heard by nobody.
    model: transcript?.origin === 'speech' ? transcript.model : null,
    archivedAt: episode.archivedAt,
    notes: mergeNotes(episode.notes, transcript?.notes ?? []),
    show: show && { id: show.id, name: show.name },
    progress,
  };
}

/** Changes what a person says about an episode. @throws AppError `episode_not_found` */
export async function changeEpisode(
  context: AppContext,
  id: string,
  { title, show }: EpisodePatch,
): Promise<EpisodeDetail> {
  const db = await context.database();
  await requireEpisode(db, id);
  if (typeof show === 'string') await ensureShow(db, show);
  const changed = await updateEpisode(db, id, {
    ...(title !== undefined && { title }),
    ...(show !== undefined && { show }),
  });
  if (!changed) throw new AppError('episode_not_found');
  return episodeDetail(context, id);
}
