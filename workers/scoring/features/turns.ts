import type { Sentence } from '../episode.ts';
import { isQuestion } from '../sentences.ts';

/** Who speaks, sentence by sentence. */
export interface Turns {
  /** False with one speaker or none named: nothing is known from who speaks. */
  readonly several: boolean;
  /** The one who asks most per minute; null where `several` is false. */
  readonly host: string | null;
  /** Of each sentence: the index of the first and of the last sentence of its turn. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Less of the words than this, and a speaker is a voice in the background or a slip of the labels. */
const SMALLEST_SHARE = 0.04;

/** Divides the sentences into turns, and finds the host: who asks most per minute of speech. */
export function turnsOf(sentences: readonly Sentence[]): Turns {
  const count = sentences.length;
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const same = at > 0 && sentences[at]?.speaker === sentences[at - 1]?.speaker;
    first[at] = same ? (first[at - 1] ?? at) : at;
  }
  for (let at = count - 1; at >= 0; at -= 1) {
    last[at] = at + 1 < count && first[at + 1] === first[at] ? (last[at + 1] ?? at) : at;
  }
  const host = hostOf(sentences);
  return { several: host !== null, host, first, last };
}

function hostOf(sentences: readonly Sentence[]): string | null {
  const spoken = new Map<string, { ms: number; words: number; questions: number }>();
  let words = 0;
  for (const { speaker, startMs, endMs, text, wordCount } of sentences) {
    if (speaker === null) continue;
    const sums = spoken.get(speaker) ?? { ms: 0, words: 0, questions: 0 };
    sums.ms += endMs - startMs;
    sums.words += wordCount;
    if (isQuestion(text)) sums.questions += 1;
    spoken.set(speaker, sums);
    words += wordCount;
  }
  const real = [...spoken].filter(([, sums]) => sums.words >= words * SMALLEST_SHARE);
  if (real.length < 2) return null;
  const perMinute = ([, sums]: (typeof real)[number]) => sums.questions / Math.max(1, sums.ms / 60_000);
  return real.sort((a, b) => perMinute(b) - perMinute(a))[0]?.[0] ?? null;
}
