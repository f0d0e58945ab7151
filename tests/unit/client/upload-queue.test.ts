import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { fingerprintOf } from '#lib/client/upload/fingerprint.ts';
import type { UploadWorld } from '#lib/client/upload/types.ts';
import type { UploadApi } from '#lib/client/upload/upload-api.ts';
import type { UploadQueue } from '#lib/client/upload/upload-queue.ts';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { FakeTus, type Trouble } from '#tests/helpers/fake-tus.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { itemOf, mapMemory, nodeUploadQueue, untilDone } from '#tests/helpers/upload-client.ts';
import { waitFor } from '#tests/helpers/wait.ts';

const ORIGIN = 'http://studio.test';
const KB64 = 65_536;
const content = wavOfSize(200_000);

let server: FakeTus;
let memory: ReturnType<typeof mapMemory>;
let api: { [Name in keyof UploadApi]: ReturnType<typeof vi.fn<UploadApi[Name]>> };
let queue: UploadQueue;

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  server = new FakeTus();
  memory = mapMemory();
  api = {
    list: vi.fn<UploadApi['list']>(async () => []),
    complete: vi.fn<UploadApi['complete']>(async (id, sum) => ({ episodeId: id, sha256: sum ?? '' })),
    cancel: vi.fn<UploadApi['cancel']>(async () => undefined),
  };
  queue = newQueue();
});

const newQueue = (world: Partial<UploadWorld> = {}) =>
  nodeUploadQueue(ORIGIN, { api, memory, random: () => 0, tus: { httpStack: server.stack }, ...world });
const file = (name = 'a.wav', bytes = content) => new File([bytes], name, { lastModified: 1 });
const add = async (given = file(), to = queue) => (await to.add([given]))[0] ?? '';
const until = (id: string, state: string) =>
  waitFor(() => itemOf(queue, id).state === state, { everyMs: 2, what: `the state ${state}` });
const problem = (code: ErrorCode) => new ApiError({ code, ...ERROR_CODES[code] });
/** Trouble for the n-th request of a method (1 is the first). */
const once = (method: string, nth: number, trouble: Trouble) => {
  let seen = 0;
  server.trouble = (request) => {
    if (request.method !== method) return undefined;
    seen += 1;
    return seen === nth ? trouble : undefined;
  };
};
const urlOf = (number: number) => `${ORIGIN}/api/upload/${`${number}`.padStart(24, '0')}`;

