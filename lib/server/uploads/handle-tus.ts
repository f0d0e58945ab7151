import { AppError } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { problemResponse } from '../problem.ts';
import { MAX_METADATA_BYTES } from './metadata.ts';
import { watchBody } from './request-body.ts';
import { refusalOf } from './tus-failure.ts';
import { getUploadServer } from './tus-server.ts';

/** Headers of a refusal that a tus client reads. */
const KEPT_HEADERS = ['tus-resumable', 'tus-version', 'access-control-allow-origin', 'access-control-expose-headers'];

/**
 * One request of the tus protocol. Failures are answered as problem+json; those
 * of our own side are logged.
 */
export async function handleTus(app: AppContext, request: Request, requestId: string): Promise<Response> {
  const body = watchBody(request);
  try {
    if (Buffer.byteLength(request.headers.get('upload-metadata') ?? '') > MAX_METADATA_BYTES) {
      throw new AppError('bad_request', { detail: `Upload-Metadata is longer than ${MAX_METADATA_BYTES} bytes.` });
    }
    const { server, failures } = await getUploadServer(app);
    const response = await server.handleWeb(body.request);
    if (response.status < 400) return response;
    const failure = failures.get(body.request) ?? refusalOf(response.status, await response.text());
    return refusal(app, failure, requestId, response.headers);
  } finally {
    body.drain();
  }
}

function refusal(app: AppContext, failure: AppError, requestId: string, headers: Headers): Response {
  if (failure.status >= 500) app.logger.error({ err: failure, code: failure.code, requestId }, 'upload failed');
  const answer = problemResponse(failure, requestId);
  // Not `Connection: close`: closing on a sender that still sends makes it miss the answer.
  for (const name of KEPT_HEADERS) {
    const value = headers.get(name);
    if (value !== null) answer.headers.set(name, value);
  }
  if (failure.code === 'tus_version') answer.headers.set('tus-version', '1.0.0');
  return answer;
}
