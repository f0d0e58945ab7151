import { createHash } from 'node:crypto';
import type { ErrorOccurrences } from '#db/repositories/error-groups.ts';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { errorCodeOf } from '../app-error.ts';
import type { LoggedFailure } from '../logger.ts';
import { VERSION } from '../version.ts';

/** A frame of our own code. */
const FRAME = /^\s+at .*?((?:app|components|db|lib|scripts|workers)\/[\w./[\]-]+\.tsx?):(\d+)/;
const ID = /^[\w.-]{1,64}$/;
const NAME = /^[A-Za-z]\w{0,60}$/;
const ERRNO = /^[A-Z0-9_]{2,40}$/;
const CAUSES_MAX = 4;

/**
 * What a failure counts as, and an example of it. Only fixed texts of the code, ids, and names of errors: a message
 * may hold a path, a value of a statement or what a user wrote.
 */
export function groupOf({ name, message, fields }: LoggedFailure, now: number): ErrorOccurrences {
  const code = codeOf(fields);
  const where = frameOf(fields.err);
  const source = name === 'worker' ? 'worker' : 'web';
  const place = `${placeOf(fields)}${message}`;
  // Everything that nobody foresaw has one code; where it came from tells it apart.
  const parts = [source, code, place, code === 'internal' ? (where ?? namesOf(fields.err)) : ''];
  const id = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
  const example = {
    requestId: idOf(fields.requestId),
    jobId: idOf(fields.jobId),
    episodeId: idOf(fields.episodeId),
    error: namesOf(fields.err),
    where,
    release: VERSION,
  };
  return { id, code, place, source, count: 1, firstSeenAt: now, lastSeenAt: now, example };
}

function codeOf(fields: LoggedFailure['fields']): ErrorCode {
  return isCode(fields.code) ? fields.code : errorCodeOf(fields.err);
}

function isCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}

function placeOf({ route, method, kind }: LoggedFailure['fields']): string {
  if (typeof route === 'string') return `${typeof method === 'string' ? `${method} ` : ''}${route}: `;
  return typeof kind === 'string' ? `${kind}: ` : '';
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

/** The error and what caused it, outermost first. */
function namesOf(error: unknown): string {
  const names: string[] = [];
  for (let at = error; at instanceof Error && names.length < CAUSES_MAX; at = at.cause) {
    const name = NAME.test(at.name) ? at.name : 'Error';
    const code = 'code' in at && typeof at.code === 'string' && ERRNO.test(at.code) ? ` ${at.code}` : '';
    names.push(`${name}${code}`);
  }
  return names.join(' ← ') || 'no error';
}

/** Of the innermost error that has one: there it began. */
function frameOf(error: unknown): string | null {
  let found: string | null = null;
  let seen = 0;
  for (let at = error; at instanceof Error && seen < CAUSES_MAX; at = at.cause, seen += 1) {
    for (const line of at.stack?.split('\n') ?? []) {
      const match = line.includes('node_modules') ? null : FRAME.exec(line);
      if (!match) continue;
      found = `${match[1]}:${match[2]}`;
      break;
    }
  }
  return found;
}
