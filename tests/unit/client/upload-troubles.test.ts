import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { content, FakePage, file, KB64, urlOf } from '#tests/helpers/fake-page.ts';
import { itemOf, untilDone } from '#tests/helpers/upload-client.ts';

const problem = (code: ErrorCode) => new ApiError({ code, ...ERROR_CODES[code] });

let page: FakePage;

beforeEach(() => {
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  page = new FakePage();
});

describe('when something goes wrong on the way', () => {
  it('a lost line is waited for, and the file goes on at what has arrived', async () => {
    page.once('PATCH', 2, 'lost after half');
    const id = await page.add();
    await page.until(id, 'waiting_line');
    expect(itemOf(page.queue, id).error?.code).toBe('network');
    expect((await untilDone(page.queue, id, 5_000)).error).toBeNull();
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    expect(page.server.requests.at(-1)?.offset).toBe(KB64 + (200_000 - KB64) / 2);
    expect(page.server.arrived(urlOf(1)).equals(content)).toBe(true);
  });

  it('a request that was cut off on its way (400 without a word of ours) is a lost line', async () => {
    page.once('PATCH', 2, { status: 400 });
    const id = await page.add();
    await page.until(id, 'waiting_line');
    expect((await untilDone(page.queue, id, 5_000)).error).toBeNull();
    expect(page.server.arrived(urlOf(1)).equals(content)).toBe(true);
  });

  it('a line that is lost before the server answered the creation is tried again', async () => {
    page.once('POST', 1, 'lost line');
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['POST', 'POST', 'PATCH', 'PATCH']);
  });

  it.each([{ status: 502 }, 'database_unavailable', 'internal', 'upload_locked'] as const)(
    'a server that is just coming up (%j when asked for the offset) never gets a second upload',
    async (trouble) => {
      let failing = 0;
      page.server.trouble = ({ method, offset }) => {
        if (method === 'PATCH' && offset === KB64 && failing === 0) return 'lost line';
        if (method !== 'HEAD' || failing >= 3) return undefined;
        failing += 1;
        return trouble;
      };
      await untilDone(page.queue, await page.add(), 5_000);
      expect(page.server.uploads.size).toBe(1);
      expect(page.server.arrived(urlOf(1)).equals(content)).toBe(true);
    },
  );

  it('a server at another offset is asked where it is', async () => {
    page.once('PATCH', 2, 'upload_conflict');
    await untilDone(page.queue, await page.add(), 5_000);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
  });

  it('content that is refused fails at once with what the server says, and trying again begins anew', async () => {
    page.once('PATCH', 1, 'unsupported_content');
    const id = await page.add();
    await page.until(id, 'failed');
    const { code, title, action } = itemOf(page.queue, id).error ?? {};
    expect({ code, title, action }).toMatchObject({
      code: 'unsupported_content',
      title: ERROR_CODES.unsupported_content.title,
      action: ERROR_CODES.unsupported_content.action,
    });
    expect(itemOf(page.queue, id)).toMatchObject({ uploadId: null, sentBytes: 0 });
    page.queue.resume(id);
    await untilDone(page.queue, id, 5_000);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'POST', 'PATCH', 'PATCH']);
  });

  it('a full disk waits for a person, who goes on with what has arrived', async () => {
    page.once('PATCH', 2, 'disk_full');
    const id = await page.add();
    await page.until(id, 'failed');
    expect(itemOf(page.queue, id).error?.code).toBe('disk_full');
    page.queue.resume(id);
    await untilDone(page.queue, id, 5_000);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
  });

  it('a full queue is waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      page.once('POST', 1, 'queue_full');
      const id = await page.add();
      await vi.waitFor(() =>
        expect(itemOf(page.queue, id)).toMatchObject({ state: 'queued', error: { code: 'queue_full' } }),
      );
      await vi.advanceTimersByTimeAsync(5_000);
      await vi.waitFor(() => expect(itemOf(page.queue, id).state).toBe('done'));
    } finally {
      vi.useRealTimers();
    }
  });

  it('a line that is silent for a minute counts as lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let silent = false;
      page.server.trouble = ({ offset }) => {
        if (offset !== KB64 || silent) return undefined;
        silent = true;
        return new Promise(() => undefined);
      };
      const id = await page.add();
      await vi.waitFor(() => expect(silent).toBe(true));
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(itemOf(page.queue, id).state).toBe('done'));
      expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('an upload that the server removed meanwhile is not sent again unasked', async () => {
    page.server.trouble = ({ method, offset }) => {
      if (method !== 'PATCH' || offset !== KB64) return undefined;
      page.server.uploads.clear();
      return undefined;
    };
    const id = await page.add();
    await page.until(id, 'failed');
    expect(itemOf(page.queue, id).error?.code).toBe('upload_not_found');
    expect(page.server.methods().filter((method) => method === 'POST')).toHaveLength(1);
  });

  it('a file that was changed or deleted is told from a lost line', async () => {
    const given = file();
    page.server.trouble = ({ offset }) => (offset === KB64 ? 'lost line' : undefined);
    const id = await page.add(given);
    await page.until(id, 'waiting_line');
    vi.spyOn(given, 'slice').mockImplementation(() => {
      throw new DOMException('gone', 'NotReadableError');
    });
    await page.until(id, 'failed');
    expect(itemOf(page.queue, id).error?.code).toBe('file_changed');
  });

  it('a sum that differs fails, and trying again sends the file again', async () => {
    page.api.complete.mockRejectedValueOnce(problem('checksum_mismatch'));
    const id = await page.add();
    await page.until(id, 'failed');
    expect(itemOf(page.queue, id).error?.code).toBe('checksum_mismatch');
    page.queue.resume(id);
    await untilDone(page.queue, id, 5_000);
    expect(page.server.uploads.size).toBe(2);
  });

  it('a server that is away at the end is asked again', async () => {
    page.api.complete.mockRejectedValueOnce(problem('database_unavailable'));
    const id = await page.add();
    await untilDone(page.queue, id, 5_000);
    expect(page.api.complete).toHaveBeenCalledTimes(2);
    expect(page.server.methods()).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD']);
  });
});
