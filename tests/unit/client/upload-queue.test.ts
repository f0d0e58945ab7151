import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fingerprintOf } from '#lib/client/upload/fingerprint.ts';
import { content, FakePage, file, KB64, ORIGIN, urlOf } from '#tests/helpers/fake-page.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { itemOf, mapMemory, untilDone } from '#tests/helpers/upload-client.ts';
import { waitFor } from '#tests/helpers/wait.ts';

let page: FakePage;

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  page = new FakePage();
});

describe('a file on its way', () => {
  it('goes up in a first look of 64 KB and the rest, then is completed with its sum', async () => {
    const id = await page.add();
    const item = await untilDone(page.queue, id, 5_000);
    expect(item).toMatchObject({ state: 'done', sentBytes: 200_000, fileName: 'a.wav', error: null });
    expect(page.server.requests.map(({ method, bytes }) => [method, bytes])).toEqual([
      ['POST', 0],
      ['PATCH', KB64],
      ['PATCH', 200_000 - KB64],
    ]);
    expect(page.server.arrived(urlOf(1)).equals(content)).toBe(true);
    expect(page.api.complete).toHaveBeenCalledExactlyOnceWith(item.uploadId, sha256(content), expect.anything());
    expect(await page.memory.findAllUploads()).toEqual([]);
  });

  it('tells the server name, fingerprint and options', async () => {
    const [id = ''] = await page.queue.add([file('Ä show.wav')], { language: 'de', render: true });
    await untilDone(page.queue, id, 5_000);
    const metadata = page.server.uploads.get(urlOf(1))?.metadata ?? '';
    const pairs = metadata.split(',').map((pair) => pair.split(' '));
    const decoded = Object.fromEntries(
      pairs.map(([key, value = '']) => [key, Buffer.from(value, 'base64').toString()]),
    );
    expect(decoded).toEqual({
      filename: 'Ä show.wav',
      fingerprint: 'Ä show.wav|200000|1',
      options: '{"language":"de","render":true}',
    });
  });

  it('is one of two at a time, in order', async () => {
    let most = 0;
    page.queue.subscribe(() => {
      most = Math.max(most, page.queue.getSnapshot().filter(({ state }) => state === 'uploading').length);
    });
    const ids = await page.queue.add([file('1.wav'), file('2.wav'), file('3.wav'), file('4.wav')]);
    expect(page.queue.getSnapshot().map(({ state }) => state)).toEqual(['uploading', 'uploading', 'queued', 'queued']);
    for (const id of ids) await untilDone(page.queue, id, 5_000);
    expect(most).toBe(2);
    expect([...page.server.uploads.values()].map(({ metadata }) => metadata.slice(9, 15))).toEqual(
      ['1.wav', '2.wav', '3.wav', '4.wav'].map((name) => Buffer.from(name).toString('base64').slice(0, 6)),
    );
  });

  it('is not taken twice', async () => {
    const gate = Promise.withResolvers<void>();
    page.server.trouble = async () => {
      await gate.promise;
      return undefined;
    };
    const first = await page.add();
    expect(await page.add()).toBe(first);
    gate.resolve();
    await untilDone(page.queue, first, 5_000);
    expect(page.server.methods().filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('gives the same snapshot until something changes', async () => {
    const changed = vi.fn();
    const stop = page.queue.subscribe(changed);
    expect(page.queue.getSnapshot()).toBe(page.queue.getSnapshot());
    await untilDone(page.queue, await page.add(), 5_000);
    expect(changed).toHaveBeenCalled();
    stop();
  });

  it('without a sum of its own leaves it to the server', async () => {
    page.queue = page.newQueue({ hash: () => Promise.reject(new Error('no WebAssembly')) });
    const item = await untilDone(page.queue, await page.add(), 5_000);
    expect(page.api.complete).toHaveBeenCalledExactlyOnceWith(item.uploadId, null, expect.anything());
  });
});

describe('what a person can do', () => {
  it('pause, and go on later from there', async () => {
    const held = Promise.withResolvers<void>();
    page.server.trouble = async ({ offset }) => {
      if (offset === KB64) await held.promise;
      return undefined;
    };
    const id = await page.add();
    await waitFor(() => page.server.requests.some(({ offset }) => offset === KB64));
    page.queue.pause(id);
    expect(itemOf(page.queue, id).state).toBe('paused');
    held.resolve();
    page.server.trouble = () => undefined;
    page.queue.resume(id);
    await untilDone(page.queue, id, 5_000);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    expect(page.server.arrived(urlOf(1)).equals(content)).toBe(true);
  });

  it('pause before anything was sent: nothing is sent', async () => {
    const id = await page.add();
    page.queue.pause(id);
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(page.server.requests).toEqual([]);
    page.queue.resume(id);
    await untilDone(page.queue, id, 5_000);
  });

  it('a paused file makes room for the next one', async () => {
    page.server.trouble = ({ method }) => (method === 'POST' ? new Promise(() => undefined) : undefined);
    const [first = '', , third = ''] = await page.queue.add([file('1.wav'), file('2.wav'), file('3.wav')]);
    expect(itemOf(page.queue, third).state).toBe('queued');
    page.queue.pause(first);
    expect(itemOf(page.queue, third).state).toBe('uploading');
  });

  it('cancel, which removes it here and there', async () => {
    page.server.trouble = ({ offset }) => (offset === KB64 ? new Promise(() => undefined) : undefined);
    const id = await page.add();
    await waitFor(() => itemOf(page.queue, id).uploadId);
    const { uploadId } = itemOf(page.queue, id);
    await page.queue.cancel(id);
    expect(page.api.cancel).toHaveBeenCalledExactlyOnceWith(uploadId);
    expect(page.queue.getSnapshot()).toEqual([]);
    expect(await page.memory.findAllUploads()).toEqual([]);
  });

  it('cancel while the server makes the upload: it is removed there once its address is known', async () => {
    const held = Promise.withResolvers<undefined>();
    page.server.trouble = ({ method }) => (method === 'POST' ? held.promise : undefined);
    const id = await page.add();
    await waitFor(() => page.server.requests.length === 1);
    const canceled = page.queue.cancel(id);
    expect(page.queue.getSnapshot()).toEqual([]);
    expect(page.api.cancel).not.toHaveBeenCalled();
    held.resolve(undefined);
    await canceled;
    expect(page.server.methods()).toEqual(['POST']);
    expect(page.api.cancel).toHaveBeenCalledExactlyOnceWith(urlOf(1).split('/').at(-1));
    expect(await page.memory.findAllUploads()).toEqual([]);
  });

  it.each(['lost line', 'storage_quota_exceeded'] as const)('cancel a creation that fails (%s)', async (trouble) => {
    const held = Promise.withResolvers<typeof trouble>();
    page.server.trouble = () => held.promise;
    const id = await page.add();
    await waitFor(() => page.server.requests.length === 1);
    const canceled = page.queue.cancel(id);
    held.resolve(trouble);
    await canceled;
    expect(page.api.cancel).not.toHaveBeenCalled();
  });

  it('pause and go on while the server makes the upload: there is one only', async () => {
    const held = Promise.withResolvers<undefined>();
    page.server.trouble = ({ method }) => (method === 'POST' ? held.promise : undefined);
    const id = await page.add();
    await waitFor(() => page.server.requests.length === 1);
    page.queue.pause(id);
    page.queue.resume(id);
    held.resolve(undefined);
    await untilDone(page.queue, id, 5_000);
    expect(page.server.methods()).toEqual(['POST', 'HEAD', 'PATCH']);
    expect(page.server.uploads.size).toBe(1);
  });

  it('take what is done off the list', async () => {
    const id = await page.add();
    await untilDone(page.queue, id, 5_000);
    page.queue.dismiss(id);
    expect(page.queue.getSnapshot()).toEqual([]);
  });
});

describe('a file that was begun before', () => {
  const begin = async () => {
    page.server.trouble = ({ offset }) => (offset === KB64 ? new Promise(() => undefined) : undefined);
    const id = await page.add();
    await waitFor(() => page.server.arrived(urlOf(1)).byteLength === KB64);
    page.queue.pause(id);
    page.server.trouble = () => undefined;
    page.server.requests.length = 0;
  };
  const listed = (size = content.byteLength) => ({
    id: `${1}`.padStart(24, '0'),
    fileName: 'a.wav',
    sizeBytes: size,
    offsetBytes: KB64,
    fingerprint: fingerprintOf(file()),
    url: new URL(urlOf(1)).pathname,
    createdAt: 1,
    updatedAt: 1,
  });

  it('goes on after a reload by what this browser remembers', async () => {
    await begin();
    page.queue = page.newQueue();
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['HEAD', 'PATCH']);
  });

  it('goes on in another browser by what the server lists', async () => {
    await begin();
    page.api.list.mockResolvedValue([listed()]);
    page.queue = page.newQueue({ memory: mapMemory() });
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['HEAD', 'PATCH']);
  });

  it('begins anew where the server has forgotten it', async () => {
    await begin();
    page.server.uploads.clear();
    page.queue = page.newQueue();
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['HEAD', 'POST', 'PATCH', 'PATCH']);
  });

  it('begins anew where the list cannot be asked and nothing is remembered', async () => {
    page.api.list.mockRejectedValue(new Error('away'));
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH']);
  });

  it('never goes on with another server’s address', async () => {
    await page.memory.addUpload(fingerprintOf(file()), {
      size: 1,
      metadata: {},
      creationTime: '',
      urlStorageKey: '',
      uploadUrl: 'http://elsewhere.test/api/upload/1',
      parallelUploadUrls: null,
    });
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.requests.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });
});
