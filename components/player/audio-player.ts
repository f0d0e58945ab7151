/** What a page shows of the player; the position comes by `onTime`, too often for a render. */
export interface PlayerState {
  playing: boolean;
  /** Speed, 1 is as spoken. */
  rate: number;
  /** The browser cannot play this file. */
  failed: boolean;
}

type TimeListener = (positionMs: number) => void;

/**
 * The source audio of an episode. Wraps one media element: state for React by
 * `subscribe`/`getSnapshot`, the position by `onTime` at the pace of the screen.
 */
export class AudioPlayer {
  #element: HTMLMediaElement | null = null;
  #state: PlayerState = { playing: false, rate: 1, failed: false };
  #listeners = new Set<() => void>();
  #timeListeners = new Set<TimeListener>();
  #frame = 0;
  /** Asked for before the element could seek. */
  #pendingMs: number | null = null;

  /** Connects the element; the returned function lets it go. */
  attach(element: HTMLMediaElement): () => void {
    this.#element = element;
    const on: readonly [keyof HTMLMediaElementEventMap, () => void][] = [
      ['play', () => this.#change({ playing: true })],
      ['pause', () => this.#change({ playing: false })],
      ['ended', () => this.#change({ playing: false })],
      ['error', () => this.#change({ playing: false, failed: true })],
      ['loadedmetadata', () => this.#seekPending()],
      ['seeked', () => this.#tell()],
      ['timeupdate', () => this.#tell()],
    ];
    for (const [name, listener] of on) element.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of on) element.removeEventListener(name, listener);
      cancelAnimationFrame(this.#frame);
      this.#element = null;
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): PlayerState => this.#state;

  /** Calls back with the position in milliseconds, now and whenever it moves. */
  onTime(listener: TimeListener): () => void {
    this.#timeListeners.add(listener);
    listener(this.positionMs);
    return () => this.#timeListeners.delete(listener);
  }

  get positionMs(): number {
    return this.#pendingMs ?? (this.#element?.currentTime ?? 0) * 1000;
  }

  /** Goes to a position; `play` starts it there. */
  seek(positionMs: number, play = false): void {
    const element = this.#element;
    if (!element) return;
    this.#pendingMs = Math.max(0, positionMs);
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) this.#seekPending();
    else element.load();
    this.#tell();
    if (play) this.play();
  }

  play(): void {
    this.#element?.play().catch((error: unknown) => {
      // Pausing while it loads rejects with AbortError, which is what was asked for.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.#change({ playing: false, failed: true });
    });
  }

  pause(): void {
    this.#element?.pause();
  }

  toggle(): void {
    if (this.#state.playing) this.pause();
    else this.play();
  }

  setRate(rate: number): void {
    if (this.#element) this.#element.playbackRate = rate;
    this.#change({ rate });
  }

  #seekPending(): void {
    if (!this.#element || this.#pendingMs === null) return;
    this.#element.currentTime = this.#pendingMs / 1000;
    this.#element.playbackRate = this.#state.rate;
    this.#pendingMs = null;
  }

  #tell(): void {
    const position = this.positionMs;
    for (const listener of this.#timeListeners) listener(position);
  }

  #change(part: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...part };
    cancelAnimationFrame(this.#frame);
    if (this.#state.playing) this.#frame = requestAnimationFrame(this.#tick);
    for (const listener of this.#listeners) listener();
  }

  #tick = (): void => {
    this.#tell();
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
