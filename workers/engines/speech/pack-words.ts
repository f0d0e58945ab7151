import type { Word } from '#lib/shared/transcript.ts';
import { FRAME_MS } from './envelope.ts';
import { findLoops, isInvented, meanConfidence, spokenLines, withoutAnnotations, withoutLoops } from './guards.ts';
import type { Hearing } from './hearing.ts';
import type { Pack } from './packs.ts';
import { spreadOverSoundings } from './spread-words.ts';
import { createTimeMap } from './time-map.ts';
import type { WhisperOutput } from './whisper-json.ts';
import { inOrder, settleTimes } from './word-times.ts';
import { type RawWord, wordsOf } from './words.ts';

/** Attention counts in steps of 20 ms and names their beginning. */
const STEP_MS = 20;
/** Below this a second, wider search is worth its time. */
const DOUBTFUL = 0.5;
const ENOUGH_WORDS = 5;

export interface PackWords {
  readonly words: readonly Word[];
  /** A phrase ran in a circle: its repetitions were taken out, and what is left of it has little confidence. */
  readonly looped: boolean;
  readonly confidence: number;
  /** Worth a second try with a wider search. */
  readonly doubtful: boolean;
}

/** What the engine wrote for a pack, as words with times of the file. */
export function packWords(hearing: Hearing, pack: Pack, output: WhisperOutput, language: string): PackWords {
  const map = createTimeMap(pack);
  const raw = wordsOf(spokenLines(output.lines), language).map((word) => ({
    ...word,
    startMs: map.toFile(word.startMs + STEP_MS, 'start'),
    firstEndMs: map.toFile(word.firstEndMs + STEP_MS, 'end'),
    endMs: map.toFile(word.endMs + STEP_MS, 'end'),
    line: word.line && { startMs: map.toFile(word.line.startMs, 'start'), endMs: map.toFile(word.line.endMs, 'end') },
  }));
  const spoken = withoutAnnotations(raw);
  const soundings = soundingsOf(hearing, pack);
  const soundingMs = soundings.reduce((sum, part) => sum + part.endMs - part.startMs, 0);
  if (isInvented(spoken, soundingMs)) return { words: [], looped: false, confidence: 1, doubtful: false };
  const looped = findLoops(spoken).length > 0;
  const confidence = meanConfidence(spoken);
  const isRough = output.lines.every((line) => line.tokens.every((token) => token.dtwMs === null));
  const kept = withoutLoops(spoken);
  const timed = isRough
    ? inOrder(spreadOverSoundings(kept, soundings), hearing.durationMs)
    : settleTimes(kept, soundings, hearing.durationMs);
  const words = timed.map(toWord);
  return { words, looped, confidence, doubtful: looped || (spoken.length >= ENOUGH_WORDS && confidence < DOUBTFUL) };
}

/** The better of two readings of a pack: the one that does not run in a circle, else the surer one. */
export function betterReading(first: PackWords, second: PackWords): PackWords {
  if (first.looped !== second.looped) return first.looped ? second : first;
  return second.confidence > first.confidence ? second : first;
}

function soundingsOf(hearing: Hearing, pack: Pack): { startMs: number; endMs: number }[] {
  return pack.pieces.flatMap((piece) =>
    hearing.stretches
      .filter((stretch) => stretch.to > piece.from && stretch.from < piece.to)
      .map((stretch) => ({
        startMs: Math.max(stretch.from, piece.from) * FRAME_MS,
        endMs: Math.min(stretch.to, piece.to) * FRAME_MS,
      })),
  );
}

function toWord({ startMs, endMs, text, confidence }: RawWord): Word {
  return { startMs, endMs, text, confidence: confidence === null ? null : Math.round(confidence * 1000) / 1000 };
}
