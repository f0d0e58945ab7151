import { describe, expect, test } from 'vitest';
import { applyEdit, type TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import { applyGlossary, glossaryPrompt } from '#lib/shared/transcript/glossary.ts';
import { countMatches } from '#lib/shared/transcript/replace.ts';
import { applyHunks, hunksBetween, invertHunks, type Sentence } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import { createRandom, type Random } from '#tests/helpers/random.ts';
import { randomSentences, spoken, textsOf } from '#tests/helpers/sentences.ts';

const context = { language: 'en', terms: [] };
const sample = () => toSentences(spoken('We use cooper netties here. It is a good thing! So we stay.'), 'en');
const edit = (change: TranscriptEdit, sentences = sample()) => applyEdit(sentences, change, context);

describe('changing a sentence', () => {
  test('keeps the times of words that stay; new ones get those of the words before', () => {
    const before = sample();
    const after = edit({ type: 'text', sentence: 0, text: 'We use Kubernetes here.' }, before);
    expect(after[0]?.text).toBe('We use Kubernetes here.');
    expect(after[0]?.words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['We', 0, 200],
      ['use', 200, 400],
      ['Kubernetes', 400, 800],
      ['here.', 800, 1000],
    ]);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(after[1]).toBe(before[1]);
  });

  test('a full stop typed into it makes two, an empty text none', () => {
    const two = edit({ type: 'text', sentence: 0, text: 'We use it. Kubernetes here.' });
    expect(two.map((sentence) => sentence.text).slice(0, 2)).toEqual(['We use it.', 'Kubernetes here.']);
    expect(edit({ type: 'text', sentence: 0, text: '  ' })).toHaveLength(2);
  });

  test('one that is not there is refused', () => {
    expect(() => edit({ type: 'text', sentence: 3, text: 'x' })).toThrow(RangeError);
    expect(() => edit({ type: 'speaker', from: 10, to: 99, speaker: 'Ada' })).toThrow(RangeError);
  });
});

describe('speakers', () => {
  test('of whole sentences, and of words in the middle of one', () => {
    const whole = edit({ type: 'speaker', from: 0, to: 5, speaker: 'Ada' });
    expect(whole.map((sentence) => sentence.speaker)).toEqual(['Ada', null, null]);
    const parts = edit({ type: 'speaker', from: 2, to: 4, speaker: 'Bo' });
    expect(parts.map(({ speaker, text }) => [speaker, text])).toEqual([
      [null, 'We use'],
      ['Bo', 'cooper netties'],
      [null, 'here.'],
      [null, 'It is a good thing!'],
      [null, 'So we stay.'],
    ]);
    expect(textsOf(parts)).toEqual(textsOf(sample()));
  });

  test('a new name holds for all turns', () => {
    const named = edit({ type: 'speaker', from: 0, to: 5, speaker: 'Speaker 1' });
    const renamed = edit({ type: 'rename_speaker', from: 'Speaker 1', to: 'Ada' }, named);
    expect(renamed.map((sentence) => sentence.speaker)).toEqual(['Ada', null, null]);
  });
});

describe('find and replace', () => {
  const replacement = { find: 'a good  thing', replace: 'good news', matchCase: false, wholeWord: true };
  test('goes over words, counts, and leaves what is already so', () => {
    expect(countMatches(sample(), replacement)).toBe(1);
    expect(edit({ type: 'replace', ...replacement })[1]?.text).toBe('It is good news!');
    expect(countMatches(sample(), { find: 'we', replace: 'we', matchCase: false, wholeWord: true })).toBe(1);
    expect(countMatches(sample(), { find: 'we', replace: 'you', matchCase: true, wholeWord: true })).toBe(1);
    expect(countMatches(sample(), { find: 'us', replace: 'x', matchCase: false, wholeWord: true })).toBe(0);
    expect(countMatches(sample(), { find: 'us', replace: 'x', matchCase: false, wholeWord: false })).toBe(1);
    expect(countMatches(sample(), { find: '.*(', replace: 'x', matchCase: false, wholeWord: false })).toBe(0);
  });

  test('a replacement is text, not a pattern', () => {
    const after = edit({ type: 'replace', find: 'good', replace: '$& $1', matchCase: true, wholeWord: true });
    expect(after[1]?.text).toBe('It is a $& $1 thing!');
  });
});

