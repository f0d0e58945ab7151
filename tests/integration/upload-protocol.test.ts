import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadCompletedSchema, uploadListSchema } from '#lib/shared/api/uploads.ts';
import { newId } from '#lib/shared/ids.ts';
import { id3, mp3Frames, wavOfSize } from '#tests/helpers/media-heads.ts';
import { rawRequest } from '#tests/helpers/raw-request.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { idOf, problemOf, sha256, tusDelete, tusOffset, tusPatch, tusUpload } from '#tests/helpers/tus.ts';

const MB = 1_000_000;
let studio: Studio;

beforeAll(async () => {
  studio = await startStudio({ env: { MAX_FILE_SIZE: '20MB' } });
});
afterAll(() => studio?.stop());

const parts = () => readdir(join(studio.dataDir, 'uploads', '.tus'));
const source = (id: string, name = 'source.wav') => readFile(join(studio.dataDir, 'uploads', id, name));
const complete = (id: string, sum: string | null) =>
  fetch(`${studio.url}/api/uploads/${id}/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sha256: sum }),
  });
const unfinished = async () => uploadListSchema.parse(await (await fetch(`${studio.url}/api/uploads`)).json()).uploads;

describe('the way of a file', () => {
  test('created, sent in parts, an episode with its source in place', async () => {
    const file = wavOfSize(300_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, fileName: 'dir/My_show.wav', fingerprint: 'f1' });
    const id = idOf(url);
    expect(url).toBe(`${studio.url}/api/upload/${id}`);
    expect((await tusPatch(url, 0, file.subarray(0, 100_000))).status).toBe(204);
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 100_000 });
    expect(await unfinished()).toEqual([
      expect.objectContaining({
        id,
        fileName: 'My_show.wav',
        sizeBytes: 300_000,
        offsetBytes: 100_000,
        fingerprint: 'f1',
        url: `/api/upload/${id}`,
      }),
    ]);
    const last = await tusPatch(url, 100_000, file.subarray(100_000));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '300000']);

    const completed = uploadCompletedSchema.parse(await (await complete(id, sha256(file))).json());
    expect(completed).toEqual({ episodeId: id, sha256: sha256(file) });
    expect((await source(id)).equals(file)).toBe(true);
    expect(await parts()).toEqual([]);
    expect(await unfinished()).toEqual([]);
    // A page that missed the last answer asks for the offset and hears that all is there; again and again.
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 300_000 });
    expect((await complete(id, sha256(file))).status).toBe(200);
  });

  test('12 MB in one request arrive whole', async () => {
    const file = wavOfSize(12 * MB);
    const url = await tusUpload(studio.url, { size: file.byteLength });
    expect((await tusPatch(url, 0, file)).headers.get('upload-offset')).toBe(String(12 * MB));
    expect(sha256(await source(idOf(url)))).toBe(sha256(file));
  });

  test('everything may come with the creation', async () => {
    const file = wavOfSize(50_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 50_000 });
    expect((await source(idOf(url))).equals(file)).toBe(true);
  });

  test('the content counts, not the ending', async () => {
    const file = Buffer.concat([id3(500), mp3Frames(40)]);
    const url = await tusUpload(studio.url, { size: file.byteLength, fileName: 'wrong.wav', body: file });
    expect((await source(idOf(url), 'source.mp3')).equals(file)).toBe(true);
  });

  test('a sum that differs takes everything back', async () => {
    const file = wavOfSize(80_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
    const id = idOf(url);
    expect(await problemOf(await complete(id, sha256(Buffer.from('another file'))))).toEqual({
      status: 422,
      code: 'checksum_mismatch',
    });
    expect((await tusOffset(url)).status).toBe(404);
    await expect(source(id)).rejects.toThrow('ENOENT');
    expect(await problemOf(await complete(id, sha256(file)))).toEqual({ status: 404, code: 'upload_not_found' });
  });

  test('complete before the end says so', async () => {
    const url = await tusUpload(studio.url, { size: 1000 });
    expect(await problemOf(await complete(idOf(url), null))).toEqual({ status: 409, code: 'upload_incomplete' });
    await tusDelete(url);
  });

  test.each(['tus', 'api'])('canceled by way of %s, nothing stays', async (road) => {
    const file = wavOfSize(200_000);
    const url = await tusUpload(studio.url, { size: file.byteLength });
    await tusPatch(url, 0, file.subarray(0, 100_000));
    const answer = road === 'tus' ? await tusDelete(url) : await fetch(apiUrl(url), { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect((await tusOffset(url)).status).toBe(404);
    expect(await parts()).toEqual([]);
    expect((await fetch(apiUrl(url), { method: 'DELETE' })).status).toBe(404);
  });

  test('what is an episode cannot be canceled', async () => {
    const file = wavOfSize(70_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
    expect(await problemOf(await tusDelete(url))).toEqual({ status: 409, code: 'conflict' });
    expect(await problemOf(await fetch(apiUrl(url), { method: 'DELETE' }))).toEqual({ status: 409, code: 'conflict' });
    expect((await source(idOf(url))).equals(file)).toBe(true);
  });
});

describe('requests that no honest client makes', () => {
  test('20 at once at one offset: exactly one wins', async () => {
    const file = wavOfSize(2 * MB);
    const url = await tusUpload(studio.url, { size: file.byteLength });
    const body = file.subarray(0, MB);
    const answers = await Promise.all(Array.from({ length: 20 }, () => tusPatch(url, 0, body)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array.from({ length: 19 }, () => 409)]);
    expect(await tusOffset(url)).toEqual({ status: 200, offset: MB });
    expect((await tusPatch(url, MB, file.subarray(MB))).status).toBe(204);
    expect(sha256(await source(idOf(url)))).toBe(sha256(file));
  });

  test('more bytes after the end change nothing', async () => {
    const file = wavOfSize(90_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
    const late = Uint8Array.from(Buffer.alloc(500, 'late'));
    for (const offset of [0, 90_000, 90_500]) {
      expect(await problemOf(await tusPatch(url, offset, late))).toEqual({ status: 409, code: 'upload_conflict' });
    }
    expect(await parts()).toEqual([]);
    expect((await source(idOf(url))).equals(file)).toBe(true);
  });

  test('more bytes than declared are not taken', async () => {
    const url = await tusUpload(studio.url, { size: 1000 });
    expect((await tusPatch(url, 0, new Uint8Array(1001))).status).toBe(409);
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 0 });
    await tusDelete(url);
  });

  test.each(['-1', 'NaN', '1.5', '0x0', ''])('the offset %j cannot be read', async (offset) => {
    const url = await tusUpload(studio.url, { size: 1000 });
    expect((await problemOf(await tusPatch(url, offset, new Uint8Array(10)))).code).toBe('bad_request');
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 0 });
    await tusDelete(url);
  });

  test('unknown and crooked ids are 404, and the files beside stay', async () => {
    const secret = join(studio.dataDir, 'uploads', 'secret.txt');
    await writeFile(secret, 'secret');
    const ids = [
      newId(),
      'x',
      '..',
      '..%2fsecret.txt',
      '%2e%2e%2fsecret.txt',
      '%252e%252e%252fsecret.txt',
      '..%5csecret.txt',
      '.tus',
      `${newId()}%00`,
      `${newId().toUpperCase()}`,
      `${newId()}/${newId()}`,
    ];
    for (const id of ids) {
      const url = `${studio.url}/api/upload/${id}`;
      for (const method of ['HEAD', 'PATCH', 'DELETE', 'GET']) {
        const head = await rawRequest(studio.url, [
          `${method} ${new URL(studio.url).pathname}api/upload/${id} HTTP/1.1`,
          `Host: ${new URL(studio.url).host}`,
          'Tus-Resumable: 1.0.0',
          ...(method === 'PATCH' ? ['Upload-Offset: 0', 'Content-Type: application/offset+octet-stream'] : []),
          'Content-Length: 0',
          'Connection: close',
          '',
          '',
        ]);
        expect(head, `${method} ${url}`).toMatch(/^HTTP\/1\.1 (400|404|405|308)/);
        expect(head).not.toContain('secret\n');
      }
    }
    expect(await readFile(secret, 'utf8')).toBe('secret');
  });

  test('nobody gets a file by GET', async () => {
    const file = wavOfSize(66_000);
    const url = await tusUpload(studio.url, { size: file.byteLength, body: file });
    const response = await fetch(url);
    expect(response.status).toBe(405);
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(1000);
  });

  test('another site can neither change nor read', async () => {
    const url = await tusUpload(studio.url, { size: 1000 });
    const foreign = { origin: 'https://evil.example' };
    expect((await tusPatch(url, 0, new Uint8Array(10), foreign)).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE', headers: { ...foreign, 'tus-resumable': '1.0.0' } })).status).toBe(
      403,
    );
    const options = await fetch(url, { method: 'OPTIONS', headers: foreign });
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
    expect(await tusOffset(url)).toEqual({ status: 200, offset: 0 });
    await tusDelete(url);
  });

  test('OPTIONS tells what is spoken', async () => {
    const options = await fetch(`${studio.url}/api/upload`, { method: 'OPTIONS' });
    expect(options.headers.get('tus-version')).toBe('1.0.0');
    expect(options.headers.get('tus-max-size')).toBe(String(20 * MB));
    expect(options.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination');
  });
});

function apiUrl(url: string): string {
  return `${studio.url}/api/uploads/${idOf(url)}`;
}
