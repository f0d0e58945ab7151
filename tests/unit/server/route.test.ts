import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { createContext, installContext } from '#lib/server/context.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import { jsonResponse } from '#lib/server/respond.ts';
import { methods, route } from '#lib/server/route.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { idSchema, newId } from '#lib/shared/ids.ts';

let dataDir: string;
const lines: string[] = [];
const logger = createLogger('error', 'test', (line) => lines.push(line));

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'podpromo-route-'));
});
afterAll(() => rm(dataDir, { recursive: true }));
beforeEach(() => {
  lines.length = 0;
  installContext(createContext(readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), logger));
});

const request = (init: RequestInit & { path?: string } = {}) =>
  new Request(`http://localhost:3000${init.path ?? '/api/test'}`, {
    ...init,
    headers: { host: 'localhost:3000', ...(init.headers as Record<string, string>) },
  });
const params = (values: Record<string, string> = {}) => ({ params: Promise.resolve(values) });
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await response.json());
};
const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  request({ method: 'POST', body, headers });

describe('route', () => {
  test('hands over what was parsed', async () => {
    const handler = route(
      {
        name: '/t/{id}',
        params: z.object({ id: idSchema }),
        query: z.object({ limit: z.coerce.number() }),
        body: z.object({ title: z.string() }),
      },
      ({ params: { id }, query, body, request: asked }) => jsonResponse(asked, { id, ...query, ...body }),
    );
    const id = newId();
    const asked = request({
      path: '/api/test?limit=3',
      method: 'POST',
      body: '{"title":"Größe"}',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(await (await handler(asked, params({ id }))).json()).toEqual({ id, limit: 3, title: 'Größe' });
  });

  test('whoever has left while their answer was made is no failure of ours', async () => {
    const left = new AbortController();
    const handler = route({ name: '/t' }, ({ request: { signal } }) => {
      left.abort();
      signal.throwIfAborted();
      return new Response();
    });
    const response = await handler(request({ signal: left.signal }), params());
    expect([response.status, lines]).toEqual([499, []]);
  });

  test('an id that cannot be one of ours is like one that does not exist', async () => {
    const handler = route(
      { name: '/t/{id}', params: z.object({ id: idSchema }), missing: 'clip_not_found' },
      () => new Response(),
    );
    for (const id of ['..', '../../etc/passwd', '%2e%2e', 'A'.repeat(24), 'a'.repeat(25), '', "' or 1=1 --", '\0']) {
      const response = await handler(request(), params({ id }));
      expect(response.status).toBe(404);
      expect((await problemOf(response)).code).toBe('clip_not_found');
    }
  });

  test('a body is JSON of the schema and not too large', async () => {
    const handler = route(
      { name: '/t', body: z.object({ title: z.string() }), bodyLimitBytes: 100 },
      () => new Response(),
    );
    const codeOf = async (asked: Request) => (await problemOf(await handler(asked, params()))).code;
    expect(await codeOf(post('{'))).toBe('bad_request');
    expect(await codeOf(post(''))).toBe('bad_request');
    expect(await codeOf(post('{"title":1}'))).toBe('bad_request');
    expect(await codeOf(post('{"title":"a"}', { 'content-type': 'text/plain' }))).toBe('bad_request');
    expect(await codeOf(post(JSON.stringify({ title: 'x'.repeat(200) })))).toBe('body_too_large');
    expect((await handler(post('{"title":"a"}'), params())).status).toBe(200);
  });

  test('a body that lies about its length is cut off while it is read', async () => {
    const handler = route({ name: '/t', body: z.unknown(), bodyLimitBytes: 1000 }, () => new Response());
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(500).fill(32));
      },
    });
    const asked = new Request('http://localhost:3000/', {
      method: 'POST',
      body: endless,
      headers: { host: 'localhost:3000', 'content-type': 'application/json' },
      // Node's fetch wants it for a stream as a body; the DOM types do not know it.
      ...{ duplex: 'half' },
    });
    expect((await problemOf(await handler(asked, params()))).code).toBe('body_too_large');
    expect(sent).toBeLessThan(10);
  });

  test('a failure of ours keeps its code and detail', async () => {
    const handler = route({ name: '/t' }, () => {
      throw new AppError('queue_full', { detail: '100 episodes wait.' });
    });
    const response = await handler(request(), params());
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await problemOf(response)).toMatchObject({ code: 'queue_full', detail: '100 episodes wait.', status: 429 });
  });

  test('an unforeseen failure is logged with its cause and answered without it', async () => {
    const failure = new Error('secret path /var/x', { cause: new Error('deeper') });
    const handler = route({ name: '/t' }, () => {
      throw failure;
    });
    const response = await handler(request(), params());
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(JSON.parse(text).code).toBe('internal');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        err: { message: expect.stringContaining('secret path /var/x: deeper') },
        code: 'internal',
        requestId: response.headers.get('x-request-id'),
        route: '/t',
        method: 'GET',
      },
    ]);
  });

  test('the request id is taken over where it is usable, else made', async () => {
    const handler = route({ name: '/t' }, ({ requestId }) => new Response(requestId));
    const given = await handler(request({ headers: { 'x-request-id': 'trace-12345678' } }), params());
    expect(given.headers.get('x-request-id')).toBe('trace-12345678');
    expect(await given.text()).toBe('trace-12345678');
    for (const bad of ['short', 'x'.repeat(65), 'a b c d e f g h', '"><script>alert(1)']) {
      const response = await handler(request({ headers: { 'x-request-id': bad } }), params());
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-z]{24}$/);
    }
  });

  test('a cross-site change does not reach the handler', async () => {
    const handle = vi.fn(() => new Response());
    const response = await route({ name: '/t' }, handle)(
      request({ method: 'DELETE', headers: { origin: 'https://evil.example' } }),
      params(),
    );
    expect(response.status).toBe(403);
    expect(handle).not.toHaveBeenCalled();
  });

  test('a database that is away is 503 with the code', async () => {
    // A folder in the place of the file: nobody can open it, not even root.
    const env = readEnv({ DATABASE_URL: `file:${dataDir}`, DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
    installContext(createContext(env, logger));
    const handler = route({ name: '/t' }, async ({ context }) => {
      await context.database();
      return new Response();
    });
    const response = await handler(request(), params());
    expect(response.status).toBe(503);
    expect((await problemOf(response)).code).toBe('database_unavailable');
  });
});

describe('methods', () => {
  test('others are refused with what is allowed', async () => {
    const handlers = methods('/t', { GET: route({ name: '/t' }, () => new Response('x')) });
    const response = await handlers.DELETE(request({ method: 'DELETE' }), params());
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect((await problemOf(response)).code).toBe('method_not_allowed');
    expect((await handlers.HEAD(request({ method: 'HEAD' }), params())).status).toBe(200);
  });
});

describe('jsonResponse', () => {
  test('an unchanged answer costs a 304', async () => {
    const first = jsonResponse(request(), { a: 1 });
    const etag = first.headers.get('etag') ?? '';
    const again = jsonResponse(request({ headers: { 'if-none-match': etag } }), { a: 1 });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(jsonResponse(request({ headers: { 'if-none-match': etag } }), { a: 2 }).status).toBe(200);
  });
});
