import { describe, expect, it } from 'vitest';
import type { Word } from '#lib/shared/transcript.ts';
import {
  findLoops,
  isInvented,
  spokenLines,
  withoutAnnotations,
  withoutLoops,
} from '#workers/engines/speech/guards.ts';
import { joinWords, sentencesOf } from '#workers/engines/speech/sentences.ts';

/** Words of 200 ms without pauses; "|800" between two words is a pause. */
function spoken(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (const part of text.split(/\s+/)) {
    if (part.startsWith('|')) at += Number(part.slice(1));
    else {
      words.push({ startMs: at, endMs: at + 200, text: part, confidence: 0.9 });
      at += 200;
    }
  }
  return words;
}
const sentences = (text: string, language = 'en') => sentencesOf(spoken(text), language).map((segment) => segment.text);

describe('sentences', () => {
  it.each([
    ['Hello there. How are you? Fine!', ['Hello there.', 'How are you?', 'Fine!']],
    ['I met Dr. Smith at 5 p.m. yesterday. He was well.', ['I met Dr. Smith at 5 p.m. yesterday.', 'He was well.']],
    ['It grew by 3.5 percent. That is a lot.', ['It grew by 3.5 percent.', 'That is a lot.']],
    ['Well... maybe not. J. R. Tolkien wrote it.', ['Well... maybe not.', 'J. R. Tolkien wrote it.']],
    ['He said "Stop." She did.', ['He said "Stop."', 'She did.']],
  ])('%s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('end in a long pause, and in a clear one where a capital follows', () => {
    expect(sentences('and then we |2500 went home')).toEqual(['and then we', 'went home']);
    expect(sentences('some speech errors |800 This is me')).toEqual(['some speech errors', 'This is me']);
    expect(sentences('some speech errors |800 and pauses')).toEqual([
      'some speech errors |800 and pauses'.replace('|800 ', ''),
    ]);
  });

  it('are cut in their longest pause where the speaker knows no full stop', () => {
    const text = `${'word '.repeat(40)}|400 ${'more '.repeat(39)}more`;
    const found = sentences(text);
    expect(found).toHaveLength(2);
    expect(found[0]?.split(' ')).toHaveLength(40);
  });

  it('hold every word once and have the times of their first and last', () => {
    const words = spoken('One two. Three four five! |3000 Six');
    const found = sentencesOf(words, 'en');
    expect(found.map((segment) => [segment.startMs, segment.endMs])).toEqual([
      [0, 400],
      [400, 1000],
      [4000, 4200],
    ]);
    expect(found.every((segment) => segment.speaker === null)).toBe(true);
  });

  it('know scripts without spaces', () => {
    const words = ['今日', 'は', '天気', 'が', '良い。', 'とても', '良い。'].map((text, index) => ({
      startMs: index * 200,
      endMs: index * 200 + 200,
      text,
      confidence: null,
    }));
    expect(sentencesOf(words, 'ja').map((segment) => segment.text)).toEqual(['今日は天気が良い。', 'とても良い。']);
    expect(joinWords([{ text: 'Hello' }, { text: 'world' }])).toBe('Hello world');
  });

  it('bear a language that nobody knows', () => {
    expect(sentences('One. Two.', 'xx-not-a-locale-at-all')).toEqual(['One.', 'Two.']);
  });
});

describe('what was not said', () => {
  const line = (text: string) => ({
    fromMs: 0,
    toMs: 1000,
    tokens: [{ bytes: Buffer.from(text).toString('latin1'), probability: 1, fromMs: 0, toMs: 1000, dtwMs: null }],
  });

  it.each(['[Music]', ' (upbeat music)', '*laughs*', '♪ ♪', '[BLANK_AUDIO]', '(light music).'])('%s', (text) => {
    expect(spokenLines([line(text)])).toEqual([]);
  });

  it('is taken out of what was', () => {
    const words = 'Well [door slams] hello *sighs* ♪ there (really)'.split(' ').map((text) => ({ text }));
    expect(withoutAnnotations(words).map((word) => word.text)).toEqual(['Well', 'hello', 'there', '(really)']);
  });

  it('does not swallow the rest where a bracket is never closed', () => {
    const words = '[Well this goes on and on and on and on'.split(' ').map((text) => ({ text }));
    expect(withoutAnnotations(words)).toHaveLength(words.length);
  });

  it('keeps what is sung', () => {
    expect(spokenLines([line('♪ By being a lot smarter ♪')])).toHaveLength(1);
  });
});

describe('loops', () => {
  const words = (text: string) => text.split(' ').map((part) => ({ text: part, confidence: 0.9 }));

  it('are phrases that follow themselves more often than anyone says them', () => {
    const loop = `so ${'I think that is right. '.repeat(6)}and more`;
    expect(
      withoutLoops(words(loop))
        .map((word) => word.text)
        .join(' '),
    ).toBe('so I think that is right. and more');
    expect(withoutLoops(words('no '.repeat(40).trim())).map((word) => word.text)).toEqual(['no']);
  });

  it('leave words that nobody should rely on, and no others', () => {
    const left = withoutLoops(words(`well ${'I think so. '.repeat(6)}and more`));
    expect(left.map((word) => word.confidence)).toEqual([0.9, 0.1, 0.1, 0.1, 0.9, 0.9]);
    const silent = words('no '.repeat(40).trim()).map((word) => ({ ...word, confidence: null }));
    expect(withoutLoops(silent).map((word) => word.confidence)).toEqual([0.1]);
  });

  it('are not what people do say', () => {
    for (const text of [
      'no no no no',
      'very very good',
      'Location, location, location!',
      'It works. It works. It works.',
    ]) {
      expect(findLoops(words(text))).toEqual([]);
    }
  });
});

describe('inventions', () => {
  const raw = (text: string, confidence: number) =>
    text.split(' ').map((part) => ({ text: part, confidence, startMs: 0, firstEndMs: 0, endMs: 0 }));

  it('are the sentences of subtitles over much sound', () => {
    expect(isInvented(raw('Thanks for watching!', 0.9), 20_000)).toBe(true);
    expect(isInvented(raw('Thank you.', 0.9), 12_000)).toBe(true);
  });

  it('are single unsure words over much sound', () => {
    expect(isInvented(raw('Hmm well', 0.3), 25_000)).toBe(true);
  });

  it('are not a short thanks, nor a normal amount of words', () => {
    expect(isInvented(raw('Thank you.', 0.9), 900)).toBe(false);
    expect(isInvented(raw('so this is what we did last week', 0.4), 3000)).toBe(false);
  });
});
