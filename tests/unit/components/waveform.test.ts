import { describe, expect, test } from 'vitest';
import { currentRender } from '#components/clips/current-render.ts';
import { placeRanks } from '#components/player/place-ranks.ts';
import { resamplePeaks } from '#components/ui/waveform.tsx';
import type { RenderView } from '#lib/shared/api/clips.ts';

describe('bars of a waveform', () => {
  test('there are as many as asked for, from fewer or more values', () => {
    expect(resamplePeaks([0.1, 0.5, 1], 12)).toHaveLength(12);
    expect(
      resamplePeaks(
        Array.from({ length: 1200 }, () => 0.5),
        40,
      ),
    ).toHaveLength(40);
  });

  test('the loudest part fills the height, silence stays low', () => {
    const bars = resamplePeaks([0, 0, 0.2, 0.2], 2);
    expect(bars).toEqual([0, 1]);
  });

  test('nothing known is a flat line', () => {
    expect(resamplePeaks([], 3)).toEqual([0, 0, 0]);
  });
});

describe('ranks above the waveform', () => {
  const mark = (rank: number, startMs: number) => ({ rank, startMs, endMs: startMs + 20_000 });

  test('where two would touch, the better clip keeps its place', () => {
    const placed = placeRanks([mark(2, 100_000), mark(1, 104_000), mark(3, 500_000)], 1_000_000, 400);
    expect(placed.map(({ clip }) => clip.rank)).toEqual([1, 3]);
  });

  test('none stands outside of it', () => {
    const placed = placeRanks([mark(1, 0), mark(2, 990_000)], 1_000_000, 400);
    for (const { left } of placed) {
      expect(left).toBeGreaterThanOrEqual(10);
      expect(left).toBeLessThanOrEqual(390);
    }
  });

  test('there are none before the width or the length is known', () => {
    expect(placeRanks([mark(1, 0)], 1_000_000, 0)).toEqual([]);
    expect(placeRanks([mark(1, 0)], 0, 400)).toEqual([]);
  });
});

describe('the render that stands for a clip', () => {
  const render = (status: RenderView['status'], id: string): RenderView => ({
    id,
    aspect: '9:16',
    look: null,
    status,
    jobId: null,
    durationMs: null,
    videoUrl: null,
    posterUrl: null,
    srtUrl: null,
    vttUrl: null,
    downloadName: 'clip',
    textChanged: false,
    changes: [],
    error: null,
  });

  test('is a finished one before one on its way before one that failed', () => {
    const renders = [render('failed', 'a'), render('running', 'b'), render('done', 'c')];
    expect(currentRender({ renders })?.id).toBe('c');
    expect(currentRender({ renders: renders.slice(0, 2) })?.id).toBe('b');
    expect(currentRender({ renders: [] })).toBeNull();
  });
});
