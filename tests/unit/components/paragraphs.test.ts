import { describe, expect, test } from 'vitest';
import { keepParagraphs, placeWords, toParagraphs, turnAt, wordAtTime } from '#components/transcript/paragraphs.ts';
import type { Segment, Word } from '#lib/shared/transcript.ts';

const word = (text: string, startMs: number): Word => ({ text, startMs, endMs: startMs + 100, confidence: null });
const segment = (text: string, startMs: number, endMs: number, speaker: string | null = null): Segment => ({
  text,
  startMs,
  endMs,
  speaker,
});
const SENTENCES = [segment('One two.', 0, 1000), segment('Three four.', 1100, 2000), segment('Five.', 5000, 6000)];
const WORDS = [word('One', 0), word('two.', 500), word('Three', 1100), word('four.', 1600), word('Five.', 5000)];

describe('paragraphs', () => {
  test('sentences are joined until there is a silence', () => {
    const paragraphs = toParagraphs(SENTENCES, WORDS, []);
    expect(paragraphs.map(({ text }) => text)).toEqual(['One two. Three four.', 'Five.']);
  });

  test('a clip begins and ends a paragraph', () => {
    const paragraphs = toParagraphs(SENTENCES, WORDS, [{ id: 'clip', startMs: 1100, endMs: 2000 }]);
    expect(paragraphs.map(({ text, clipId }) => [text, clipId])).toEqual([
      ['One two.', null],
      ['Three four.', 'clip'],
      ['Five.', null],
    ]);
  });

  test('those that read as before are the same objects', () => {
    const before = toParagraphs(SENTENCES, WORDS, []);
    const again = keepParagraphs(before, toParagraphs(SENTENCES, WORDS, []));
    expect(again[0]).toBe(before[0]);
    const [first, ...others] = SENTENCES;
    const changed = [{ ...segment('Uno two.', 0, 1000), speaker: first?.speaker ?? null }, ...others];
    const [uno, ...rest] = WORDS;
    const now = keepParagraphs(before, toParagraphs(changed, [word('Uno', uno?.startMs ?? 0), ...rest], []));
    expect(now[0]?.text).toBe('Uno two. Three four.');
    expect(now[1]).toBe(before[1]);
    // A word more before it: the same text, but other places.
    const more = [word('One', 0), word('and', 300), word('two.', 500), ...WORDS.slice(2)];
    const shifted = keepParagraphs(before, toParagraphs([segment('One and two.', 0, 1000), ...others], more, []));
    expect(shifted[1]).not.toBe(before[1]);
    expect(shifted[1]?.words[0]?.index).toBe(5);
  });

  test('another speaker begins a paragraph with a name, the same one does not', () => {
    const spoken = [
      segment('Hello.', 0, 900, 'Ada'),
      segment('Yes.', 1000, 1900, 'Ben'),
      segment('Well.', 2000, 2900, 'Ben'),
    ];
    const paragraphs = toParagraphs(spoken, [], []);
    expect(paragraphs.map(({ speaker, newSpeaker, text }) => [speaker, newSpeaker, text])).toEqual([
      ['Ada', true, 'Hello.'],
      ['Ben', true, 'Yes. Well.'],
    ]);
  });

  test('where a named speaker ends and nobody known begins, that is said as well', () => {
    const spoken = [segment('Hello.', 0, 900, 'Ada'), segment('Yes.', 1000, 1900)];
    expect(toParagraphs(spoken, [], []).map(({ newSpeaker }) => newSpeaker)).toEqual([true, true]);
    expect(toParagraphs(spoken.slice(1), [], []).map(({ newSpeaker }) => newSpeaker)).toEqual([false]);
  });

  test('a turn goes over all paragraphs of its speaker, also around a clip', () => {
    const spoken = SENTENCES.map((each, index) => ({ ...each, speaker: index < 2 ? 'Ada' : 'Ben' }));
    const paragraphs = toParagraphs(spoken, WORDS, [{ id: 'clip', startMs: 1100, endMs: 2000 }]);
    expect(paragraphs).toHaveLength(3);
    expect([0, 1, 2, 3].map((position) => turnAt(paragraphs, position))).toEqual([
      { from: 0, to: 4 },
      { from: 0, to: 4 },
      { from: 4, to: 5 },
      null,
    ]);
  });

  test('words belong to the sentence that is told, whatever their times', () => {
    const sentences = (counts?: number[]) =>
      toParagraphs(SENTENCES, WORDS, [], counts).flatMap((paragraph) =>
        paragraph.sentences.map((sentence) => sentence.words.length),
      );
    expect(sentences()).toEqual([2, 2, 1]);
    expect(sentences([1, 3, 1])).toEqual([1, 3, 1]);
  });

  test('every word is placed once, and words with their gaps give the text back', () => {
    const paragraphs = toParagraphs(SENTENCES, WORDS, []);
    const words = paragraphs.flatMap((paragraph) => paragraph.words);
    expect(words.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    for (const { text, words: own } of paragraphs) {
      expect(
        own
          .map((each) => each.text + each.gap)
          .join('')
          .trim(),
      ).toBe(text);
    }
  });

  test('words after the last sentence are not lost', () => {
    const paragraphs = toParagraphs([segment('One.', 0, 300)], [word('One.', 0), word('More', 900)], []);
    expect(paragraphs[0]?.words).toHaveLength(2);
  });

  test('a language without spaces stays as it was written', () => {
    const placed = placeWords('今日は晴れ。', [word('今日', 0), word('は', 100), word('晴れ。', 200)], 7);
    expect(placed).toEqual([
      { index: 7, text: '今日', gap: '' },
      { index: 8, text: 'は', gap: '' },
      { index: 9, text: '晴れ。', gap: '' },
    ]);
  });

  test('words that are not in the sentence are shown all the same', () => {
    const placed = placeWords('Something else.', [word('other', 0), word('words', 100)], 0);
    expect(placed.map(({ text, gap }) => text + gap).join('')).toBe('other words ');
  });

  test('fifty thousand words are grouped in less than a second', () => {
    const words = Array.from({ length: 50_000 }, (_, index) => word(`word${index}`, index * 300));
    const segments = Array.from({ length: 5000 }, (_, index) =>
      segment(
        words
          .slice(index * 10, index * 10 + 10)
          .map(({ text }) => text)
          .join(' '),
        index * 3000,
        index * 3000 + 2950,
      ),
    );
    expect(toParagraphs(segments, words, []).flatMap((paragraph) => paragraph.words)).toHaveLength(50_000);
  });
});

describe('the spoken word', () => {
  test('is the last one that has begun', () => {
    expect(wordAtTime(WORDS, 0)).toBe(0);
    expect(wordAtTime(WORDS, 499)).toBe(0);
    expect(wordAtTime(WORDS, 500)).toBe(1);
    expect(wordAtTime(WORDS, 99_000)).toBe(4);
  });

  test('is none before the first, and none without words', () => {
    expect(wordAtTime([word('late', 800)], 799)).toBe(-1);
    expect(wordAtTime([], 100)).toBe(-1);
  });
});
