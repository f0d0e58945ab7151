import type { Cue } from './cues.ts';

/** How long the last word of a cue stays lit after it was spoken. */
const AFTERGLOW_MS = 180;

/** When which word of a cue is the spoken one; words are counted over both lines. */
export function litMoments(cue: Cue): { startMs: number; endMs: number; spoken: number; lit: boolean }[] {
  const words = cue.lines.flat();
  return words.flatMap((word, spoken) => {
    const next = words[spoken + 1];
    if (next) return [{ startMs: word.startMs, endMs: next.startMs, spoken, lit: true }];
    const dark = Math.min(cue.endMs, Math.max(word.endMs, word.startMs) + AFTERGLOW_MS);
    return [
      { startMs: word.startMs, endMs: dark, spoken, lit: true },
      { startMs: dark, endMs: cue.endMs, spoken, lit: false },
    ];
  });
}
