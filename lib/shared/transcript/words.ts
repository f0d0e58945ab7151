/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Thai, the first of them in Unicode. */
const FIRST_UNSPACED = 0x0e00;
/** Their marks stand close on both sides. */
const CLOSE_MARK = /[。？！、，；：「」『』（）〈〉《》・]/u;
const APOSTROPHES = /[’‘ʼ`´]/g;
const NOT_SPOKEN = /[^\p{L}\p{N}\p{M}]+/gu;

/** What stands between two words: nothing in scripts that write without spaces. */
export function gapBetween(left: string, right: string): '' | ' ' {
  // Nearly all texts: no script without spaces lies below.
  if (left.charCodeAt(left.length - 1) < FIRST_UNSPACED || right.charCodeAt(0) < FIRST_UNSPACED) return ' ';
  const before = lastCharacter(left);
  const after = firstCharacter(right);
  const close = (character: string) => UNSPACED.test(character) || CLOSE_MARK.test(character);
  return close(before) && close(after) ? '' : ' ';
}

/** Words as running text. */
export function joinTexts(texts: readonly string[]): string {
  let line = '';
  for (const text of texts) line += line === '' ? text : gapBetween(line, text) + text;
  return line;
}

/**
 * A text as words with their punctuation: parted at spaces, and in scripts
 * without spaces by the rules of the language. `joinTexts` makes the text again,
 * but for the kind and number of its spaces.
 */
export function splitTexts(text: string, language = 'en'): string[] {
  return text
    .split(/\s+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (UNSPACED.test(part) ? splitUnspaced(part, language) : [part]));
}

/** A word as it is compared: without case, punctuation and spelling variants of the same character; may be empty. */
export function spokenForm(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(APOSTROPHES, "'");
  return plain.replace(NOT_SPOKEN, '');
}

/** True for texts that are only marks: they are written, not said. */
export function isSilent(text: string): boolean {
  return spokenForm(text) === '';
}

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

/** Only where joining gives the same text again: Latin words inside would else get spaces. */
function splitUnspaced(part: string, language: string): string[] {
  const pieces: string[] = [];
  let open = '';
  const close = () => {
    if (open !== '') pieces.push(open);
    open = '';
  };
  for (const { segment, isWordLike } of segmenterOf(language, 'word').segment(part)) {
    const opens = !isWordLike && /^[「『（〈《“‘(]/u.test(segment);
    const joint = open !== '' && gapBetween(open, segment) === '';
    if (joint && (opens || isWordLike) && !/[「『（〈《“‘(]$/u.test(open)) close();
    open += segment;
  }
  close();
  return pieces;
}

function lastCharacter(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}

function firstCharacter(text: string): string {
  return Array.from(text.slice(0, 2))[0] ?? '';
}
