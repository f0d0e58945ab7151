import type { ApiError } from '../api-error.ts';
import { connection } from '../connection.ts';
import { retryDelay } from '../polling.ts';
import { fingerprintOf } from './fingerprint.ts';
import { forgetUrl, recallUrl, rememberUrl } from './remembered.ts';
import { startSending } from './send.ts';
import { createSpeed } from './speed.ts';
import type { UploadItem, UploadWorld } from './types.ts';
import { fileGoneError, remedyFor, uploadErrorOf } from './upload-error.ts';

/** Between two tries while the server's queue is full. */
const QUEUE_FULL_MS = 10_000;
/** So many failures in a row may be the file's fault, not the line's. */
const TRIES_BEFORE_READING = 2;

/** One file from the first byte to the episode, through lost lines and restarts of the server. */
export class UploadTask {
  readonly file: File;
  readonly #world: UploadWorld;
  readonly #options: string | null;
  readonly #changed: () => void;
  #item: UploadItem;
  #url: string | null = null;
  /** The address comes from an earlier visit: the server may have forgotten it. */
  #urlIsOld = false;
  #failures = 0;
  /** Ends what runs; a new one with every start. */
  #run: AbortController | null = null;
  /** Of the last try: whether the server knows this upload. */
  #addressKnown: Promise<void> = Promise.resolve();
  #hash: Promise<string | null> | null = null;
  readonly #hashing = new AbortController();
  readonly #speed = createSpeed();
  readonly #fingerprint: string;

