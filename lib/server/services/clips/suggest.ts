import { atomic } from '#db/atomic.ts';
import { updateClip } from '#db/repositories/clip-changes.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { getClip } from '#db/repositories/clips.ts';
import { updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getTranscriptHead } from '#db/repositories/transcript-heads.ts';
import type { ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { SuggestRequest } from '#lib/shared/clip-requests.ts';
import { findOptionsSchema } from '#lib/shared/find.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { episodeDetail, refuseArchived, requireEpisode } from '../episodes/episodes.ts';
import { chosenOptions } from '../settings/settings.ts';

/**
 * Looks for moments again, e.g. about a topic. Clips that somebody rated, kept,
 * edited or set by hand stay, with their renders; the others are replaced when the
 * search is done. 'More like this' keeps that clip, 'less' and 'more' are
 * remembered for learning.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`, `clip_not_found`; `conflict` while the episode
 *   is being listened to or searched.
 */
export async function suggestAgain(
  context: AppContext,
  episodeId: string,
  request: SuggestRequest,
): Promise<EpisodeDetail> {
  const db = await context.database();
  refuseArchived(await requireEpisode(db, episodeId));
  if (!(await getTranscriptHead(db, episodeId))) throw new AppError('transcript_not_found');
  const busy = (await listEpisodeJobs(db, episodeId)).some(
    ({ kind, status }) => kind !== 'render' && (status === 'queued' || status === 'running'),
  );
  if (busy) throw new AppError('conflict', { detail: 'The episode is still being worked on' });
  const [more, less] = await Promise.all([request.more, request.less].map((ids) => ownClips(db, episodeId, ids ?? [])));

  const { count, aspect, render, ...find } = request;
  const payload: JobOptions = {
    ...(await chosenOptions(db)),
    ...(count !== undefined && { count }),
    ...(aspect !== undefined && { aspect }),
    ...(render !== undefined && { render }),
    find: findOptionsSchema.parse(find),
  };
  for (const clip of more ?? []) {
    if (clip.keptAt === null) await updateClip(db, clip.id, { keptAt: Date.now() });
    await recordClipEvent(db, clip, 'more', 1);
  }
  for (const clip of less ?? []) await recordClipEvent(db, clip, 'less', 1);
  const [queued] = await atomic(db, (tx) => [
    enqueueJobStatement(tx, { kind: 'suggest', episodeId, payload }),
    updateEpisodeStatement(tx, episodeId, { state: 'processing' }),
  ]);
  if (queued.length === 0) throw new AppError('conflict', { detail: 'The episode is already being searched' });
  return episodeDetail(context, episodeId);
}

async function ownClips(db: Database, episodeId: string, ids: readonly string[]): Promise<ClipRow[]> {
  const clips = await Promise.all(ids.map((id) => getClip(db, id)));
  return clips.map((clip) => {
    if (clip?.episodeId !== episodeId) throw new AppError('clip_not_found');
    return clip;
  });
}
