import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileSource } from 'tus-js-client';
import { hashFile } from '#lib/client/upload/hash-file.ts';
import type { UploadMemory } from '#lib/client/upload/remembered.ts';
import type { UploadItem, UploadWorld } from '#lib/client/upload/types.ts';
import { UploadQueue } from '#lib/client/upload/upload-queue.ts';
import { waitFor } from './wait.ts';

/**
 * The page's own upload code outside a browser: files are read from Blobs as
 * there, requests go through Node's HTTP, and a Map stands for localStorage.
 */
export function nodeUploadQueue(origin: string, world: Partial<UploadWorld> = {}): UploadQueue {
  const tus = { fileReader: blobReader, ...world.tus };
  return new UploadQueue({ origin, hash: hashFile, memory: mapMemory(), ...world, tus });
}

/** A file on the disk as the page gets it from a file picker: read only when asked for. */
export async function pickFile(path: string): Promise<File> {
  const { mtimeMs } = await stat(path);
  return new File([await openAsBlob(path)], basename(path), { lastModified: Math.round(mtimeMs) });
}

/** Waits for an upload to be done; throws as soon as it failed. */
export function untilDone(queue: UploadQueue, id: string, timeoutMs: number): Promise<UploadItem> {
  return waitFor(
    () => {
      const item = itemOf(queue, id);
      if (item.state === 'failed') throw item.error ?? new Error('failed without a reason');
      return item.state === 'done' ? item : null;
    },
    { timeoutMs, what: `the upload ${id}` },
  ).then((item) => item ?? itemOf(queue, id));
}

export function itemOf(queue: UploadQueue, id: string): UploadItem {
  const item = queue.getSnapshot().find((candidate) => candidate.id === id);
  if (!item) throw new Error(`no upload ${id}`);
  return item;
}

export function mapMemory(): UploadMemory {
  type Stored = Awaited<ReturnType<UploadMemory['findAllUploads']>>[number];
  const entries = new Map<string, { fingerprint: string; upload: Stored }>();
  let count = 0;
  return {
    findAllUploads: async () => [...entries.values()].map(({ upload }) => upload),
    findUploadsByFingerprint: async (fingerprint) =>
      [...entries.values()].filter((entry) => entry.fingerprint === fingerprint).map(({ upload }) => upload),
    removeUpload: async (key) => void entries.delete(key),
    addUpload: async (fingerprint, upload) => {
      count += 1;
      const urlStorageKey = `${count}`;
      entries.set(urlStorageKey, { fingerprint, upload: { ...upload, urlStorageKey } });
      return urlStorageKey;
    },
  };
}

/** tus-js-client in Node takes Buffers; the browser's own takes Blobs. */
const blobReader = {
  async openFile(input: unknown): Promise<FileSource> {
    if (!(input instanceof Blob)) throw new Error('only Blobs here');
    return {
      size: input.size,
      close: () => undefined,
      slice: async (start: number, end: number) => {
        const bytes = Buffer.from(await input.slice(start, end).arrayBuffer());
        // Its size is how tus-js-client knows how much there is.
        return { value: Object.assign(bytes, { size: bytes.byteLength }), done: end >= input.size };
      },
    };
  },
};
