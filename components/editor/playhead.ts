/** Where the player stands, told without a render to all that move with it. */
export class Playhead {
  readonly #listeners = new Set<(ms: number) => void>();
  #ms: number;

  constructor(ms = 0) {
    this.#ms = ms;
  }

  get ms(): number {
    return this.#ms;
  }

  tell(ms: number): void {
    this.#ms = ms;
    for (const listener of this.#listeners) listener(ms);
  }

  /** Calls back now and whenever it moves; answers how to stop. */
  listen = (listener: (ms: number) => void): (() => void) => {
    this.#listeners.add(listener);
    listener(this.#ms);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}
