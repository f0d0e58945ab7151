import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { api } from '#lib/client/api.ts';
import { isTransient } from '#lib/client/api-error.ts';
import { connection } from '#lib/client/connection.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { request } from '#lib/client/request.ts';
import { downloadUrl } from '#lib/client/urls.ts';
import { newId } from '#lib/shared/ids.ts';

const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const schema = z.object({ a: z.number() });
const answer = (body: string, status = 200) => fetched.mockResolvedValue(new Response(body, { status }));
const failure = () => request('/api/x', schema).catch((error: unknown) => error);

describe('request', () => {
  test('gives what the schema knows', async () => {
    answer('{"a":1,"more":2}');
    expect(await request('/api/x', schema)).toEqual({ a: 1 });
  });

  test('sends a body as JSON', async () => {
    answer('{"a":1}');
    await request('/api/x', schema, { method: 'PATCH', body: { t: 'ü' } });
    const init = fetched.mock.calls[0]?.[1];
    expect(init).toMatchObject({ method: 'PATCH', body: '{"t":"ü"}', headers: { 'content-type': 'application/json' } });
  });

  test('a problem becomes an error with its words', async () => {
    answer(
      JSON.stringify({
        type: 'urn:podpromo:error:queue_full',
        title: 'Too many',
        status: 429,
        code: 'queue_full',
        action: 'Wait.',
        requestId: 'r-1',
      }),
      429,
    );
    expect(await failure()).toMatchObject({ code: 'queue_full', action: 'Wait.', status: 429, requestId: 'r-1' });
  });

  test.each([
    ['<html>502 Bad Gateway</html>', 502, 'internal'],
    ['', 500, 'internal'],
    ['<html>nginx</html>', 404, 'not_found'],
  ])('what is no problem+json is still an error: %s', async (body, status, code) => {
    answer(body, status);
    expect(await failure()).toMatchObject({ code, status });
  });

  test('no answer, a torn one, one of another shape', async () => {
    fetched.mockRejectedValue(new TypeError('fetch failed'));
    expect(await failure()).toMatchObject({ code: 'network', status: 0 });
    answer('{"a":');
    expect(await failure()).toMatchObject({ code: 'network' });
    answer('{"a":"one"}');
    expect(await failure()).toMatchObject({ code: 'bad_answer' });
  });

  test('what the page itself breaks off is not a lost connection', async () => {
    const controller = new AbortController();
    fetched.mockImplementation(async () => {
      controller.abort();
      throw controller.signal.reason;
    });
    await expect(request('/api/x', schema, { signal: controller.signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });

  test('any answer below 500 means that the server is there', async () => {
    connection.failed(5);
    expect(connection.get()).toBe('lost');
    answer('', 503);
    await failure();
    expect(connection.get()).toBe('lost');
    answer('', 404);
    await failure();
    expect(connection.get()).toBe('ok');
  });

  test('what passes by itself is told from what does not', async () => {
    const transient = async (status: number) => {
      answer('', status);
      return isTransient(await failure());
    };
    expect([await transient(500), await transient(503), await transient(429)]).toEqual([true, true, true]);
    expect([await transient(404), await transient(400), await transient(403)]).toEqual([false, false, false]);
  });
});

describe('api', () => {
  test('more ids than one request may name go in several', async () => {
    fetched.mockImplementation(async () => new Response('{"progress":{}}'));
    await api.progress(Array.from({ length: 250 }, newId));
    expect(fetched).toHaveBeenCalledTimes(3);
  });

  test('ids and names cannot leave their place in the address', async () => {
    answer('', 404);
    await episodeCalls.episode('../../x?y#z').catch(() => undefined);
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/episodes/..%2F..%2Fx%3Fy%23z');
    expect(downloadUrl('/api/media/a', 'What? 50% & more')).toBe('/api/media/a?download=What%3F%2050%25%20%26%20more');
  });

  test('deleting answers nothing', async () => {
    fetched.mockResolvedValue(new Response(null, { status: 204 }));
    expect(await episodeCalls.deleteEpisode(newId())).toBeNull();
  });
});
