import type loadLibass from 'jassub/dist/wasm/jassub-worker.js';
import { blendImages } from './blend.ts';
import type { Answer, DrawFrame, LoadScript, Question } from './messages.ts';

/** libass beside the page: takes a script with its fonts, draws moments of it. */

interface Engine {
  readonly libass: Awaited<ReturnType<typeof start>>;
  readonly fonts: Set<string>;
  /** What the drawn picture depends on besides the moment. */
  size: string;
  script: LoadScript | null;
}

let engine: Promise<Engine> | null = null;

/** The module grows its memory while it runs: it keeps this view of it up to date. */
function heap(): Uint8Array {
  const view: unknown = Reflect.get(globalThis, 'HEAPU8RAW');
  if (view instanceof Uint8Array) return view;
  throw new Error('libass has no memory');
}

async function start(address: string) {
  const quiet = () => undefined;
  const { default: load }: { default: typeof loadLibass } = await import(/* turbopackIgnore: true */ address);
  const module = await load({ __out: quiet, __err: quiet });
  const library = new module.JASSUB(16, 16, 'none');
  library.setThreads(1);
  return {
    library,
    addFont(name: string, bytes: Uint8Array): void {
      const address = module._malloc(bytes.byteLength);
      heap().set(bytes, address);
      library.addFont(name, address, bytes.byteLength);
    },
  };
}

async function load(question: LoadScript): Promise<Answer> {
  engine ??= start(question.module).then((libass) => ({ libass, fonts: new Set<string>(), size: '', script: null }));
  const running = await engine;
  const missing = question.fonts.filter((url) => !running.fonts.has(url));
  const files = await Promise.all(missing.map(readFont));
  for (const { url, bytes } of files) {
    if (running.fonts.has(url)) continue;
    running.fonts.add(url);
    running.libass.addFont(`font-${running.fonts.size}`, bytes);
  }
  if (files.length > 0) running.libass.library.reloadFonts();
  running.libass.library.createTrackMem(question.script);
  running.script = question;
  running.size = '';
  return { id: question.id, kind: 'loaded' };
}

async function readFont(url: string): Promise<{ url: string; bytes: Uint8Array }> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`a font could not be read: ${response.status}`);
  return { url, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function draw({ id, ms, width, height }: DrawFrame): Promise<Answer> {
  const running = await engine;
  if (!running?.script) throw new Error('nothing to draw was given');
  const { library } = running.libass;
  const size = `${width}x${height}`;
  const isNew = running.size !== size;
  if (isNew) {
    library.resizeCanvas(width, height, running.script.width, running.script.height);
    running.size = size;
  }
  // A little more: libass counts whole milliseconds, and cuts off what a division leaves.
  const images = library.rawRender((Math.round(ms) + 0.25) / 1000, isNew ? 1 : 0);
  return images === null ? { id, kind: 'same' } : { id, kind: 'drawn', drawn: blendImages(images, heap()) };
}

/** One question after the other: a script that loads is there before the next moment is drawn. */
let last: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  last = last.then(async () => {
    let answer: Answer;
    try {
      answer = data.kind === 'load' ? await load(data) : await draw(data);
    } catch (error) {
      answer = { id: data.id, kind: 'failed', message: String(error) };
    }
    const owned = answer.kind === 'drawn' && answer.drawn ? [answer.drawn.pixels.buffer] : [];
    postMessage(answer, { transfer: owned });
  });
});
