import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';

/** What a test makes of one request: a refusal, a lost line, or (undefined) nothing. */
export type Trouble = ErrorCode | { status: number } | 'lost line' | 'lost after half' | undefined;

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly offset: number | null;
  readonly bytes: number;
}

/** A tus server in memory behind tus-js-client's own interface for HTTP. */
export class FakeTus {
  readonly requests: SentRequest[] = [];
  readonly uploads = new Map<string, { size: number; chunks: Buffer[]; metadata: string }>();
  /** Asked before each request is answered; may wait, e.g. to hold a request in flight. */
  trouble: (request: SentRequest) => Trouble | Promise<Trouble> = () => undefined;
  #count = 0;

  readonly stack: HttpStack = {
    createRequest: (method, url) => this.#request(method, url),
    getName: () => 'FakeTus',
  };

  methods(): string[] {
    return this.requests.map(({ method }) => method);
  }

  arrived(url: string): Buffer {
    return Buffer.concat(this.uploads.get(url)?.chunks ?? []);
  }

  #request(method: string, url: string): HttpRequest {
    const headers = new Map<string, string>();
    let progress: (sent: number) => void = () => undefined;
    let aborted = false;
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader: (name, value) => void headers.set(name.toLowerCase(), value),
      getHeader: (name) => headers.get(name.toLowerCase()),
      setProgressHandler: (handler) => {
        progress = handler;
      },
      getUnderlyingObject: () => null,
      abort: async () => {
        aborted = true;
      },
      send: async (body: unknown) => {
        const bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0);
        const given = headers.get('upload-offset');
        const offset = given === undefined ? null : Number(given);
        const request = { method, url, offset, bytes: bytes.byteLength };
        this.requests.push(request);
        const trouble = await this.trouble(request);
        if (aborted) return new Promise(() => undefined);
        if (trouble === 'lost line') throw new Error('socket hang up');
        if (trouble === 'lost after half') {
          this.#append(url, bytes.subarray(0, bytes.byteLength / 2));
          throw new Error('socket hang up');
        }
        if (trouble !== undefined) return refusal(trouble, method);
        if (bytes.byteLength > 0) progress(bytes.byteLength);
        return this.#answer(request, bytes, headers);
      },
    };
  }

  #answer({ method, url, offset }: SentRequest, bytes: Buffer, headers: Map<string, string>): HttpResponse {
    if (method === 'POST') {
      this.#count += 1;
      const location = `${url}/${`${this.#count}`.padStart(24, '0')}`;
      this.uploads.set(location, {
        size: Number(headers.get('upload-length')),
        chunks: [],
        metadata: headers.get('upload-metadata') ?? '',
      });
      return response(201, { location });
    }
    const upload = this.uploads.get(url);
    if (!upload) return refusal('upload_not_found', method);
    if (method === 'PATCH') {
      if (offset !== this.arrived(url).byteLength) return refusal('upload_conflict', method);
      this.#append(url, bytes);
    }
    const at = this.arrived(url).byteLength;
    return response(method === 'PATCH' ? 204 : 200, {
      'upload-offset': String(at),
      'upload-length': String(upload.size),
    });
  }

  #append(url: string, bytes: Buffer): void {
    this.uploads.get(url)?.chunks.push(bytes);
  }
}

function refusal(trouble: ErrorCode | { status: number }, method: string): HttpResponse {
  if (typeof trouble === 'object') return response(trouble.status, {}, 'an answer of something in between');
  const { status, title, action } = ERROR_CODES[trouble];
  const problem = { type: 'x', title, status, code: trouble, action, requestId: 'r' };
  return response(status, {}, method === 'HEAD' ? '' : JSON.stringify(problem));
}

function response(status: number, headers: Readonly<Record<string, string>>, body = ''): HttpResponse {
  return {
    getStatus: () => status,
    getHeader: (name) => headers[name.toLowerCase()],
    getBody: () => body,
    getUnderlyingObject: () => null,
  };
}
