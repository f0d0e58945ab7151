import type { Sentence } from '../episode.ts';
import { openerQuality, questionBefore } from './edges.ts';
import type { Run } from './stories.ts';

/** Below this a beginning hangs on what came before. */
const STANDS_ALONE = 0.5;

/**
 * Where a clip should begin so that its answer makes sense: at the question
 * before it where the answer hangs on it ('Because nobody asked.'), the question
 * fits and nothing else of the episode's clips lies there; else where it began.
 * English, as openers are judged by English words.
 *
 * @param longestMs from the beginning of the question to the end of the clip
 * @param isFree whether a sentence may be taken
 */
export function beginWithQuestion(
  sentences: readonly Sentence[],
  { from, to }: Run,
  options: { longestMs: number; isFree: (at: number) => boolean },
): number {
  const first = sentences[from];
  const last = sentences[to];
  const question = questionBefore(sentences, from);
  if (!question || !first || !last || openerQuality(first).quality >= STANDS_ALONE) return from;
  const asked = sentences[question.index];
  if (!asked || last.endMs - asked.startMs > options.longestMs) return from;
  for (let at = question.index; at < from; at += 1) if (!options.isFree(at)) return from;
  return question.index;
}
