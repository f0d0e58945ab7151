import { expect, test } from 'vitest';
import { ensureShow, updateShow } from '#db/repositories/shows.ts';
import { sentencesOfTranscript } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { spoken } from '#tests/helpers/sentences.ts';
import { showWords } from '#workers/handlers/show-words.ts';

const words = spoken('We use cooper netties here. It is fine.');
const HEARD: Transcript = {
  ...{ language: 'en', durationMs: 60_000, model: 'base', engine: 'whisper.cpp', notes: [] },
  segments: toSentences(words, 'en').map(({ words: _, ...segment }) => segment),
  words,
};

describeEachDatabase('the words of a show', (getDb) => {
  test('are told to the engine, and put right in what it heard', async () => {
    const show = await ensureShow(getDb(), 'The Boat');
    const glossary = [
      { term: 'Kubernetes', spoken: ['cooper netties'] },
      { term: 'Ada Lindqvist', spoken: [] },
    ];
    await updateShow(getDb(), show, { glossary });
    const { prompt, correct } = await showWords(getDb(), 'The Boat');
    expect(prompt).toBe('Kubernetes, Ada Lindqvist.');
    const corrected = correct(HEARD);
    expect(corrected.segments[0]?.text).toBe('We use Kubernetes here.');
    expect(sentencesOfTranscript(corrected)[0]?.words[2]).toMatchObject({
      text: 'Kubernetes',
      startMs: 400,
      endMs: 800,
    });
    expect(corrected.words.slice(4)).toEqual(HEARD.words.slice(5));
  });

  test('without a show, or one that nobody made, all stays as it was heard', async () => {
    for (const name of [null, 'Nobody']) {
      const { prompt, correct } = await showWords(getDb(), name);
      expect(prompt).toBeNull();
      expect(correct(HEARD)).toBe(HEARD);
    }
  });

  test('a show is made once, however many ask for it', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => ensureShow(getDb(), 'The Boat')));
    expect(new Set(made.map((show) => show.id)).size).toBe(1);
  });
});
