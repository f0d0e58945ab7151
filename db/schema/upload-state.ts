/** open → finished (all bytes are here) → completed (it is an episode). */
export type UploadState = 'open' | 'finished' | 'completed';
