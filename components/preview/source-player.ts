import { type Keep, playedFrom } from './timeline.ts';

/** A seek lands a little before or after what was asked for. */
const SLACK_MS = 15;

/**
 * Plays a clip's stretches of an episode, one after the other, in a media element. Moments are milliseconds of the
 * episode.
 */
export class SourcePlayer {
  readonly #element: HTMLVideoElement;
  readonly #onMove: (ms: number) => void;
  readonly #stop = new AbortController();
  #keeps: readonly Keep[] = [];
  /** Asked for before the element could seek, or while it is seeking. */
  #wantedMs: number | null = null;
  #frame = 0;

  /** @param onMove called with every picture that is shown, and while sound alone plays with every one of the screen */
  constructor(element: HTMLVideoElement, onMove: (ms: number) => void) {
    this.#element = element;
    this.#onMove = onMove;
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
      element.addEventListener(name, listener, { signal: this.#stop.signal });
    on('play', () => this.#tick());
    on('pause', () => cancelAnimationFrame(this.#frame));
    on('loadedmetadata', () => this.#goToWanted());
    on('seeked', () => {
      this.#wantedMs = null;
      this.#onMove(this.currentMs);
    });
    on('loadeddata', () => this.#onMove(this.currentMs));
  }

  get currentMs(): number {
    return this.#wantedMs ?? this.#element.currentTime * 1000;
  }

  /** What is played. The position stays where it can. */
  setKeeps(keeps: readonly Keep[]): void {
    this.#keeps = keeps;
    const [first] = keeps;
    if (!first) return;
    const at = playedFrom(keeps, this.currentMs);
    if (at === null || Math.abs(at - this.currentMs) > SLACK_MS) this.seek(at ?? first.startMs);
  }

  seek(ms: number): void {
    const at = playedFrom(this.#keeps, ms) ?? this.#keeps.at(-1)?.endMs ?? ms;
    this.#wantedMs = at;
    this.#goToWanted();
    this.#onMove(at);
  }

  /** From where it stands; from the beginning where it stands at the end. Rejects where the browser cannot play it. */
  async play(): Promise<void> {
    const end = this.#keeps.at(-1)?.endMs ?? 0;
    const first = this.#keeps[0]?.startMs ?? 0;
    if (this.currentMs >= end - SLACK_MS) this.seek(first);
    await this.#element.play();
  }

  pause(): void {
    this.#element.pause();
  }

  close(): void {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
    this.#element.pause();
  }

  #goToWanted(): void {
    if (this.#wantedMs === null || this.#element.readyState < HTMLMediaElement.HAVE_METADATA) return;
    this.#element.currentTime = this.#wantedMs / 1000;
  }

  #tick = (): void => {
    const element = this.#element;
    if (element.paused) return;
    this.#frame = requestAnimationFrame(this.#tick);
    if (element.seeking) return;
    const ms = this.currentMs;
    const on = playedFrom(this.#keeps, ms);
    if (on === null) {
      element.pause();
      this.#onMove(this.#keeps.at(-1)?.endMs ?? ms);
    } else if (on - ms > SLACK_MS) this.seek(on);
    else this.#onMove(ms);
  };
}