describe('the glossary', () => {
  const terms = [{ term: 'Kubernetes', spoken: ['cooper netties', 'kuber netes'] }];
  test('puts the term in the place of what was heard', () => {
    const after = applyGlossary(sample(), terms);
    expect(after[0]?.text).toBe('We use Kubernetes here.');
    expect(after[1]).toStrictEqual(sample()[1]);
    expect(applyGlossary(after, terms)).toEqual(after);
  });

  test('finds a phrase whatever its spaces and its case', () => {
    const spaced = [{ term: 'Kubernetes', spoken: ['Cooper  Netties'] }];
    expect(applyGlossary(sample(), spaced)[0]?.text).toBe('We use Kubernetes here.');
  });

  test('as a prompt it ends before the model stops reading', () => {
    expect(glossaryPrompt([])).toBeNull();
    expect(glossaryPrompt(terms)).toBe('Kubernetes.');
    const many = Array.from({ length: 500 }, (_, index) => ({ term: `Name ${index}`, spoken: [] }));
    const prompt = glossaryPrompt(many) ?? '';
    expect(prompt.length).toBeLessThanOrEqual(600);
    expect(prompt.startsWith('Name 0, Name 1')).toBe(true);
    const names = Array.from({ length: 500 }, () => ({ term: '東京タワー', spoken: [] }));
    expect((glossaryPrompt(names) ?? '').length).toBeLessThanOrEqual(300);
  });
});

describe('any series of changes', () => {
  test('keeps words in order and in time, and can be taken back and done again (seed 6)', () => {
    const random = createRandom(6);
    for (let round = 0; round < 60; round += 1) {
      const start = randomSentences(random, random.whole(5, 120), ['Ada', 'Bo', null]);
      let current: Sentence[] = start;
      const history = [];
      for (let step = 0; step < 8 && current.length > 0; step += 1) {
        const next = applyEdit(current, randomEdit(random, current), context);
        const hunks = hunksBetween(current, next);
        expect(applyHunks(current, hunks)).toEqual(next);
        expectTidy(next);
        history.push({ hunks, before: current, after: next });
        current = next;
      }
      for (const { hunks, before, after } of history.toReversed()) {
        expect(applyHunks(after, invertHunks(hunks))).toEqual(before);
      }
      for (const { hunks, before, after } of history) expect(applyHunks(before, hunks)).toEqual(after);
    }
  });

  test('leaves every word of other sentences as it was, and unchanged words of the same one (seed 7)', () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const before = randomSentences(random, 60);
      const index = random.whole(0, before.length - 1);
      const words = before[index]?.words ?? [];
      const place = random.whole(0, words.length - 1);
      const text = words.map((word, at) => (at === place ? 'Xylophone' : word.text)).join(' ');
      const after = applyEdit(before, { type: 'text', sentence: index, text }, context);
      const changed = after.flatMap((sentence) => sentence.words);
      const untouched = before.flatMap((sentence) => sentence.words);
      expect(changed.map((word) => [word.startMs, word.endMs])).toEqual(
        untouched.map((word) => [word.startMs, word.endMs]),
      );
    }
  });
});

function randomEdit(random: Random, sentences: readonly Sentence[]): TranscriptEdit {
  const words = textsOf(sentences);
  const sentence = random.whole(0, sentences.length - 1);
  const from = random.whole(0, words.length - 1);
  const edits: TranscriptEdit[] = [
    {
      type: 'text',
      sentence,
      text: random.chance(0.1) ? '' : `Well. ${random.pick(words)} then ${sentences[sentence]?.text}`,
    },
    { type: 'speaker', from, to: random.whole(from + 1, words.length), speaker: random.pick(['Ada', 'Cy', null]) },
    { type: 'rename_speaker', from: 'Ada', to: 'Eve' },
    {
      type: 'replace',
      find: random.pick(words),
      replace: random.pick(['', 'one two', 'X']),
      matchCase: false,
      wholeWord: false,
    },
  ];
  return random.pick(edits);
}

function expectTidy(sentences: readonly Sentence[]): void {
  let last = 0;
  for (const { startMs, endMs, words } of sentences) {
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) {
      expect(word.startMs).toBeGreaterThanOrEqual(last);
      expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
      expect(word.startMs).toBeGreaterThanOrEqual(startMs);
      expect(word.endMs).toBeLessThanOrEqual(endMs);
      last = word.startMs;
    }
  }
}
