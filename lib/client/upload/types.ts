import type { UploadOptions } from 'tus-js-client';
import type { ApiError } from '../api-error.ts';
import type { UploadMemory } from './remembered.ts';
import type { UploadApi } from './upload-api.ts';

export type UploadItemState =
  /** Waits for its turn, or for room in the server's queue (then `error` says so). */
  | 'queued'
  | 'uploading'
  | 'paused'
  /** The line or the server is away; it tries again by itself. */
  | 'waiting_line'
  /** Everything is sent; the server checks it. */
  | 'finishing'
  /** It is an episode. */
  | 'done'
  /** Only a person can go on: `resume` tries again. */
  | 'failed';

/** One file on its way, as the page shows it. A new object with every change. */
export interface UploadItem {
  /** Of this page alone; survives every retry. */
  readonly id: string;
  /** The server's id, which becomes the episode's; null until the server knows the file. */
  readonly uploadId: string | null;
  /** Set when `done`. */
  readonly episodeId: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Bytes a second; null while unknown. */
  readonly speedBps: number | null;
  /** Milliseconds left; null while unknown. */
  readonly etaMs: number | null;
  readonly state: UploadItemState;
  /** Why it waits or failed. */
  readonly error: ApiError | null;
}

/** What uploads need of their surroundings; the page has defaults for all. */
export interface UploadWorld {
  /** Where the server is, e.g. `http://localhost:3000`. */
  readonly origin: string;
  readonly api: UploadApi;
  readonly memory: UploadMemory;
  /** sha256 (hex) of a file. */
  readonly hash: (file: File, signal: AbortSignal) => Promise<string>;
  /** How tus-js-client reads files and sends requests, where not as in a browser. */
  readonly tus: Pick<UploadOptions, 'fileReader' | 'httpStack'>;
  readonly now: () => number;
  readonly random: () => number;
}
