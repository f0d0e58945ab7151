import { createHash } from 'node:crypto';
import { problemSchema } from '#lib/shared/api/problem.ts';

/** The tus protocol by hand, for what no client would do. */
export interface TusOptions {
  readonly size?: number | string;
  readonly fileName?: string;
  readonly fingerprint?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

const VERSION = { 'tus-resumable': '1.0.0' };
const OCTETS = { 'content-type': 'application/offset+octet-stream' };

export const encoded = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** `POST /api/upload`. */
export function tusCreate(origin: string, options: TusOptions = {}): Promise<Response> {
  const { size = 1000, fileName = 'episode.wav', fingerprint, headers, body } = options;
  const metadata = `filename ${encoded(fileName)}${fingerprint ? `,fingerprint ${encoded(fingerprint)}` : ''}`;
  return fetch(`${origin}/api/upload`, {
    method: 'POST',
    headers: {
      ...VERSION,
      'upload-length': String(size),
      'upload-metadata': metadata,
      ...(body ? OCTETS : {}),
      ...headers,
    },
    body: body ?? null,
  });
}

/** Creates an upload that must succeed; its absolute address. */
export async function tusUpload(origin: string, options: TusOptions = {}): Promise<string> {
  const response = await tusCreate(origin, options);
  const location = response.headers.get('location');
  if (response.status !== 201 || !location) throw new Error(`not created: ${response.status} ${await response.text()}`);
  return new URL(location, origin).href;
}

export function tusPatch(
  url: string,
  offset: number | string,
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'PATCH',
    headers: { ...VERSION, ...OCTETS, 'upload-offset': String(offset), ...headers },
    body,
  });
}

/** The committed offset, or the status where there is none. */
export async function tusOffset(url: string): Promise<{ status: number; offset: number }> {
  const response = await fetch(url, { method: 'HEAD', headers: VERSION });
  return { status: response.status, offset: Number(response.headers.get('upload-offset') ?? Number.NaN) };
}

export function tusDelete(url: string): Promise<Response> {
  return fetch(url, { method: 'DELETE', headers: VERSION });
}

/** The problem of a refusal; throws where it is none. */
export async function problemOf(response: Response): Promise<{ status: number; code: string }> {
  const problem = problemSchema.parse(await response.json());
  if (response.headers.get('content-type') !== 'application/problem+json') throw new Error('not problem+json');
  return { status: response.status, code: problem.code };
}

export const idOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
