import { describe, expect, it } from 'vitest';
import { windowsOf } from '#components/preview/film.ts';
import { keepsOf, playedFrom, toClipMs } from '#components/preview/timeline.ts';
import { type CaptionChoice, captionsUrl } from '#lib/client/captions.ts';
import { captionsQuerySchema } from '#lib/shared/api/captions.ts';
import { AUTO_FRAMING, type Framed } from '#lib/shared/framing.ts';

const KEEPS = [
  { startMs: 10_000, endMs: 12_000 },
  { startMs: 13_000, endMs: 15_000 },
];

describe('the clock of a preview', () => {
  it('counts only what is kept', () => {
    expect([9000, 10_000, 11_500, 12_500, 13_000, 14_000, 99_000].map((ms) => toClipMs(KEEPS, ms))).toEqual([
      0, 0, 1500, 2000, 2000, 3000, 4000,
    ]);
  });

  it('goes over what is left out, and stops at the end', () => {
    expect([0, 11_000, 12_000, 12_700, 14_999].map((ms) => playedFrom(KEEPS, ms))).toEqual([
      10_000, 11_000, 13_000, 13_000, 14_999,
    ]);
    expect(playedFrom(KEEPS, 15_000)).toBeNull();
    expect(playedFrom([], 5)).toBeNull();
  });

  it('knows what is kept before the server has answered', () => {
    const clip = { startMs: 10_000, endMs: 15_000 };
    expect(keepsOf(clip, [{ startMs: 12_000, endMs: 13_000 }])).toEqual(KEEPS);
    expect(keepsOf(clip, [])).toEqual([clip]);
    expect(keepsOf(clip, [{ startMs: 9000, endMs: 11_000 }])).toEqual([{ startMs: 11_000, endMs: 15_000 }]);
    expect(keepsOf(clip, [{ startMs: 14_000, endMs: 16_000 }])).toEqual([{ startMs: 10_000, endMs: 14_000 }]);
  });
});

describe('what the server is asked', () => {
  it('is what it reads', () => {
    const choice: CaptionChoice = {
      aspect: '9:16',
      look: { style: 'pop', mask: false },
      tighten: 'light',
      startMs: 1000.4,
      endMs: 9000,
      removed: [{ startMs: 2000, endMs: 2500.2 }],
    };
    const query = new URL(captionsUrl('x'.repeat(24), choice), 'http://studio').searchParams;
    expect(captionsQuerySchema.parse(Object.fromEntries(query))).toEqual({
      ...{ aspect: '9:16', style: 'pop', mask: false, tighten: 'light', startMs: 1000, endMs: 9000 },
      removed: [{ startMs: 2000, endMs: 2500 }],
    });
    const nothing = new URL(captionsUrl('x', { aspect: '1:1', removed: [] }), 'http://studio').searchParams;
    expect(captionsQuerySchema.parse(Object.fromEntries(nothing))).toEqual({ aspect: '1:1', removed: [] });
  });
});

describe('the film in a preview', () => {
  const source = { width: 1920, height: 1080 };
  const target = { width: 1080, height: 1920 };
  const window = (x: number) => ({ x, y: 0, width: 0.316, height: 1 });
  const framed: Framed = {
    ...{ choice: AUTO_FRAMING, note: null },
    samples: [
      { atMs: 1000, windows: [window(0.1)] },
      { atMs: 3000, windows: [window(0.2), window(0.6)] },
    ],
  };

  it('shows the windows of the nearest moment of the last render', () => {
    expect(windowsOf(source, target, AUTO_FRAMING, framed, 1900)).toEqual([window(0.1)]);
    expect(windowsOf(source, target, AUTO_FRAMING, framed, 2100)).toHaveLength(2);
  });

  it('shows what was chosen by hand at once, and the middle where nothing is known', () => {
    const byHand = { mode: 'manual', x: 0.9, y: 0.5, zoom: 1 } as const;
    const [chosen] = windowsOf(source, target, byHand, framed, 0);
    expect((chosen?.x ?? 0) + (chosen?.width ?? 0)).toBeCloseTo(1);
    expect(windowsOf(source, target, { ...AUTO_FRAMING, mode: 'fit' }, framed, 0)).toEqual([
      { x: 0, y: 0, width: 1, height: 1 },
    ]);
    const [middle] = windowsOf(source, target, AUTO_FRAMING, null, 0);
    expect((middle?.x ?? 0) + (middle?.width ?? 0) / 2).toBeCloseTo(0.5);
  });
});
