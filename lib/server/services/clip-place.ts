import { getTranscript } from '#db/repositories/transcripts.ts';
import type { Database } from '#db/types.ts';
import { cutAround, wordsInRange } from '#lib/shared/cuts.ts';
import { AppError } from '../app-error.ts';

/** Where a clip lies, and what is said there. */
export interface ClipPlace {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/**
 * A hand-drawn range snapped to the words that lie in it by half at least, cut
 * in the pauses around them; where words have no times, to sentences.
 *
 * @throws AppError `transcript_not_found`; `bad_request` where nothing is said there.
 */
export async function placeInTranscript(
  db: Database,
  episodeId: string,
  range: { startMs: number; endMs: number },
): Promise<ClipPlace> {
  const transcript = await getTranscript(db, episodeId);
  if (!transcript) throw new AppError('transcript_not_found');
  const words = transcript.words.length > 0 ? transcript.words : transcript.segments;
  const chosen = wordsInRange(words, range);
  if (!chosen) throw new AppError('bad_request', { detail: 'Nothing is said in this part' });
  const text = words
    .slice(chosen.first, chosen.last + 1)
    .map((word) => word.text.trim())
    .filter(Boolean)
    .join(' ');
  return { ...cutAround(words, chosen.first, chosen.last, transcript.durationMs), text };
}
