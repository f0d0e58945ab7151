import { type Sentence, segmentOf, wordsOf } from '#lib/shared/transcript/sentence.ts';
import { sentenceOf, toSentences } from '#lib/shared/transcript/sentences.ts';
import type { Transcript, Word } from '#lib/shared/transcript.ts';
import type { SpeechEngine } from '../prepare-speech.ts';
import { channelsOf } from './channel-turns.ts';
import type { ChosenLanguage } from './choose-language.ts';
import type { Hearing } from './hearing.ts';
import { notesOf } from './notes.ts';
import type { PackWords } from './pack-words.ts';
import { inOrder } from './word-times.ts';

export interface About {
  readonly engine: SpeechEngine;
  readonly hearing: Hearing;
  readonly durationMs: number;
  readonly spoken: ChosenLanguage;
  readonly translate: boolean;
}

/** What was read of the packs so far, by their numbers, as a transcript. */
export function assemble(about: About, readings: ReadonlyMap<number, PackWords>): Transcript {
  const { engine, hearing, durationMs, spoken, translate } = about;
  const inTime = [...readings].sort(([a], [b]) => a - b).map(([, reading]) => reading);
  const language = translate ? 'en' : spoken.language;
  const read = inTime.flatMap((reading) => reading.words);
  const limitMs = Math.min(hearing.durationMs, durationMs);
  const sentences =
    hearing.laneMs === null
      ? oneAfterTheOther(hearing, read, language, limitMs)
      : sideBySide(hearing.laneMs, read, language, limitMs);
  const words = wordsOf(sentences);
  return {
    language,
    durationMs: Math.round(durationMs),
    model: engine.weights,
    engine: translate ? engine.engineLabel.replace(/\)$/, ', translated)') : engine.engineLabel,
    segments: sentences.map(segmentOf),
    words,
    notes: notesOf({
      words,
      readings: inTime,
      fineTimes: engine.dtwPreset !== null,
      spoken: spoken.language,
      also: spoken.also,
      translated: translate,
      crossTalk: hearing.speakers?.crossTalk ?? null,
    }),
  };
}

function oneAfterTheOther(hearing: Hearing, read: readonly Word[], language: string, limitMs: number): Sentence[] {
  const words = inOrder(read, limitMs);
  const channels = hearing.speakers && channelsOf(words, hearing.speakers.turns);
  return toSentences(words, language, channels?.map(speakerName));
}

/**
 * Sentences of two lanes in the order in which they begin. Words never
 * overlap: what one says while the other still speaks stands after that.
 */
function sideBySide(laneMs: number, read: readonly Word[], language: string, limitMs: number): Sentence[] {
  const said = [0, 1].flatMap((channel) => {
    const back = channel * laneMs;
    const own = read
      .filter((word) => Math.floor(word.startMs / laneMs) === channel)
      .map((word) => ({ ...word, startMs: word.startMs - back, endMs: word.endMs - back }));
    const words = inOrder(own, limitMs);
    const speaker = speakerName(channel);
    return toSentences(
      words,
      language,
      words.map(() => speaker),
    );
  });
  said.sort((a, b) => a.startMs - b.startMs);
  const words = inOrder(wordsOf(said), limitMs);
  let at = 0;
  return said.flatMap(({ speaker, words: { length } }) => {
    at += length;
    return sentenceOf(words.slice(at - length, at), speaker) ?? [];
  });
}

function speakerName(channel: number | null): string | null {
  return channel === null ? null : `Speaker ${channel + 1}`;
}
