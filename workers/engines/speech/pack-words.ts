import type { Word } from '#lib/shared/transcript.ts';
import { FRAME_MS } from './envelope.ts';
import { findLoops, isInvented, meanConfidence, spokenLines, withoutAnnotations, withoutLoops } from './guards.ts';
import type { Hearing } from './hearing.ts';
import { missedMs } from './missed.ts';
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
const MUCH_MISSED_MS = 1000;

export interface PackWords {
  readonly words: readonly Word[];
  /** A phrase ran in a circle: its repetitions were taken out, and what is left of it has little confidence. */
  readonly looped: boolean;
  readonly confidence: number;
  /** How long something sounds where nothing was written, in milliseconds. */
  readonly missedMs: number;
  /** Worth a second try with a wider search. */
  readonly doubtful: boolean;
}

/**
 * What the engine wrote for a pack, as words with times of the file.
 *
 * @param lagMs how far the model's attention lags behind the sound
 */
export function packWords(hearing: Hearing, pack: Pack, output: WhisperOutput, language: string, lagMs = 0): PackWords {
  const map = createTimeMap(pack);
  const isRough = output.lines.every((line) => line.tokens.every((token) => token.dtwMs === null));
  const shiftMs = isRough ? STEP_MS : STEP_MS - lagMs;
  const raw = wordsOf(spokenLines(output.lines), language).map((word) => ({
    ...word,
    startMs: map.toFile(word.startMs + shiftMs, 'start'),
    firstEndMs: map.toFile(word.firstEndMs + shiftMs, 'end'),
    endMs: map.toFile(word.endMs + shiftMs, 'end'),
    line: word.line && { startMs: map.toFile(word.line.startMs, 'start'), endMs: map.toFile(word.line.endMs, 'end') },
  }));
  const spoken = withoutAnnotations(raw);
  const soundings = soundingsOf(hearing, pack);
  const soundingMs = soundings.reduce((sum, part) => sum + part.endMs - part.startMs, 0);
  if (isInvented(spoken, soundingMs)) return { words: [], looped: false, confidence: 1, missedMs: 0, doubtful: false };
  const looped = findLoops(spoken).length > 0;
  const confidence = meanConfidence(spoken);
  const kept = withoutLoops(spoken);
  const limitMs = endOfLane(hearing, pack);
  const timed = isRough
    ? inOrder(spreadOverSoundings(kept, soundings), limitMs)
    : settleTimes(kept, soundings, limitMs);
  const words = timed.map(toWord);
  const missed = missedMs(words, soundings);
  const isUnsure = spoken.length >= ENOUGH_WORDS && confidence < DOUBTFUL;
  // Where nothing at all was written, nobody speaks.
  const doubtful = looped || isUnsure || (words.length > 0 && missed > 0);
  return { words, looped, confidence, missedMs: missed, doubtful };
}

/** The better of two readings of a pack: the one that does not run in a circle, that leaves less out, that is surer. */
export function betterReading(first: PackWords, second: PackWords): PackWords {
  if (first.looped !== second.looped) return first.looped ? second : first;
  const [a, b] = [first.missedMs, second.missedMs];
  if (Math.abs(a - b) >= MUCH_MISSED_MS) return a > b ? second : first;
  return second.confidence > first.confidence ? second : first;
}

/** No word of a pack passes the end of its file, or of its lane. */
function endOfLane({ laneMs, timelineMs }: Hearing, pack: Pack): number {
  const startMs = (pack.pieces[0]?.from ?? 0) * FRAME_MS;
  return laneMs === null || startMs >= laneMs ? timelineMs : laneMs - 1;
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
