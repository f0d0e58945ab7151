import { createHash } from 'node:crypto';
import { isNotModified } from './range.ts';

export interface OwnBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string;
  /** The same address never gives anything else. */
  readonly immutable: boolean;
}

/** Something small that we made or checked ourselves, as a whole. What may change is asked for again, for a 304. */
export function bytesResponse(request: Request, { bytes, mimeType, immutable }: OwnBytes): Response {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const headers = new Headers({
    'content-type': mimeType,
    'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    etag,
  });
  if (isNotModified(request.headers, { etag })) return new Response(null, { status: 304, headers });
  headers.set('content-length', String(bytes.byteLength));
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}
