import { describe, expect, test } from 'vitest';
import { parseTranscript } from '#lib/shared/transcript/formats/parse.ts';
import { guessLanguage } from '#lib/shared/transcript/guess-language.ts';
import { PlaceError, placeTranscript } from '#lib/shared/transcript/place.ts';
import { segmentOf } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import type { Transcript, Word } from '#lib/shared/transcript.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { randomWords, spoken } from '#tests/helpers/sentences.ts';

const transcriptOf = (words: readonly Word[]): Transcript => ({
  ...{ language: 'en', durationMs: (words.at(-1)?.endMs ?? 0) + 500, model: 'base', engine: 'test', notes: [] },
  segments: toSentences(words, 'en').map(segmentOf),
  words: [...words],
});
const heard = transcriptOf(spoken('so we use cooper netties here |1500 and it never fails us'));
const place = (text: string, ground: Partial<Parameters<typeof placeTranscript>[1]> = {}) =>
  placeTranscript(parseTranscript(text), { durationMs: heard.durationMs, heard, language: 'en', ...ground });
const codeOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof PlaceError ? error.code : error;
  }
};

describe('text without times', () => {
  test('is laid on the words that were heard, and wins over them', () => {
    const placed = place('Ada: So, we use Kubernetes here.\n\nBo: And it never fails us!');
    expect(placed.segments).toMatchObject([
      { speaker: 'Ada', text: 'So, we use Kubernetes here.', startMs: 0, endMs: 1200 },
      { speaker: 'Bo', text: 'And it never fails us!', startMs: 2700, endMs: 3700 },
    ]);
    expect(placed.words[3]).toEqual({ text: 'Kubernetes', startMs: 600, endMs: 1000, confidence: null });
  });

  test('is refused where nobody has listened, and where it is of another episode', () => {
    expect(codeOf(() => place('So we use it.', { heard: null }))).toBe('transcript_needs_times');
    expect(codeOf(() => place('Completely other words stand in this file today.'))).toBe('transcript_mismatch');
  });

  test('of 30,000 words takes seconds, with a tenth of the words misheard (seed 11)', () => {
    const random = createRandom(11);
    const words = randomWords(random, 30_000);
    const text = words.map((word) => (random.chance(0.1) ? `${word.text}ish` : word.text)).join(' ');
    const started = performance.now();
    const placed = place(text, { heard: transcriptOf(words), durationMs: (words.at(-1)?.endMs ?? 0) + 500 });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(placed.words).toHaveLength(30_000);
    const near = placed.words.filter((word, index) => Math.abs(word.startMs - (words[index]?.startMs ?? 0)) <= 200);
    expect(near.length / 30_000).toBeGreaterThan(0.95);
  });
});

test('30,000 words of something else are refused in seconds', () => {
  const random = createRandom(14);
  const other = Array.from(
    { length: 30_000 },
    () => `${random.pick(['inter', 'extra', 'under'])}${random.whole(0, 400)}national`,
  );
  const started = performance.now();
  const ground = { heard: transcriptOf(randomWords(random, 30_000)), durationMs: 20_000_000 };
  expect(codeOf(() => place(other.join(' '), ground))).toBe('transcript_mismatch');
  expect(performance.now() - started).toBeLessThan(20_000);
});

test.each([
  ['So we went to the river, and that was what they have told you.', 'en'],
  ['Wir sind an den Fluss gegangen, und das ist nicht weit von der Stadt.', 'de'],
  ['Nous sommes allés dans le parc et ce n’est pas loin pour vous.', 'fr'],
  ['No sé por qué, pero el río es muy largo y también está lejos.', 'es'],
  ['今日は川に行きました。', 'ja'],
  ['我们今天去河边。', 'zh'],
  ['Xyz qrs tuv.', null],
])('the language of %j', (text, language) => {
  expect(guessLanguage(text)).toBe(language);
});

describe('cues', () => {
  const srt =
    '1\n00:00:00,100 --> 00:00:01,300\nSo we use Kubernetes here.\n\n2\n00:00:02,600 --> 00:00:03,800\nAnd it never fails us.\n';
  test('without anything heard are shared out by the length of their words', () => {
    const placed = place(srt, { heard: null });
    expect(placed.words[0]).toMatchObject({ text: 'So', startMs: 100 });
    expect(placed.words.at(-1)).toMatchObject({ text: 'us.', endMs: 3800 });
    expect(placed.words.find((word) => word.text === 'And')?.startMs).toBe(2600);
  });

  test('are held to what was heard', () => {
    expect(
      place(srt)
        .words.map((word) => word.startMs)
        .slice(0, 6),
    ).toEqual([0, 200, 400, 600, 1000, 2700]);
  });
});

describe('times outside of the episode', () => {
  const cue = (at: number, text: string) =>
    `00:00:${String(at).padStart(2, '0')},000 --> 00:00:${String(at + 1).padStart(2, '0')},000\n${text}\n\n`;
  test('are refused where much of the file lies there', () => {
    expect(codeOf(() => place(cue(1, 'one two') + cue(40, 'three four'), { heard: null }))).toBe('transcript_outside');
  });

  test('are left out with a note, or pushed together at the end, where it is little', () => {
    const many = Array.from({ length: 20 }, (_, index) => cue(index, 'one two')).join('');
    const late = place(many + cue(50, 'three four'), { heard: null, durationMs: 19_500 });
    expect(late.notes).toEqual([expect.objectContaining({ code: 'transcript_clipped' })]);
    expect(late.words).toHaveLength(40);
    expect(Math.max(...late.words.map((word) => word.endMs))).toBe(19_500);
  });
});

test('whatever is placed is in order and inside of the episode (seed 12)', () => {
  const random = createRandom(12);
  for (let round = 0; round < 150; round += 1) {
    const words = randomWords(random, random.whole(1, 80));
    const durationMs = Math.max(1000, (words.at(-1)?.endMs ?? 0) + random.whole(-500, 500));
    const cues = words.map((word) => ({
      startTime: Math.max(0, word.startMs + random.whole(-400, 400)) / 1000,
      endTime: (word.endMs + random.whole(0, 3000)) / 1000,
      body: random.chance(0.3) ? `${word.text} ${random.pick(words).text}` : word.text,
    }));
    const file = JSON.stringify({
      segments: cues.map((cue) => ({ ...cue, endTime: Math.max(cue.startTime, cue.endTime) })),
    });
    const placed = place(file, { durationMs, heard: random.chance(0.5) ? transcriptOf(words) : null });
    let last = 0;
    for (const { startMs, endMs } of placed.words) {
      expect(startMs).toBeGreaterThanOrEqual(last);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeLessThanOrEqual(durationMs);
      last = startMs;
    }
  }
});
