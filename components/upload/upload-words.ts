import type { Texts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { bytesOf, formatSpeed, problemSentence, problemText, timeLeft } from '#lib/shared/texts/formats.ts';

type UploadFacts = Pick<UploadItem, 'sizeBytes' | 'sentBytes' | 'speedBps' | 'etaMs'>;

/** "412 of 1,180 MB at 6 MB/s, about 2 min left", as far as it is known. */
export function flowSentence(t: Texts, { sizeBytes, sentBytes, speedBps, etaMs }: UploadFacts): string {
  const speed = speedBps ? t('upload.at', { speed: formatSpeed(t, speedBps) }) : '';
  const sentence = `${bytesOf(t, sentBytes, sizeBytes)}${speed}`;
  const left = timeLeft(t, etaMs);
  return left === null ? sentence : t('jobs.withLeft', { sentence, left });
}

/** "312 of 500 MB are safe. Choose the same file again and it goes on from there." */
export function waitingSentence(t: Texts, offsetBytes: number, sizeBytes: number): string {
  return t('upload.waiting', { bytes: bytesOf(t, offsetBytes, sizeBytes) });
}

/** Share that has arrived, 0-100. */
export function sentPercent({ sizeBytes, sentBytes }: Pick<UploadFacts, 'sizeBytes' | 'sentBytes'>): number {
  return sizeBytes > 0 ? Math.min(100, (sentBytes / sizeBytes) * 100) : 0;
}

/** What happens with an upload, what is safe, what to do. */
export function uploadSentence(t: Texts, upload: UploadItem): string {
  const { state, error, sentBytes, sizeBytes } = upload;
  const bytes = bytesOf(t, sentBytes, sizeBytes);
  switch (state) {
    case 'queued':
      return error ? t('upload.queuedReason', { reason: problemText(t, error).title }) : t('upload.queued');
    case 'uploading':
      return t('upload.uploading', { bytes: flowSentence(t, upload) });
    case 'paused':
      return sentBytes === 0 ? t('upload.paused') : t('upload.pausedAt', { bytes });
    case 'waiting_line':
      return sentBytes === 0 ? t('upload.droppedStart') : t('upload.dropped', { bytes });
    case 'finishing':
      return t('upload.finishing');
    case 'done':
      return t('upload.done');
    case 'failed':
      return error ? problemSentence(t, error) : t('upload.failed');
  }
}

/** All uploads of the page as one: what is left of those that are not paused decides when it is over. */
export function allOf(uploads: readonly UploadItem[]): UploadFacts {
  const sum = (value: (upload: UploadItem) => number) => uploads.reduce((total, each) => total + value(each), 0);
  const sizeBytes = sum((each) => each.sizeBytes);
  const sentBytes = sum((each) => each.sentBytes);
  const speedBps = sum((each) => (each.state === 'uploading' ? (each.speedBps ?? 0) : 0)) || null;
  const left = sum((each) =>
    each.state === 'paused' || each.state === 'failed' ? 0 : each.sizeBytes - each.sentBytes,
  );
  return { sizeBytes, sentBytes, speedBps, etaMs: speedBps ? (left / speedBps) * 1000 : null };
}
