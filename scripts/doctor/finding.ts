import type { Database } from '#db/types.ts';
import type { AppError } from '#lib/server/app-error.ts';
import type { Env } from '#lib/server/env.ts';
import type { Logger } from '#lib/server/logger.ts';
import { ERROR_CODES } from '#lib/shared/error-codes.ts';

/** What a check says. `problem`: something does not work or was lost; `warning`: it will, or works less well. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'problem';
  readonly about: string;
  readonly text: string;
  /** Mends it without risk; answers what was done. Only with `--fix`. */
  readonly fix?: () => Promise<string>;
}

export interface Examined {
  readonly env: Env;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** A check of what the database tells. */
export type DatabaseCheck = (examined: Examined, db: Database) => Promise<Finding[]>;

export const ok = (about: string, text: string): Finding => ({ level: 'ok', about, text });
export const warning = (about: string, text: string, fix?: Finding['fix']): Finding => ({
  ...{ level: 'warning', about, text },
  ...(fix ? { fix } : {}),
});
export const problem = (about: string, text: string, fix?: Finding['fix']): Finding => ({
  ...{ level: 'problem', about, text },
  ...(fix ? { fix } : {}),
});

/** What it is, why where we know, and what to do: people read this in a terminal on the machine itself. */
export function sentenceOf({ code, message, cause }: AppError): string {
  const why = cause instanceof Error && cause.message ? ` (${cause.message})` : '';
  return `${message}${why}. ${ERROR_CODES[code].action}`;
}
