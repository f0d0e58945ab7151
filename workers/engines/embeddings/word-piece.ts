/** Turns text into the numbers that BERT was trained with (lower case, no accents, pieces of words). */
export interface Tokenizer {
  /** Between the marks of beginning and end; cut at `MOST_TOKENS`. */
  encode(text: string): number[];
}

/** The length that the sentence vectors were trained with; a spoken sentence rarely has half of it. */
export const MOST_TOKENS = 128;
const LONGEST_WORD = 100;
const CLEAN = /\ufffd|(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Co}/gu;
const IDEOGRAPH =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
/** Every ASCII mark counts as punctuation, also those that Unicode calls symbols. */
const WORDS = /[!-/:-@[-`{-~]|\p{P}|[^\s!-/:-@[-`{-~\p{P}]+/gu;

/**
 * WordPiece over a vocabulary in the format of vocab.txt: one piece per line, its
 * number is its line.
 *
 * @throws Error where the vocabulary lacks the marks that every BERT has.
 */
export function createTokenizer(vocabulary: string): Tokenizer {
  const numbers = new Map(vocabulary.split('\n').map((piece, number) => [piece.trimEnd(), number]));
  const mark = (name: string) => {
    const number = numbers.get(name);
    if (number === undefined) throw new Error(`the vocabulary has no ${name}`);
    return number;
  };
  const [begin, end, unknown] = [mark('[CLS]'), mark('[SEP]'), mark('[UNK]')];

  function piecesOf(word: string): number[] {
    const letters = Array.from(word);
    if (letters.length > LONGEST_WORD) return [unknown];
    const pieces: number[] = [];
    for (let from = 0; from < letters.length; ) {
      let found: number | undefined;
      let to = letters.length;
      for (; to > from && found === undefined; to -= 1) {
        found = numbers.get((from > 0 ? '##' : '') + letters.slice(from, to).join(''));
      }
      if (found === undefined) return [unknown];
      pieces.push(found);
      from = to + 1;
    }
    return pieces;
  }

  return {
    encode(text) {
      const plain = text
        .replace(CLEAN, '')
        .replace(IDEOGRAPH, ' $& ')
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '');
      const tokens = [begin];
      for (const [word] of plain.matchAll(WORDS)) {
        if (tokens.length >= MOST_TOKENS - 1) break;
        tokens.push(...piecesOf(word));
      }
      return [...tokens.slice(0, MOST_TOKENS - 1), end];
    },
  };
}
