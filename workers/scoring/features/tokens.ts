const WORD = /[\p{L}\p{N}]+(?:'\p{L}+)*/gu;

/** The words of a text in lower case, with straight apostrophes. */
export function tokensOf(text: string): string[] {
  return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}

/** A crude stem, so that "price", "prices" and "pricing" meet. Good enough to compare words inside one episode. */
export function stem(word: string): string {
  const bare = word.replace(/'\p{L}+$/u, '');
  for (const ending of ['ations', 'ation', 'ings', 'ing', 'ers', 'ies', 'ed', 'er', 'es', 'ly', 's', 'e', 'y']) {
    if (bare.length - ending.length >= 4 && bare.endsWith(ending)) return bare.slice(0, -ending.length);
  }
  return bare;
}
