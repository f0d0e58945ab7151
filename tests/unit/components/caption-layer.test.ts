import { beforeEach, expect, it, vi } from 'vitest';
import { CaptionLayer } from '#components/preview/caption-layer.ts';
import type { ClipCaptions } from '#lib/shared/api/captions.ts';

/** Stands for libass: answers when it is told to. */
const libass = vi.hoisted(() => ({
  made: 0,
  open: 0,
  load: () => Promise.resolve(),
  draw: () => Promise.resolve('same'),
}));
vi.mock('#lib/client/libass/libass.ts', () => ({
  Libass: class {
    constructor() {
      libass.made += 1;
      libass.open += 1;
    }
    load = () => libass.load();
    draw = () => libass.draw();
    close = () => {
      libass.open -= 1;
    };
  },
}));

const captions: ClipCaptions = {
  ...{ script: '[Script Info]', width: 1080, height: 1920, startMs: 0, endMs: 1000, durationMs: 1000, keeps: [] },
  ...{ fonts: [], missing: '', groundUrl: null, motion: null, hasCards: false, logo: null },
};

function layer() {
  const failures: unknown[] = [];
  // The part of a canvas that is used here.
  const canvas: Pick<HTMLCanvasElement, 'width' | 'height'> = { width: 270, height: 480 };
  Object.assign(canvas, { getContext: () => null });
  return { failures, drawing: new CaptionLayer(canvas as HTMLCanvasElement, (error) => failures.push(error)) };
}

beforeEach(() => {
  Object.assign(libass, { made: 0, open: 0, load: () => Promise.resolve(), draw: () => Promise.resolve('same') });
});

it('tells once that a font cannot be loaded, also where two scripts asked for it, and begins anew with the next', async () => {
  const { drawing, failures } = layer();
  libass.load = () => Promise.reject(new Error('no font'));
  await Promise.all([drawing.show(captions), drawing.show(captions)]);
  expect(failures).toHaveLength(1);
  expect(libass).toMatchObject({ made: 1, open: 0 });
  libass.load = () => Promise.resolve();
  await drawing.show(captions);
  expect(libass).toMatchObject({ made: 2, open: 1 });
});

it('tells once that libass broke while it draws, and draws no more', async () => {
  const { drawing, failures } = layer();
  await drawing.show(captions);
  libass.draw = () => Promise.reject(new Error('out of memory'));
  await drawing.draw(100);
  await drawing.draw(200);
  expect(failures).toHaveLength(1);
  expect(libass.open).toBe(0);
});

it('is silent about what it still drew when it was closed', async () => {
  const { drawing, failures } = layer();
  await drawing.show(captions);
  const drawn = Promise.withResolvers<string>();
  libass.draw = () => drawn.promise;
  const busy = drawing.draw(100);
  drawing.close();
  drawn.reject(new Error('libass was closed'));
  await busy;
  expect(failures).toEqual([]);
  expect(libass.open).toBe(0);
});
