import { describe, expect, it } from 'vitest';
import { cutAround, LEAD_MS, TAIL_MS, wordsInRange } from '#lib/shared/cuts.ts';
import { createRandom } from '#tests/helpers/random.ts';

describe('cuts', () => {
  it('lie in the pause, near the words and never inside one, for any words', () => {
    const random = createRandom(7).next;
    for (let round = 0; round < 2000; round += 1) {
      const words: { startMs: number; endMs: number }[] = [];
      let now = Math.floor(random() * 500);
      const count = 1 + Math.floor(random() * 30);
      for (let word = 0; word < count; word += 1) {
        const endMs = now + 40 + Math.floor(random() * 500);
        words.push({ startMs: now, endMs });
        now = endMs + (random() < 0.3 ? 0 : Math.floor(random() ** 3 * 2500));
      }
      const durationMs = now + Math.floor(random() * 1000);
      const first = Math.floor(random() * count);
      const last = first + Math.floor(random() * (count - first));
      const cut = cutAround(words, first, last, durationMs);
      const [from, to] = [words[first], words[last]];
      if (!from || !to) throw new Error('no word');
      expect(cut.startMs).toBeLessThanOrEqual(from.startMs);
      expect(from.startMs - cut.startMs).toBeLessThanOrEqual(LEAD_MS);
      expect(cut.endMs).toBeGreaterThanOrEqual(to.endMs);
      expect(cut.endMs - to.endMs).toBeLessThanOrEqual(TAIL_MS);
      expect(cut.startMs).toBeGreaterThanOrEqual(0);
      expect(cut.endMs).toBeLessThanOrEqual(Math.max(durationMs, to.endMs));
      for (const word of words) {
        for (const edge of [cut.startMs, cut.endMs]) expect(edge > word.startMs && edge < word.endMs).toBe(false);
      }
      // The breath before the next word, and the end of the word before, belong to the neighbours.
      const before = words[first - 1];
      const after = words[last + 1];
      if (before)
        expect(cut.startMs - before.endMs).toBeGreaterThanOrEqual(Math.floor((from.startMs - before.endMs) / 2));
      if (after) expect(after.startMs - cut.endMs).toBeGreaterThanOrEqual(Math.floor((after.startMs - to.endMs) / 2));
    }
  });

  it('lie exactly at the word where words overlap', () => {
    const words = [
      { startMs: 0, endMs: 900 },
      { startMs: 600, endMs: 1200 },
      { startMs: 1100, endMs: 1500 },
    ];
    expect(cutAround(words, 1, 1, 2000)).toEqual({ startMs: 600, endMs: 1200 });
  });

  it('take the words that lie in a range by half', () => {
    const words = [0, 1, 2, 3].map((at) => ({ startMs: at * 1000, endMs: at * 1000 + 800 }));
    expect(wordsInRange(words, { startMs: 900, endMs: 2500 })).toEqual({ first: 1, last: 2 });
    expect(wordsInRange(words, { startMs: 1500, endMs: 2300 })).toBeNull();
  });
});
