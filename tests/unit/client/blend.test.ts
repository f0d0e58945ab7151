import { describe, expect, it } from 'vitest';
import { blendImages } from '#lib/client/libass/blend.ts';

const RED = 0xff000000 | 0;
const GREEN = 0x00ff0000;

/** A heap with one full mask of 2 × 1 pixels at 0, and one of halves at 2. */
const heap = Uint8Array.from([255, 255, 128, 128]);
const image = (x: number, color: number, bitmap = 0) => ({
  ...{ w: 2, h: 1, dst_x: x, dst_y: 5, stride: 2 },
  ...{ color, bitmap },
});

describe('bitmaps of libass', () => {
  it('are laid over each other in the smallest box', () => {
    const drawn = blendImages([image(10, RED), image(11, GREEN)], heap);
    expect(drawn).toMatchObject({ x: 10, y: 5, width: 3, height: 1 });
    expect([...(drawn?.pixels ?? [])]).toEqual([255, 0, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255]);
  });

  it('keep their colour where they are half seen', () => {
    const drawn = blendImages([image(0, GREEN, 2)], heap);
    expect([...(drawn?.pixels ?? [])].slice(0, 4)).toEqual([0, 255, 0, 128]);
    const mixed = blendImages([image(0, RED), image(0, GREEN, 2)], heap);
    const [red = 0, green = 0, , alpha] = mixed?.pixels ?? [];
    expect(alpha).toBe(255);
    expect(Math.abs(red - 127)).toBeLessThanOrEqual(1);
    expect(Math.abs(green - 128)).toBeLessThanOrEqual(1);
  });

  it('that nobody can see are none', () => {
    expect(blendImages([], heap)).toBeNull();
    expect(blendImages([image(0, GREEN | 0xff), { ...image(0, RED), w: 0 }], heap)).toBeNull();
  });
});
