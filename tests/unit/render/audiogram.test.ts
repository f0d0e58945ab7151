import { beforeAll, describe, expect, it } from 'vitest';
import { aspectSchema } from '#lib/shared/states.ts';
import { paintBackground } from '#workers/render/audiogram/background.ts';
import { audiogramLayout } from '#workers/render/audiogram/layout.ts';
import { INK_PALETTE, paletteOf } from '#workers/render/audiogram/palette.ts';
import { createStrip, LEVELS_PER_SECOND } from '#workers/render/audiogram/waveform.ts';
import { LAYOUTS } from '#workers/render/layout.ts';
import { type Faces, loadFaces } from '#workers/render/text/fonts.ts';
import { fitLines } from '#workers/render/text/text-lines.ts';

let faces: Faces;

beforeAll(async () => {
  faces = await loadFaces();
});

describe('audiogramLayout', () => {
  const layouts = aspectSchema.options.flatMap((aspect) =>
    [true, false].map((art) => ({ aspect, art, layout: audiogramLayout(aspect, art) })),
  );

  it('keeps all text and the artwork inside the safe box', () => {
    for (const { aspect, layout } of layouts) {
      const { safe } = LAYOUTS[aspect];
      const right = safe.x + safe.width;
      const bottom = safe.y + safe.height;
      const { artwork, title, caption } = layout;
      if (artwork) expect(artwork.x + artwork.width).toBeLessThanOrEqual(right);
      for (const { x, y } of [layout.show, title, ...(artwork ? [artwork] : [])]) {
        expect(x).toBeGreaterThanOrEqual(safe.x);
        expect(y).toBeGreaterThanOrEqual(safe.y);
      }
      expect(title.x + title.width).toBeLessThanOrEqual(right);
      expect(caption.x + caption.lineWidth).toBeLessThanOrEqual(right);
      expect(caption.centerY + caption.emPx * 1.25).toBeLessThanOrEqual(bottom);
    }
  });

  it('lets nothing overlap', () => {
    for (const { layout } of layouts) {
      const { title, caption, wave, progress, artwork } = layout;
      const titleBottom = title.y + title.maxLines * title.emPx * 1.2;
      const captionTop = caption.centerY - caption.emPx * 1.25;
      expect(titleBottom).toBeLessThanOrEqual(captionTop + 1);
      if (artwork && artwork.x === title.x) expect(artwork.y + artwork.height).toBeLessThan(layout.show.y);
      expect(caption.centerY + caption.emPx * 1.25).toBeLessThanOrEqual(wave.y);
      expect(wave.y + wave.height).toBeLessThan(progress.y);
    }
  });
});

describe('fitLines', () => {
  it('breaks a title evenly', () => {
    const lines = fitLines('Why the first printed books still look better than ours', faces.title, 48, 770, 2);
    expect(lines).toEqual(['Why the first printed books', 'still look better than ours']);
  });

  it('ends what does not fit with an ellipsis, inside the width', () => {
    const lines = fitLines('word '.repeat(60), faces.title, 48, 770, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    for (const line of lines) expect(faces.title.width(line, 48)).toBeLessThanOrEqual(770);
  });

  it('cuts a single word that is too long', () => {
    const [line] = fitLines('x'.repeat(200), faces.title, 48, 770, 2);
    expect(faces.title.width(line ?? '', 48)).toBeLessThanOrEqual(770);
  });

  it('makes no line of nothing', () => {
    expect(fitLines(' 🎉 ', faces.title, 48, 770, 2)).toEqual([]);
  });
});

describe('colours', () => {
  const luminance = ([r, g, b]: readonly [number, number, number]) => {
    const linear = (value: number) =>
      value / 255 <= 0.04 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };

  it('of artwork stay dark enough for white text', () => {
    for (const color of [
      [255, 230, 0],
      [0, 255, 255],
      [255, 0, 0],
      [30, 60, 255],
      [120, 255, 120],
    ]) {
      const { top, bottom } = paletteOf(Uint8Array.from({ length: 3000 }, (_, at) => color[at % 3] ?? 0));
      for (const ground of [top, bottom]) expect(1.05 / (luminance(ground) + 0.05)).toBeGreaterThan(7);
    }
  });

  it('of grey artwork are ink', () => {
    expect(paletteOf(new Uint8Array(3000).fill(128))).toEqual(INK_PALETTE);
  });
});

describe('paintBackground', () => {
  it('puts the artwork in its place, round corners aside', () => {
    const box = { x: 10, y: 10, width: 40, height: 40 };
    const pixels = new Uint8Array(40 * 40 * 3).fill(200);
    const painted = paintBackground({
      width: 80,
      height: 100,
      artwork: { pixels, box },
      progress: { x: 8, y: 90, width: 60, height: 4 },
    });
    const at = (x: number, y: number) => painted[(y * 80 + x) * 3] ?? 0;
    expect(at(30, 30)).toBe(200);
    expect(at(10, 10)).toBeLessThan(100);
    expect(at(30, 92)).toBeGreaterThan(at(30, 86));
  });
});

describe('createStrip', () => {
  const wave = { x: 100, y: 500, width: 800, height: 150 };
  const progress = { x: 100, y: 700, width: 800, height: 8 };
  const levels = Array.from({ length: 10 * LEVELS_PER_SECOND }, (_, at) => Math.abs(Math.sin(at / 7)) * 0.3);
  const strip = createStrip({ wave, progress, levels, durationMs: 10_000 });

  it('covers waveform and progress bar, with even sides', () => {
    expect(strip.box).toEqual({ x: 100, y: 500, width: 800, height: 208 });
    expect(strip.colors.length).toBe(800 * 208 * 3);
  });

  it('moves', () => {
    const first = Buffer.from(strip.frame(1000));
    expect(first.equals(strip.frame(1033))).toBe(false);
  });

  it('fills the progress bar with time', () => {
    const filled = (timeMs: number) => {
      const row = strip.frame(timeMs).subarray(204 * 800, 205 * 800);
      return row.filter((value) => value > 128).length;
    };
    expect(filled(0)).toBeLessThan(12);
    expect(filled(5000)).toBeGreaterThan(395);
    expect(filled(5000)).toBeLessThan(405);
    expect(filled(10_000)).toBe(800);
  });

  it('shows dots for silence', () => {
    const silent = createStrip({ wave, progress, levels: levels.map(() => 0), durationMs: 10_000 });
    const column = silent.frame(5000);
    const tall = Array.from({ length: 150 }, (_, y) =>
      column.subarray(y * 800, (y + 1) * 800).some((value) => value > 0),
    );
    expect(tall.filter(Boolean).length).toBeLessThanOrEqual(12);
  });
});
