import { formatTimecode } from '../time.ts';
import type { Note, Transcript, Word } from '../transcript.ts';
import { fitWords, spread } from './fit.ts';
import { type ParsedCue, type ParsedTranscript, timesOf } from './formats/parsed.ts';
import { guessLanguage } from './guess-language.ts';
import { segmentOf } from './sentence.ts';
import { toSentences } from './sentences.ts';
import { splitTexts } from './words.ts';

/** A heard word may belong to a cue that begins or ends so much before or after it. */
const CUE_SLACK_MS = 1500;
/** Less of the words found in the sound: the text belongs to something else. */
const LEAST_MATCHED = 0.25;
/** A file may end a little after the episode; then its last words are pushed together. */
const OVERSHOOT_MS = 2000;
/** Of the words, how many may lie behind that before the file is taken for another episode's. */
const MOST_OUTSIDE = 0.1;

/** The language of a text that nobody has named and that does not give itself away. */
const UNKNOWN = 'und';

export type PlaceErrorCode = 'transcript_needs_times' | 'transcript_mismatch' | 'transcript_outside';

/** The text cannot be laid on this episode. */
export class PlaceError extends Error {
  readonly code: PlaceErrorCode;

  constructor(code: PlaceErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the text is laid on. */
export interface Ground {
  readonly durationMs: number;
  /** What the engine heard; its words hold the text to the sound. Null where nobody has listened. */
  readonly heard: Transcript | null;
  /** Where neither the file nor its text says one; null for none. */
  readonly language: string | null;
}

interface Token {
  readonly text: string;
  readonly speaker: string | null;
  readonly cue: number;
}

/**
 * A given text with a time for each word. The text wins over what was heard;
 * times come from the file where it has them for words, else from the heard
 * words that are the same; what is left is shared out between those, within its
 * cue.
 *
 * @throws PlaceError
 */
export function placeTranscript(parsed: ParsedTranscript, ground: Ground): Transcript {
  const { durationMs, heard } = ground;
  const language =
    parsed.language ?? ground.language ?? guessLanguage(parsed.cues.map((cue) => cue.text).join(' ')) ?? UNKNOWN;
  const tokens = parsed.cues.flatMap((cue, index) =>
    textsOf(cue, language).map((text) => ({ text, speaker: cue.speaker, cue: index })),
  );
  const times = timesOf(parsed);
  const timed =
    times === 'words'
      ? parsed.cues.flatMap(ownWords)
      : times === 'cues'
        ? withinCues(parsed.cues, tokens, heard)
        : alongSound(tokens, heard, durationMs);
  const { words, notes } = inside(timed, durationMs);
  const speakers = tokens.slice(0, words.length).map((token) => token.speaker);
  const sentences = toSentences(words, language, speakers);
  return {
    ...{ language, durationMs: Math.round(durationMs), engine: 'import', notes },
    model: heard?.model ?? 'import',
    segments: sentences.map(segmentOf),
    words,
  };
}

function textsOf(cue: ParsedCue, language: string): string[] {
  return cue.words ? cue.words.map((word) => word.text) : splitTexts(cue.text, language);
}

function ownWords({ words, text, time }: ParsedCue): Word[] {
  if (words) return words.map((word) => ({ ...word }));
  return time ? [{ ...time, text: text.trim(), confidence: null }] : [];
}

function alongSound(tokens: readonly Token[], heard: Transcript | null, durationMs: number): Word[] {
  if (!heard) {
    throw new PlaceError('transcript_needs_times', 'The text has no times, and nobody has listened to the episode yet');
  }
  const texts = tokens.map((token) => token.text);
  const { words, matched } = fitWords(texts, heard.words, { startMs: 0, endMs: durationMs });
  const share = matched.filter(Boolean).length / Math.max(1, texts.length);
  if (share < LEAST_MATCHED) {
    const percent = Math.round(share * 100);
    throw new PlaceError('transcript_mismatch', `Only ${percent} % of its words were heard in this episode`);
  }
  return words;
}

function withinCues(cues: readonly ParsedCue[], tokens: readonly Token[], heard: Transcript | null): Word[] {
  const texts = tokens.map((token) => token.text);
  const lastMs = Math.max(0, ...cues.map((cue) => cue.time?.endMs ?? 0));
  const near = (index: number, word: Word) => {
    const time = cues[tokens[index]?.cue ?? -1]?.time;
    return !!time && word.endMs > time.startMs - CUE_SLACK_MS && word.startMs < time.endMs + CUE_SLACK_MS;
  };
  const anywhere = { startMs: 0, endMs: Math.max(lastMs, heard?.durationMs ?? 0) };
  const { words, matched } = fitWords(texts, heard?.words ?? [], anywhere, near);
  let at = 0;
  let beforeMs = 0;
  return cues.flatMap((cue, index) => {
    const from = at;
    while (tokens[at]?.cue === index) at += 1;
    const held = words.slice(from, at).filter((_, offset) => matched[from + offset]);
    const startMs = cue.time?.startMs ?? beforeMs;
    // Cues that lie over each other would push all that follow further and further back.
    const next = cues.slice(index + 1, index + 3).find((other) => (other.time?.startMs ?? 0) > startMs);
    const endMs = Math.min(cue.time?.endMs ?? startMs, next?.time?.startMs ?? Number.POSITIVE_INFINITY);
    const range = {
      startMs: Math.max(beforeMs, Math.min(startMs, held[0]?.startMs ?? startMs)),
      endMs: Math.max(endMs, held.at(-1)?.endMs ?? endMs),
    };
    const placed = fitWords(texts.slice(from, at), held, { ...range, endMs: Math.max(range.startMs, range.endMs) });
    beforeMs = placed.words.at(-1)?.endMs ?? beforeMs;
    return placed.words;
  });
}

/** In order, without overlaps, and not after the end of the episode. */
function inside(given: readonly Word[], durationMs: number): { words: Word[]; notes: Note[] } {
  const kept = given.filter((word) => word.startMs < durationMs + OVERSHOOT_MS);
  const left = given.length - kept.length;
  if (left > given.length * MOST_OUTSIDE) {
    const end = formatTimecode(given.at(-1)?.endMs ?? 0);
    const detail = `It goes to ${end}, the episode ends at ${formatTimecode(durationMs)}`;
    throw new PlaceError('transcript_outside', detail);
  }
  let lastMs = 0;
  const words = kept.map((word) => {
    lastMs = Math.max(lastMs, word.startMs);
    return { ...word, startMs: lastMs, endMs: Math.max(lastMs, word.endMs) };
  });
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next && word.endMs > next.startMs) word.endMs = next.startMs;
  });
  const tail = words.findIndex((word) => word.endMs > durationMs);
  if (tail >= 0) squeeze(words, tail, durationMs);
  if (left === 0) return { words, notes: [] };
  const text = `The last ${left === 1 ? 'word' : `${left} words`} of the file lie after the end of the episode and were left out.`;
  return { words, notes: [{ code: 'transcript_clipped', text }] };
}

/** The words from `tail` on end with the episode. */
function squeeze(words: Word[], tail: number, durationMs: number): void {
  const startMs = Math.min(words[tail]?.startMs ?? durationMs, Math.max(words[tail - 1]?.endMs ?? 0, durationMs - 500));
  const texts = words.slice(tail).map((word) => word.text);
  spread(texts, { startMs: Math.min(startMs, durationMs), endMs: durationMs }).forEach((time, offset) => {
    Object.assign(words[tail + offset] ?? {}, time);
  });
}
