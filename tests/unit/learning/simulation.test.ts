import { describe, expect, it } from 'vitest';
import type { HeldSignal, Opinion } from '#lib/shared/learning/events.ts';
import { fitPreferences, type Preferences, shiftOf } from '#lib/shared/learning/fit.ts';
import { createRandom, type Random } from '#tests/helpers/random.ts';

/**
 * Episodes of forty moments with ten signals, of which a scorer weighs eight; two
 * weigh nothing (as those of the sound). Somebody rates the top ten of two
 * episodes, twenty clips; what was learned ranks a hundred others.
 */
const SIGNALS = ['story', 'number', 'contrast', 'advice', 'question', 'strong', 'you', 'length', 'energy', 'pace'];
const WEIGHTS = [0.05, 0.03, 0.06, 0.04, 0.06, 0.08, 0.05, 0.06, 0, 0];

interface Clip {
  readonly signals: HeldSignal[];
  readonly score: number;
}

function episode(random: Random): Clip[] {
  return Array.from({ length: 40 }, () => {
    const signals = SIGNALS.map((name, at) => {
      const value = at < 8 ? (random.chance(0.55) ? 0 : random.next()) : random.next() * 2 - 1;
      return { name, value, weight: (WEIGHTS[at] ?? 0) * value };
    }).filter(({ value }) => value !== 0);
    return { signals, score: signals.reduce((sum, { weight }) => sum + weight, 0.2) };
  });
}

const top = (clips: readonly Clip[], count: number, preferences: Preferences = {}) =>
  [...clips]
    .sort((a, b) => b.score + shiftOf(b.signals, preferences).total - a.score - shiftOf(a.signals, preferences).total)
    .slice(0, count);

function rate(random: Random, likes: (clip: Clip) => number): Opinion[] {
  return [1, 2].flatMap((each) =>
    top(episode(random), 10).map((clip, at) => ({ clipId: `${each}-${at}`, liked: likes(clip), weight: 1, ...clip })),
  );
}

const strength = ({ signals }: Clip, name: string) => signals.find((signal) => signal.name === name)?.value ?? 0;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('learning from twenty ratings', () => {
  it.each(SIGNALS.slice(0, 7).concat('energy', 'pace'))(
    'a rater who prefers clips with %s gets a better top five',
    (wanted) => {
      const gains: number[] = [];
      for (let seed = 1; seed <= 40; seed += 1) {
        const random = createRandom(seed);
        // Sees the signal most of the time, and is in a mood otherwise.
        const opinions = rate(random, (clip) => {
          const seen = strength(clip, wanted) > 0.25;
          return (seen !== random.chance(0.1) ? 0.75 : 0) + (random.chance(0.5) ? 0.25 : 0);
        });
        const preferences = fitPreferences(opinions);
        const others = Array.from({ length: 10 }, () => episode(random));
        const liked = (clips: readonly Clip[]) => mean(clips.map((clip) => (strength(clip, wanted) > 0.25 ? 1 : 0)));
        gains.push(mean(others.map((clips) => liked(top(clips, 5, preferences)) - liked(top(clips, 5)))));
      }
      expect(mean(gains)).toBeGreaterThan(0.15);
      expect(gains.filter((gain) => gain > 0).length).toBeGreaterThanOrEqual(34);
      expect(gains.filter((gain) => gain < 0).length).toBeLessThanOrEqual(3);
    },
  );

  it('random ratings cost nothing beyond noise', () => {
    const losses: number[] = [];
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = createRandom(1000 + seed);
      const preferences = fitPreferences(rate(random, () => random.whole(0, 4) / 4));
      const others = Array.from({ length: 5 }, () => episode(random));
      losses.push(
        mean(
          others.map(
            (clips) =>
              mean(top(clips, 5).map(({ score }) => score)) -
              mean(top(clips, 5, preferences).map(({ score }) => score)),
          ),
        ),
      );
    }
    const spread = mean(
      Array.from({ length: 20 }, (_, seed) => {
        const scores = episode(createRandom(seed)).map(({ score }) => score);
        return Math.sqrt(mean(scores.map((score) => (score - mean(scores)) ** 2)));
      }),
    );
    // 5 % of what the scores of an episode differ by; never as much as the whole.
    expect(mean(losses)).toBeLessThan(0.1 * spread);
    expect(Math.max(...losses)).toBeLessThan(spread);
  });
});
