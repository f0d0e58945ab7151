import { z } from 'zod';
import { AppError } from './app-error.ts';

/**
 * A JSON body, read up to the limit and checked.
 *
 * @throws AppError `body_too_large`, or `bad_request` naming the field
 */
export async function readJsonBody<T extends z.core.$ZodType>(
  request: Request,
  schema: T,
  limitBytes: number,
): Promise<z.infer<T>> {
  // A form of another site can send text/plain without asking first, but not this.
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AppError('bad_request', { detail: 'Send JSON as application/json.' });
  const text = await readLimited(request, limitBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('bad_request', { detail: 'The body is not JSON.', cause: error });
  }
  return parseInput(schema, value);
}

/** @throws AppError `bad_request` that names what does not fit */
export function parseInput<T extends z.core.$ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues
    .slice(0, 5)
    .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
  throw new AppError('bad_request', { detail, cause: parsed.error });
}

/**
 * A body that is a file, read up to the limit.
 *
 * @throws AppError `body_too_large`, `bad_request`
 */
export async function readBytesBody(request: Request, limitBytes: number): Promise<Buffer> {
  // Not a type that a form of another site could send.
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/octet-stream') {
    throw new AppError('bad_request', { detail: 'Send the file as application/octet-stream.' });
  }
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw new AppError('body_too_large');
  const chunks: Uint8Array[] = [];
  let read = 0;
  try {
    for await (const chunk of request.body ?? []) {
      read += chunk.byteLength;
      if (read > limitBytes) throw new AppError('body_too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('bad_request', { detail: 'The body could not be read.', cause: error });
  }
  return Buffer.concat(chunks);
}

/** Counts while reading: a claimed content-length can be missing or wrong. */
async function readLimited(request: Request, limitBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw new AppError('body_too_large');
  if (!request.body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let read = 0;
  try {
    for await (const chunk of request.body) {
      read += chunk.byteLength;
      if (read > limitBytes) throw new AppError('body_too_large');
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('bad_request', { detail: 'The body could not be read.', cause: error });
  }
}
