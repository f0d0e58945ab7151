import { updateClipTitle } from '#db/repositories/clip-title.ts';
import { getClip, listClips } from '#db/repositories/clips.ts';
import { getFeedback, putFeedback } from '#db/repositories/feedback.ts';
import { getTranscriptHead } from '#db/repositories/transcript-heads.ts';
import type { ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ClipView, FeedbackPut, FeedbackView } from '#lib/shared/api.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { AppError } from '../app-error.ts';
import { NO_FEEDBACK, viewClips } from './clip-views.ts';
import { mergeNotes } from './episode-views.ts';
import { requireEpisode } from './episodes.ts';

/** By rank, with the notes that say why there are none or few. @throws AppError `episode_not_found` */
export async function listClipViews(db: Database, episodeId: string): Promise<{ clips: ClipView[]; notes: Note[] }> {
  const episode = await requireEpisode(db, episodeId);
  const [clips, transcript] = await Promise.all([listClips(db, episodeId), getTranscriptHead(db, episodeId)]);
  return { clips: await viewClips(db, clips), notes: mergeNotes(episode.notes, transcript?.notes ?? []) };
}

/** @throws AppError `clip_not_found` */
export async function requireClip(db: Database, id: string): Promise<ClipRow> {
  const clip = await getClip(db, id);
  if (!clip) throw new AppError('clip_not_found');
  return clip;
}

/** @throws AppError `clip_not_found` */
export async function clipView(db: Database, id: string): Promise<ClipView> {
  const [view] = await viewClips(db, [await requireClip(db, id)]);
  if (!view) throw new AppError('clip_not_found');
  return view;
}

/** @throws AppError `clip_not_found` */
export async function renameClip(db: Database, id: string, title: string): Promise<ClipView> {
  if (!(await updateClipTitle(db, id, title))) throw new AppError('clip_not_found');
  return clipView(db, id);
}

/** @throws AppError `clip_not_found` */
export async function readFeedback(db: Database, clipId: string): Promise<FeedbackView> {
  await requireClip(db, clipId);
  return (await getFeedback(db, [clipId])).get(clipId) ?? NO_FEEDBACK;
}

/** @throws AppError `clip_not_found` */
export async function saveFeedback(db: Database, clipId: string, feedback: FeedbackPut): Promise<FeedbackView> {
  await requireClip(db, clipId);
  return putFeedback(db, clipId, feedback);
}
