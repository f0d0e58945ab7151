import type { Transcript } from '#lib/shared/transcript.ts';

/** A transcript of sentences spoken at 3 words a second with a pause after each. */
export function transcriptOf(
  texts: readonly string[],
  options: { language?: string; pauseMs?: number; startMs?: number } = {},
): Transcript {
  const segments: Transcript['segments'] = [];
  const words: Transcript['words'] = [];
  let now = options.startMs ?? 500;
  for (const text of texts) {
    const startMs = now;
    for (const word of text.split(' ')) {
      words.push({ startMs: now, endMs: now + 300, text: word, confidence: 0.9 });
      now += 333;
    }
    segments.push({ startMs, endMs: now - 33, text, speaker: null });
    now += options.pauseMs ?? 600;
  }
  return {
    language: options.language ?? 'en',
    durationMs: now + 500,
    model: 'base',
    engine: 'test',
    segments,
    words,
    notes: [],
  };
}

/** Plain sentences of 12 words (4 s) that trigger nothing. */
export function plainSentences(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => `Sentence ${'abcdefghij'[i % 10]} walks slowly along a quiet river under some old trees.`,
  );
}
