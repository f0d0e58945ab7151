import { useSyncExternalStore } from 'react';
import useSWR, { mutate } from 'swr';
import type { UploadView } from '#lib/shared/api.ts';
import { swrOptions } from '../swr-options.ts';
import { noteUploaded } from '../use-progress.ts';
import type { UploadItem } from './types.ts';
import { createUploadApi } from './upload-api.ts';
import { UploadQueue } from './upload-queue.ts';

export type { UploadItem, UploadItemState } from './types.ts';

const LIST_KEY = '/api/uploads';
const EMPTY: readonly UploadItem[] = [];

let queue: UploadQueue | null = null;

/** The page's one queue of uploads; made in the browser, where its files are. */
export function uploadQueue(): UploadQueue {
  if (queue) return queue;
  queue = new UploadQueue();
  queue.onDone((item) => {
    if (item.episodeId) noteUploaded(item.episodeId);
    void mutate(LIST_KEY);
  });
  return queue;
}

const subscribe = (listener: () => void) => uploadQueue().subscribe(listener);
const snapshot = () => uploadQueue().getSnapshot();

/** Files on their way from this page, in the order they were chosen. Change them through `uploadQueue()`. */
export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(subscribe, snapshot, () => EMPTY);
}

/** Uploads that were begun and not finished, by any page; those of this page's queue left out. */
export function useUnfinishedUploads(): readonly UploadView[] {
  const own = new Set(useUploads().map((item) => item.uploadId));
  const { data } = useSWR<UploadView[], unknown>(LIST_KEY, () => createUploadApi('').list(), swrOptions);
  return (data ?? []).filter((upload) => !own.has(upload.id));
}

/** Removes an unfinished upload that is not in this page's queue. Rejects with ApiError. */
export async function cancelUnfinished(id: string): Promise<void> {
  await createUploadApi('').cancel(id);
  await mutate(LIST_KEY);
}
