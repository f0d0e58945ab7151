'use client';

import { useSyncExternalStore } from 'react';
import useSWR, { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { noteUploaded } from '#lib/client/hooks.ts';
import { swrOptions } from '#lib/client/swr-options.ts';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { createUploadApi } from '#lib/client/upload/upload-api.ts';
import { UploadQueue } from '#lib/client/upload/upload-queue.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';

const UNFINISHED = '/api/uploads';
const NONE: readonly UploadItem[] = [];
let queue: UploadQueue | null = null;

/** The page's one queue: it outlives every change of page. Only in the browser. */
export function uploadQueue(): UploadQueue {
  if (queue) return queue;
  queue = new UploadQueue();
  queue.onDone(({ episodeId }) => {
    if (episodeId !== null) noteUploaded(episodeId);
    void mutate(UNFINISHED);
  });
  return queue;
}

/** Uploads of this page, newest last. */
export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(
    (listener) => uploadQueue().subscribe(listener),
    () => uploadQueue().getSnapshot(),
    () => NONE,
  );
}

/** Uploads that stopped halfway and that this page has no file for. */
export function useUnfinished(uploads: readonly UploadItem[]): readonly UploadView[] {
  const { data } = useSWR(UNFINISHED, () => createUploadApi('').list(), swrOptions);
  const here = new Set(uploads.map(({ uploadId }) => uploadId));
  return (data ?? []).filter(({ id }) => !here.has(id));
}

/** Ends an upload of this page, and removes what arrived. */
export async function cancelUpload(id: string): Promise<void> {
  await attempt(() => uploadQueue().cancel(id));
  await mutate(UNFINISHED);
}

/** Removes what arrived of an upload that this page has no file for. */
export async function discardUnfinished(uploadId: string): Promise<void> {
  await attempt(() => createUploadApi('').cancel(uploadId));
  await mutate(UNFINISHED);
}
