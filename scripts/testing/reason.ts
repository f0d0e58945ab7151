import { AppError } from '#lib/server/app-error.ts';
import { ERROR_CODES } from '#lib/shared/error-codes.ts';

/** Why something did not work, in a sentence for the person at the terminal. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) {
    const { title, action } = ERROR_CODES[error.code];
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `${error.detail ?? `${title}. ${action}`}${cause}`;
  }
  return error instanceof Error ? error.message : String(error);
}
