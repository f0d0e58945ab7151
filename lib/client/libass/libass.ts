import type { Answer, DrawFrame, Drawn, LoadScript } from './messages.ts';

export type { Drawn } from './messages.ts';

type Without<T> = Omit<T, 'id' | 'kind' | 'module'>;

/** Copied there by scripts/bootstrap/libass.mjs: a bundler would follow the module to itself, as its own worker. */
const MODULE = '/libass/jassub-worker.js';

/** libass in a worker of its own. `close` ends it, with everything that it still works on. */
export class Libass {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (reason: Error) => void }>();
  #questions = 0;
  #failure: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.kind === 'failed') waiting?.reject(new Error(data.message));
      else waiting?.resolve(data);
    });
    this.#worker.addEventListener('error', (event) => this.#fail(new Error(event.message || 'libass does not start')));
  }

  /** From now on this script is drawn. @throws Error where libass or a font cannot be loaded */
  async load(script: Without<LoadScript>): Promise<void> {
    await this.#ask({ ...script, kind: 'load', module: new URL(MODULE, location.href).href });
  }

  /** What is seen at a moment: null for nothing, `'same'` where it is as it was when it was last asked. */
  async draw(frame: Without<DrawFrame>): Promise<Drawn | null | 'same'> {
    const answer = await this.#ask({ ...frame, kind: 'draw' });
    return answer.kind === 'drawn' ? answer.drawn : 'same';
  }

  close(): void {
    this.#worker.terminate();
    this.#fail(new Error('libass was closed'));
  }

  #ask(question: Omit<LoadScript, 'id'> | Omit<DrawFrame, 'id'>): Promise<Answer> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#questions += 1;
    const id = this.#questions;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id });
    });
  }

  #fail(reason: Error): void {
    this.#failure = reason;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
