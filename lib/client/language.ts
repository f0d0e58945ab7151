import { isLanguage, LANGUAGE_COOKIE, type Language } from '#lib/shared/texts/languages.ts';

const YEAR_S = 365 * 24 * 3600;

/** The language that was chosen in this browser; null where it follows the browser's own. */
export function readLanguage(): Language | null {
  const value = document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${LANGUAGE_COOKIE}=`))
    ?.split('=')[1];
  return isLanguage(value) ? value : null;
}

/** Remembers the choice for a year; null forgets it. The next page that the server makes has it. */
export function saveLanguage(language: Language | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${LANGUAGE_COOKIE}=${language ?? ''}; path=/; max-age=${language ? YEAR_S : 0}; samesite=lax`;
}
