import { AppError } from '#lib/server/app-error.ts';
import { catalogueModel } from '#lib/shared/speech-models.ts';
import { WHISPER_LANGUAGES } from '#lib/shared/whisper-languages.ts';

/** "German" for "de"; the code itself where it has no name. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // not even written like one
  }
}

/**
 * Refuses a translation that the model was never taught.
 *
 * @throws AppError `model_translate`
 */
export function checkTranslation(engine: { multilingual: boolean; modelName: string }): void {
  if (!engine.multilingual || catalogueModel(engine.modelName)?.translates === false)
    throw new AppError('model_translate');
}

/**
 * The language to ask the engine for.
 *
 * @param asked a code such as "en" or "pt-BR", "auto", or null
 * @returns a code of Whisper, or "auto"
 * @throws AppError `model_language` where the model knows English only, `bad_request` for a code that Whisper does not know.
 */
export function languageFor(asked: string | null, multilingual: boolean): string {
  const code = (asked ?? 'auto').toLowerCase().split(/[-_]/)[0] ?? 'auto';
  if (code !== 'auto' && !WHISPER_LANGUAGES.has(code)) {
    throw new AppError('bad_request', { detail: `"${code.slice(0, 20)}" is no language that the speech model knows` });
  }
  if (multilingual) return code;
  if (code !== 'auto' && code !== 'en') throw new AppError('model_language');
  return 'en';
}
