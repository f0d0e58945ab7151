import type { UploadView } from '#lib/shared/api/uploads.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hashInWorker } from './hash-in-worker.ts';
import { browserMemory } from './remembered.ts';
import type { UploadItem, UploadWorld } from './types.ts';
import { createUploadApi } from './upload-api.ts';
import { UploadTask } from './upload-task.ts';

/** More at once make each slower, not all faster. */
const CONCURRENT = 2;
/** Progress is shown so often at most; changes of state at once. */
const NOTIFY_MS = 150;

/**
 * The page's uploads: an observable store (`subscribe` and `getSnapshot` fit
 * useSyncExternalStore) that sends files one after another, two at a time.
 */
export class UploadQueue {
  readonly #world: UploadWorld;
  #tasks: UploadTask[] = [];
  #snapshot: readonly UploadItem[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #doneListeners = new Set<(item: UploadItem) => void>();
  #notifyTimer: ReturnType<typeof setTimeout> | null = null;
  /** Unfinished uploads of the server by fingerprint, as it listed them when files were added. */
  #unfinished = new Map<string, UploadView>();
  #count = 0;

  constructor(world: Partial<UploadWorld> = {}) {
    const origin = world.origin ?? globalThis.location?.origin ?? '';
    this.#world = {
      origin,
      api: world.api ?? createUploadApi(origin),
      memory: world.memory ?? browserMemory(),
      hash: world.hash ?? hashInWorker,
      tus: world.tus ?? {},
      now: world.now ?? (() => performance.now()),
      random: world.random ?? Math.random,
    };
    globalThis.addEventListener?.('online', () => {
      for (const task of this.#tasks) task.wake();
    });
  }

  /** Stable between changes. Newest last. */
  getSnapshot = (): readonly UploadItem[] => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears of every upload that became an episode. */
  onDone(listener: (item: UploadItem) => void): () => void {
    this.#doneListeners.add(listener);
    return () => this.#doneListeners.delete(listener);
  }

  /**
   * Sends these files, each from where an earlier try stopped (also before a
   * reload, also in another browser). A file that is on its way already is not
   * taken twice.
   *
   * @param options what the person chose for these episodes.
   * @returns the ids of their items.
   */
  async add(files: readonly File[], options: JobOptions | null = null): Promise<string[]> {
    const ids: string[] = [];
    const added: UploadTask[] = [];
    for (const file of files) {
      const before = this.#onItsWay(file);
      if (before) {
        before.enqueue();
        ids.push(before.item.id);
        continue;
      }
      this.#count += 1;
      const id = `upload-${this.#count}`;
      const text = options && Object.keys(options).length > 0 ? JSON.stringify(options) : null;
      const task: UploadTask = new UploadTask({ id, file, options: text }, this.#world, () => this.#taskChanged(task));
      this.#tasks.push(task);
      added.push(task);
      ids.push(id);
    }
    this.#publish();
    if (added.length > 0) await this.#askUnfinished();
    this.#startNext();
    return ids;
  }

  pause(id: string): void {
    this.#find(id)?.pause();
    this.#startNext();
  }

  /** Goes on after a pause, or tries again after a failure. */
  resume(id: string): void {
    this.#find(id)?.enqueue();
    this.#startNext();
  }

  /** Stops everything that is not paused yet; what waited for its turn waits longer. */
  pauseAll(): void {
    for (const task of this.#tasks) {
      if (['queued', 'uploading', 'waiting_line'].includes(task.item.state)) task.pause();
    }
  }

  /** Goes on with everything that is paused. */
  resumeAll(): void {
    for (const task of this.#tasks) if (task.item.state === 'paused') task.enqueue();
    this.#startNext();
  }

  /** Ends an upload and takes it off the list. Rejects with ApiError where the server could not be told. */
  async cancel(id: string): Promise<void> {
    const task = this.#find(id);
    if (!task) return;
    const canceled = task.cancel();
    this.#remove(task);
    this.#startNext();
    await canceled;
  }

  /** Takes what is done or failed off the list. */
  dismiss(id: string): void {
    const task = this.#find(id);
    if (task && ['done', 'failed'].includes(task.item.state)) this.#remove(task);
  }

  #onItsWay(file: File): UploadTask | undefined {
    const fingerprint = fingerprintOf(file);
    return this.#tasks.find((task) => task.fingerprint === fingerprint && task.item.state !== 'done');
  }

  /** Where the server cannot be asked now, this browser's memory has to do. */
  async #askUnfinished(): Promise<void> {
    try {
      const uploads = await this.#world.api.list();
      this.#unfinished = new Map(
        uploads.flatMap((upload) => (upload.fingerprint ? [[upload.fingerprint, upload]] : [])),
      );
    } catch (error) {
      console.info('unfinished uploads are not known now', error);
    }
  }

  #startNext(): void {
    for (const task of this.#tasks) {
      if (this.#tasks.filter((one) => one.isRunning).length >= CONCURRENT) return;
      if (task.item.state !== 'queued' || task.isRunning) continue;
      const unfinished = this.#unfinished.get(task.fingerprint);
      this.#unfinished.delete(task.fingerprint);
      task.start(unfinished?.sizeBytes === task.file.size ? unfinished.url : null);
    }
  }

  #taskChanged(task: UploadTask): void {
    const shown = this.#snapshot.find((item) => item.id === task.item.id);
    if (shown?.state === task.item.state) {
      this.#notifyTimer ??= setTimeout(() => this.#publish(), NOTIFY_MS);
      return;
    }
    this.#publish();
    if (task.item.state === 'done') for (const listener of [...this.#doneListeners]) listener(task.item);
    if (!task.isRunning) this.#startNext();
  }

  #remove(task: UploadTask): void {
    this.#tasks = this.#tasks.filter((one) => one !== task);
    this.#publish();
  }

  #publish(): void {
    if (this.#notifyTimer !== null) clearTimeout(this.#notifyTimer);
    this.#notifyTimer = null;
    this.#snapshot = this.#tasks.map((task) => task.item);
    for (const listener of [...this.#listeners]) listener();
  }

  #find(id: string): UploadTask | undefined {
    return this.#tasks.find((task) => task.item.id === id);
  }
}
