import { atomic } from '#db/atomic.ts';
import { updateClip, updateClipStatement } from '#db/repositories/clip-changes.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import { getClip, listClips } from '#db/repositories/clips.ts';
import { getFeedback, putFeedback } from '#db/repositories/feedback.ts';
import { getTranscriptHead } from '#db/repositories/transcript-heads.ts';
import type { ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ClipView, FeedbackPut, FeedbackView } from '#lib/shared/api/clips.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { AppError } from '../app-error.ts';
import { placeInTranscript } from './clip-place.ts';
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

/**
 * Titles, texts, keeping and boundaries by hand. Renders of a clip that was trimmed count as out of date.
 *
 * @throws AppError `clip_not_found`; `bad_request` where nothing would be left of it
 */
export async function changeClip(db: Database, id: string, patch: ClipPatch): Promise<ClipView> {
  const clip = await requireClip(db, id);
  const now = Date.now();
  const { title, description, hashtags, kept } = patch;
  const written = title !== undefined || description !== undefined || hashtags !== undefined;
  const trimmed = patch.startMs !== undefined || patch.endMs !== undefined;
  if (trimmed) await trimClip(db, clip, patch, now);
  const texts = clip.texts ?? { titles: [], description: '', hashtags: [] };
  const change = {
    ...(title !== undefined && { title }),
    ...((description !== undefined || hashtags !== undefined) && {
      texts: { ...texts, description: description ?? texts.description, hashtags: hashtags ?? texts.hashtags },
    }),
    ...((written || trimmed) && { editedAt: now }),
    ...(kept !== undefined && { keptAt: kept ? (clip.keptAt ?? now) : null }),
  };
  if (!(await updateClip(db, id, change))) throw new AppError('clip_not_found');
  if (kept !== undefined && kept !== (clip.keptAt !== null)) await recordClipEvent(db, clip, 'keep', kept ? 1 : null);
  return clipView(db, id);
}

async function trimClip(db: Database, clip: ClipRow, patch: ClipPatch, now: number): Promise<void> {
  const range = { startMs: patch.startMs ?? clip.startMs, endMs: patch.endMs ?? clip.endMs };
  const { startMs, endMs, text } = await placeInTranscript(db, clip.episodeId, range);
  if (startMs === clip.startMs && endMs === clip.endMs) return;
  await atomic(db, (tx) => [
    updateClipStatement(tx, clip.id, { startMs, endMs }),
    ...followTextStatements(tx, [{ id: clip.id, text }], now),
  ]);
  await recordClipEvent(db, clip, 'trim', 1);
}

/** @throws AppError `clip_not_found` */
export async function readFeedback(db: Database, clipId: string): Promise<FeedbackView> {
  await requireClip(db, clipId);
  return (await getFeedback(db, [clipId])).get(clipId) ?? NO_FEEDBACK;
}

/** @throws AppError `clip_not_found` */
export async function saveFeedback(db: Database, clipId: string, feedback: FeedbackPut): Promise<FeedbackView> {
  const clip = await requireClip(db, clipId);
  const saved = await putFeedback(db, clipId, feedback);
  if (feedback.stars !== undefined) await recordClipEvent(db, clip, 'stars', feedback.stars);
  if (feedback.thumb !== undefined) {
    await recordClipEvent(db, clip, 'thumb', feedback.thumb && (feedback.thumb === 'up' ? 1 : -1));
  }
  return saved;
}
