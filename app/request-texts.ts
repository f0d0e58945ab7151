import { cookies, headers } from 'next/headers';
import { CATALOGUES } from '#lib/shared/texts/all.ts';
import { LANGUAGE_COOKIE, type Language, pickLanguage } from '#lib/shared/texts/languages.ts';
import { createTexts, type Texts } from '#lib/shared/texts/texts.ts';

/** The language of the page that is being asked for. */
export async function requestLanguage(): Promise<Language> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return pickLanguage(jar.get(LANGUAGE_COOKIE)?.value, head.get('accept-language'));
}

/** The words of the page that is being asked for, where the server itself writes them: titles, the manifest. */
export async function requestTexts(): Promise<Texts> {
  const language = await requestLanguage();
  return createTexts(language, CATALOGUES[language]);
}
