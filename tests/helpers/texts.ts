import { CATALOGUES } from '#lib/shared/texts/all.ts';
import { createTexts } from '#lib/shared/texts/texts.ts';

/** The words of the pages, for what takes them first. */
export const english = createTexts('en', CATALOGUES.en);
export const german = createTexts('de', CATALOGUES.de);
