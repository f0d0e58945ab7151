import { AppError } from '#lib/server/app-error.ts';
import { catalogueModel, MODEL_NAMES } from '#workers/engines/weights/catalogue.ts';
import { UsageError } from './arguments.ts';

/** @throws UsageError for a name that we do not offer; AppError `model_language` where the model cannot hear the language. */
export function checkModel(model: string | null, language: string | null): void {
  if (model === null) return;
  const known = catalogueModel(model);
  if (!known) throw new UsageError(`--model must be one of ${MODEL_NAMES.join(', ')}`);
  if (known.englishOnly && language !== null && language !== 'en') throw new AppError('model_language');
}
