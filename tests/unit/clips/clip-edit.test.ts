import { describe, expect, it } from 'vitest';
import { heardFrom, heardMs, isLeftOut, mergeCuts, tidyCut } from '#lib/shared/clip-edit.ts';

const span = (startMs: number, endMs: number) => ({ startMs, endMs });

describe('what is left out of a clip', () => {
  it('is in order, joined where it touches, and inside of the clip', () => {
    const cut = {
      ...span(1000, 9000),
      removed: [span(5000, 6000), span(2000, 3000), span(3020, 3500), span(500, 900)],
    };
    expect(tidyCut(cut)).toEqual({ ...span(1000, 9000), removed: [span(2000, 3500), span(5000, 6000)] });
  });

  it('is a later beginning or an earlier end where it lies at one', () => {
    const cut = { ...span(1000, 9000), removed: [span(900, 2000), span(8500, 9500)] };
    expect(tidyCut(cut)).toEqual({ ...span(2000, 8500), removed: [] });
  });

  it('makes the clip shorter, and is jumped over', () => {
    const removed = [span(2000, 3500)];
    expect(heardMs({ ...span(1000, 9000), removed })).toBe(6500);
    expect(heardFrom(removed, 1500)).toBe(1500);
    expect(heardFrom(removed, 2000)).toBe(3500);
    expect(isLeftOut(removed, span(3000, 3600))).toBe(true);
    expect(isLeftOut(removed, span(3400, 3900))).toBe(false);
  });
});

describe('two clips as one', () => {
  it('leave out what lies between them', () => {
    const merged = mergeCuts(
      { ...span(8000, 9000), removed: [] },
      { ...span(1000, 4000), removed: [span(2000, 2500)] },
    );
    expect(merged).toEqual({ ...span(1000, 9000), removed: [span(2000, 2500), span(4000, 8000)] });
  });

  it('play what one of them plays where they overlap', () => {
    const first = { ...span(1000, 5000), removed: [span(2000, 2500), span(4200, 4500)] };
    const second = { ...span(4000, 9000), removed: [span(6000, 7000)] };
    expect(mergeCuts(first, second)).toEqual({ ...span(1000, 9000), removed: [span(2000, 2500), span(6000, 7000)] });
  });

  it('leave out the part of a hole that the other one does not play', () => {
    const first = { ...span(0, 10_000), removed: [span(6000, 8000)] };
    const second = { ...span(7000, 15_000), removed: [span(7500, 9000)] };
    expect(mergeCuts(first, second)).toEqual({ ...span(0, 15_000), removed: [span(6000, 7000), span(7500, 8000)] });
  });
});
