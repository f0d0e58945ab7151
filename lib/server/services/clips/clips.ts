import { updateClip } from '#db/repositories/clip-changes.ts';
import { recordClipEvent } from '#db/repositories/clip-events.ts';
import { getClipChangeHeads } from '#db/repositories/clip-history.ts';
import { getClip, listClips } from '#db/repositories/clips.ts';
import { getEpisode } from '#db/repositories/episodes.ts';
import { getFeedback, putFeedback } from '#db/repositories/feedback.ts';
import { getTranscriptHead } from '#db/repositories/transcript-heads.ts';
import type { ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ClipView, FeedbackPut, FeedbackView } from '#lib/shared/api/clips.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { AppError } from '../../app-error.ts';
import { mergeNotes } from '../episodes/episode-views.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { editOf, requireRevision, stepEdit, storeEdit } from './clip-editing.ts';
import { NO_FEEDBACK, viewClips } from './clip-views.ts';

/** Two changes in the same moment: each is made to what the other left. */
const TRIES = 4;

/** By rank, with the notes that say why there are none or few. @throws AppError `episode_not_found` */
export async function listClipViews(db: Database, episodeId: string): Promise<{ clips: ClipView[]; notes: Note[] }> {
  const episode = await requireEpisode(db, episodeId);
  const [clips, transcript] = await Promise.all([listClips(db, episodeId), getTranscriptHead(db, episodeId)]);
  return { clips: await viewClips(db, clips), notes: mergeNotes(episode.notes, transcript?.notes ?? []) };
}

/** @throws AppError `clip_not_found` */
export async function requireClip(db: Database, id: string): Promise<ClipRow> {
  const clip = await getClip(db, id);
  if (!clip || !(await getEpisode(db, clip.episodeId))) throw new AppError('clip_not_found');
  return clip;
}

/** One clip, with what can be taken back of it. @throws AppError `clip_not_found` */
export async function clipView(db: Database, id: string): Promise<ClipView> {
  const [[view], { undo, redo, historyAt }] = await Promise.all([
    viewClips(db, [await requireClip(db, id)]),
    getClipChangeHeads(db, id),
  ]);
  if (!view) throw new AppError('clip_not_found');
  return { ...view, undo, redo, historyAt };
}

/**
 * Titles, texts, keeping, boundaries and what is left out, by hand; what changes of it can be taken back. Renders that
 * show something else count as out of date.
 *
 * @throws AppError `clip_not_found`; `clip_changed` where it is not as it was seen; `bad_request` where nothing would be
 *   left of it
 */
export async function changeClip(db: Database, id: string, patch: ClipPatch): Promise<ClipView> {
  for (let attempt = 1; ; attempt += 1) {
    const clip = await requireClip(db, id);
    requireRevision(clip, patch.revision);
    try {
      const edit = await editOf(db, clip, patch);
      if (edit) await storeEdit(db, clip, edit);
      if (patch.kept !== undefined) await keepClip(db, clip, patch.kept);
      return await clipView(db, id);
    } catch (error) {
      // Who does not say what was seen means the clip as it is.
      const again = patch.revision === undefined && attempt < TRIES;
      if (!again || !(error instanceof AppError) || error.code !== 'clip_changed') throw error;
    }
  }
}

/** @throws AppError `clip_not_found`, `clip_changed` */
export async function stepClip(
  db: Database,
  id: string,
  revision: number,
  direction: 'undo' | 'redo',
): Promise<ClipView> {
  const clip = await requireClip(db, id);
  requireRevision(clip, revision);
  await stepEdit(db, clip, direction);
  return clipView(db, id);
}

async function keepClip(db: Database, clip: ClipRow, kept: boolean): Promise<void> {
  const keptAt = kept ? (clip.keptAt ?? Date.now()) : null;
  if (!(await updateClip(db, clip.id, { keptAt }))) throw new AppError('clip_not_found');
  if (kept !== (clip.keptAt !== null)) await recordClipEvent(db, clip, 'keep', kept ? 1 : null);
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