describe('a file on its way', () => {
  it('goes up in a first look of 64 KB and the rest, then is completed with its sum', async () => {
    const id = await add();
    const item = await untilDone(queue, id, 5_000);
    expect(item).toMatchObject({ state: 'done', sentBytes: 200_000, fileName: 'a.wav', error: null });
    expect(server.requests.map(({ method, bytes }) => [method, bytes])).toEqual([
      ['POST', 0],
      ['PATCH', KB64],
      ['PATCH', 200_000 - KB64],
    ]);
    expect(server.arrived(urlOf(1)).equals(content)).toBe(true);
    expect(api.complete).toHaveBeenCalledExactlyOnceWith(item.uploadId, sha256(content), expect.anything());
    expect(await memory.findAllUploads()).toEqual([]);
  });

  it('tells the server name, fingerprint and options', async () => {
    const [id = ''] = await queue.add([file('Ä show.wav')], { language: 'de', render: true });
    await untilDone(queue, id, 5_000);
    const metadata = server.uploads.get(urlOf(1))?.metadata ?? '';
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
    queue.subscribe(() => {
      most = Math.max(most, queue.getSnapshot().filter(({ state }) => state === 'uploading').length);
    });
    const ids = await queue.add([file('1.wav'), file('2.wav'), file('3.wav'), file('4.wav')]);
    expect(queue.getSnapshot().map(({ state }) => state)).toEqual(['uploading', 'uploading', 'queued', 'queued']);
    for (const id of ids) await untilDone(queue, id, 5_000);
    expect(most).toBe(2);
    expect([...server.uploads.values()].map(({ metadata }) => metadata.slice(9, 15))).toEqual(
      ['1.wav', '2.wav', '3.wav', '4.wav'].map((name) => Buffer.from(name).toString('base64').slice(0, 6)),
    );
  });

  it('is not taken twice', async () => {
    const gate = Promise.withResolvers<void>();
    server.trouble = async () => {
      await gate.promise;
      return undefined;
    };
    const first = await add();
    expect(await add()).toBe(first);
    gate.resolve();
    await untilDone(queue, first, 5_000);
    expect(server.methods().filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('gives the same snapshot until something changes', async () => {
    const changed = vi.fn();
    const stop = queue.subscribe(changed);
    expect(queue.getSnapshot()).toBe(queue.getSnapshot());
    await untilDone(queue, await add(), 5_000);
    expect(changed).toHaveBeenCalled();
    stop();
  });

  it('without a sum of its own leaves it to the server', async () => {
    queue = newQueue({ hash: () => Promise.reject(new Error('no WebAssembly')) });
    const item = await untilDone(queue, await add(), 5_000);
    expect(api.complete).toHaveBeenCalledExactlyOnceWith(item.uploadId, null, expect.anything());
  });
});

describe('when something goes wrong on the way', () => {
  it('a lost line is waited for, and the file goes on at what has arrived', async () => {
    once('PATCH', 2, 'lost after half');
    const id = await add();
    await until(id, 'waiting_line');
    expect(itemOf(queue, id).error?.code).toBe('network');
    expect((await untilDone(queue, id, 5_000)).error).toBeNull();
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    expect(server.requests.at(-1)?.offset).toBe(KB64 + (200_000 - KB64) / 2);
    expect(server.arrived(urlOf(1)).equals(content)).toBe(true);
  });

  it('a line that is lost before the server answered the creation is tried again', async () => {
    once('POST', 1, 'lost line');
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['POST', 'POST', 'PATCH', 'PATCH']);
  });

  it.each([{ status: 502 }, 'database_unavailable', 'internal', 'upload_locked'] as const)(
    'a server that is just coming up (%j when asked for the offset) never gets a second upload',
    async (trouble) => {
      let failing = 0;
      server.trouble = ({ method, offset }) => {
        if (method === 'PATCH' && offset === KB64 && failing === 0) return 'lost line';
        if (method !== 'HEAD' || failing >= 3) return undefined;
        failing += 1;
        return trouble;
      };
      await untilDone(queue, await add(), 5_000);
      expect(server.uploads.size).toBe(1);
      expect(server.arrived(urlOf(1)).equals(content)).toBe(true);
    },
  );

  it('a server at another offset is asked where it is', async () => {
    once('PATCH', 2, 'upload_conflict');
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
  });

  it('content that is refused fails at once with what the server says, and trying again begins anew', async () => {
    once('PATCH', 1, 'unsupported_content');
    const id = await add();
    await until(id, 'failed');
    const { code, title, action } = itemOf(queue, id).error ?? {};
    expect({ code, title, action }).toMatchObject({
      code: 'unsupported_content',
      title: ERROR_CODES.unsupported_content.title,
      action: ERROR_CODES.unsupported_content.action,
    });
    expect(itemOf(queue, id)).toMatchObject({ uploadId: null, sentBytes: 0 });
    queue.resume(id);
    await untilDone(queue, id, 5_000);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'POST', 'PATCH', 'PATCH']);
  });

  it('a full disk waits for a person, who goes on with what has arrived', async () => {
    once('PATCH', 2, 'disk_full');
    const id = await add();
    await until(id, 'failed');
    expect(itemOf(queue, id).error?.code).toBe('disk_full');
    queue.resume(id);
    await untilDone(queue, id, 5_000);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
  });

  it('a full queue is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      once('POST', 1, 'queue_full');
      const id = await add();
      await vi.waitFor(() =>
        expect(itemOf(queue, id)).toMatchObject({ state: 'queued', error: { code: 'queue_full' } }),
      );
      await vi.advanceTimersByTimeAsync(5_000);
      await vi.waitFor(() => expect(itemOf(queue, id).state).toBe('done'));
    } finally {
      vi.useRealTimers();
    }
  });

  it('a line that is silent for a minute counts as lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let silent = false;
      server.trouble = ({ offset }) => {
        if (offset !== KB64 || silent) return undefined;
        silent = true;
        return new Promise(() => undefined);
      };
      const id = await add();
      await vi.waitFor(() => expect(silent).toBe(true));
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(itemOf(queue, id).state).toBe('done'));
      expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('an upload that the server removed meanwhile is not sent again unasked', async () => {
    server.trouble = ({ method, offset }) => {
      if (method !== 'PATCH' || offset !== KB64) return undefined;
      server.uploads.clear();
      return undefined;
    };
    const id = await add();
    await until(id, 'failed');
    expect(itemOf(queue, id).error?.code).toBe('upload_not_found');
    expect(server.methods().filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('a file that was changed or deleted is told from a lost line', async () => {
    const given = file();
    server.trouble = ({ offset }) => (offset === KB64 ? 'lost line' : undefined);
    const id = await add(given);
    await until(id, 'waiting_line');
    vi.spyOn(given, 'slice').mockImplementation(() => {
      throw new DOMException('gone', 'NotReadableError');
    });
    await until(id, 'failed');
    expect(itemOf(queue, id).error?.code).toBe('file_changed');
  });

  it('a sum that differs fails, and trying again sends the file again', async () => {
    api.complete.mockRejectedValueOnce(problem('checksum_mismatch'));
    const id = await add();
    await until(id, 'failed');
    expect(itemOf(queue, id).error?.code).toBe('checksum_mismatch');
    queue.resume(id);
    await untilDone(queue, id, 5_000);
    expect(server.uploads.size).toBe(2);
  });

  it('a server that is away at the end is asked again', async () => {
    api.complete.mockRejectedValueOnce(problem('database_unavailable'));
    const id = await add();
    await untilDone(queue, id, 5_000);
    expect(api.complete).toHaveBeenCalledTimes(2);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD']);
  });
});

describe('what a person can do', () => {
  it('pause, and go on later from there', async () => {
    const held = Promise.withResolvers<void>();
    server.trouble = async ({ offset }) => {
      if (offset === KB64) await held.promise;
      return undefined;
    };
    const id = await add();
    await waitFor(() => server.requests.some(({ offset }) => offset === KB64));
    queue.pause(id);
    expect(itemOf(queue, id).state).toBe('paused');
    held.resolve();
    server.trouble = () => undefined;
    queue.resume(id);
    await untilDone(queue, id, 5_000);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    expect(server.arrived(urlOf(1)).equals(content)).toBe(true);
  });

  it('pause before anything was sent: nothing is sent', async () => {
    const id = await add();
    queue.pause(id);
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(server.requests).toEqual([]);
    queue.resume(id);
    await untilDone(queue, id, 5_000);
  });

  it('a paused file makes room for the next one', async () => {
    server.trouble = ({ method }) => (method === 'POST' ? new Promise(() => undefined) : undefined);
    const [first = '', , third = ''] = await queue.add([file('1.wav'), file('2.wav'), file('3.wav')]);
    expect(itemOf(queue, third).state).toBe('queued');
    queue.pause(first);
    expect(itemOf(queue, third).state).toBe('uploading');
  });

  it('cancel, which removes it here and there', async () => {
    server.trouble = ({ offset }) => (offset === KB64 ? new Promise(() => undefined) : undefined);
    const id = await add();
    await waitFor(() => itemOf(queue, id).uploadId);
    const { uploadId } = itemOf(queue, id);
    await queue.cancel(id);
    expect(api.cancel).toHaveBeenCalledExactlyOnceWith(uploadId);
    expect(queue.getSnapshot()).toEqual([]);
    expect(await memory.findAllUploads()).toEqual([]);
  });

  it('take what is done off the list', async () => {
    const id = await add();
    await untilDone(queue, id, 5_000);
    queue.dismiss(id);
    expect(queue.getSnapshot()).toEqual([]);
  });
});

describe('a file that was begun before', () => {
  const begin = async () => {
    server.trouble = ({ offset }) => (offset === KB64 ? new Promise(() => undefined) : undefined);
    const id = await add();
    await waitFor(() => server.arrived(urlOf(1)).byteLength === KB64);
    queue.pause(id);
    server.trouble = () => undefined;
    server.requests.length = 0;
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
    queue = newQueue();
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['HEAD', 'PATCH']);
  });

  it('goes on in another browser by what the server lists', async () => {
    await begin();
    api.list.mockResolvedValue([listed()]);
    queue = newQueue({ memory: mapMemory() });
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['HEAD', 'PATCH']);
  });

  it('begins anew where the server has forgotten it', async () => {
    await begin();
    server.uploads.clear();
    queue = newQueue();
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['HEAD', 'POST', 'PATCH', 'PATCH']);
  });

  it('begins anew where the list cannot be asked and nothing is remembered', async () => {
    api.list.mockRejectedValue(problem('internal'));
    await untilDone(queue, await add(), 5_000);
    expect(server.methods()).toEqual(['POST', 'PATCH', 'PATCH']);
  });

  it('never goes on with another server’s address', async () => {
    await memory.addUpload(fingerprintOf(file()), {
      size: 1,
      metadata: {},
      creationTime: '',
      urlStorageKey: '',
      uploadUrl: 'http://elsewhere.test/api/upload/1',
      parallelUploadUrls: null,
    });
    await untilDone(queue, await add(), 5_000);
    expect(server.requests.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });
});
