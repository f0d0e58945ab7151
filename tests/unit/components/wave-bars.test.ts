import { describe, expect, it } from 'vitest';
import { barsOf, tonesOf } from '#components/player/wave-bars.ts';
import { tilesFor } from '#lib/client/waveform-tiles.ts';

describe('the bars of a part of a waveform', () => {
  const part = { fromMs: 1000, toMs: 1100, values: [0, 0, 0.5, 0, 0, 0, 0, 1, 0, 0] };

  it('are the loudest value in each', () => {
    expect([...barsOf(part, 1000, 1100, 5)]).toEqual([0, 0.5, 0, 1, 0]);
    expect([...barsOf(part, 1000, 1100, 2)]).toEqual([0.5, 1]);
  });

  it('are flat where nothing is known', () => {
    expect([...barsOf(part, 900, 1100, 4)]).toEqual([0, 0, 0.5, 1]);
    expect([...barsOf(part, 1060, 1160, 4)]).toEqual([1, 0, 0, 0]);
    expect([...barsOf(null, 0, 100, 3)]).toEqual([0, 0, 0]);
    expect([...barsOf(part, 100, 100, 2)]).toEqual([0, 0]);
  });

  it('repeat a value where they are finer than it', () => {
    expect([...barsOf(part, 1020, 1030, 3)]).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('the tones of bars', () => {
  it('follow the marks, the last one counts', () => {
    const marks = [
      { id: 'clip', startMs: 20, endMs: 60 },
      { id: 'left out', startMs: 40, endMs: 50, tone: 'cut' as const },
    ];
    expect(tonesOf(marks, 0, 10, 8)).toEqual(['plain', 'plain', 'lit', 'lit', 'cut', 'lit', 'plain', 'plain']);
  });

  it('light one bar at least, also at the end', () => {
    expect(tonesOf([{ id: 'a', startMs: 41, endMs: 42 }], 0, 100, 3)).toEqual(['lit', 'plain', 'plain']);
    expect(tonesOf([{ id: 'a', startMs: 299, endMs: 300 }], 0, 100, 3)).toEqual(['plain', 'plain', 'lit']);
  });
});

describe('the tiles of a view', () => {
  it('are of the coarsest level that has a value for every bar', () => {
    expect(tilesFor(0, 60_000, 200)).toEqual({ frameMs: 160, first: 0, last: 0 });
    expect(tilesFor(60_000, 70_000, 30)).toEqual({ frameMs: 10, first: 5, last: 6 });
    expect(tilesFor(0, 1000, 3)).toEqual({ frameMs: 10, first: 0, last: 0 });
  });

  it('cover three hours in a few requests', () => {
    const { frameMs, first, last } = tilesFor(0, 3 * 3_600_000, (3 * 3_600_000) / 400);
    expect(frameMs).toBe(2560);
    expect(last - first).toBeLessThan(6);
  });
});
