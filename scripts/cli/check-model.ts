import { AppError } from '#lib/server/app-error.ts';
import { catalogueModel, MODEL_NAMES } from '#lib/shared/speech-models.ts';
import { checkTranslation } from '#workers/engines/speech/languages.ts';
import { UsageError } from './arguments.ts';

/**
 * Refuses what cannot work before anything is fetched.
 *
 * @throws UsageError for a name that we do not offer; AppError `model_language` where the model cannot hear the language, `model_translate` where it cannot translate.
 */
export function checkModel(model: string | null, language: string | null, translate = false): void {
  if (model === null) return;
  const known = catalogueModel(model);
  if (!known) throw new UsageError(`--model must be one of ${MODEL_NAMES.join(', ')}`);
  if (known.englishOnly && language !== null && language !== 'en') throw new AppError('model_language');
  if (translate) checkTranslation({ multilingual: !known.englishOnly, modelName: model });
}
