import { describe, expect, it } from 'vitest';
import type { SpeechEngine } from '#workers/engines/prepare-speech.ts';
import { expectedWork, packsToRepeat } from '#workers/engines/speech/doubtful.ts';
import type { PackWords } from '#workers/engines/speech/pack-words.ts';
import { cleanPrompt, whisperSettings } from '#workers/engines/speech/run-whisper.ts';

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

describe('the settings of a run', () => {
  it('name the language, the search and the source of word times', () => {
    expect(whisperSettings(engine, { language: 'de' }).join(' ')).toBe('-ojf -l de -bs 1 -bo 1 -dtw base -nfa');
  });

  it('carry a translation, a prompt and other thresholds where they are asked for', () => {
    const settings = whisperSettings(
      { ...engine, dtwPreset: null },
      {
        language: 'de',
        beams: 5,
        translate: true,
        prompt: 'Ada, PodPromo',
        wary: true,
      },
    );
    expect(settings).toEqual([
      '-ojf',
      '-l',
      'de',
      '-bs',
      '5',
      '-bo',
      '5',
      '-tr',
      '-et',
      '2.9',
      '--prompt',
      'Ada, PodPromo',
    ]);
  });
});

describe('a prompt', () => {
  it('is one line that is no option, without control characters', () => {
    expect(cleanPrompt('  --model /etc/passwd\n\u0000two\tlines \u202e')).toBe('model /etc/passwd two lines');
    expect([cleanPrompt(null), cleanPrompt(''), cleanPrompt(' - ')]).toEqual(['', '', '']);
  });

  it('is cut between words', () => {
    const cut = cleanPrompt('Zürich '.repeat(200));
    expect(cut.length).toBeLessThanOrEqual(600);
    expect(cut.endsWith('Zürich')).toBe(true);
    expect(cleanPrompt('x'.repeat(599) + '😀'.repeat(50))).toBe('x'.repeat(599));
  });
});

describe('what is heard again', () => {
  const reading = (confidence: number, looped = false): PackWords => ({
    words: [],
    looped,
    confidence,
    missedMs: 0,
    doubtful: looped || confidence < 0.5,
  });

  it('is what ran in a circle, then what is least certain, within a third of the whole', () => {
    const readings = new Map(Array.from({ length: 20 }, (_, index) => [index, reading(index / 100, index === 19)]));
    const lengths = Array.from({ length: 20 }, () => 1000);
    expect(packsToRepeat(readings, lengths)).toEqual([0, 1, 2, 3, 4, 19]);
    expect(expectedWork(readings, lengths)).toBe(20_000 + 1.75 * 6000);
  });

  it('is nothing where all is certain, and both packs of a short file', () => {
    expect(packsToRepeat(new Map([[0, reading(0.9)]]), [1000])).toEqual([]);
    const both = new Map([0, 1].map((index) => [index, reading(0.1)]));
    expect(packsToRepeat(both, [1000, 1000])).toEqual([0, 1]);
  });

  it('is expected from what was heard so far', () => {
    const readings = new Map([0, 1, 2, 3, 4].map((index) => [index, reading(index === 0 ? 0.2 : 0.9)]));
    const lengths = Array.from({ length: 10 }, () => 100);
    expect(expectedWork(readings, lengths)).toBe(1000 + 1.75 * 200);
    expect(expectedWork(new Map(), lengths)).toBe(1000);
  });
});
