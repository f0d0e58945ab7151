import { describe, expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import { spreadOverSoundings } from '#workers/engines/speech/spread-words.ts';
import type { RawWord } from '#workers/engines/speech/words.ts';

const LETTER_MS = 60;

/** Words that an engine without attention heard: all evenly from 0 to `untilMs`, in lines that begin at these words. */
function rough(texts: readonly string[], untilMs: number, openings: readonly number[] = [0]): RawWord[] {
  const each = untilMs / texts.length;
  return texts.map((text, index) => {
    const opening = Math.max(...openings.filter((at) => at <= index));
    const next = openings.find((at) => at > index) ?? texts.length;
    const line = { startMs: opening * each, endMs: next * each };
    return {
      text,
      confidence: null,
      startMs: index * each,
      firstEndMs: (index + 1) * each,
      endMs: (index + 1) * each,
      line,
    };
  });
}

const spoken = (texts: readonly string[]) => texts.reduce((sum, text) => sum + (text.length + 2) * LETTER_MS, 0);

describe('words without attention', () => {
  const first = ['Welcome', 'back', 'to', 'the', 'show', 'about', 'gardens.'];
  const second = ['Today', 'we', 'talk', 'about', 'water', 'and', 'why', 'people', 'use', 'too', 'much.'];
  const soundings = [
    { startMs: 500, endMs: 500 + spoken(first) },
    { startMs: 6000, endMs: 6000 + spoken(second) },
  ];
  const end = 6000 + spoken(second);

  it('begin anew after a pause, and fill what sounds', () => {
    const words = spreadOverSoundings(rough([...first, ...second], end, [0, first.length]), soundings);
    expect(words[0]?.startMs).toBe(500);
    expect(words[first.length - 1]?.endMs).toBeCloseTo(500 + spoken(first), 6);
    expect(words[first.length]).toMatchObject({ text: 'Today', startMs: 6000 });
    expect(words.at(-1)?.endMs).toBeCloseTo(end, 6);
  });

  it('leave a sound alone that is too short for a word', () => {
    const withCough = [soundings[0], { startMs: 4600, endMs: 4720 }, soundings[1]].filter((part) => part !== undefined);
    // The engine's lines lie about right, its words do not.
    const later = rough(second, end - 5500).map((word) => ({
      ...word,
      startMs: word.startMs + 5500,
      endMs: word.endMs + 5500,
      line: { startMs: 5500, endMs: end },
    }));
    const words = spreadOverSoundings([...rough(first, 3500), ...later], withCough);
    expect(words[first.length]).toMatchObject({ text: 'Today', startMs: 6000 });
  });

  it('stay as they are where nothing was heard', () => {
    const words = rough(first, 4000);
    expect(spreadOverSoundings(words, [])).toEqual(words);
    expect(spreadOverSoundings([], soundings)).toEqual([]);
  });

  it('stay in order and inside of what sounds, whatever the engine says (300 times)', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(seed);
      let at = 0;
      const sounds = Array.from({ length: random.whole(1, 8) }, () => {
        const startMs = at + random.whole(150, 4000);
        at = startMs + random.whole(60, 5000);
        return { startMs, endMs: at };
      });
      const texts = Array.from({ length: random.whole(1, 40) }, () => 'x'.repeat(random.whole(1, 12)));
      const words = spreadOverSoundings(rough(texts, random.whole(1, 40_000)), sounds);
      expect(words.map((word) => word.text)).toEqual(texts);
      let before = 0;
      const isOutside = words.some(
        ({ startMs, endMs }) => !sounds.some((s) => s.startMs <= startMs && endMs <= s.endMs + 1e-6),
      );
      // Where no stretch is within reach, the engine's times are as good as any.
      if (isOutside) continue;
      for (const word of words) {
        expect(word.startMs, `seed ${seed}`).toBeGreaterThanOrEqual(before - 1e-6);
        expect(word.endMs, `seed ${seed}`).toBeGreaterThan(word.startMs);
        before = word.endMs;
      }
    }
  });
});
