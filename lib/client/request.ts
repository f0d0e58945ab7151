import type * as z from 'zod/mini';
import { ApiError, errorFromResponse, networkError } from './api-error.ts';
import { connection } from './connection.ts';

/** A request that takes longer is given up: a half-open line would else hold the polling for minutes. */
const TIMEOUT_MS = 20_000;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * One call of our API, its answer checked against the schema.
 *
 * @throws ApiError with the code of the problem; `network` where there is no answer, `bad_answer` where it is not of the schema.
 */
export async function request<T extends z.ZodMiniType>(
  path: string,
  schema: T,
  options: RequestOptions = {},
): Promise<z.infer<T>> {
  const response = await send(path, options);
  if (!response.ok) throw await errorFromResponse(response);
  const body: unknown = response.status === 204 ? null : await readBody(response);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ApiError({
    code: 'bad_answer',
    title: 'The page and the server do not fit together',
    action: 'Reload the page. PodPromo may have been updated.',
    status: response.status,
    cause: parsed.error,
  });
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      // The server's ETags decide: the browser asks and takes its copy on 304.
      cache: method === 'GET' ? 'no-cache' : 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.status < 500) connection.restored();
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw networkError(error);
  }
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    // Cut off in the middle, or not JSON.
    throw networkError(error);
  }
}
