import { DrizzleQueryError } from 'drizzle-orm/errors';
import { AppError } from '#lib/server/app-error.ts';

/** Unreachable, starting, stopping, out of connections, only readable after a failover, or too slow to wait for. */
const UNAVAILABLE_CODES: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ENOENT', '25006', '53300', '57014', '57P01', '57P02', '57P03', '57P05'],
  ...['SQLITE_CANTOPEN', 'SQLITE_READONLY_DBMOVED'],
]);
const UNAVAILABLE_PREFIXES = ['08', 'SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_IOERR', 'SQLITE_CANTOPEN_'];
/** The driver of PostgreSQL gives these no code. */
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;
const DISK_FULL_CODES: ReadonlySet<string> = new Set(['SQLITE_FULL', '53100', 'ENOSPC', 'EDQUOT']);
const RETRYABLE_CODES: ReadonlySet<string> = new Set(['40001', '40P01']);

/** The error and everything behind it, outermost first. */
function* chainOf(error: unknown): Generator<Error> {
  for (let current = error; current instanceof Error; current = current.cause) yield current;
}

function codesOf(error: unknown): string[] {
  return [...chainOf(error)].flatMap((item) => ('code' in item && typeof item.code === 'string' ? [item.code] : []));
}

/** A row with this key exists already, on either dialect. */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some(
    (code) => code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY',
  );
}

/** The row that this one belongs to does not exist (any more), on either dialect. */
export function isForeignKeyViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY');
}

/** The database cannot be asked right now; asking again later makes sense. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'database_unavailable';
  return (
    codesOf(error).some(
      (code) => UNAVAILABLE_CODES.has(code) || UNAVAILABLE_PREFIXES.some((prefix) => code.startsWith(prefix)),
    ) || [...chainOf(error)].some((item) => UNAVAILABLE_MESSAGES.test(item.message))
  );
}

/** Two transactions stood in each other's way on PostgreSQL; the same one again succeeds. */
export function isRetryableConflict(error: unknown): boolean {
  return codesOf(error).some((code) => RETRYABLE_CODES.has(code));
}

/**
 * What the drivers throw, for the rest of us: AppError `database_unavailable`
 * or `disk_full` where that is the reason. Drizzle's own error is taken off,
 * because its message holds every value of the statement.
 */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isDatabaseUnavailable(error)) return new AppError('database_unavailable', { cause: withoutValues(error) });
  if (codesOf(error).some((code) => DISK_FULL_CODES.has(code))) {
    return new AppError('disk_full', { cause: withoutValues(error) });
  }
  return withoutValues(error);
}

function withoutValues(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? new Error(`Failed query: ${error.query}`, { cause: error.cause }) : error;
}
