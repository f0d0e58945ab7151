import { describe, expect, it } from 'vitest';
import { createRandom } from '#tests/helpers/random.ts';
import { activeStretches } from '#workers/engines/speech/activity.ts';
import { channelsOf, channelTurns } from '#workers/engines/speech/channel-turns.ts';
import { createEnvelope } from '#workers/engines/speech/envelope.ts';
import { sentencesOf } from '#workers/engines/speech/sentences.ts';
import { createStereoSplitter } from '#workers/engines/speech/stereo.ts';

type Voice = (second: number) => number;

/** 40 s of noise in two channels, each as loud as its voice says, cut into pieces anywhere. */
function heard(left: Voice, right: Voice, common = 0) {
  const random = createRandom(7);
  const samples = new Int16Array(40 * 16_000 * 2);
  const noise = () => (random.next() - 0.5) * 2;
  for (let i = 0; i < samples.length / 2; i++) {
    const second = i / 16_000;
    // As syllables do, it comes and goes.
    const swing = 0.6 + 0.4 * Math.sin(second * 25);
    const shared = noise();
    for (const [channel, voice] of [left, right].entries()) {
      const own = shared * common + noise() * (1 - common);
      samples[i * 2 + channel] = Math.round(own * (30 + voice(second) * swing));
    }
  }
  const bytes = Buffer.from(samples.buffer);
  const splitter = createStereoSplitter();
  const envelope = createEnvelope();
  for (let at = 0; at < bytes.length; ) {
    const to = at + random.whole(1, 50_000);
    envelope.push(splitter.push(bytes.subarray(at, to)));
    at = to;
  }
  const whole = envelope.finish();
  return { channels: splitter.finish(), stretches: activeStretches(whole), samples: whole.samples };
}

/** Ten seconds of the one, ten of the other, with a second of silence between; the other microphone hears 10 %. */
const isFirst = (second: number) => second % 20 < 10;
const silent = (second: number) => second % 10 > 9;
const one: Voice = (second) => (silent(second) ? 0 : isFirst(second) ? 8000 : 800);
const other: Voice = (second) => (silent(second) ? 0 : isFirst(second) ? 800 : 8000);

describe('a speaker on each channel', () => {
  it('is recognised, and each turn found to a tenth of a second', () => {
    const { channels, stretches, samples } = heard(one, other);
    expect(samples).toBe(40 * 16_000);
    const found = channelTurns(channels, stretches);
    expect(found?.turns.map((turn) => turn.channel)).toEqual([0, 1, 0, 1]);
    for (const [index, turn] of (found?.turns ?? []).entries()) {
      expect(Math.abs(turn.from - index * 1000)).toBeLessThanOrEqual(10);
      expect(Math.abs(turn.to - (index * 1000 + 900))).toBeLessThanOrEqual(10);
    }
    expect(found?.crossTalk).toBeLessThan(0.02);
  });

  it('is told to talk across where both do', () => {
    const both: Voice = (second) => (second > 16 && second < 19 ? 8000 : other(second));
    const across: Voice = (second) => (second > 16 && second < 19 ? 8000 : one(second));
    const { channels, stretches } = heard(across, both);
    const found = channelTurns(channels, stretches);
    expect(found?.crossTalk).toBeGreaterThan(0.04);
    expect(found?.crossTalk).toBeLessThan(0.12);
  });

  it.each([
    ['the same in both channels', one, one, 1],
    ['a stereo recording of one room', one, (second: number) => one(second) * 0.5, 0.9],
    ['a dead channel', one, () => 0, 0],
    ['two voices at once all the time', () => 5000, () => 5000, 0],
  ])('is not %s', (_name, left, right, common) => {
    const { channels, stretches } = heard(left, right, common);
    expect(channelTurns(channels, stretches)).toBeNull();
  });
});

describe('words of two channels', () => {
  const turns = [
    { from: 0, to: 100, channel: 0 },
    { from: 150, to: 200, channel: 1 },
    { from: 200, to: 230, channel: 0 },
  ];
  const word = (startMs: number, endMs: number) => ({ startMs, endMs, text: 'Yes', confidence: 1 });

  it('belong to the louder one, and where neither sounds to that of the nearest word', () => {
    const words = [
      word(0, 500),
      word(900, 1100),
      word(1400, 1440),
      word(1600, 1900),
      word(1950, 2300),
      word(9000, 9100),
    ];
    expect(channelsOf(words, turns)).toEqual([0, 0, 1, 1, 0, 0]);
    expect(channelsOf(words, [])).toEqual(words.map(() => null));
  });

  it('make sentences that end where the speaker changes', () => {
    const words = [word(0, 500), word(600, 900), word(1600, 1900)];
    const sentences = sentencesOf(words, 'en', ['Speaker 1', 'Speaker 1', 'Speaker 2']);
    expect(sentences.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['Speaker 1', 'Yes Yes'],
      ['Speaker 2', 'Yes'],
    ]);
  });
});
