import type { Sentence } from '../episode.ts';

/** Turns so short, one after the other, are people talking across each other. */
const SHORT_TURN_WORDS = 4;
const SHORT_TURNS = 6;
const SHORT_TURNS_MS = 15_000;
/** One begins so long before the other has ended. */
const OVERLAP_MS = 400;
const OVERLAPS = 3;
const OVERLAP_WORDS = 7;

/** Below this mean confidence the words are guesses; a single word says nothing. */
const UNSURE = 0.4;
const UNSURE_WORDS = 3;

/**
 * Sentences in which several people talk at once: at least six turns in a row of
 * at most four words by alternating speakers within 15 s, or three in a row that
 * begin before the other has ended. By index, with what was measured.
 */
export function crossTalk(sentences: readonly Sentence[]): Map<number, string> {
  const found = new Map<number, string>();
  let run: number[] = [];
  const close = () => {
    const first = sentences[run[0] ?? -1];
    const last = sentences[run.at(-1) ?? -1];
    if (first && last && run.length >= SHORT_TURNS && last.endMs - first.startMs <= (run.length * SHORT_TURNS_MS) / 6) {
      for (const index of run) found.set(index, `${run.length} short turns in a row`);
    }
    run = [];
  };
  let overlaps: number[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const before = sentences[index - 1];
    const turns = before !== undefined && before.speaker !== sentence.speaker;
    if (sentence.wordCount > SHORT_TURN_WORDS || (run.length > 0 && !turns)) close();
    if (sentence.wordCount <= SHORT_TURN_WORDS && sentence.speaker !== null) run.push(index);

    const overlap =
      turns &&
      sentence.wordCount <= OVERLAP_WORDS &&
      before.wordCount <= OVERLAP_WORDS &&
      before.endMs - sentence.startMs >= OVERLAP_MS;
    if (overlap) overlaps.push(index);
    else overlaps = [];
    if (overlaps.length >= OVERLAPS) {
      for (const each of [(overlaps[0] ?? index) - 1, ...overlaps]) found.set(each, 'several people at once');
    }
  }
  close();
  return found;
}

/** Sentences whose words the engine was not sure of: mean confidence below 0.4. By index. */
export function uncertainStretches(sentences: readonly Sentence[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const [index, { confidence, wordCount }] of sentences.entries()) {
    if (confidence === null || confidence >= UNSURE) continue;
    const beside = [sentences[index - 1], sentences[index + 1]].some(
      (neighbour) => neighbour?.confidence != null && neighbour.confidence < UNSURE,
    );
    if (wordCount >= UNSURE_WORDS || beside) found.set(index, `confidence ${confidence.toFixed(2)}`);
  }
  return found;
}
