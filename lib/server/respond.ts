import { createHash } from 'node:crypto';
import { isNotModified } from './range.ts';

export interface JsonOptions {
  status?: number;
  headers?: Record<string, string>;
}

const FIXED_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * A JSON answer with a weak ETag of its text, so that asking again for something unchanged costs a
 * 304 without a body.
 */
export function jsonResponse(request: Request, value: unknown, options: JsonOptions = {}): Response {
  const text = JSON.stringify(value);
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return conditional(request, text, etag, options);
}

/** JSON under an ETag of the caller's. */
export function taggedJsonResponse(
  request: Request,
  value: unknown,
  etag: string,
  options: JsonOptions = {},
): Response {
  return conditional(request, JSON.stringify(value), etag, options);
}

/** 204: it is done, and there is nothing to say. */
export function noContent(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

function conditional(request: Request, text: string, etag: string, { status = 200, headers }: JsonOptions): Response {
  const all = { ...FIXED_HEADERS, etag, ...headers };
  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (reading && status === 200 && isNotModified(request.headers, { etag })) {
    return new Response(null, { status: 304, headers: all });
  }
  // By it Next knows what is too small to be compressed: that costs three turns of the thread pool an answer.
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  return new Response(text, { status, headers: { ...all, ...length } });
}
