import { describe, expect, it } from 'vitest';
import { CLOSEST_MS, follow, panBy, zoomBy } from '#components/player/wave-view.ts';

const HOUR = 3_600_000;

describe('the part of a waveform that is looked at', () => {
  it('comes closer around a moment, which keeps its place', () => {
    expect(zoomBy(null, 4, HOUR / 2, HOUR)).toEqual({ fromMs: 1_350_000, toMs: 2_250_000 });
    expect(zoomBy({ fromMs: 0, toMs: 100_000 }, 2, 25_000, HOUR)).toEqual({ fromMs: 12_500, toMs: 62_500 });
  });

  it('takes the moment to the middle where it was not seen', () => {
    expect(zoomBy({ fromMs: 0, toMs: 100_000 }, 2, 1_000_000, HOUR)).toEqual({ fromMs: 975_000, toMs: 1_025_000 });
  });

  it('stays inside, no closer than the finest values', () => {
    expect(zoomBy(null, 1e9, 0, HOUR)).toEqual({ fromMs: 0, toMs: CLOSEST_MS });
    expect(zoomBy(null, 2, HOUR, HOUR)).toEqual({ fromMs: HOUR / 2, toMs: HOUR });
    expect(panBy({ fromMs: 1000, toMs: 11_000 }, -5, HOUR)).toEqual({ fromMs: 0, toMs: 10_000 });
    expect(panBy({ fromMs: HOUR - 11_000, toMs: HOUR - 1000 }, 1, HOUR)).toEqual({ fromMs: HOUR - 10_000, toMs: HOUR });
  });

  it('is the whole episode again when far enough away, and for one that is short', () => {
    expect(zoomBy({ fromMs: 0, toMs: HOUR / 2 }, 0.5, 0, HOUR)).toBeNull();
    expect(zoomBy(null, 2, 0, CLOSEST_MS)).toBeNull();
  });

  it('follows the player by turning the page', () => {
    const view = { fromMs: 10_000, toMs: 20_000 };
    expect(follow(view, 15_000, HOUR)).toBe(view);
    expect(follow(view, 21_000, HOUR)).toEqual({ fromMs: 20_000, toMs: 30_000 });
    expect(follow(view, 0, HOUR)).toEqual({ fromMs: 0, toMs: 10_000 });
  });
});
