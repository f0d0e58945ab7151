import { type Drawn, Libass } from '#lib/client/libass/libass.ts';
import type { ClipCaptions } from '#lib/shared/api/captions.ts';

/**
 * Draws a clip's script over its picture: one moment after the other, always the latest that was asked for. libass is
 * fetched with the first script.
 */
export class CaptionLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #onFailure: (error: unknown) => void;
  #libass: Libass | null = null;
  /** The moment that was asked for last: another object with every question. */
  #wanted: { readonly ms: number } = { ms: 0 };
  #busy = false;
  #closed = false;
  #loaded: string | null = null;

  /** @param onFailure called where libass or a font cannot be loaded: nothing is drawn until the next script */
  constructor(canvas: HTMLCanvasElement, onFailure: (error: unknown) => void) {
    this.#canvas = canvas;
    this.#onFailure = onFailure;
  }

  /** Takes a script and draws the moment that was asked for last. */
  async show({ script, width, height, fonts }: ClipCaptions): Promise<void> {
    if (this.#closed) return;
    this.#libass ??= new Libass();
    const libass = this.#libass;
    try {
      await libass.load({ script, width, height, fonts });
    } catch (error) {
      this.#fail(libass, error);
      return;
    }
    if (libass !== this.#libass) return;
    this.#loaded = script;
    await this.draw(this.#wanted.ms);
  }

  /** Draws a moment of the finished clip, in milliseconds, in the canvas's own size. Never rejects. */
  async draw(ms: number): Promise<void> {
    this.#wanted = { ms };
    if (this.#busy || this.#loaded === null) return;
    this.#busy = true;
    try {
      let done: { readonly ms: number } | null = null;
      while (this.#libass && this.#loaded !== null && !this.#closed && done !== this.#wanted) {
        done = this.#wanted;
        const { width, height } = this.#canvas;
        const drawn = await this.#drawn(this.#libass, { ms: done.ms, width, height });
        const context = this.#canvas.getContext('2d');
        if (drawn !== 'same' && context) {
          context.clearRect(0, 0, width, height);
          if (drawn) context.putImageData(new ImageData(drawn.pixels, drawn.width, drawn.height), drawn.x, drawn.y);
        }
      }
    } finally {
      this.#busy = false;
    }
  }

  async #drawn(libass: Libass, frame: { ms: number; width: number; height: number }): Promise<Drawn | null | 'same'> {
    try {
      return await libass.draw(frame);
    } catch (error) {
      this.#fail(libass, error);
      return 'same';
    }
  }

  /** Told once: what else was asked of this libass ends with it. */
  #fail(libass: Libass, error: unknown): void {
    if (this.#closed || libass !== this.#libass) return;
    this.#libass = null;
    this.#loaded = null;
    libass.close();
    this.#onFailure(error);
  }

  close(): void {
    this.#closed = true;
    this.#libass?.close();
    this.#libass = null;
  }
}
