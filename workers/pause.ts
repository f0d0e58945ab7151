/** A random number between two. */
export function between(low: number, high: number): number {
  return low + Math.random() * (high - low);
}

/** Resolves after this time, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Bell().pause(ms, signal);
}

/** A pause that can be cut short. A ring while nobody pauses cuts the next one. */
export class Bell {
  #rung = false;
  #wake: () => void = () => {
    this.#rung = true;
  };

  ring(): void {
    this.#wake();
  }

  /** Resolves after this time, with a ring, or when the signal aborts. For one caller at a time. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) {
      this.#rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const asleep = this.#wake;
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#wake = asleep;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end, { once: true });
      this.#wake = end;
    });
  }
}
