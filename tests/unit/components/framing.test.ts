import { describe, expect, test } from 'vitest';
import { movedBy, withMiddle } from '#components/clips/framing/move-window.ts';
import {
  AUTO_FRAMING,
  type Framing,
  handWindow,
  isSameFraming,
  STRIP_FRAMES,
  stripMoments,
} from '#lib/shared/framing.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';

const source = { width: 1920, height: 1080 };
const manual: Framing = { mode: 'manual', x: 0.5, y: 0.5, zoom: 1 };

describe('a window by hand', () => {
  test('has the shape of the clip, and never leaves the source', () => {
    for (const target of Object.values(ASPECT_SIZES)) {
      for (const zoom of [1, 1.7, 4]) {
        for (const [x, y] of [
          [0, 0],
          [0.5, 0.5],
          [1, 1],
        ] as const) {
          const window = handWindow(source, target, { ...manual, x, y, zoom });
          const shape = (window.width * source.width) / (window.height * source.height);
          expect(shape).toBeCloseTo(target.width / target.height, 6);
          expect(Math.min(window.x, window.y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(window.x + window.width, window.y + window.height)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    }
  });

  test('moves by keys from where it stands, and stops at the edge', () => {
    const at = (value: Framing) => handWindow(source, ASPECT_SIZES['9:16'], value);
    let value = manual;
    value = movedBy(value, at(value), 'ArrowRight', false) ?? value;
    expect(value.x).toBeCloseTo(0.51, 6);
    for (let press = 0; press < 30; press += 1) value = movedBy(value, at(value), 'ArrowLeft', true) ?? value;
    expect(at(value).x).toBe(0);
    value = movedBy(value, at(value), 'ArrowRight', false) ?? value;
    expect(at(value).x).toBeCloseTo(0.01, 6);
    expect(movedBy(value, at(value), '+', false)?.zoom).toBeCloseTo(1.1, 6);
    expect(movedBy(value, at(value), 'Tab', false)).toBeNull();
  });

  test('follows the pointer as far as the source goes', () => {
    const window = handWindow(source, ASPECT_SIZES['9:16'], manual);
    expect(withMiddle(manual, window, -3, 0.2)).toMatchObject({ x: window.width / 2, y: 0.5 });
  });
});

test('framings are the same where what decides is', () => {
  expect(isSameFraming(null, AUTO_FRAMING)).toBe(true);
  expect(isSameFraming({ ...AUTO_FRAMING, mode: 'fit' }, { ...AUTO_FRAMING, mode: 'fit', x: 0.1 })).toBe(true);
  expect(isSameFraming(manual, { ...manual, x: 0.1 })).toBe(false);
});

test('the pictures of the strip are spread over the clip', () => {
  const moments = stripMoments(8000);
  expect(moments).toHaveLength(STRIP_FRAMES);
  expect([moments[0], moments.at(-1)]).toEqual([500, 7500]);
});
