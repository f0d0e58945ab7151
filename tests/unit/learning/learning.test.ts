import { describe, expect, it } from 'vitest';
import { type ClipEvent, type ClipEventKind, heldSignals, opinionsOf, ownScore } from '#lib/shared/learning/events.ts';
import { fitPreferences, MOST_SHIFT, MOST_TOGETHER, shiftOf } from '#lib/shared/learning/fit.ts';
import { reviewLearning } from '#lib/shared/learning/review.ts';

const event = (clipId: string, kind: ClipEventKind, value: number | null, createdAt: number): ClipEvent => ({
  clipId,
  kind,
  value,
  createdAt,
  score: 0.5,
  signals: [{ name: 'story', weight: 0.1, value: 0.5 }],
});

/** Likes what has a story, and each clip has one in so far as its number says. */
const opinions = Array.from({ length: 24 }, (_, index) => ({
  clipId: `clip-${String(index).padStart(2, '0')}`,
  liked: index % 2,
  weight: 1,
  score: 0.5 - (index % 2) * 0.05 + (index % 5) * 0.01,
  signals: [
    { name: 'story', weight: 0.04 * (index % 2), value: index % 2 },
    { name: 'number', weight: 0.02, value: (index % 5) / 4 },
  ],
}));

describe('opinions', () => {
  it('are what was done last; what is taken back does not count', () => {
    const [one, ...others] = opinionsOf([
      event('a', 'stars', 1, 1),
      event('a', 'stars', 5, 3),
      event('b', 'thumb', -1, 2),
      event('b', 'thumb', null, 4),
      event('a', 'keep', 1, 5),
    ]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ clipId: 'a', liked: 1, weight: 1.5 });
  });

  it('weigh what is said more than what may have other reasons', () => {
    const [mixed] = opinionsOf([event('a', 'stars', 1, 1), event('a', 'download', 1, 2)]);
    expect(mixed?.liked).toBeCloseTo(0.375);
    expect(opinionsOf([event('a', 'delete', 1, 1)])[0]).toMatchObject({ liked: 0 });
    expect(opinionsOf([event('a', 'stars', 3, 1)])[0]).toMatchObject({ liked: 0.5 });
  });

  it('are not learned from what ratings or a request had added', () => {
    const signals = [
      { name: 'story', weight: 0.06, evidence: 'one day' },
      { name: 'energy', weight: 0, evidence: 'loud', value: 0.7 },
      { name: 'your ratings', weight: 0.05, evidence: '' },
      { name: 'asked: pricing', weight: 0.4, evidence: 'price' },
    ];
    expect(heldSignals(signals)).toEqual([
      { name: 'story', weight: 0.06, value: 0.5 },
      { name: 'energy', weight: 0, value: 0.7 },
    ]);
    expect(ownScore(signals)).toBeCloseTo(0.06);
  });
});

describe('preferences', () => {
  it('follow the taste, within bounds, and are the same in any order', () => {
    const preferences = fitPreferences(opinions);
    expect(preferences.story).toBeGreaterThan(0.08);
    expect(preferences.number ?? 0).toBeLessThan(0.03);
    expect(fitPreferences([...opinions].reverse())).toEqual(preferences);
    const endless = Array.from({ length: 500 }, (_, index) => ({
      ...opinions[index % 24],
      clipId: `${index}`,
      liked: index % 2,
      weight: 1,
      score: 0,
      signals: opinions[index % 24]?.signals ?? [],
    }));
    expect(fitPreferences(endless).story).toBe(MOST_SHIFT);
  });

  it('need more than three opinions, and opinions that differ', () => {
    expect(fitPreferences(opinions.slice(0, 3))).toEqual({});
    expect(fitPreferences([])).toEqual({});
    const alike = opinions.map((opinion) => ({ ...opinion, liked: 1 }));
    expect(Object.values(fitPreferences(alike)).every((shift) => Math.abs(shift) < 0.02)).toBe(true);
  });

  it('move a clip by its own signals, all together within bounds', () => {
    const preferences = { a: 0.12, b: 0.12, c: -0.05 };
    expect(
      shiftOf(
        [
          { name: 'a', value: 0.5 },
          { name: 'c', value: 1 },
          { name: 'x', value: 1 },
        ],
        preferences,
      ),
    ).toEqual({
      total: 0.06 - 0.05,
      parts: [
        { name: 'a', shift: 0.06 },
        { name: 'c', shift: -0.05 },
      ],
    });
    const strong = shiftOf(
      [
        { name: 'a', value: 1 },
        { name: 'b', value: 1 },
      ],
      preferences,
    );
    expect(strong.total).toBe(MOST_TOGETHER);
    expect(shiftOf([], preferences)).toEqual({ total: 0, parts: [] });
  });
});

describe('the review', () => {
  it('shows each signal and each judged clip before and after, and checks the order on unseen ratings', () => {
    const { signals, clips, order } = reviewLearning(opinions);
    expect(signals[0]).toMatchObject({ name: 'story', before: 0.02, clips: 24 });
    expect(signals[0]?.after).toBeGreaterThan(0.05);
    expect(clips).toHaveLength(24);
    expect(clips[0]).toMatchObject({ liked: 1, rankAfter: 1 });
    expect(order.pairs).toBe(144);
    expect(order.after).toBeGreaterThan(order.before);
  });

  it('has nothing to show before the first rating', () => {
    expect(reviewLearning([])).toEqual({
      preferences: {},
      signals: [],
      clips: [],
      order: { pairs: 0, before: 0, after: 0 },
    });
  });
});
