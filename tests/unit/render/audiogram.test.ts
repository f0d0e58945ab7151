import { beforeAll, describe, expect, it } from 'vitest';
import { paintBackground } from '#lib/server/audiogram/background.ts';
import { type AudiogramLayout, audiogramLayout } from '#lib/server/audiogram/layout.ts';
import { INK_PALETTE, paletteOf, paletteOn } from '#lib/server/audiogram/palette.ts';
import { type Box, LAYOUTS } from '#lib/server/captions/layout.ts';
import { type Faces, loadFaces } from '#lib/server/captions/text/fonts.ts';
import { fitLines } from '#lib/server/captions/text/text-lines.ts';
import { LEVELS_PER_SECOND } from '#lib/server/media/cut-sound.ts';
import { aspectSchema } from '#lib/shared/states.ts';
import { audiogramDesignSchema } from '#lib/shared/styles/looks.ts';
import { createStrip } from '#workers/render/audiogram/create-strip.ts';

let faces: Faces;

beforeAll(async () => {
  faces = await loadFaces();
});

describe('audiogramLayout', () => {
  const layouts = aspectSchema.options.flatMap((aspect) =>
    audiogramDesignSchema.options.flatMap((design) =>
      [true, false].map((art) => ({ aspect, design, art, layout: audiogramLayout(aspect, art, design) })),
    ),
  );

  it('keeps all text and the artwork inside the safe box', () => {
    for (const { aspect, design, layout } of layouts) {
      const { safe } = LAYOUTS[aspect];
      for (const [name, box] of Object.entries(boxesOf(layout))) {
        if (name === 'wave') continue;
        const isInside =
          box.x >= safe.x &&
          box.y >= safe.y &&
          box.x + box.width <= safe.x + safe.width &&
          box.y + box.height <= safe.y + safe.height;
        expect(isInside, `${name} of ${design} in ${aspect}: ${JSON.stringify(box)}`).toBe(true);
      }
    }
  });

  it('lets nothing overlap', () => {
    for (const { aspect, design, art, layout } of layouts) {
      const boxes = Object.entries(boxesOf(layout));
      for (const [position, [name, box]] of boxes.entries()) {
        for (const [otherName, other] of boxes.slice(position + 1)) {
          const apart =
            box.x + box.width <= other.x ||
            other.x + other.width <= box.x ||
            box.y + box.height <= other.y ||
            other.y + other.height <= box.y;
          // The ring surrounds the artwork.
          const isRing = layout.motion === 'ring' && name === 'artwork' && otherName === 'wave';
          const which = `${name} and ${otherName} of ${design} in ${aspect}, ${art ? 'with' : 'without'} artwork`;
          expect(apart || isRing, which).toBe(true);
        }
      }
    }
  });
});

function boxesOf({ artwork, show, title, caption, wave }: AudiogramLayout): Record<string, Box> {
  const left = ({ align, x, width }: { align: string; x: number; width: number }) =>
    align === 'center' ? x - width / 2 : x;
  const text = {
    x: left(title),
    y: show.y,
    width: title.width,
    height: title.y + title.maxLines * title.emPx * 1.2 - show.y,
  };
  const words = {
    x: left({ ...caption, width: caption.lineWidth }),
    y: caption.centerY - caption.emPx * 1.25,
    width: caption.lineWidth,
    height: caption.emPx * 2.5,
  };
  return { text, ...(artwork ? { artwork } : {}), words, wave };
}

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

  it('that are lit stand out from the artwork they come from', () => {
    for (let hue = 0; hue < 360; hue += 30) {
      const color = [0, 120, 240].map((turn) => 127 + 127 * Math.cos(((hue - turn) * Math.PI) / 180));
      const { top, lit } = paletteOf(Uint8Array.from({ length: 3000 }, (_, at) => color[at % 3] ?? 0));
      expect((luminance(lit) + 0.05) / (luminance(top) + 0.05)).toBeGreaterThan(4.5);
    }
  });

  it('of a light brand have dark letters', () => {
    expect(paletteOn([250, 245, 230]).text[0]).toBeLessThan(60);
    expect(paletteOn([20, 30, 90]).text[0]).toBeGreaterThan(200);
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
      palette: INK_PALETTE,
      layout: {
        ...{ artwork: box, artworkShape: 'rounded', panel: null, blurredGround: false },
        progress: { x: 8, y: 90, width: 60, height: 4 },
      },
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
  const colors = { lit: INK_PALETTE.lit, pale: INK_PALETTE.pale };
  const strip = createStrip('bars', { wave, progress, levels, durationMs: 10_000, colors });

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
    const silent = createStrip('bars', {
      ...{ wave, progress, levels: levels.map(() => 0) },
      ...{ durationMs: 10_000, colors },
    });
    const column = silent.frame(5000);
    const tall = Array.from({ length: 150 }, (_, y) =>
      column.subarray(y * 800, (y + 1) * 800).some((value) => value > 0),
    );
    expect(tall.filter(Boolean).length).toBeLessThanOrEqual(12);
  });

  it('lights a ring clockwise, and it grows with the voice', () => {
    const round = { x: 0, y: 0, width: 400, height: 400 };
    const ring = createStrip('ring', { wave: round, progress: null, levels, durationMs: 10_000, colors });
    const brightest = (timeMs: number, x: number) =>
      Math.max(...Array.from({ length: 400 }, (_, y) => ring.frame(timeMs)[y * 400 + x] ?? 0));
    expect(brightest(5000, 340)).toBe(255); // the right half was played
    expect(brightest(5000, 60)).toBeLessThan(120);
    const silent = { wave: round, progress: null, levels: levels.map(() => 0), durationMs: 10_000, colors };
    const area = (mask: Buffer) => mask.filter((value) => value > 20).length;
    expect(area(ring.frame(2000))).toBeGreaterThan(2 * area(createStrip('ring', silent).frame(2000)));
  });

  it('fills the whole waveform of a card from the left', () => {
    const scrub = createStrip('scrub', { wave, progress: null, levels, durationMs: 10_000, colors });
    const half = scrub.frame(5000);
    const row = half.subarray(75 * 800, 76 * 800);
    expect(Math.max(...row.subarray(0, 390))).toBe(255);
    expect(Math.max(...row.subarray(410))).toBeLessThan(120);
  });
});
