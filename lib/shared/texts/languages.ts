/** The languages of the pages, each by its own name. The first is what everything falls back to. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const;

export type Language = (typeof LANGUAGES)[number]['code'];

/** Holds the chosen language; absent where the browser's own is to be followed. */
export const LANGUAGE_COOKIE = 'podpromo-language';

/** True for the code of a language that the pages have. */
export function isLanguage(code: string | null | undefined): code is Language {
  return LANGUAGES.some((language) => language.code === code);
}

/**
 * The language of a page: the chosen one, else the first of the browser's that we have, else English.
 *
 * @param accepted the header Accept-Language, e.g. "de-CH, de;q=0.9, en;q=0.8".
 */
export function pickLanguage(chosen: string | null | undefined, accepted: string | null | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  const wanted = (accepted ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...rest] = entry.trim().toLowerCase().split(';');
      const quality = rest.find((each) => each.trim().startsWith('q='))?.split('=')[1];
      return { code: tag.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.map(({ code }) => code).find(isLanguage) ?? 'en';
}
