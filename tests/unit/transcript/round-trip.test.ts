import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat, exportTranscript, transcriptCues } from '#lib/shared/transcript/export.ts';
import { parseTranscript } from '#lib/shared/transcript/formats/parse.ts';
import { cueText } from '#lib/shared/transcript/formats/srt.ts';
import { placeTranscript } from '#lib/shared/transcript/place.ts';
import { type Sentence, segmentOf, wordsOf } from '#lib/shared/transcript/sentence.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { randomSentences, textsOf } from '#tests/helpers/sentences.ts';

const ROUNDS = 40;
const lengthOf = (sentences: readonly Sentence[]) => (sentences.at(-1)?.endMs ?? 0) + 1000;
const transcriptOf = (sentences: readonly Sentence[]): Transcript => ({
  ...{ language: 'en', durationMs: lengthOf(sentences), model: 'base', engine: 'test', notes: [] },
  segments: sentences.map(segmentOf),
  words: wordsOf(sentences),
});

/** Out as a file and in again. */
function again(sentences: readonly Sentence[], format: ExportFormat, heard: Transcript | null = null): Transcript {
  const durationMs = lengthOf(sentences);
  const text = exportTranscript(sentences, durationMs, format);
  return placeTranscript(parseTranscript(text), { durationMs, heard, language: 'en' });
}

const speakersOf = (transcript: Transcript) => {
  let at = 0;
  return transcript.words.map((word) => {
    while (word.startMs >= (transcript.segments[at + 1]?.startMs ?? Number.POSITIVE_INFINITY)) at += 1;
    return transcript.segments[at]?.speaker ?? null;
  });
};

describe.each([8, 9])('out and in again (seed %i)', (seed) => {
  const random = createRandom(seed);
  const cases = Array.from({ length: ROUNDS }, () =>
    randomSentences(random, random.whole(3, 250), ['Ada Lindqvist', 'Bo']),
  );

  test('Podcasting 2.0 JSON keeps every word, time and speaker', () => {
    for (const sentences of cases) {
      const back = again(sentences, 'json');
      expect(back.words).toEqual(wordsOf(sentences).map((word) => ({ ...word, confidence: null })));
      expect(back.segments).toEqual(sentences.map(segmentOf));
    }
  });

  test('VTT keeps words, speakers and starts; ends up to the length of a gap that nobody hears', () => {
    for (const sentences of cases) {
      const back = again(sentences, 'vtt');
      const words = wordsOf(sentences);
      expect(back.words.map((word) => word.text)).toEqual(words.map((word) => word.text));
      expect(back.words.map((word) => word.startMs)).toEqual(words.map((word) => word.startMs));
      const worst = Math.max(...back.words.map((word, index) => Math.abs(word.endMs - (words[index]?.endMs ?? 0))));
      expect(worst).toBeLessThanOrEqual(100);
      expect(speakersOf(back)).toEqual(speakersOf(transcriptOf(sentences)));
    }
  });

  test('SRT keeps the words, each inside of its cue; with what was heard also their times', () => {
    for (const sentences of cases) {
      const cues = transcriptCues(sentences, lengthOf(sentences));
      const back = again(sentences, 'srt');
      expect(back.words.map((word) => word.text)).toEqual(textsOf(sentences));
      let at = 0;
      for (const cue of cues) {
        for (const _ of cue.lines.flat()) {
          const word = back.words[at++];
          expect(word?.startMs).toBeGreaterThanOrEqual(cue.startMs);
          expect(word?.endMs).toBeLessThanOrEqual(cue.endMs);
        }
      }
      const held = again(sentences, 'srt', transcriptOf(sentences));
      expect(held.words).toEqual(wordsOf(sentences));
    }
  });

  test('plain text keeps words and speakers; the sound gives the times back', () => {
    for (const sentences of cases) {
      const back = again(sentences, 'txt', transcriptOf(sentences));
      expect(back.words).toEqual(wordsOf(sentences));
      expect(speakersOf(back)).toEqual(speakersOf(transcriptOf(sentences)));
    }
  });

  test('CSV has one line a word', () => {
    for (const sentences of cases) {
      const [head, ...lines] = exportTranscript(sentences, 0, 'csv').trimEnd().split('\r\n');
      expect(head).toBe('start_ms,end_ms,word,confidence,speaker,sentence');
      expect(lines.map((line) => line.split(',').slice(0, 2).map(Number))).toEqual(
        wordsOf(sentences).map(({ startMs, endMs }) => [startMs, endMs]),
      );
    }
  });

  test('cues are at most two lines of 42 characters, one after the other, never empty', () => {
    for (const sentences of cases) {
      const cues = transcriptCues(sentences, lengthOf(sentences));
      let last = 0;
      for (const cue of cues) {
        expect(cue.startMs).toBeGreaterThanOrEqual(last);
        expect(cue.endMs).toBeGreaterThan(cue.startMs);
        last = cue.endMs;
        const lines = cueText(cue).split('\n');
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(42);
      }
    }
  });
});

test('words without any length, all at once, still give cues that can be shown', () => {
  const words = Array.from({ length: 30 }, (_, index) => ({
    startMs: 500,
    endMs: 500,
    text: `word${index}`,
    confidence: null,
  }));
  const cues = transcriptCues([{ startMs: 500, endMs: 500, text: '', speaker: null, words }], 500);
  expect(cues.flatMap((cue) => cue.lines.flat())).toHaveLength(30);
  cues.forEach((cue, index) => {
    expect(cue.endMs).toBeGreaterThan(cue.startMs);
    expect(cues[index + 1]?.startMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(cue.endMs);
  });
});

test('what a spreadsheet or a player would take for a command is only text', () => {
  const text = '=SUM(A1) <b>--> "x",';
  const words = text
    .split(' ')
    .map((word, index) => ({ startMs: index * 500, endMs: index * 500 + 400, text: word, confidence: null }));
  const sentences = [{ startMs: 0, endMs: 1400, text, speaker: '+Ada', words }];
  const csv = exportTranscript(sentences, 2000, 'csv');
  expect(csv).toContain("'=SUM(A1)");
  expect(csv).toContain("'+Ada");
  expect(csv).toContain('"""x"","');
  const vtt = exportTranscript(sentences, 2000, 'vtt');
  expect(vtt).toContain('&lt;b&gt;→');
  expect(Object.keys(EXPORT_FORMATS)).toHaveLength(5);
});
