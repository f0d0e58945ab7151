import { describe, expect, it } from 'vitest';
import type { Word } from '#lib/shared/transcript.ts';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';
import { assemble } from '#workers/engines/speech/assemble.ts';
import type { Hearing } from '#workers/engines/speech/hearing.ts';
import { soloStretches } from '#workers/engines/speech/lanes.ts';

const engine: SpeechEngine = {
  binary: '/whisper-cli',
  capabilities: { version: '1.9.1', dtw: true, flashAttentionSwitch: true, vad: true },
  modelPath: '/base.bin',
  modelName: 'base',
  weights: 'base-q5_1',
  multilingual: true,
  dtwPreset: 'base',
  engineLabel: 'whisper.cpp 1.9.1 (greedy, dtw)',
};
const hearing: Hearing = {
  pcmPath: '/sound.pcm',
  durationMs: 10_000,
  laneMs: null,
  timelineMs: 10_000,
  stretches: [],
  packs: [],
  speakers: null,
};
const words = (text: string, startMs: number, eachMs = 200): Word[] =>
  text.split(' ').map((part, index) => ({
    ...{ text: part, startMs: startMs + index * eachMs, endMs: startMs + (index + 1) * eachMs, confidence: 0.9 },
  }));
const readings = (...packs: Word[][]) =>
  new Map(
    packs.map((pack, index) => [index, { words: pack, looped: false, confidence: 0.9, missedMs: 0, doubtful: false }]),
  );
const about = { engine, hearing, durationMs: 10_000, spoken: { language: 'en', also: null }, translate: false };
const lines = (transcript: ReturnType<typeof assemble>) =>
  transcript.segments.map(({ startMs, endMs, text, speaker }) => `${speaker} ${startMs}-${endMs} ${text}`);

describe('a transcript', () => {
  it('has the packs in order, whatever order they were read in', () => {
    const read = new Map([...readings(words('We begin.', 0), words('Then we end.', 5000))].reverse());
    expect(lines(assemble(about, read))).toEqual(['null 0-400 We begin.', 'null 5000-5600 Then we end.']);
  });

  it('has the speaker of the louder channel', () => {
    const turns = [
      { from: 0, to: 100, channel: 0 },
      { from: 100, to: 200, channel: 1 },
    ];
    const two = { ...about, hearing: { ...hearing, speakers: { turns, crossTalk: 0 } } };
    const transcript = assemble(two, readings(words('Is it dry? No it is not.', 500)));
    expect(lines(transcript)).toEqual(['Speaker 1 500-1100 Is it dry?', 'Speaker 2 1100-1900 No it is not.']);
    expect(transcript.notes).toEqual([]);
  });

  it('has what two say at once one after the other, with all words in order and inside the file', () => {
    const lanes = { ...hearing, laneMs: 10_010, timelineMs: 20_020, speakers: { turns: [], crossTalk: 0.3 } };
    const first = [...words('I water them every day.', 1000), ...words('Is that too much?', 6000)];
    const second = [...words('Oh dear.', 10_010 + 1300), ...words('It is.', 10_010 + 9500, 400)];
    const transcript = assemble({ ...about, hearing: lanes }, readings(first, second));
    expect(lines(transcript)).toEqual([
      'Speaker 1 1000-2000 I water them every day.',
      'Speaker 2 2000-2080 Oh dear.',
      'Speaker 1 6000-6800 Is that too much?',
      'Speaker 2 9500-10000 It is.',
    ]);
    expect(transcript.words.map((word) => word.endMs)).toEqual(
      transcript.words.map((word) => word.endMs).toSorted((a, b) => a - b),
    );
    expect(transcript.notes.map((note) => note.code)).toEqual(['cross_talk']);
  });
});

describe('a channel on its own', () => {
  it('is what its speaker says, and not what comes over from the other one', () => {
    const levels = (voice: (second: number) => number) =>
      new Float32Array(4000).map((_, i) => voice(Math.floor(i / 100)) + (i % 7 < 3 ? -8 : 0));
    const isFirst = (second: number) => second % 10 < 4;
    const isBoth = (second: number) => second % 10 === 4;
    const one = levels((second) => (isFirst(second) || isBoth(second) ? -20 : second % 10 < 9 ? -45 : -90));
    const other = levels((second) => (isFirst(second) ? -45 : second % 10 < 9 ? -22 : -90));
    const seconds = (channel: 0 | 1) => {
      const found = soloStretches([one, other], channel);
      return Array.from({ length: 10 }, (_, s) =>
        found.some(({ from, to }) => from <= s * 100 + 30 && to >= s * 100 + 70),
      );
    };
    expect(seconds(0)).toEqual([true, true, true, true, true, false, false, false, false, false]);
    expect(seconds(1)).toEqual([false, false, false, false, true, true, true, true, true, false]);
  });
});
