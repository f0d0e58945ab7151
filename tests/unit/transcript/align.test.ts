import { describe, expect, test } from 'vitest';
import { alignTexts } from '#lib/shared/transcript/align.ts';
import { fitWords } from '#lib/shared/transcript/fit.ts';
import { wordLikeness } from '#lib/shared/transcript/likeness.ts';
import { splitTexts } from '#lib/shared/transcript/words.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { randomWords, spoken } from '#tests/helpers/sentences.ts';

const words = (text: string) => text.split(' ');
const pairs = (left: string, right: string) => [...alignTexts(words(left), words(right), wordLikeness)];

describe('alignment', () => {
  test.each([
    ['a b c', 'a b c', [0, 1, 2]],
    ['a b c d', 'a x d', [0, -1, 3]],
    ['a cat and the dog', 'the dog', [3, 4]],
    ['we like colour here', 'we like color here', [0, 1, 2, 3]],
    ['a', 'b', [-1]],
  ])('%s with %s', (left, right, expected) => {
    expect(pairs(left, right)).toEqual(expected);
  });

  test('partners rise and are the same words, whatever was cut out or put in (seed 1)', () => {
    const random = createRandom(1);
    for (let round = 0; round < 200; round += 1) {
      const left = Array.from({ length: random.whole(0, 60) }, () => `w${random.whole(0, 20)}`);
      const right = left.flatMap((word) => (random.chance(0.2) ? [] : random.chance(0.1) ? [word, 'new'] : [word]));
      const partners = [...alignTexts(left, right)];
      const taken = partners.filter((partner) => partner >= 0);
      expect(taken).toEqual([...taken].sort((a, b) => a - b));
      expect(new Set(taken).size).toBe(taken.length);
      partners.forEach((partner, index) => {
        if (partner >= 0) expect(left[partner]).toBe(right[index]);
      });
      expect(taken.length).toBeGreaterThanOrEqual(right.filter((word) => word !== 'new').length * 0.8);
    }
  });

  test('30,000 words with a tenth of them changed take seconds at most (seed 2)', () => {
    const random = createRandom(2);
    const vocabulary = Array.from({ length: 3000 }, (_, index) => `word${index}`);
    const left = Array.from({ length: 30_000 }, () => random.pick(vocabulary));
    const right = left.flatMap((word) => (random.chance(0.9) ? [word] : random.chance(0.5) ? [] : [`other${word}`]));
    const started = performance.now();
    const partners = alignTexts(left, right);
    expect(performance.now() - started).toBeLessThan(10_000);
    const share = partners.filter((partner) => partner >= 0).length / right.length;
    expect(share).toBeGreaterThan(0.9);
  });

  test('30,000 words that have nothing in common end as well', () => {
    const left = Array.from({ length: 30_000 }, (_, index) => `a${index % 7}`);
    const right = Array.from({ length: 30_000 }, (_, index) => `b${index % 5}`);
    expect(alignTexts(left, right).every((partner) => partner === -1)).toBe(true);
  });
});

describe('times for a given text', () => {
  const placed = (text: string, heard = spoken('the quick brown fox jumps'), endMs = 1000) =>
    fitWords(splitTexts(text), heard, { startMs: 0, endMs }).words.map(({ text: word, startMs, endMs: end }) => [
      word,
      startMs,
      end,
    ]);

  test('words that were heard keep their times, whatever their case and marks', () => {
    expect(placed('The quick, brown fox jumps!')).toEqual([
      ['The', 0, 200],
      ['quick,', 200, 400],
      ['brown', 400, 600],
      ['fox', 600, 800],
      ['jumps!', 800, 1000],
    ]);
  });

  test('another number of words shares the time of those that they stand for', () => {
    expect(placed('the quick red and white fox jumps').slice(2, 5)).toEqual(
      [
        ['red', 400, 457],
        ['and', 457, 514],
        ['white', 514, 600],
      ].map(([word, start, end]) => [word, start, end]),
    );
    const one = fitWords(['Kubernetes', 'is', 'fine'], spoken('cooper netties is fine'), { startMs: 0, endMs: 800 });
    expect(one.words[0]).toEqual({ text: 'Kubernetes', startMs: 0, endMs: 400, confidence: null });
    expect(one.matched).toEqual([false, true, true]);
  });

  test('a word put in where there is no room gets some of the one before it', () => {
    expect(placed('the very quick brown fox jumps').slice(0, 3)).toEqual([
      ['the', 0, 89],
      ['very', 89, 200],
      ['quick', 200, 400],
    ]);
  });

  test('words that nobody heard stand close to the ones beside them, not in the silence', () => {
    const heard = spoken('hello |9000 goodbye');
    const [, added] = placed('hello there goodbye', heard, 10_000);
    expect(added?.[1]).toBe(200);
    expect(Number(added?.[2])).toBeLessThan(1000);
  });

  test('every text gets a time: in order, inside, not negative; untouched words keep theirs (seed 3)', () => {
    const random = createRandom(3);
    for (let round = 0; round < 300; round += 1) {
      const heard = randomWords(random, random.whole(0, 40));
      const range = { startMs: 0, endMs: (heard.at(-1)?.endMs ?? 0) + random.whole(0, 2000) };
      const texts = heard.flatMap(({ text }) =>
        random.chance(0.1) ? [] : random.chance(0.1) ? [`${text}x`, 'more'] : random.chance(0.05) ? ['—'] : [text],
      );
      if (texts.length === 0) texts.push('alone');
      const { words: fitted } = fitWords(texts, heard, range);
      expect(fitted.map((word) => word.text)).toEqual(texts);
      let last = 0;
      for (const { startMs, endMs } of fitted) {
        expect(startMs).toBeGreaterThanOrEqual(last);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs).toBeLessThanOrEqual(range.endMs);
        last = endMs;
      }
      const same = fitWords(
        heard.map((word) => word.text),
        heard,
        range,
      ).words;
      expect(same).toEqual(heard);
    }
  });
});
