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
    try {
      await this.#libass.load({ script, width, height, fonts });
      this.#loaded = script;
      await this.draw(this.#wanted.ms);
    } catch (error) {
      if (this.#closed) return;
      this.#libass.close();
      this.#libass = null;
      this.#loaded = null;
      this.#onFailure(error);
    }
  }

  /** Draws a moment of the finished clip, in milliseconds, in the canvas's own size. */
  async draw(ms: number): Promise<void> {
    this.#wanted = { ms };
    if (this.#busy || this.#loaded === null) return;
    this.#busy = true;
    try {
      let done: { readonly ms: number } | null = null;
      while (this.#libass && !this.#closed && done !== this.#wanted) {
        done = this.#wanted;
        const { width, height } = this.#canvas;
        const drawn: Drawn | null | 'same' = await this.#libass.draw({ ms: done.ms, width, height });
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

  close(): void {
    this.#closed = true;
    this.#libass?.close();
    this.#libass = null;
  }
}
