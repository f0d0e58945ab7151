import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '#lib/server/app-error.ts';
import { fileResponse } from '#lib/server/file-response.ts';

const SIZE = 300_000;
const content = Buffer.from(Array.from({ length: SIZE }, (_, index) => index % 251));
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-file-'));
  path = join(folder, 'clip.mp4');
  await writeFile(path, content);
});

afterAll(() => rm(folder, { recursive: true }));

const get = (headers: Record<string, string> = {}, method = 'GET', saveAs: string | null = null) =>
  fileResponse(new Request('http://localhost/', { headers, method }), { path, mimeType: 'video/mp4', saveAs });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('fileResponse', () => {
  test('the whole file in pieces', async () => {
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(SIZE));
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect((await bytes(response)).equals(content)).toBe(true);
  });

  test('one part', async () => {
    const response = await get({ range: 'bytes=1000-200999' });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 1000-200999/${SIZE}`);
    expect(response.headers.get('content-length')).toBe('200000');
    expect((await bytes(response)).equals(content.subarray(1000, 201_000))).toBe(true);
  });

  test('the last bytes', async () => {
    const response = await get({ range: 'bytes=-7' });
    expect((await bytes(response)).equals(content.subarray(SIZE - 7))).toBe(true);
  });

  test('a part behind the end: 416 with the size', async () => {
    const response = await get({ range: `bytes=${SIZE}-` });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${SIZE}`);
    expect((await bytes(response)).length).toBe(0);
  });

  test('several parts: the whole file', async () => {
    const response = await get({ range: 'bytes=0-1,10-11' });
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  test('HEAD says the same without a body', async () => {
    const response = await get({ range: 'bytes=0-9' }, 'HEAD');
    expect(response.status).toBe(206);
    expect(response.headers.get('content-length')).toBe('10');
    expect(response.body).toBeNull();
  });

  test('304 for the same version, a part only of the same version', async () => {
    const first = await get();
    await first.body?.cancel();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const same = await get({ range: 'bytes=0-9', 'if-range': etag });
    expect(same.status).toBe(206);
    await same.body?.cancel();
    const other = await get({ range: 'bytes=0-9', 'if-range': '"older"' });
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });

  test('a name to save under', async () => {
    const response = await get({}, 'HEAD', 'Größe.mp4');
    expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe.mp4");
  });

  test('a type that we do not serve is only ever a download', async () => {
    const response = await fileResponse(new Request('http://localhost/', { method: 'HEAD' }), {
      path,
      mimeType: 'text/html',
      saveAs: null,
    });
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe('attachment');
  });

  test('a file that is gone: asset_not_found', async () => {
    const gone = fileResponse(new Request('http://localhost/'), {
      path: join(folder, 'nothing'),
      mimeType: 'video/mp4',
      saveAs: null,
    });
    await expect(gone).rejects.toThrow(
      expect.objectContaining({ code: 'asset_not_found' } satisfies Partial<AppError>),
    );
  });

  test('leaves no file open: unread, half read and read answers', async () => {
    const open = async () => (await readdir('/proc/self/fd')).length;
    if (process.platform !== 'linux') return;
    const before = await open();
    for (let round = 0; round < 20; round += 1) {
      await get();
      const half = (await get()).body?.getReader();
      await half?.read();
      await half?.cancel();
      await bytes(await get());
    }
    expect(await open()).toBeLessThanOrEqual(before + 1);
  });

  test('a file that shrinks while it is sent breaks the answer off', async () => {
    const shrinking = join(folder, 'shrinking.mp4');
    await writeFile(shrinking, content);
    const response = await fileResponse(new Request('http://localhost/'), {
      path: shrinking,
      mimeType: 'video/mp4',
      saveAs: null,
    });
    await writeFile(shrinking, 'short');
    await expect(bytes(response)).rejects.toThrow('shorter');
  });
});
