import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertClipStatement, nextRank } from '#db/repositories/clip-changes.ts';
import { framingOf } from '#db/repositories/clip-framing.ts';
import type { ClipInsert } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipCreate, ClipSplit } from '#lib/shared/clip-requests.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { requireRevision, storeEdit } from './clip-editing.ts';
import { type ClipPlace, placeIn, placeInTranscript, saidIn } from './clip-place.ts';
import { clipView, requireClip } from './clips.ts';
import { requestRender } from './renders.ts';

/** So many words are a title where nobody gives one. */
const TITLE_WORDS = 9;
/** Two clips set at the same moment want the same rank. */
const TRIES = 5;

/**
 * A clip set by hand: the words that lie in the range by half at least, cut in
 * the pauses around them, after the last of the episode's clips. No search ever
 * replaces it.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`; `bad_request` where nothing is said there.
 */
export async function createClip(context: AppContext, episodeId: string, request: ClipCreate): Promise<ClipView> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  const place = await placeInTranscript(db, episodeId, request);
  const clip = manualClip(episodeId, place, request.title);
  await withNextRank(db, episodeId, (rank) => atomic(db, (tx) => [insertClipStatement(tx, { ...clip, rank })]));
  if (request.aspect) await requestRender(context, clip.id, request.aspect);
  return clipView(db, clip.id);
}

/**
 * Makes two clips of one, in the pause that is nearest to a moment of the episode. The second is one by hand; taking
 * the change back gives the first its end again and leaves the second.
 *
 * @throws AppError `clip_not_found`, `clip_changed`, `transcript_not_found`; `bad_request` where nothing is said on one side
 */
export async function splitClip(
  db: Database,
  clipId: string,
  { atMs, revision }: ClipSplit,
): Promise<{ clips: ClipView[] }> {
  const clip = await requireClip(db, clipId);
  requireRevision(clip, revision);
  const said = await saidIn(db, clip.episodeId);
  const { removed } = clip;
  if (atMs <= clip.startMs || atMs >= clip.endMs) {
    throw new AppError('bad_request', { detail: 'This moment is not inside of the clip' });
  }
  const first = placeIn(said, { startMs: clip.startMs, endMs: atMs, removed });
  const second = placeIn(said, { startMs: atMs, endMs: clip.endMs, removed });
  const { text, ...place } = { ...first, startMs: clip.startMs };
  const made = { ...manualClip(clip.episodeId, { ...second, endMs: clip.endMs }), framing: framingOf(clip) };
  await withNextRank(db, clip.episodeId, (rank) =>
    storeEdit(db, clip, { kind: 'split', state: place, text, also: { ...made, rank } }),
  );
  return { clips: [await clipView(db, clipId), await clipView(db, made.id)] };
}

function manualClip(episodeId: string, place: ClipPlace, title?: string): Omit<ClipInsert, 'rank'> & { id: string } {
  return {
    id: newId(),
    episodeId,
    ...place,
    title: title ?? titleOf(place.text),
    origin: 'manual',
    score: 0,
    percentile: 0,
    signals: [],
    createdAt: Date.now(),
  };
}

async function withNextRank(
  db: Database,
  episodeId: string,
  insert: (rank: number) => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const rank = await nextRank(db, episodeId);
    try {
      await insert(rank);
      return;
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === TRIES) throw error;
    }
  }
}

function titleOf(text: string): string {
  const words = text.split(/\s+/u);
  const title = words
    .slice(0, TITLE_WORDS)
    .join(' ')
    .replace(/[\s,.;:!?–-]+$/u, '')
    .slice(0, 120);
  return `${title.charAt(0).toLocaleUpperCase()}${title.slice(1)}${words.length > TITLE_WORDS ? '…' : ''}` || 'Clip';
}
