import type { Tighten } from '#lib/shared/states.ts';
import { type EditList, type Span, withoutSpans } from './edit-list.ts';
import { pausesOf, quietestNear } from './envelope.ts';
import { isFiller, isStutter } from './fillers.ts';

interface Measure {
  /** Pauses longer than this are shortened. */
  readonly longestMs: number;
  /** To this. */
  readonly leftMs: number;
  /** Repeated small words go as well. */
  readonly stutters: boolean;
}

const MEASURES: Readonly<Record<Exclude<Tighten, 'off'>, Measure>> = {
  light: { longestMs: 800, leftMs: 500, stutters: false },
  strong: { longestMs: 450, leftMs: 280, stutters: true },
};

/** The end of a pause belongs to the breath before the next word: of what is left, this share stays there. */
const LEFT_AFTER = 0.45;
/** Transcripts are off by so much: a cut is looked for around the time that they give. */
const SEARCH_MS = 120;
/** Words that a person took out lie where the transcript says, give or take this. */
const BY_HAND_MS = 50;
/** Pauses and fillers that are closer belong together. */
const TOUCHING_MS = 70;
/** Less is not worth a cut. */
const MIN_CUT_MS = 80;
/** The first and the last word of a clip have their own air. */
const EDGE_MS = 30;

interface Spoken extends Span {
  readonly text: string;
}

/**
 * What is taken out of a clip: pauses that are too long are shortened, words of
 * hesitation removed. A pause is where it is quiet, whatever the transcript says;
 * a filler is cut at the quietest moments beside it, and never into its neighbours.
 *
 * @param words on the clip's clock, in order
 * @param envelope decibels in steps of 10 ms
 */
export function planEdits(options: {
  level: Tighten;
  words: readonly Spoken[];
  language: string;
  envelope: Float32Array;
  durationMs: number;
  /** What somebody took out by hand, on the clip's clock: all of it goes, whatever the level. */
  removed?: readonly Span[];
}): EditList {
  const { level, words, language, envelope, durationMs } = options;
  const byHand = (options.removed ?? []).map((span) => quietlyCut(envelope, span));
  if (level === 'off') return withoutSpans(durationMs, byHand);
  const measure = MEASURES[level];
  const pauses = pausesOf(envelope, words);
  const fillers = fillersOf(words, language, measure.stutters).map((at) =>
    fillerSpan(words, at, envelope, pauses, durationMs),
  );
  const removed = stretchesOf(pauses, fillers)
    .flatMap((stretch) => cutOf(stretch, measure, durationMs))
    .filter((cut) => cut.endMs - cut.startMs >= MIN_CUT_MS);
  return withoutSpans(durationMs, [...removed, ...byHand]);
}

/** Both of its ends at the quietest moment beside them. */
function quietlyCut(envelope: Float32Array, { startMs, endMs }: Span): Span {
  const near = (ms: number) => quietestNear(envelope, ms, ms - BY_HAND_MS, ms + BY_HAND_MS);
  const cut = { startMs: near(startMs), endMs: near(endMs) };
  return cut.endMs > cut.startMs ? cut : { startMs, endMs };
}

function fillersOf(words: readonly Spoken[], language: string, stutters: boolean): number[] {
  return words.flatMap((word, at) => {
    if (isFiller(word.text, language)) return [at];
    const next = words[at + 1];
    const soon = next && next.startMs - word.endMs < 600;
    return stutters && soon && isStutter(word.text, next.text, language) ? [at] : [];
  });
}

/** From the quietest moment before a filler to the one after, between its neighbours. */
function fillerSpan(
  words: readonly Spoken[],
  at: number,
  envelope: Float32Array,
  pauses: readonly Span[],
  durationMs: number,
): Span {
  const word = words[at] ?? { startMs: 0, endMs: 0 };
  const floor = words[at - 1]?.endMs ?? 0;
  const ceiling = words[at + 1]?.startMs ?? durationMs;
  // A pause beside it says more exactly where it begins and ends than the transcript does.
  const before = pauses.findLast(
    (pause) => pause.endMs <= word.startMs + SEARCH_MS && pause.endMs >= Math.max(floor, word.startMs - SEARCH_MS),
  );
  const after = pauses.find(
    (pause) => pause.startMs >= word.endMs - SEARCH_MS && pause.startMs <= Math.min(ceiling, word.endMs + SEARCH_MS),
  );
  const startMs = before
    ? before.endMs
    : quietestNear(envelope, word.startMs, Math.max(floor, word.startMs - SEARCH_MS / 2), word.startMs + SEARCH_MS / 2);
  const endMs = after
    ? after.startMs
    : quietestNear(envelope, word.endMs, word.endMs - SEARCH_MS / 2, Math.min(ceiling, word.endMs + SEARCH_MS / 2));
  return endMs > startMs ? { startMs, endMs } : word;
}

interface Stretch extends Span {
  /** What is said in it and goes; null where it is only quiet. */
  readonly filler: Span | null;
}

/** Pauses, each with the fillers that touch it. */
function stretchesOf(pauses: readonly Span[], fillers: readonly Span[]): Stretch[] {
  const quiet = pauses.map((pause): Stretch => ({ ...pause, filler: null }));
  const said = fillers.map((filler): Stretch => ({ ...filler, filler }));
  const joined: Stretch[] = [];
  for (const next of [...quiet, ...said].toSorted((a, b) => a.startMs - b.startMs)) {
    const last = joined.at(-1);
    const together = last && next.startMs - last.endMs <= TOUCHING_MS && (last.filler || next.filler);
    if (!last || !together) {
      joined.push(next);
      continue;
    }
    const filler =
      last.filler && next.filler
        ? { startMs: last.filler.startMs, endMs: Math.max(last.filler.endMs, next.filler.endMs) }
        : (last.filler ?? next.filler);
    joined[joined.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, next.endMs), filler };
  }
  return joined;
}

function cutOf(stretch: Stretch, { longestMs, leftMs }: Measure, durationMs: number): Span[] {
  const { startMs, endMs, filler } = stretch;
  const quietMs = endMs - startMs - (filler ? filler.endMs - filler.startMs : 0);
  // Pauses at the clip's own ends were chosen when it was cut.
  if (!filler && (startMs <= EDGE_MS || endMs >= durationMs - EDGE_MS)) return [];
  if (!filler && quietMs <= longestMs) return [];
  const left = Math.min(quietMs, quietMs > longestMs ? leftMs : Math.max(leftMs, quietMs * 0.6));
  const beforeMs = filler ? filler.startMs - startMs : quietMs;
  const afterMs = filler ? endMs - filler.endMs : quietMs;
  const keepAfter = Math.min(afterMs, Math.max(left * LEFT_AFTER, left - beforeMs));
  const keepBefore = Math.min(beforeMs, left - keepAfter);
  return [{ startMs: Math.round(startMs + keepBefore), endMs: Math.round(endMs - keepAfter) }];
}
