import { describe, expect, it } from 'vitest';
import type { Hearing } from '#workers/engines/speech/hearing.ts';
import { missedMs } from '#workers/engines/speech/missed.ts';
import { packWords } from '#workers/engines/speech/pack-words.ts';
import type { Line, Token } from '#workers/engines/speech/whisper-json.ts';
import { settleTimes } from '#workers/engines/speech/word-times.ts';
import { wordsOf } from '#workers/engines/speech/words.ts';

/** "text@end" or "text@end/probability", the end in milliseconds. */
function line(...tokens: readonly string[]): Line {
  const read = tokens.map((text): Token => {
    const [bytes = '', times = ''] = text.split('@');
    const [end, probability] = times.split('/');
    const dtwMs = end ? Number(end) : null;
    const raw = Buffer.from(bytes, 'utf8').toString('latin1');
    return { bytes: raw, probability: probability ? Number(probability) : null, fromMs: null, toMs: null, dtwMs };
  });
  return { fromMs: 0, toMs: 5000, tokens: read };
}
const brief = (words: readonly { text: string; startMs: number; endMs: number }[]) =>
  words.map(({ text, startMs, endMs }) => `${text} ${startMs}-${endMs}`);

describe('joining tokens to words', () => {
  it('ends a word where attention left its last letters, and begins it where it left the word before', () => {
    const words = wordsOf([line(' Print@160', 'ing@480', ',@700', ' then@900')], 'en');
    expect(brief(words)).toEqual(['Printing, 0-480', 'then 700-900']);
  });

  it('is as sure of a word as of its least sure part, and null where there is no telling', () => {
    const [sure, unsure, none] = wordsOf([line(' a@10/0.9', ' b@20/0.8', 'c@30/0.4', ' d@40')], 'en');
    expect([sure?.confidence, unsure?.confidence, none?.confidence]).toEqual([0.9, 0.4, null]);
  });

  it('keeps marks with their word and contractions whole', () => {
    const texts = wordsOf([line(' "', 'I', "'m", ' fine', '..."', ' —', ' really')], 'en').map((word) => word.text);
    expect(texts).toEqual(['"I\'m', 'fine..." —'.replace(' ', ''), 'really']);
  });

  it('finds words where a script has no spaces', () => {
    const texts = wordsOf([line('今日@100', 'は@200', '天気@300', 'が@400', '良い@500', '。@600')], 'ja').map(
      (word) => word.text,
    );
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.join('')).toBe('今日は天気が良い。');
  });

  it('never goes back in time between lines', () => {
    const words = wordsOf([line(' late@4000'), line(' early@1000', ' last@4500')], 'en');
    expect(words.map((word) => word.endMs)).toEqual([4000, 4000, 4500]);
  });
});

describe('word times as heard', () => {
  const word = (text: string, startMs: number, endMs: number, firstEndMs = endMs) => ({
    text,
    confidence: null,
    startMs,
    firstEndMs,
    endMs,
  });

  it('begins the word after a pause where the sound does, and ends the one before it where it ended', () => {
    const words = [word('cares', 6800, 7310), word('This', 7310, 8690)];
    const soundings = [
      { startMs: 6800, endMs: 7540 },
      { startMs: 8610, endMs: 9500 },
    ];
    expect(brief(settleTimes(words, soundings, 10_000))).toEqual(['cares 6800-7540', 'This 8610-8690']);
  });

  it('steps over a filler that was not written', () => {
    const words = [word('cares', 6800, 7310), word('This', 7310, 8690)];
    const soundings = [
      { startMs: 6800, endMs: 7540 },
      { startMs: 8050, endMs: 8420 },
      { startMs: 8610, endMs: 9500 },
    ];
    expect(brief(settleTimes(words, soundings, 10_000))).toEqual(['cares 6800-7540', 'This 8610-8690']);
  });

  it('leaves a stop inside of a word alone', () => {
    const words = [word('uninterrupted', 0, 1500, 500), word('speech', 1500, 2000)];
    const soundings = [
      { startMs: 0, endMs: 600 },
      { startMs: 780, endMs: 2000 },
    ];
    expect(brief(settleTimes(words, soundings, 2000))).toEqual(['uninterrupted 0-1500', 'speech 1500-2000']);
  });

  it('begins the first word with the sound and ends the last one with it', () => {
    const words = [word('one', 0, 900), word('two', 900, 4000)];
    expect(brief(settleTimes(words, [{ startMs: 620, endMs: 1900 }], 2000))).toEqual(['one 620-900', 'two 900-1900']);
  });

  it('closes the gap that a comma leaves', () => {
    const words = [word('corpus.', 100, 600), word("I'm", 740, 900)];
    expect(brief(settleTimes(words, [{ startMs: 100, endMs: 900 }], 2000))).toEqual(['corpus. 100-740', "I'm 740-900"]);
  });
});

describe('what was left out', () => {
  const span = (startMs: number, endMs: number) => ({ startMs, endMs });

  it('is sound without words that is long enough for a sentence', () => {
    const words = [span(3000, 3400), span(3500, 4000), span(9000, 9500)];
    const soundings = [span(300, 1200), span(1500, 2100), span(3000, 4300), span(5000, 5400), span(9000, 9500)];
    expect(missedMs(words, soundings)).toBe(1500);
    expect(missedMs(words, [...soundings, span(10_000, 12_000)])).toBe(3500);
  });

  it('is all that sounds where there are no words', () => {
    expect(missedMs([], [span(0, 2000)])).toBe(2000);
    expect(missedMs([], [])).toBe(0);
  });
});

it('takes off by how much the attention of a model lags, and nothing where there is no attention', () => {
  const hearing: Hearing = {
    ...{ pcmPath: '', durationMs: 5000, timelineMs: 5000, laneMs: null, packs: [], speakers: null },
    stretches: [{ from: 0, to: 500 }],
  };
  const heard = (times: Line, lagMs: number) =>
    packWords(hearing, { pieces: [{ from: 0, to: 500 }] }, { language: 'en', lines: [times] }, 'en', lagMs).words;
  const attended = line(' one@900', ' two@1900', ' three@2900', ' four@3900');
  expect(heard(attended, 120).map((word) => word.startMs)).toEqual([0, 800, 1800, 2800]);
  expect(heard(attended, 0)[1]?.startMs).toBe(920);
  const rough = line(' one', ' two', ' three', ' four');
  expect(heard(rough, 120)).toEqual(heard(rough, 0));
});
