import { atomic } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { insertClipStatement, nextRank } from '#db/repositories/clip-changes.ts';
import type { ClipInsert } from '#db/rows.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipCreate } from '#lib/shared/clip-requests.ts';
import { newId } from '#lib/shared/ids.ts';
import type { AppContext } from '../context.ts';
import { placeInTranscript } from './clip-place.ts';
import { clipView } from './clips.ts';
import { requireEpisode } from './episodes.ts';
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
  const id = newId();
  const clip: Omit<ClipInsert, 'rank'> = {
    id,
    episodeId,
    ...place,
    title: request.title ?? titleOf(place.text),
    origin: 'manual',
    score: 0,
    percentile: 0,
    signals: [],
    createdAt: Date.now(),
  };
  for (let attempt = 1; ; attempt += 1) {
    const rank = await nextRank(db, episodeId);
    try {
      await atomic(db, (tx) => [insertClipStatement(tx, { ...clip, rank })]);
      break;
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === TRIES) throw error;
    }
  }
  if (request.aspect) await requestRender(context, id, request.aspect);
  return clipView(db, id);
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
