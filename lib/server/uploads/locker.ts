import type { Lock, Locker, RequestRelease } from '@tus/server';
import { AppError } from '../app-error.ts';

const WAIT_MS = 30_000;

interface Waiter {
  readonly requestRelease: RequestRelease;
  grant(): void;
}

interface Held {
  readonly requestRelease: RequestRelease;
  readonly waiting: Waiter[];
}

/**
 * One writer an upload, first come first served, within this process. Whoever
 * has to wait asks the holder to come to an end: a client whose line dropped
 * asks for the offset while its dead request still holds the lock. (The
 * library's own MemoryLocker spins while it waits.)
 */
export class UploadLocker implements Locker {
  readonly #held = new Map<string, Held>();

  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, requestRelease),
      unlock: async () => this.#unlock(id),
    };
  }

  /**
   * Runs alone on this upload.
   *
   * @throws AppError `upload_locked` after 30 s, or what `work` throws.
   */
  async run<T>(id: string, work: () => Promise<T>): Promise<T> {
    const lock = this.newLock(id);
    await lock.lock(new AbortController().signal, () => undefined);
    try {
      return await work();
    } finally {
      await lock.unlock();
    }
  }

  #lock(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const held = this.#held.get(id);
    if (!held) {
      this.#held.set(id, { requestRelease, waiting: [] });
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', refuse);
        const queue = this.#held.get(id)?.waiting ?? [];
        const place = queue.indexOf(waiter);
        if (place >= 0) queue.splice(place, 1);
      };
      const refuse = () => {
        leave();
        reject(new AppError('upload_locked'));
      };
      const waiter: Waiter = {
        requestRelease,
        grant: () => {
          leave();
          resolve();
        },
      };
      const timer = setTimeout(refuse, WAIT_MS);
      signal.addEventListener('abort', refuse, { once: true });
      held.waiting.push(waiter);
      void held.requestRelease();
    });
  }

  #unlock(id: string): void {
    const held = this.#held.get(id);
    const next = held?.waiting[0];
    if (!held || !next) {
      this.#held.delete(id);
      return;
    }
    this.#held.set(id, { requestRelease: next.requestRelease, waiting: held.waiting });
    next.grant();
    if (held.waiting.length > 0) void next.requestRelease();
  }
}
