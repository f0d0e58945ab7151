import { AppError } from '#lib/server/app-error.ts';

/** The codes that Whisper knows. */
export const WHISPER_LANGUAGES: ReadonlySet<string> = new Set(
  (
    'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml ' +
    'cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am ' +
    'yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue'
  ).split(' '),
);

/** "German" for "de"; the code itself where it has no name. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code; // not even written like one
  }
}

/** Trained to write down only. */
const CANNOT_TRANSLATE = /^large-v3-turbo/;

/**
 * Refuses a translation that the model was never taught.
 *
 * @throws AppError `model_translate`
 */
export function checkTranslation(engine: { multilingual: boolean; modelName: string }): void {
  if (!engine.multilingual || CANNOT_TRANSLATE.test(engine.modelName)) throw new AppError('model_translate');
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
