import { expect, test } from 'vitest';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { withSentence } from '#lib/shared/transcript/edit-answer.ts';

const word = (text: string, startMs: number) => ({ text, startMs, endMs: startMs + 400, confidence: 0.9 });
const ANSWER: TranscriptAnswer = {
  ...{
    language: 'en',
    durationMs: 10_000,
    model: 'base',
    engine: 'whisper.cpp',
    notes: [],
    complete: true,
    revision: 'r',
  },
  segments: [
    { startMs: 0, endMs: 900, text: 'Hello there.', speaker: 'Ada' },
    { startMs: 1000, endMs: 1900, text: 'And you?', speaker: null },
  ],
  words: [word('Hello', 0), word('there.', 500), word('And', 1000), word('you?', 1500)],
  segmentWords: [2, 2],
};

test('the sentence reads as it was typed, the others are as they were', () => {
  const shown = withSentence(ANSWER, { type: 'text', sentence: 0, text: 'Hello everyone there.' });
  expect(shown?.segments.map(({ text }) => text)).toEqual(['Hello everyone there.', 'And you?']);
  expect(shown?.segments[0]?.speaker).toBe('Ada');
  expect(shown?.segmentWords).toEqual([3, 2]);
  expect(shown?.words.slice(3)).toEqual(ANSWER.words.slice(2));
  expect(shown?.revision).toBe('r');
});

test('an empty text takes the sentence out', () => {
  const shown = withSentence(ANSWER, { type: 'text', sentence: 1, text: '' });
  expect(shown?.segments).toHaveLength(1);
  expect(shown?.words).toHaveLength(2);
});

test('nothing is shown for a sentence that is not there, or while it is being made', () => {
  expect(withSentence(ANSWER, { type: 'text', sentence: 2, text: 'x' })).toBeNull();
  const { segmentWords: _, ...partial } = ANSWER;
  expect(withSentence(partial, { type: 'text', sentence: 0, text: 'x' })).toBeNull();
});
