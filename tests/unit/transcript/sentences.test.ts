import { describe, expect, test } from 'vitest';
import { paragraphsOf } from '#lib/shared/transcript/paragraphs.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import { joinTexts, splitTexts } from '#lib/shared/transcript/words.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { randomSentences, randomWords, spoken } from '#tests/helpers/sentences.ts';

const sentences = (text: string, language = 'en') => toSentences(spoken(text), language).map((each) => each.text);

describe('sentences', () => {
  test.each([
    ['Hello there. How are you? Fine!', ['Hello there.', 'How are you?', 'Fine!']],
    ['I met Dr. Smith at 5 p.m. yesterday. He was well.', ['I met Dr. Smith at 5 p.m. yesterday.', 'He was well.']],
    ['It grew by 3.5 percent. That is a lot.', ['It grew by 3.5 percent.', 'That is a lot.']],
    ['Well... maybe not. J. R. Tolkien wrote it.', ['Well... maybe not.', 'J. R. Tolkien wrote it.']],
    ['Wait… What was that?', ['Wait…', 'What was that?']],
    ['He said "Stop." She did.', ['He said "Stop."', 'She did.']],
    ['“Stop!” she said. Nobody did.', ['“Stop!” she said.', 'Nobody did.']],
    ['See fig. 3 and no. 5 of vol. 2 please. Done.', ['See fig. 3 and no. 5 of vol. 2 please.', 'Done.']],
    ['Version 2. It works. No. 7 lives.', ['Version 2. It works.', 'No. 7 lives.']],
    ['Is it true? No. I asked him, no. He left.', ['Is it true?', 'No.', 'I asked him, no.', 'He left.']],
    ['It was 5 p.m. We left Apple Inc. The rest stayed.', ['It was 5 p.m.', 'We left Apple Inc.', 'The rest stayed.']],
    ['So did I. Then J. I. Packer came.', ['So did I.', 'Then J. I. Packer came.']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  test.each([
    [
      'de',
      'Das ist z. B. gut. „Gut.“ Dann „Halt!“ sagte er.',
      ['Das ist z. B. gut.', '„Gut.“', 'Dann „Halt!“ sagte er.'],
    ],
    ['fr', '« Bonjour ! » dit-il. Oui ! Non.', ['« Bonjour ! » dit-il.', 'Oui !', 'Non.']],
    [
      'es',
      'El Sr. García vive en EE. UU. desde ayer. ¿Y tú? Ud. no.',
      ['El Sr. García vive en EE. UU. desde ayer.', '¿Y tú?', 'Ud. no.'],
    ],
    ['hi', 'मैं घर जा रहा हूँ। वह आया।', ['मैं घर जा रहा हूँ।', 'वह आया।']],
    ['ar', 'كيف حالك؟ أنا بخير.', ['كيف حالك؟', 'أنا بخير.']],
  ])('%s: %s', (language, text, expected) => {
    expect(sentences(text, language)).toEqual(expected);
  });

  test.each([
    ['en', 'this was good / Then we left', 2],
    ['en', 'she is from / New York', 1],
    ['en', 'and yesterday / I left', 1],
    ['de', 'das ist mein / Haus', 1],
  ])('%s: a clear pause (/) in "%s" gives %i', (language, text, count) => {
    const [before = '', after = ''] = text.split(' / ');
    const first = spoken(before);
    const shift = (first.at(-1)?.endMs ?? 0) + 600;
    const second = spoken(after).map((word) => ({ ...word, startMs: word.startMs + shift, endMs: word.endMs + shift }));
    expect(toSentences([...first, ...second], language)).toHaveLength(count);
  });

  test('of German and of Chinese', () => {
    expect(sentences('Am 2. Mai kam z.B. Dr. Maier. Er blieb.', 'de')).toEqual([
      'Am 2. Mai kam z.B. Dr. Maier.',
      'Er blieb.',
    ]);
    const words = splitTexts('我们今天去河边。你呢？', 'zh').map((text, index) => ({
      ...{ text, startMs: index * 300, endMs: index * 300 + 300, confidence: null },
    }));
    expect(toSentences(words, 'zh').map((each) => each.text)).toEqual(['我们今天去河边。', '你呢？']);
  });

  test('belong to one speaker each and hold every word once (seed 4)', () => {
    const random = createRandom(4);
    for (let round = 0; round < 100; round += 1) {
      const words = randomWords(random, random.whole(0, 200));
      const speakers = words.map((_, index) => (Math.floor(index / 17) % 2 === 0 ? 'Ada' : null));
      const found = toSentences(words, 'en', speakers);
      expect(found.flatMap((sentence) => sentence.words)).toEqual(words);
      expect(found.flatMap((sentence) => sentence.words.map(() => sentence.speaker))).toEqual(speakers);
      for (const { startMs, endMs, words: own } of found) {
        expect([startMs, endMs]).toEqual([own[0]?.startMs, own.at(-1)?.endMs]);
      }
    }
  });
});

test.each([
  ['Hello   there, “friend”.', 'en', 3],
  ['我们去 GitHub 看看。好！', 'zh', 0],
  ['今日は「本」を読む。', 'ja', 0],
  ['สวัสดีครับ วันนี้', 'th', 0],
])('the words of %s make the same text again', (text, language, count) => {
  const texts = splitTexts(text, language);
  if (count) expect(texts).toHaveLength(count);
  expect(joinTexts(texts).replaceAll(' ', '')).toBe(text.replace(/\s/g, ''));
});

test('paragraphs end with the speaker, in a silence and when they get long (seed 5)', () => {
  const all = randomSentences(createRandom(5), 2000, ['Ada', 'Bo', null]);
  const paragraphs = paragraphsOf(all);
  expect(paragraphs.flat()).toEqual(all);
  for (const paragraph of paragraphs) {
    expect(new Set(paragraph.map((sentence) => sentence.speaker)).size).toBe(1);
    const before = paragraph.slice(0, -1);
    expect(before.reduce((sum, sentence) => sum + sentence.text.length, 0)).toBeLessThan(420);
    paragraph.slice(1).forEach((sentence, index) => {
      expect(sentence.startMs - (paragraph[index]?.endMs ?? 0)).toBeLessThan(1500);
    });
  }
});
