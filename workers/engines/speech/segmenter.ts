/** Intl's rules for a language as Whisper names it; English ones where it has none. */
export function segmenterOf(language: string, granularity: 'word' | 'sentence'): Intl.Segmenter {
  return new Intl.Segmenter(isLocale(language) ? language : 'en', { granularity });
}

function isLocale(language: string): boolean {
  try {
    return Intl.Segmenter.supportedLocalesOf([language]).length > 0;
  } catch {
    return false; // not even written like one
  }
}
