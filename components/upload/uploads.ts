'use client';

import { useSyncExternalStore } from 'react';
import useSWR, { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { networkError } from '#lib/client/api-error.ts';
import { noteUploaded } from '#lib/client/hooks.ts';
import { swrOptions } from '#lib/client/swr-options.ts';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { createUploadApi } from '#lib/client/upload/upload-api.ts';
import type { UploadQueue } from '#lib/client/upload/upload-queue.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';

const UNFINISHED = '/api/uploads';
const NONE: readonly UploadItem[] = [];
let queue: UploadQueue | null = null;
let loading: Promise<UploadQueue> | null = null;
const listeners = new Set<() => void>();

/**
 * The page's one queue: it outlives every change of page. Only in the browser. What it takes to send files is
 * fetched with the first of them, and kept from then on.
 */
async function theQueue(): Promise<UploadQueue> {
  loading ??= load();
  return loading;
}

async function load(): Promise<UploadQueue> {
  try {
    const { UploadQueue } = await import('#lib/client/upload/upload-queue.ts');
    queue = new UploadQueue();
  } catch (error) {
    // The line is down: the next file tries again.
    loading = null;
    throw networkError(error);
  }
  queue.onDone(({ episodeId }) => {
    if (episodeId !== null) noteUploaded(episodeId);
    void mutate(UNFINISHED);
  });
  queue.subscribe(() => {
    for (const listener of [...listeners]) listener();
  });
  return queue;
}

/** Sends these files; those that are on their way already go on. */
export async function sendFiles(files: readonly File[]): Promise<void> {
  await attempt(async () => (await theQueue()).add(files));
}

/** What can be done with uploads of this page; nothing before there are any. */
export const uploads = {
  pause: (id: string) => queue?.pause(id),
  resume: (id: string) => queue?.resume(id),
  pauseAll: () => queue?.pauseAll(),
  resumeAll: () => queue?.resumeAll(),
  dismiss: (id: string) => queue?.dismiss(id),
} as const;

/** Uploads of this page, newest last. */
export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => queue?.getSnapshot() ?? NONE,
    () => NONE,
  );
}

/** Uploads that stopped halfway and that this page has no file for. */
export function useUnfinished(here: readonly UploadItem[]): readonly UploadView[] {
  const { data } = useSWR(UNFINISHED, () => createUploadApi('').list(), swrOptions);
  const ids = new Set(here.map(({ uploadId }) => uploadId));
  return (data ?? []).filter(({ id }) => !ids.has(id));
}

/** Ends an upload of this page, and removes what arrived. */
export async function cancelUpload(id: string): Promise<void> {
  await attempt(async () => queue?.cancel(id));
  await mutate(UNFINISHED);
}

/** Removes what arrived of an upload that this page has no file for. */
export async function discardUnfinished(uploadId: string): Promise<void> {
  await attempt(() => createUploadApi('').cancel(uploadId));
  await mutate(UNFINISHED);
}
