import { formatTimecode } from '#lib/shared/time.ts';
import type { Note, Word } from '#lib/shared/transcript.ts';
import { MUCH_CROSS_TALK } from './hearing.ts';
import { languageName } from './languages.ts';
import type { PackWords } from './pack-words.ts';

export interface NotesOf {
  readonly words: readonly Word[];
  readonly readings: readonly PackWords[];
  /** Word times come from attention. */
  readonly fineTimes: boolean;
  /** The language that was heard. */
  readonly spoken: string;
  /** Another one that was clearly heard in a part of the file. */
  readonly also: string | null;
  readonly translated: boolean;
  /** Share of the sounding time in which two speakers on two channels speak at once; null without them. */
  readonly crossTalk: number | null;
}

export { TRANSCRIPT_NOTES } from '#lib/shared/transcript/note-codes.ts';

const MOST_PLACES = 5;

/** What a person should know about a transcript. */
export function notesOf(given: NotesOf): Note[] {
  if (given.words.length === 0) return [{ code: 'no_speech', text: 'No speech was found in this file.' }];
  const notes: Note[] = [];
  if (given.translated && given.spoken !== 'en') {
    const text = `Translated to English by the speech model; ${languageName(given.spoken)} is spoken.`;
    notes.push({ code: 'translated', text });
  }
  if (given.also !== null) {
    const text = `In places ${languageName(given.also)} seems to be spoken; all of it was written down as ${languageName(given.spoken)}.`;
    notes.push({ code: 'mixed_languages', text });
  }
  if (!given.fineTimes) {
    const text = 'Word times are coarser than usual: this speech engine cannot tell them exactly.';
    notes.push({ code: 'coarse_word_times', text });
  }
  const loops = given.readings.filter((reading) => reading.looped);
  if (loops.length > 0) {
    const places = loops.flatMap((reading) => reading.words.slice(0, 1)).map((word) => formatTimecode(word.startMs));
    const where = places.length > 0 && places.length <= MOST_PLACES ? `Near ${places.join(', ')}` : 'In places';
    const text = `${where} the speech engine repeated itself; those words were left out and may be wrong.`;
    notes.push({ code: 'uncertain_words', text });
  }
  if (given.crossTalk !== null && given.crossTalk >= MUCH_CROSS_TALK) {
    const text =
      'In places both speak at once. Each channel was heard on its own; what one says meanwhile stands after the other, a little late.';
    notes.push({ code: 'cross_talk', text });
  }
  return notes;
}
