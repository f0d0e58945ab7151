import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { newId } from '#lib/shared/ids.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import type { Studio } from '#tests/helpers/studio.ts';
import {
  CONTENT,
  problemOf,
  type StudioWithEpisode,
  startStudioWithEpisode,
} from '#tests/helpers/studio-with-episode.ts';

/** The built server, over the wire. */
let studio: Studio;
let episodeId: string;
let assetId: string;
let get: StudioWithEpisode['get'];

beforeAll(async () => {
  ({ studio, episodeId, assetId, get } = await startStudioWithEpisode());
});
afterAll(() => studio?.stop());

/** fetch sets Host and cleans paths; an attacker does not. */
function raw(path: string, options: { headers?: Record<string, string>; method?: string } = {}) {
  const { hostname, port } = new URL(studio.url);
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method: options.method ?? 'GET', headers: options.headers });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
      });
    });
    sent.end();
  });
}

describe('the built server', () => {
  test('answers what it does not know as problem+json with a request id', async () => {
    for (const path of ['/api/nothing', '/api/episodes/x/y/z', `/api/clips/${newId()}`, '/api/jobs/x']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      const problem = await problemOf(response);
      expect(problem.requestId).toBe(response.headers.get('x-request-id'));
    }
  });

  test.each([
    '/api/media/..%2f..%2fpodpromo.db',
    '/api/media/%2e%2e%2fpodpromo.db',
    '/api/media/../../podpromo.db',
    '/api/episodes/..%2f..%2f',
    '/api/episodes/%00',
    '/api/progress/..%5c..%5cpodpromo.db',
    '/api/%2e%2e/podpromo.db',
    '//api/episodes/../../podpromo.db',
    '/api/media/podpromo.db.rsc',
    '/_next/../podpromo.db',
    '/_next/static/..%2f..%2f..%2fserver.js',
  ])('nothing outside is reached: %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBeGreaterThanOrEqual(300);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('SQLite format');
  });

  test('another method is 405 as problem+json', async () => {
    const response = await get('/api/episodes', { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect((await problemOf(response)).code).toBe('method_not_allowed');
  });

  test('a foreign Host is refused', async () => {
    const port = new URL(studio.url).port;
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`]) {
      const { status, body } = await raw('/api/episodes', { headers: { host } });
      expect(status).toBe(403);
      expect(problemSchema.parse(JSON.parse(body)).code).toBe('forbidden_host');
    }
    expect((await raw('/api/episodes', { headers: { host: `localhost:${port}` } })).status).toBe(200);
    // What proxies say about the host is not believed.
    const forwarded = await raw('/api/episodes', {
      headers: { host: 'evil.example', 'x-forwarded-host': 'localhost' },
    });
    expect(forwarded.status).toBe(403);
  });

  test('another site changes nothing, on any road', async () => {
    const attempts: [string, string][] = [
      ['DELETE', `/api/episodes/${episodeId}`],
      ['POST', `/api/episodes/${episodeId}/cancel`],
      ['PATCH', '/api/settings'],
      ['POST', '/api/upload'],
      ['POST', `/api/uploads/${episodeId}/complete`],
      ['DELETE', `/api/uploads/${episodeId}`],
    ];
    for (const [method, path] of attempts) {
      const foreign: [string, string][] = [
        ['origin', 'https://evil.example'],
        ['origin', 'null'],
        ['sec-fetch-site', 'cross-site'],
      ];
      for (const header of foreign) {
        const response = await get(path, { method, headers: [header] });
        expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 403`);
        expect((await problemOf(response)).code).toBe('forbidden_origin');
      }
    }
    expect((await get(`/api/episodes/${episodeId}`)).status).toBe(200);
  });

  test('gives no other site leave to read', async () => {
    const response = await get('/api/episodes', { headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const preflight = await get('/api/settings', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('pages carry the security headers', async () => {
    for (const path of ['/', '/settings', `/episodes/${episodeId}`, '/no-such-page']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'"]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toContain("'unsafe-eval'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('scripts come with few headers, a worker with the policy that it runs under', async () => {
    const [, script = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await (await get('/')).text()) ?? [];
    const { headers } = await get(script);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBeNull();
    const names = await readdir(join(projectRoot, '.next', 'static', 'chunks'));
    const workers = names.filter((name) => name.startsWith('turbopack-worker-') && name.endsWith('.js'));
    expect(workers.length).toBeGreaterThan(0);
    for (const name of workers) {
      const worker = await get(`/_next/static/chunks/${name}`);
      expect(worker.headers.get('content-security-policy')).toContain("default-src 'self'");
    }
    const page = await get('/_NEXT/STATIC/x');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  test('data and media have policies of their own', async () => {
    expect((await get('/api/episodes')).headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    const media = await get(`/api/media/${assetId}`, { method: 'HEAD' });
    expect(media.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(media.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('media with Range, from the first byte to the last', async () => {
    const whole = await get(`/api/media/${assetId}`);
    expect(whole.headers.get('content-type')).toBe('audio/mpeg');
    expect(whole.headers.get('content-length')).toBe(String(CONTENT.length));
    expect(Buffer.from(await whole.arrayBuffer()).equals(CONTENT)).toBe(true);
    const part = await get(`/api/media/${assetId}`, { headers: { range: 'bytes=100000-299999' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100000-299999/${CONTENT.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(CONTENT.subarray(100_000, 300_000))).toBe(true);
    const behind = await get(`/api/media/${assetId}`, { headers: { range: 'bytes=400000-' } });
    expect(behind.status).toBe(416);
    const head = await get(`/api/media/${assetId}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(CONTENT.length));
    expect(head.headers.get('accept-ranges')).toBe('bytes');
  });

  test('a small answer says its length and is not compressed', async () => {
    const { headers, body } = await raw(`/api/progress/${episodeId}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('listeners who leave in the middle cost nothing', async () => {
    for (let round = 0; round < 20; round += 1) {
      const controller = new AbortController();
      const response = await get(`/api/media/${assetId}`, { signal: controller.signal });
      const reader = response.body?.getReader();
      await reader?.read();
      controller.abort();
    }
    expect((await get('/health')).status).toBe(200);
    expect(studio.logs()).not.toMatch(/uncaught|ERR_INVALID_STATE|unhandled/i);
  });

  test('a body that is too large or broken is refused', async () => {
    const send = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
      get('/api/settings', { method: 'PATCH', body, headers });
    expect((await problemOf(await send(`{"model":"${'x'.repeat(100_000)}"}`))).code).toBe('body_too_large');
    expect((await problemOf(await send('{"model":'))).code).toBe('bad_request');
    expect((await problemOf(await send('{}', { 'content-type': 'text/plain' }))).code).toBe('bad_request');
  });

  test('operations answer under both addresses', async () => {
    for (const path of ['/health', '/metrics', '/queue/stats', '/storage/stats']) {
      expect((await get(path)).status).toBe(200);
      expect((await get(`/api${path}`)).status).toBe(200);
    }
    expect((await get('/ready')).status).toBe(503);
    expect(await (await get('/api/ready')).json()).toMatchObject({ ready: false, checks: { worker: { ok: false } } });
    expect(await (await get('/health')).json()).toMatchObject({ status: 'ok', version: '0.1.0' });
    expect(await (await get('/metrics')).text()).toContain('podpromo_database_up 1');
  });
});
