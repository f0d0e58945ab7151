import { getTranscript } from '#db/repositories/transcripts.ts';
import type { Database } from '#db/types.ts';
import {
  type ClipCut,
  heardMs,
  isLeftOut,
  LONGEST_CUT_MS,
  SHORTEST_CLIP_MS,
  type Stretch,
  tidyCut,
} from '#lib/shared/clip-edit.ts';
import { cutAround, wordsInRange } from '#lib/shared/cuts.ts';
import { joinTexts } from '#lib/shared/transcript/words.ts';
import type { Segment, Word } from '#lib/shared/transcript.ts';
import { AppError } from '../../app-error.ts';

/** Where a clip lies, and what is said there. */
export interface ClipPlace {
  readonly startMs: number;
  readonly endMs: number;
  readonly removed: Stretch[];
  readonly text: string;
}

/** What is said in an episode: its words, or its sentences where words have no times. */
export interface Said {
  readonly words: readonly (Word | Segment)[];
  readonly durationMs: number;
}

/** @throws AppError `transcript_not_found` */
export async function saidIn(db: Database, episodeId: string): Promise<Said> {
  const transcript = await getTranscript(db, episodeId);
  if (!transcript) throw new AppError('transcript_not_found');
  const { words, segments, durationMs } = transcript;
  return { words: words.length > 0 ? words : segments, durationMs };
}

/**
 * A hand-drawn range snapped to the words that lie in it by half at least, cut
 * in the pauses around them; where words have no times, to sentences. With
 * `exact` it is taken as it is.
 *
 * @throws AppError `transcript_not_found`; `bad_request` where nothing is said there.
 */
export async function placeInTranscript(
  db: Database,
  episodeId: string,
  range: { startMs: number; endMs: number; removed?: readonly Stretch[]; exact?: boolean },
): Promise<ClipPlace> {
  return placeIn(await saidIn(db, episodeId), range);
}

/**
 * What is said in a cut that was there before: also nothing, where the words of it were taken out of the transcript.
 *
 * @throws AppError `transcript_not_found`
 */
export async function textOfCut(db: Database, episodeId: string, cut: ClipCut): Promise<string> {
  return heardText((await saidIn(db, episodeId)).words, cut);
}

/**
 * The same for what is said, where that is known.
 *
 * @throws AppError `bad_request` where nothing is said there, or parts are left out of more than half an hour.
 */
export function placeIn(
  { words, durationMs }: Said,
  { removed = [], exact = false, ...range }: Stretch & { removed?: readonly Stretch[]; exact?: boolean },
): ClipPlace {
  const chosen = wordsInRange(words, range);
  if (!chosen) throw new AppError('bad_request', { detail: 'Nothing is said in this part' });
  const cut = exact
    ? { startMs: range.startMs, endMs: durationMs > 0 ? Math.min(range.endMs, durationMs) : range.endMs }
    : cutAround(words, chosen.first, chosen.last, durationMs);
  const tidy: ClipCut = tidyCut({ ...cut, removed });
  const text = heardText(words.slice(chosen.first, chosen.last + 1), tidy);
  if (text === '' || heardMs(tidy) < SHORTEST_CLIP_MS) {
    throw new AppError('bad_request', { detail: 'Nothing would be left of the clip' });
  }
  if (tidy.removed.length > 0 && tidy.endMs - tidy.startMs > LONGEST_CUT_MS) {
    throw new AppError('bad_request', { detail: 'Parts can be left out of at most 30 minutes' });
  }
  return { startMs: tidy.startMs, endMs: tidy.endMs, removed: [...tidy.removed], text };
}

function heardText(words: readonly (Word | Segment)[], cut: ClipCut): string {
  const heard = words.filter((word) => isLeftOut([cut], word) && !isLeftOut(cut.removed, word));
  return joinTexts(heard.map((word) => word.text.trim()).filter(Boolean));
}
