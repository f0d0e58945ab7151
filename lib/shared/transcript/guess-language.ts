/** Small words by which a language gives itself away; chosen so that few of them are shared. */
const SMALL_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: 'the and of that is was it you for with they this have are not but what from we'.split(' '),
  de: 'der die und das ist nicht ich ein eine mit auch auf für wir sie zu es von den wie'.split(' '),
  fr: 'le les et des est une que dans pour pas vous je qui sur avec nous ce il au du'.split(' '),
  es: 'el los y que una es por con para las pero más como muy está esto también hay del lo'.split(' '),
  it: 'il di che è una per non sono con gli della anche ma questo più ho come ci abbiamo nel'.split(' '),
  pt: 'o os e que uma não é com para mais isso eu você também muito do da em por foi'.split(' '),
  nl: 'de het een en van dat ik niet is je op we maar ook voor met zijn er die wat'.split(' '),
};
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
];
/** As much of the text as is looked at. */
const LOOKED_AT = 20_000;
/** Of all words, how many must be small words of the language. */
const LEAST_SHARE = 0.1;
/** And how many times those of the next one. */
const LEAST_LEAD = 1.5;

/** The language of a text where that is plain, e.g. "en"; null where it is not. */
export function guessLanguage(text: string): string | null {
  const part = text.slice(0, LOOKED_AT).toLowerCase();
  const letters = part.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of SCRIPTS) {
    if ((part.match(script)?.length ?? 0) > letters * 0.2) return language;
  }
  const words = part.match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = Object.entries(SMALL_WORDS).map(([language, small]) => {
    const known = new Set(small);
    return { language, count: words.filter((word) => known.has(word)).length };
  });
  const [best, second] = counts.sort((a, b) => b.count - a.count);
  if (!best || best.count < words.length * LEAST_SHARE) return null;
  return best.count >= (second?.count ?? 0) * LEAST_LEAD ? best.language : null;
}
