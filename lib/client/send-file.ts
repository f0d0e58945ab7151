import type * as z from 'zod/mini';
import { PAGE_PROBLEMS } from '#lib/shared/texts/en/page-problems.ts';
import { ApiError, errorFromResponse } from './api-error.ts';

/**
 * Sends a file as the body of one request, and tells how far it is: what `fetch` does not.
 *
 * @param onPercent 0-100
 * @throws ApiError
 */
export async function sendFile<Schema extends z.ZodMiniType>(
  url: string,
  { method, type, file }: { method: 'POST' | 'PUT'; type: string; file: File },
  schema: Schema,
  onPercent: (percent: number) => void,
): Promise<z.infer<Schema>> {
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('content-type', type);
    request.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? (loaded / total) * 100 : 0);
    request.onerror = () => reject(lineBroke());
    request.onload = () => {
      const headers = { 'content-type': request.getResponseHeader('content-type') ?? 'text/plain' };
      resolve(new Response(request.responseText, { status: request.status, headers }));
    };
    request.send(file);
  });
  if (!response.ok) throw await errorFromResponse(response);
  return schema.parse(await response.json());
}

/** Unlike other requests, nobody tries this one again by itself. */
function lineBroke(): ApiError {
  return new ApiError({ code: 'line_broke', ...PAGE_PROBLEMS.line_broke, status: 0 });
}
