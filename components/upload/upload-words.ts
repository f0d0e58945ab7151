import { bytesOf, formatSize, timeLeft } from '#components/texts.ts';
import type { UploadItem } from '#lib/client/upload/types.ts';

type UploadFacts = Pick<UploadItem, 'sizeBytes' | 'sentBytes' | 'speedBps' | 'etaMs'>;

/** "Uploading: 412 of 1,180 MB at 6 MB/s, about 2 min left". */
function uploadingSentence({ sizeBytes, sentBytes, speedBps, etaMs }: UploadFacts): string {
  const speed = speedBps ? ` at ${formatSize(speedBps)}/s` : '';
  const left = timeLeft(etaMs);
  return `Uploading: ${bytesOf(sentBytes, sizeBytes)}${speed}${left ? `, ${left}` : ''}`;
}

/** "The line dropped at 312 of 500 MB. Those are safe; it goes on by itself." */
function droppedSentence({ sizeBytes, sentBytes }: UploadFacts): string {
  if (sentBytes === 0) return 'The line dropped. It begins by itself as soon as it is back.';
  return `The line dropped at ${bytesOf(sentBytes, sizeBytes)}. Those are safe; it goes on by itself.`;
}

/** "Paused at 312 of 500 MB. Those are safe." */
function pausedSentence({ sizeBytes, sentBytes }: UploadFacts): string {
  return sentBytes === 0 ? 'Paused.' : `Paused at ${bytesOf(sentBytes, sizeBytes)}. Those are safe.`;
}

/** "312 of 500 MB are safe. Choose the same file again and it goes on from there." */
export function waitingSentence(offsetBytes: number, sizeBytes: number): string {
  return `${bytesOf(offsetBytes, sizeBytes)} are safe. Choose the same file again and it goes on from there.`;
}

/** Share that has arrived, 0-100. */
export function sentPercent({ sizeBytes, sentBytes }: UploadFacts): number {
  return sizeBytes > 0 ? Math.min(100, (sentBytes / sizeBytes) * 100) : 0;
}

/** What happens with an upload, what is safe, what to do. */
export function uploadSentence(upload: UploadItem): string {
  const { state, error } = upload;
  switch (state) {
    case 'queued':
      return error ? `${error.title}. It begins by itself.` : 'Waiting for its turn';
    case 'uploading':
      return uploadingSentence(upload);
    case 'paused':
      return pausedSentence(upload);
    case 'waiting_line':
      return droppedSentence(upload);
    case 'finishing':
      return 'Everything arrived and is being checked';
    case 'done':
      return 'Everything arrived. It becomes an episode in a moment.';
    case 'failed':
      return error ? `${error.title}. ${error.action}` : 'It stopped. Try again.';
  }
}
