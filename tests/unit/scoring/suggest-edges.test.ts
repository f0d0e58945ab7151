import { expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import { suggestClips } from '#workers/scoring/suggest.ts';

const SMALL_WORDS = ['never', 'because', 'you', 'I', 'and', 'so', 'the', 'mistake', 'why', 'people', 'of', 'to'];

/** Talk with pauses of any length between words and sentences. */
function talk(seed: number) {
  const random = createRandom(seed);
  const segments: { startMs: number; endMs: number; text: string; speaker: string | null }[] = [];
  const words: { startMs: number; endMs: number; text: string; confidence: number }[] = [];
  let now = random.whole(0, 3000);
  for (let sentence = 0; sentence < 120; sentence += 1) {
    const startMs = now;
    const texts: string[] = [];
    let endMs = now;
    const count = random.whole(1, 24);
    for (let word = 0; word < count; word += 1) {
      const text =
        (random.chance(0.5) ? random.pick(SMALL_WORDS) : `word${random.whole(1, 900)}`) +
        (word === count - 1 ? random.pick(['.', '.', '.', '?', '']) : '');
      endMs = now + random.whole(40, 600);
      words.push({ startMs: now, endMs, text, confidence: 0.9 });
      texts.push(text);
      now = endMs + (random.chance(0.7) ? 0 : random.whole(0, 700));
    }
    segments.push({ startMs, endMs, text: texts.join(' '), speaker: random.chance(0.5) ? 'A' : 'B' });
    now += random.chance(0.3) ? 0 : random.whole(0, 2500);
  }
  return { language: 'en', durationMs: now + 500, model: 'base', engine: 'test', segments, words, notes: [] };
}

it('clips never begin or end inside a word, begin at most 200 ms before their first, and do not overlap, for any talk', () => {
  let looked = 0;
  for (let seed = 1; seed <= 25; seed += 1) {
    const transcript = talk(seed);
    const { clips } = suggestClips(transcript, { count: 8 });
    for (const { startMs, endMs } of clips) {
      looked += 1;
      const torn = transcript.words.filter((word) =>
        [startMs, endMs].some((edge) => edge > word.startMs && edge < word.endMs),
      );
      expect(torn, `seed ${seed}`).toEqual([]);
      const first = transcript.words.find((word) => word.startMs >= startMs);
      expect((first?.startMs ?? 0) - startMs).toBeLessThanOrEqual(200);
      const last = transcript.words.findLast((word) => word.endMs <= endMs);
      expect(endMs - (last?.endMs ?? 0)).toBeLessThanOrEqual(350);
      // A clip begins and ends with a sentence.
      expect(transcript.segments.some((segment) => segment.startMs === first?.startMs)).toBe(true);
    }
    const inOrder = [...clips].sort((a, b) => a.startMs - b.startMs);
    for (const [at, clip] of inOrder.entries())
      expect(clip.startMs).toBeGreaterThanOrEqual(inOrder[at - 1]?.endMs ?? 0);
  }
  expect(looked).toBeGreaterThan(120);
});
