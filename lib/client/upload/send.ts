import { Upload } from 'tus-js-client';
import { fingerprintOf } from './fingerprint.ts';
import type { UploadWorld } from './types.ts';

/** The server looks at the first 64 KB: with a request for them alone it refuses a wrong file at once. */
const FIRST_CHUNK_BYTES = 64 * 1024;
/** Small enough for every proxy's patience; per request it costs a few milliseconds. */
const CHUNK_BYTES = 16 * 1024 * 1024;
/** Without any progress for so long the line counts as lost, though nobody said so. */
const STALL_MS = 60_000;

export interface Sending {
  readonly file: File;
  /** The upload to continue; null begins a new one. */
  readonly url: string | null;
  /** For the server: `JobOptions` as JSON. */
  readonly options: string | null;
}

export interface SendingEvents {
  /** The server knows the upload under this address; also told when its answer comes after `stop`. */
  onUrl(url: string): void;
  onProgress(sentBytes: number): void;
  /** All bytes have arrived. */
  onSent(): void;
  onError(error: unknown): void;
}

export interface SendingTry {
  /** Resolves once it is told whether the server knows the upload: `onUrl` was called then, or never will be. */
  readonly addressKnown: Promise<void>;
  /** Nothing more is sent. */
  stop(): void;
}

/**
 * One try to send a file, from where the server says that it stopped. Ends with
 * exactly one of `onSent` and `onError`, or none of them once stopped.
 *
 * A new tus upload for each try: its own retries give up after a list of delays,
 * and where asking for the offset fails for any reason (also a server that is
 * just coming up) it would begin the file from the start as a second upload.
 */
export function startSending(sending: Sending, world: UploadWorld, events: SendingEvents): SendingTry {
  const { file } = sending;
  let over = false;
  /** The creation was sent: whether the server has made the upload, only its answer tells. */
  let posted = false;
  const addressKnown = Promise.withResolvers<void>();
  const once = (report: () => void) => {
    if (over) return;
    over = true;
    clearTimeout(stall);
    report();
  };
  const upload = new Upload(file, {
    ...world.tus,
    endpoint: sending.url === null ? `${world.origin}/api/upload` : null,
    uploadUrl: sending.url,
    chunkSize: sending.url === null ? FIRST_CHUNK_BYTES : CHUNK_BYTES,
    retryDelays: null,
    storeFingerprintForResuming: false,
    fingerprint: async () => fingerprintOf(file),
    metadata: {
      filename: file.name,
      fingerprint: fingerprintOf(file),
      ...(sending.options === null ? {} : { options: sending.options }),
    },
    onUploadUrlAvailable: () => {
      if (upload.url) events.onUrl(upload.url);
      addressKnown.resolve();
      if (over) halt();
    },
    onProgress: (sentBytes) => {
      if (over) return;
      watch();
      events.onProgress(sentBytes);
    },
    onChunkComplete: () => {
      upload.options.chunkSize = CHUNK_BYTES;
    },
    // Stopped while it was still getting ready: then nothing may be sent.
    onBeforeRequest: (request) => {
      if (over) throw new Error('stopped');
      posted ||= request.getMethod() === 'POST';
    },
    onSuccess: () => once(events.onSent),
    onError: (error) => {
      clearTimeout(stall);
      addressKnown.resolve();
      once(() => events.onError(error));
    },
  });
  const halt = () => {
    clearTimeout(stall);
    addressKnown.resolve();
    void upload.abort();
  };
  let stall: ReturnType<typeof setTimeout> | undefined;
  const watch = () => {
    clearTimeout(stall);
    stall = setTimeout(() => {
      once(() => events.onError(new Error('nothing was sent for a minute')));
      halt();
    }, STALL_MS);
  };
  watch();
  upload.start();
  return {
    addressKnown: addressKnown.promise,
    stop: () => {
      if (over) return;
      once(() => undefined);
      // Cut off now, it would leave an upload on the server that nobody knows of.
      if (posted && !upload.url) watch();
      else halt();
    },
  };
}
