/** Sounds of hesitation, as transcripts write them; what is also a word in the language is not among them. */
const FILLERS: Readonly<Record<string, readonly string[]>> = {
  en: ['um', 'umm', 'uhm', 'uh', 'uhh', 'erm', 'er', 'ehm', 'hm', 'hmm', 'mmm'],
  de: ['äh', 'ähm', 'öh', 'öhm', 'hm', 'hmm', 'mh'],
  fr: ['euh', 'heu', 'euhm', 'hum', 'hmm'],
  es: ['eh', 'ehm', 'em', 'hmm'],
  it: ['ehm', 'uhm', 'mmm', 'hmm'],
  pt: ['hã', 'ahn', 'hum', 'hmm', 'ehm'],
  nl: ['uh', 'uhm', 'eh', 'ehm', 'hmm'],
  sv: ['öh', 'öhm', 'eh', 'ehm', 'hmm'],
  pl: ['yyy', 'eee', 'hmm', 'ehm'],
  ru: ['эм', 'эмм', 'хм', 'ммм'],
};
/** Nowhere a word. */
const EVERYWHERE = ['uhm', 'hmm', 'ehm', 'mmm'];

/** Whether a word is nothing but hesitation. @param language ISO 639-1; unknown ones know what is a filler everywhere */
export function isFiller(text: string, language: string): boolean {
  const bare = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}]/gu, '');
  return bare !== '' && (FILLERS[language] ?? EVERYWHERE).includes(bare);
}

/** Small words that nobody says twice on purpose. */
const STUTTERED: Readonly<Record<string, readonly string[]>> = {
  en: [
    'i',
    'the',
    'a',
    'an',
    'and',
    'but',
    'we',
    'they',
    'he',
    'she',
    'it',
    'to',
    'of',
    'in',
    'my',
    "it's",
    "i'm",
    'if',
  ],
};

/** Whether the first of two words is a false start of the second: "the the". */
export function isStutter(text: string, next: string, language: string): boolean {
  const bare = (word: string) => word.toLowerCase().replace(/[^\p{L}']/gu, '');
  // After a mark of punctuation the second one may begin something new.
  return !/[.!?,;:…-]$/.test(text) && bare(text) === bare(next) && (STUTTERED[language] ?? []).includes(bare(text));
}
