import { describe, expect, it } from 'vitest';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { outputRate } from '#workers/render/encoding.ts';
import { frameVideo } from '#workers/render/framing/frame-video.ts';

const SOURCES = [
  { width: 1920, height: 1080 },
  { width: 640, height: 360 },
  { width: 1080, height: 1920 },
  { width: 853, height: 481 },
  { width: 720, height: 576 },
  { width: 33, height: 255 },
  { width: 3840, height: 1600 },
];

describe('frameVideo', () => {
  it('crops to parts that lie inside the source, and shows them undistorted inside the target', () => {
    for (const source of SOURCES) {
      for (const target of Object.values(ASPECT_SIZES)) {
        const { crop, shown, fill } = frameVideo(source, target);
        for (const part of [crop, ...(fill ? [fill] : [])]) {
          expect(part.x).toBeGreaterThanOrEqual(0);
          expect(part.y).toBeGreaterThanOrEqual(0);
          expect(part.x + part.width).toBeLessThanOrEqual(source.width);
          expect(part.y + part.height).toBeLessThanOrEqual(source.height);
        }
        expect(shown.width % 2).toBe(0);
        expect(shown.height % 2).toBe(0);
        expect(shown.width).toBeLessThanOrEqual(target.width);
        expect(shown.height).toBeLessThanOrEqual(target.height);
        const stretch = crop.width / crop.height / (shown.width / shown.height);
        expect(Math.abs(stretch - 1)).toBeLessThan(0.07);
      }
    }
  });

  it('fills an upright picture from a wide one to three quarters, over a blurred fill', () => {
    const { crop, shown, fill } = frameVideo({ width: 1920, height: 1080 }, ASPECT_SIZES['9:16']);
    expect(crop).toEqual({ x: 528, y: 0, width: 864, height: 1080 });
    expect(shown).toEqual({ width: 1080, height: 1350 });
    expect(fill).toEqual({ x: 656, y: 0, width: 608, height: 1080 });
  });

  it('leaves a picture that has the shape already as it is', () => {
    const { crop, fill } = frameVideo({ width: 1920, height: 1080 }, ASPECT_SIZES['16:9']);
    expect(crop).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    expect(fill).toBeNull();
  });

  it('keeps what is above the middle of an upright picture', () => {
    const { crop } = frameVideo({ width: 1080, height: 1920 }, ASPECT_SIZES['1:1']);
    expect(crop.y).toBeLessThan(1920 - crop.height - crop.y);
  });
});

describe('outputRate', () => {
  it.each([
    [23.976, '24000/1001'],
    [25, '25'],
    [29.97, '30000/1001'],
    [30, '30'],
    [50, '25'],
    [59.94, '30000/1001'],
    [60, '30'],
    [12.3, '30'],
    [1000, '30'],
  ])('of %d is %s', (fps, text) => {
    expect(outputRate(fps).text).toBe(text);
  });
});
