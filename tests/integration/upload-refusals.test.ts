import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadListSchema } from '#lib/shared/api/uploads.ts';
import { id3, mp3Frames } from '#tests/helpers/media-heads.ts';
import { rawRequest } from '#tests/helpers/raw-request.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';
import { encoded, idOf, problemOf, tusCreate, tusOffset, tusPatch, tusUpload } from '#tests/helpers/tus.ts';

const MB = 1_000_000;
let studio: Studio;

beforeAll(async () => {
  studio = await startStudio({ env: { MAX_FILE_SIZE: '20MB' } });
  await mkdir(join(studio.dataDir, 'uploads', '.tus'), { recursive: true });
});
afterAll(() => studio?.stop());

const parts = () => readdir(join(studio.dataDir, 'uploads', '.tus'));
const unfinished = async () => uploadListSchema.parse(await (await fetch(`${studio.url}/api/uploads`)).json()).uploads;

describe('creation is refused', () => {
  test.each<[string, Parameters<typeof tusCreate>[1], number, string]>([
    ['an ending that is not accepted', { fileName: 'virus.exe' }, 415, 'unsupported_extension'],
    ['no ending', { fileName: 'mp3' }, 415, 'unsupported_extension'],
    ['an empty file', { size: 0 }, 400, 'empty_file'],
    ['a negative length', { size: -1 }, 400, 'bad_request'],
    ['NaN', { size: 'NaN' }, 400, 'bad_request'],
    ['a length in hex', { size: '0x10' }, 400, 'bad_request'],
    ['a length of 1e999', { size: '1e999' }, 400, 'bad_request'],
    ['a length past what numbers hold', { size: '99999999999999999999' }, 400, 'bad_request'],
    ['one byte too much', { size: 20 * MB + 1 }, 413, 'file_too_large'],
    ['a terabyte', { size: 1e12 }, 413, 'file_too_large'],
    ['metadata of 5 KB', { fileName: `${'x'.repeat(4000)}.mp3` }, 400, 'bad_request'],
    ['metadata that is not base64', { headers: { 'upload-metadata': 'filename %%%' } }, 400, 'bad_request'],
    ['metadata without a name', { headers: { 'upload-metadata': `filetype ${encoded('a')}` } }, 400, 'bad_request'],
    ['another version of tus', { headers: { 'tus-resumable': '0.2.2' } }, 400, 'bad_request'],
    ['another origin', { headers: { origin: 'https://evil.example' } }, 403, 'forbidden_origin'],
    ['no origin at all, from a sandbox', { headers: { origin: 'null' } }, 403, 'forbidden_origin'],
  ])('%s', async (_name, options, status, code) => {
    const before = await parts();
    expect(await problemOf(await tusCreate(studio.url, options))).toEqual({ status, code });
    expect(await parts()).toEqual(before);
  });

  test('a length that comes later', async () => {
    const response = await fetch(`${studio.url}/api/upload`, {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-defer-length': '1',
        'upload-metadata': `filename ${encoded('a.mp3')}`,
      },
    });
    expect(await problemOf(response)).toEqual({ status: 400, code: 'bad_request' });
  });

  test('without the version', async () => {
    const response = await fetch(`${studio.url}/api/upload`, { method: 'POST', headers: { 'upload-length': '10' } });
    expect(response.headers.get('tus-version')).toBe('1.0.0');
    expect(await problemOf(response)).toEqual({ status: 412, code: 'tus_version' });
  });

  test('512 KB of metadata cost nothing', async () => {
    const response = await rawRequest(studio.url, [
      'POST /api/upload HTTP/1.1',
      `Host: ${new URL(studio.url).host}`,
      'Tus-Resumable: 1.0.0',
      'Upload-Length: 10',
      `Upload-Metadata: filename ${'QUFB'.repeat(131_072)}`,
      '',
      '',
    ]);
    expect(response).toMatch(/^HTTP\/1\.1 431/);
    expect((await fetch(`${studio.url}/api/uploads`)).status).toBe(200);
  });
});

describe('content that is not media', () => {
  const frames = mp3Frames(300);
  const filler = Buffer.alloc(200_000, 'this is text, and more of it. ');
  const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), Buffer.alloc(200_000, 1)]);
  test.each<[string, string, Buffer]>([
    ['text named .mp3', 'notes.mp3', filler],
    ['a short text named .mp3', 'short.mp3', Buffer.from('hello, this is not a podcast')],
    ['a zip named .mp4', 'archive.mp4', zip],
    ['a playlist named .mp3', 'list.mp3', Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
    ['a page with frames behind it', 'poly.mp3', Buffer.concat([Buffer.from('<html><script>1</script>'), frames])],
    [
      'a tag with a page behind it',
      'tag.mp3',
      Buffer.concat([id3(100), Buffer.from('<html><script>1</script>'), frames]),
    ],
    ['a long tag with text behind it', 'long.mp3', Buffer.concat([id3(100_000), filler])],
  ])('%s is refused, and nothing is left', async (_name, fileName, content) => {
    const file = Uint8Array.from(content);
    const url = await tusUpload(studio.url, { size: file.byteLength, fileName });
    expect(await problemOf(await tusPatch(url, 0, file))).toEqual({ status: 415, code: 'unsupported_content' });
    expect((await tusOffset(url)).status).toBe(404);
    expect(await parts()).toEqual([]);
    expect(await unfinished()).toEqual([]);
    await expect(readdir(join(studio.dataDir, 'uploads', idOf(url)))).rejects.toThrow('ENOENT');
  });

  test('is refused with the first 64 KB, while most is still to come', async () => {
    const file = Uint8Array.from(Buffer.alloc(10 * MB, 'text '));
    const url = await tusUpload(studio.url, { size: file.byteLength, fileName: 'big.mp3' });
    expect((await tusPatch(url, 0, file.subarray(0, 60_000))).status).toBe(204);
    const refused = await tusPatch(url, 60_000, file.subarray(60_000));
    expect(await problemOf(refused)).toEqual({ status: 415, code: 'unsupported_content' });
    expect(await parts()).toEqual([]);
  });
});
