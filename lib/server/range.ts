/** What a Range header asks of a file: all of it, one part (both ends inclusive), or what it does not have. */
export type ByteRange =
  | { readonly kind: 'full' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

const FULL: ByteRange = { kind: 'full' };
const UNSATISFIABLE: ByteRange = { kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, 14.2). What is malformed, of another unit, or asks for several
 * parts is ignored, as the RFC allows: the answer is the whole file.
 *
 * @param sizeBytes of the file
 */
export function parseRange(header: string | null, sizeBytes: number): ByteRange {
  const match = header === null ? null : /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  if (!match) return FULL;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return FULL;
  if (first === '') return suffix(Number(last), sizeBytes);
  const start = Number(first);
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (end < start) return FULL;
  if (start >= sizeBytes) return UNSATISFIABLE;
  return { kind: 'part', start, end: Math.min(end, sizeBytes - 1) };
}

function suffix(length: number, sizeBytes: number): ByteRange {
  if (length === 0 || sizeBytes === 0) return UNSATISFIABLE;
  return { kind: 'part', start: Math.max(0, sizeBytes - length), end: sizeBytes - 1 };
}

/** True where the If-Range header still names this version, so that a part may be sent. */
export function ifRangeHolds(header: string | null, version: { etag: string; modifiedAt: Date }): boolean {
  if (header === null) return true;
  const value = header.trim();
  // A weak tag never matches here: parts of two versions must not be joined.
  if (value.startsWith('"') || value.startsWith('W/')) return value === version.etag;
  return Date.parse(value) === wholeSeconds(version.modifiedAt);
}

/** True where the browser's copy is this version: answer 304. */
export function isNotModified(headers: Headers, version: { etag: string; modifiedAt?: Date }): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) return matchesEtag(tags, version.etag);
  const since = headers.get('if-modified-since');
  if (since === null || version.modifiedAt === undefined) return false;
  return wholeSeconds(version.modifiedAt) <= Date.parse(since);
}

function matchesEtag(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag));
}

/** HTTP dates have no milliseconds. */
function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}
