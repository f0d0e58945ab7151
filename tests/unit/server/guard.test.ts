import { describe, expect, test } from 'vitest';
import { guardRequest } from '#lib/server/guard.ts';

const local = { host: '127.0.0.1', allowedOrigins: [] as string[] };

function verdict(
  headers: Record<string, string>,
  { method = 'GET', env = local }: { method?: string; env?: typeof local } = {},
): string {
  try {
    guardRequest(new Request('http://localhost:3000/api/episodes', { method, headers }), env);
    return 'ok';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

describe('the Host, while we listen on this machine alone', () => {
  test.each([
    ['localhost:3000', 'ok'],
    ['LOCALHOST', 'ok'],
    ['localhost.:3000', 'ok'],
    ['127.0.0.1:3000', 'ok'],
    ['[::1]:3000', 'ok'],
    ['evil.example', 'forbidden_host'],
    ['localhost.evil.example', 'forbidden_host'],
    ['127.0.0.1.nip.io:3000', 'forbidden_host'],
    ['192.168.0.7:3000', 'forbidden_host'],
    ['', 'forbidden_host'],
  ])('%s: %s', (host, expected) => {
    expect(verdict({ host })).toBe(expected);
  });

  test('a name of ALLOWED_ORIGINS is one of ours', () => {
    const env = { host: '127.0.0.1', allowedOrigins: ['https://clips.example.org'] };
    expect(verdict({ host: 'clips.example.org' }, { env })).toBe('ok');
  });

  test('behind a wider address every name is taken', () => {
    expect(verdict({ host: 'studio.lan:3000' }, { env: { host: '0.0.0.0', allowedOrigins: [] } })).toBe('ok');
  });

  test.each(['localhost', '::1', '[::1]'])('%s is this machine, too', (host) => {
    expect(verdict({ host: 'evil.example' }, { env: { host, allowedOrigins: [] } })).toBe('forbidden_host');
  });
});

describe('a change must come from our own page, or from no page', () => {
  const host = 'localhost:3000';
  test.each([
    ['our page', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, 'ok'],
    ['our page behind a proxy that ends TLS', { origin: 'https://localhost:3000' }, 'ok'],
    ['a program', {}, 'ok'],
    ['typed by the person', { 'sec-fetch-site': 'none' }, 'ok'],
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'forbidden_origin'],
    ['another site that hides', { origin: 'null' }, 'forbidden_origin'],
    ['another site without Origin', { 'sec-fetch-site': 'cross-site' }, 'forbidden_origin'],
    ['another program on this machine', { origin: 'http://localhost:8080' }, 'forbidden_origin'],
    ['the same without Origin', { 'sec-fetch-site': 'same-site' }, 'forbidden_origin'],
    ['nonsense', { origin: 'nonsense' }, 'forbidden_origin'],
  ])('%s: %o → %s', (_who, headers, expected) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(verdict({ host, ...(headers as Record<string, string>) }, { method })).toBe(expected);
    }
  });

  test('an allowed origin may', () => {
    const env = { host: '127.0.0.1', allowedOrigins: ['https://clips.example.org'] };
    expect(verdict({ host, origin: 'https://clips.example.org' }, { method: 'POST', env })).toBe('ok');
  });

  test('reading is not held up', () => {
    expect(verdict({ host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe('ok');
  });
});
