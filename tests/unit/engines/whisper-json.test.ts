import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '#tests/helpers/random.ts';
import { parseWhisperJson } from '#workers/engines/speech/whisper-json.ts';
import { settleTimes } from '#workers/engines/speech/word-times.ts';
import { wordsOf } from '#workers/engines/speech/words.ts';

const parse = (value: unknown) => parseWhisperJson(Buffer.from(JSON.stringify(value)));

function engineOutput(tokens: readonly object[]) {
  return {
    result: { language: 'en' },
    transcription: [{ offsets: { from: 0, to: 2000 }, text: ' ignored', tokens }],
  };
}

describe('reading what the engine wrote', () => {
  it('takes text, probability, offsets and attention times of ordinary tokens', () => {
    const output = parse(
      engineOutput([
        { text: '[_BEG_]', id: 50_364, p: 0.9, offsets: { from: 0, to: 0 }, t_dtw: -1 },
        { text: ' Hello', id: 2425, p: 0.5, offsets: { from: 0, to: 400 }, t_dtw: 42 },
        { text: '[_TT_100]', id: 50_464, p: 0.5, offsets: { from: 400, to: 400 }, t_dtw: -1 },
      ]),
    );
    expect(output.language).toBe('en');
    expect(output.lines[0]?.tokens).toEqual([{ bytes: ' Hello', probability: 0.5, fromMs: 0, toMs: 400, dtwMs: 420 }]);
  });

  it('keeps a bracketed text that was heard', () => {
    expect(parse(engineOutput([{ text: ' [Music]' }])).lines[0]?.tokens).toHaveLength(1);
  });

  it('uses the text of a line without tokens', () => {
    const output = parse({ transcription: [{ offsets: { from: 100, to: 900 }, text: ' two words' }] });
    expect(wordsOf(output.lines, 'en').map((word) => word.text)).toEqual(['two', 'words']);
  });

  it('joins characters that were split over tokens, also where each half alone is no UTF-8', () => {
    const [first, second] = [Buffer.from('ö').subarray(0, 1), Buffer.from('ö').subarray(1)];
    const json = Buffer.concat([
      Buffer.from('{"transcription":[{"offsets":{"from":0,"to":900},"tokens":[{"text":" sch'),
      first,
      Buffer.from('"},{"text":"'),
      second,
      Buffer.from('n."}]}]}'),
    ]);
    expect(wordsOf(parseWhisperJson(json).lines, 'de').map((word) => word.text)).toEqual(['schön.']);
  });

  it('bears raw control characters inside of texts', () => {
    const json = Buffer.from('{"transcription":[{"tokens":[{"text":" a\nb\u0001"}]}]}');
    expect(parseWhisperJson(json).lines[0]?.tokens).toHaveLength(1);
  });

  it('fails only where it is no such JSON at all', () => {
    expect(() => parseWhisperJson(Buffer.from('error: failed to open'))).toThrow();
    expect(() => parse({ nothing: true })).toThrow();
  });
});

describe('whatever the engine writes', () => {
  const values: ((random: Random) => unknown)[] = [
    () => null,
    () => undefined,
    () => -1,
    () => Number.MAX_SAFE_INTEGER,
    () => 'text',
    () => [],
    () => ({}),
    (random) => random.whole(-5000, 60_000),
    (random) => random.next(),
  ];
  const broken = (random: Random, good: unknown) => (random.chance(0.3) ? random.pick(values)(random) : good);
  const token = (random: Random) => ({
    text: broken(random, random.pick([' and', ' the', 'n', '.', ',', ' ', '', '\u00c3', '♪', ' 音楽', '[_TT_5]'])),
    id: broken(random, random.whole(0, 52_000)),
    p: broken(random, random.next()),
    offsets: broken(random, { from: random.whole(-100, 30_000), to: random.whole(-100, 30_000) }),
    t_dtw: broken(random, random.whole(-1, 3000)),
  });
  const line = (random: Random) => ({
    offsets: broken(random, { from: broken(random, 0), to: random.whole(-1000, 40_000) }),
    text: broken(random, ' some text'),
    tokens: broken(
      random,
      Array.from({ length: random.whole(0, 12) }, () => broken(random, token(random))),
    ),
  });

  it('gives words in order, inside the file, with text and a confidence of 0-1 or none (1,000 broken files)', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const random = createRandom(seed);
      const output = parse({
        result: broken(random, { language: broken(random, 'en') }),
        transcription: Array.from({ length: random.whole(0, 5) }, () => broken(random, line(random))),
      });
      const soundings = [
        { startMs: 500, endMs: 4000 },
        { startMs: 4600, endMs: 9000 },
      ];
      const words = settleTimes(wordsOf(output.lines, 'en'), soundings, 10_000);
      let before = 0;
      for (const word of words) {
        expect(word.startMs, `seed ${seed}`).toBeGreaterThanOrEqual(before);
        expect(word.endMs, `seed ${seed}`).toBeGreaterThanOrEqual(word.startMs);
        expect(word.endMs, `seed ${seed}`).toBeLessThanOrEqual(10_000);
        expect(Number.isInteger(word.startMs) && Number.isInteger(word.endMs)).toBe(true);
        expect(word.text.trim(), `seed ${seed}`).toBe(word.text);
        expect(word.confidence === null || (word.confidence >= 0 && word.confidence <= 1)).toBe(true);
        before = word.endMs;
      }
    }
  });
});
