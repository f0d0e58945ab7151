import { type FileHandle, open, stat } from 'node:fs/promises';
import { AppError, hasErrno } from './app-error.ts';
import { attachment } from './content-disposition.ts';
import { ifRangeHolds, isNotModified, parseRange } from './range.ts';

const CHUNK_BYTES = 128 * 1024;

/** What we serve as it is; anything else (a stored type that somebody tampered with) is a download. */
const MEDIA_TYPES = new Set([
  ...['audio/mpeg', 'audio/wav', 'audio/x-wav', 'audio/flac', 'audio/aac', 'audio/mp4', 'audio/ogg', 'audio/opus'],
  ...['audio/x-m4a', 'audio/x-flac', 'audio/webm', 'audio/x-matroska'],
  ...['video/mp4', 'video/quicktime', 'video/x-matroska', 'video/webm', 'video/ogg'],
  ...['image/jpeg', 'image/png', 'image/webp', 'text/vtt', 'application/x-subrip', 'application/json'],
]);

export interface ServedFile {
  readonly path: string;
  readonly mimeType: string;
  /** Set: the browser saves it under this name. */
  readonly saveAs: string | null;
}

/**
 * A file with everything a player and a download manager need: one Range, ETag, Last-Modified,
 * If-Range, If-None-Match, HEAD. It is read as fast as the other side takes it, never as a whole.
 *
 * @throws AppError `asset_not_found` where it is gone
 */
export async function fileResponse(request: Request, file: ServedFile): Promise<Response> {
  const { size, version } = await inspect(file.path);
  const headers = new Headers({
    ...fixedHeaders(file),
    etag: version.etag,
    'last-modified': version.modifiedAt.toUTCString(),
  });
  if (isNotModified(request.headers, version)) return new Response(null, { status: 304, headers });

  const holds = ifRangeHolds(request.headers.get('if-range'), version);
  const range = parseRange(holds ? request.headers.get('range') : null, size);
  if (range.kind === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { 'content-range': `bytes */${size}`, 'accept-ranges': 'bytes' },
    });
  }
  const start = range.kind === 'part' ? range.start : 0;
  const end = range.kind === 'part' ? range.end : size - 1;
  headers.set('content-length', String(end - start + 1));
  if (range.kind === 'part') headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const body = request.method === 'HEAD' || size === 0 ? null : fileStream(file.path, start, end);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers });
}

function fixedHeaders({ mimeType, saveAs }: ServedFile): Record<string, string> {
  const known = MEDIA_TYPES.has(mimeType);
  return {
    'content-type': known ? mimeType : 'application/octet-stream',
    'content-disposition': saveAs === null ? (known ? 'inline' : 'attachment') : attachment(saveAs),
    'accept-ranges': 'bytes',
    // no-transform: compressed on the way, the length and the parts would be wrong.
    'cache-control': 'private, no-cache, no-transform',
    'x-content-type-options': 'nosniff',
    // Should a person's file be more than media after all, it runs nothing and belongs to no origin.
    'content-security-policy': "sandbox; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'",
    'cross-origin-resource-policy': 'same-origin',
  };
}

async function inspect(path: string): Promise<{ size: number; version: { etag: string; modifiedAt: Date } }> {
  try {
    const info = await stat(path, { bigint: true });
    if (!info.isFile()) throw new AppError('asset_not_found');
    const etag = `"${info.size.toString(36)}-${info.mtimeNs.toString(36)}-${info.ino.toString(36)}"`;
    return { size: Number(info.size), version: { etag, modifiedAt: new Date(Number(info.mtimeMs)) } };
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR'))
      throw new AppError('asset_not_found', { cause: error });
    throw error;
  }
}

/**
 * Opened at the first read, so an answer that nobody reads leaves nothing open; closed at the end
 * and when the other side goes away. (`Readable.toWeb` can throw past us when that happens.)
 */
export function fileStream(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let handle: FileHandle | null = null;
  let position = start;
  const close = async () => {
    const open = handle;
    handle = null;
    await open?.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await open(path, 'r');
          const wanted = Math.min(CHUNK_BYTES, end - position + 1);
          const { bytesRead, buffer } = await handle.read(new Uint8Array(wanted), 0, wanted, position);
          if (bytesRead === 0) throw new Error('The file became shorter while it was sent');
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
          if (position <= end) return;
          await close();
          controller.close();
        } catch (error) {
          await close();
          throw error;
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