  /** @param changed called after every change of `item`. */
  constructor(given: { id: string; file: File; options: string | null }, world: UploadWorld, changed: () => void) {
    this.file = given.file;
    this.#world = world;
    this.#options = given.options;
    this.#changed = changed;
    this.#fingerprint = fingerprintOf(given.file);
    this.#item = {
      id: given.id,
      uploadId: null,
      episodeId: null,
      fileName: given.file.name,
      sizeBytes: given.file.size,
      sentBytes: 0,
      speedBps: null,
      etaMs: null,
      state: 'queued',
      error: null,
    };
  }

  get item(): UploadItem {
    return this.#item;
  }

  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Takes one of the places of running uploads. */
  get isRunning(): boolean {
    return this.#run !== null;
  }

  /** Begins, or goes on. @param url of an unfinished upload of the same file, as the server lists it. */
  start(url: string | null): void {
    if (this.#run) return;
    const run = new AbortController();
    this.#run = run;
    this.#failures = 0;
    if (url !== null && this.#url === null) this.#continueOld(url);
    this.#set({ state: 'uploading', error: null });
    void this.#begin(run);
  }

  /** Back in the line, for a person who goes on after a pause or a failure. */
  enqueue(): void {
    if (this.#run || this.#item.state === 'done') return;
    this.#set({ state: 'queued', error: null });
  }

  /** Stops; what has arrived stays. */
  pause(): void {
    if (this.#item.state === 'done') return;
    this.#halt();
    this.#set({ state: 'paused', error: null });
  }

  /** Stops for good and has the server remove what arrived. */
  async cancel(): Promise<void> {
    this.#halt();
    this.#hashing.abort(new Error('canceled'));
    await this.#addressKnown;
    await forgetUrl(this.#world.memory, this.#fingerprint);
    if (this.#item.uploadId === null || this.#item.state === 'done') return;
    await this.#world.api.cancel(this.#item.uploadId);
  }

  /** The browser says that the line is back. */
  wake(): void {
    const run = this.#run;
    if (run && this.#item.state === 'waiting_line') this.#again(run, 0);
  }

  async #begin(run: AbortController): Promise<void> {
    await this.#addressKnown;
    if (run.signal.aborted) return;
    if (this.#url === null) {
      const url = await recallUrl(this.#world.memory, this.#fingerprint);
      if (run.signal.aborted) return;
      if (url !== null && URL.parse(url)?.origin === this.#world.origin) this.#continueOld(url);
    }
    this.#hash ??= this.#world.hash(this.file, this.#hashing.signal).catch((error: unknown) => {
      // The server's own sum counts then.
      if (!this.#hashing.signal.aborted) console.info('no sha256 of this file', error);
      return null;
    });
    this.#send(run);
  }

  #continueOld(url: string): void {
    this.#url = new URL(url, this.#world.origin).href;
    this.#urlIsOld = true;
  }

  #send(run: AbortController): void {
    this.#speed.reset();
    const sending = startSending({ file: this.file, url: this.#url, options: this.#options }, this.#world, {
      onUrl: (url) => this.#known(url),
      onProgress: (sentBytes) => this.#progress(sentBytes),
      onSent: () => void this.#finish(run),
      onError: (error) => void this.#failed(run, uploadErrorOf(error)),
    });
    this.#addressKnown = sending.addressKnown;
    run.signal.addEventListener('abort', () => sending.stop(), { once: true });
  }

  #known(url: string): void {
    this.#url = url;
    this.#set({ uploadId: new URL(url).pathname.split('/').at(-1) ?? null });
    const isCanceled = this.#hashing.signal.aborted;
    if (!isCanceled) void rememberUrl(this.#world.memory, this.#fingerprint, url, this.file.size);
  }

  #progress(sentBytes: number): void {
    if (sentBytes > this.#item.sentBytes) this.#failures = 0;
    this.#speed.add(sentBytes, this.#world.now());
    const speedBps = this.#speed.bytesPerSecond();
    const left = this.#item.sizeBytes - sentBytes;
    const etaMs = speedBps && speedBps > 0 ? (left / speedBps) * 1000 : null;
    connection.restored();
    this.#set({ sentBytes, speedBps, etaMs, state: 'uploading', error: null });
  }

  async #finish(run: AbortController): Promise<void> {
    this.#set({ state: 'finishing', sentBytes: this.#item.sizeBytes, speedBps: null, etaMs: null });
    const sha256 = (await this.#hash) ?? null;
    const { uploadId } = this.#item;
    if (run.signal.aborted || uploadId === null) return;
    try {
      const { episodeId } = await this.#world.api.complete(uploadId, sha256, run.signal);
      await forgetUrl(this.#world.memory, this.#fingerprint);
      this.#run = null;
      this.#set({ state: 'done', episodeId, error: null });
    } catch (error) {
      if (!run.signal.aborted) await this.#failed(run, uploadErrorOf(error));
    }
  }

  async #failed(run: AbortController, error: ApiError): Promise<void> {
    if (run.signal.aborted) return;
    this.#failures += 1;
    if (error.code === 'upload_not_found' && this.#urlIsOld) {
      await this.#startOver();
      if (!run.signal.aborted) this.#send(run);
      return;
    }
    const remedy = remedyFor(error);
    if (remedy === 'give up') return this.#giveUp(error);
    if (remedy === 'later') {
      this.#set({ state: 'queued', error });
      return this.#again(run, QUEUE_FULL_MS * (0.5 + this.#world.random()));
    }
    if (this.#failures > TRIES_BEFORE_READING && !(await this.#canRead())) return;
    if (run.signal.aborted) return;
    connection.failed(this.#failures);
    // A busy or disagreeing server is no lost line.
    const isLine = error.status === 0 || error.status >= 500;
    if (isLine) this.#set({ state: 'waiting_line', error, speedBps: null, etaMs: null });
    this.#again(run, retryDelay(Math.min(this.#failures, 10), this.#world.random));
  }

  /** Tries again: from the offset, which also finds an upload whose every byte has arrived. */
  #again(run: AbortController, delayMs: number): void {
    if (this.#run !== run) return;
    const next = new AbortController();
    this.#run = next;
    run.abort();
    const timer = setTimeout(() => this.#send(next), delayMs);
    next.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  async #giveUp(error: ApiError): Promise<void> {
    this.#halt();
    const isGone = ['upload_not_found', 'unsupported_content', 'checksum_mismatch'].includes(error.code);
    if (isGone) await this.#startOver();
    if (error.code === 'checksum_mismatch') this.#hash = null;
    this.#set({ state: 'failed', error, speedBps: null, etaMs: null });
  }

  async #startOver(): Promise<void> {
    this.#url = null;
    this.#urlIsOld = false;
    this.#set({ uploadId: null, sentBytes: 0 });
    await forgetUrl(this.#world.memory, this.#fingerprint);
  }

  /** A file that changed looks like a lost line to the browser's own request. */
  async #canRead(): Promise<boolean> {
    try {
      await this.file.slice(0, 1).arrayBuffer();
      return true;
    } catch (error) {
      await this.#giveUp(fileGoneError(error));
      return false;
    }
  }

  #halt(): void {
    this.#run?.abort();
    this.#run = null;
  }

  #set(change: Partial<UploadItem>): void {
    this.#item = { ...this.#item, ...change };
    this.#changed();
  }
}
