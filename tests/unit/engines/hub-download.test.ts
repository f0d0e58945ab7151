import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFromHub, UnreachableError } from '#workers/engines/weights/hub-download.ts';

const FILE = randomBytes(300_000);
const SHA256 = createHash('sha256').update(FILE).digest('hex');
const signal = new AbortController().signal;

let folder: string;
let server: Server;
let base: string;
let ranges: (string | undefined)[];
/** Answers the request for the bytes themselves. */
let bytes: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-'));
  ranges = [];
  bytes = sendRange;
  // Like the hub: the first address names checksum and size, and sends on to where the bytes lie.
  server = createServer((request, response) => {
    if (request.url === '/model.bin') {
      response.writeHead(302, { location: '/bytes', 'x-linked-etag': `"${SHA256}"`, 'x-linked-size': FILE.length });
      response.end();
    } else if (request.url === '/bytes') {
      ranges.push(request.headers.range);
      bytes(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** What the server does when the client has stored this many bytes. */
let line: { breaksAt: number; response: ServerResponse } | null = null;

function sendRange(request: IncomingMessage, response: ServerResponse, until = FILE.length) {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': FILE.length - from });
  response.write(FILE.subarray(from, until));
  // Broken only when it has arrived: what is still on its way is lost with the line.
  line = until < FILE.length ? { breaksAt: until, response } : null;
  if (!line) response.end();
}

function breakLine(percent: number) {
  if (line && Math.round((percent / 100) * FILE.length) >= line.breaksAt) line.response.destroy();
}

const download = (path = '/model.bin') =>
  downloadFromHub({ url: `${base}${path}`, target: join(folder, 'model.bin'), signal, onPercent: breakLine });

describe('downloading weights', () => {
  it('follows the redirect and keeps what has the checksum that the hub names', async () => {
    const percents: number[] = [];
    const onPercent = (percent: number) => percents.push(percent);
    await downloadFromHub({ url: `${base}/model.bin`, target: join(folder, 'model.bin'), signal, onPercent });
    expect((await readFile(join(folder, 'model.bin'))).equals(FILE)).toBe(true);
    expect(percents.at(-1)).toBe(100);
    expect(await readdir(folder)).toEqual(['model.bin']);
  });

  it('goes on where a broken line stopped', async () => {
    let calls = 0;
    bytes = (request, response) => sendRange(request, response, ++calls < 3 ? calls * 100_000 : FILE.length);
    await download();
    expect((await readFile(join(folder, 'model.bin'))).equals(FILE)).toBe(true);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  });

  it('goes on in a second run where the first one was given up', async () => {
    bytes = (request, response) => {
      if (ranges.length === 1) sendRange(request, response, 120_000);
      else response.destroy();
    };
    await expect(download()).rejects.toThrow(UnreachableError);
    bytes = sendRange;
    ranges = [];
    await download();
    expect(ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect((await readFile(join(folder, 'model.bin'))).equals(FILE)).toBe(true);
  });

  it('begins anew where the server does not know ranges', async () => {
    let calls = 0;
    bytes = (_, response) => {
      response.writeHead(200, { 'content-length': FILE.length });
      if (++calls === 1) {
        response.write(FILE.subarray(0, 50_000));
        line = { breaksAt: 50_000, response };
      } else response.end(FILE);
    };
    await download();
    expect((await readFile(join(folder, 'model.bin'))).equals(FILE)).toBe(true);
  });

  it('refuses bytes with another checksum and leaves nothing behind', async () => {
    bytes = (_, response) => void response.writeHead(200).end(randomBytes(FILE.length));
    await expect(download()).rejects.toMatchObject({ code: 'model_damaged' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the hub cannot be reached, so that another road is tried', async () => {
    await expect(download('/unknown.bin')).rejects.toThrow(UnreachableError);
    await new Promise((resolve) => server.close(resolve));
    await expect(download()).rejects.toThrow(UnreachableError);
  });

  it('ends at once when it is given up', async () => {
    const controller = new AbortController();
    bytes = (_, response) => {
      response.writeHead(200, { 'content-length': FILE.length });
      response.write(FILE.subarray(0, 1000), () => controller.abort(new Error('enough')));
    };
    const target = join(folder, 'model.bin');
    const result = downloadFromHub({ url: `${base}/model.bin`, target, signal: controller.signal });
    await expect(result).rejects.toThrow('enough');
  });
});
