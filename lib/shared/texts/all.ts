import type { Catalogue } from './catalogue.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { Language } from './languages.ts';

/** Every language. Only for the server and tests: in a page it would bring them all. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, de };
