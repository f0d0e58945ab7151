/** Every code that a transcript comes with: another transcript replaces what the one before said. */
export const TRANSCRIPT_NOTES: ReadonlySet<string> = new Set([
  'no_speech',
  'coarse_word_times',
  'uncertain_words',
  'mixed_languages',
  'translated',
  'cross_talk',
  'transcript_clipped',
]);
