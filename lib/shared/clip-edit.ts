import * as z from 'zod/mini';
import { framingSchema } from './framing.ts';

/** What a person edits of a clip. All times are milliseconds of the episode. */

const spanSchema = z
  .object({ startMs: z.int().check(z.nonnegative()), endMs: z.int().check(z.positive()) })
  .check(z.refine(({ startMs, endMs }) => endMs > startMs, { message: 'It ends before it begins' }));
/** A stretch of the episode. */
export type Stretch = z.infer<typeof spanSchema>;

/** Stretches that are left out of the middle of a clip. */
export const removedSchema = z.array(spanSchema).check(z.maxLength(200));

/** Less of a clip than this is none. */
export const SHORTEST_CLIP_MS = 500;
/**
 * From the beginning to the end of a clip with stretches that are left out: all of it is decoded to cut it, at 23 MB a
 * minute and several times.
 */
export const LONGEST_CUT_MS = 30 * 60_000;
/** Stretches that are closer are one: nothing could be heard between them. */
const TOUCHING_MS = 40;

/** Where a clip lies, and what is left out of it. */
export interface ClipCut extends Stretch {
  readonly removed: readonly Stretch[];
}

/** The parts of a clip that can be changed, taken back and done again; only those that a change was about. */
export const clipStateSchema = z.partial(
  z.object({
    startMs: z.int().check(z.nonnegative()),
    endMs: z.int().check(z.positive()),
    removed: removedSchema,
    title: z.string(),
    description: z.string(),
    hashtags: z.array(z.string()),
    framing: z.nullable(framingSchema),
  }),
);
export type ClipState = z.infer<typeof clipStateSchema>;

/** What kind of change it was, for the words on the button that takes it back. */
export const clipChangeKindSchema = z.enum(['trim', 'cut', 'split', 'merge', 'text', 'framing']);
export type ClipChangeKind = z.infer<typeof clipChangeKindSchema>;

/** What of a clip a render shows; `title` where it is drawn in the picture. */
export const shownSchema = z.object({
  startMs: z.number(),
  endMs: z.number(),
  removed: removedSchema,
  text: z.string(),
  title: z.nullable(z.string()),
});
export type Shown = z.infer<typeof shownSchema>;

/** Stretches in order, apart from each other, and inside of the clip. */
export function tidyRemoved({ startMs, endMs, removed }: ClipCut): Stretch[] {
  const tidy: Stretch[] = [];
  for (const span of removed.toSorted((a, b) => a.startMs - b.startMs)) {
    const from = Math.max(startMs, Math.round(span.startMs));
    const to = Math.min(endMs, Math.round(span.endMs));
    if (to <= from) continue;
    const last = tidy.at(-1);
    if (last && from - last.endMs <= TOUCHING_MS) {
      tidy[tidy.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, to) };
    } else tidy.push({ startMs: from, endMs: to });
  }
  return tidy;
}

/**
 * A cut as it is stored: what is left out at an end is no hole but a later
 * beginning or an earlier end.
 */
export function tidyCut(cut: ClipCut): ClipCut {
  let { startMs, endMs } = cut;
  let removed = tidyRemoved(cut);
  const first = removed[0];
  if (first && first.startMs - startMs <= TOUCHING_MS) {
    startMs = first.endMs;
    removed = removed.slice(1);
  }
  const last = removed.at(-1);
  if (last && endMs - last.endMs <= TOUCHING_MS) {
    endMs = last.startMs;
    removed = removed.slice(0, -1);
  }
  return { startMs, endMs, removed };
}

/** How long a clip is without what is left out. */
export function heardMs({ startMs, endMs, removed }: ClipCut): number {
  return removed.reduce((sum, span) => sum - (span.endMs - span.startMs), endMs - startMs);
}

/** True for words of which at least half is left out. */
export function isLeftOut(removed: readonly Stretch[], word: { startMs: number; endMs: number }): boolean {
  const middle = (word.startMs + word.endMs) / 2;
  return removed.some((span) => middle >= span.startMs && middle < span.endMs);
}

/** Where playing goes on from a moment: the moment itself, or the end of the stretch that is left out there. */
export function heardFrom(removed: readonly Stretch[], ms: number): number {
  return removed.find((span) => ms >= span.startMs && ms < span.endMs)?.endMs ?? ms;
}

/** Two clips as one, from the first beginning to the last end: what neither of them plays is left out. */
export function mergeCuts(a: ClipCut, b: ClipCut): ClipCut {
  const heard = [...heardParts(a), ...heardParts(b)].toSorted((one, other) => one.startMs - other.startMs);
  const removed: Stretch[] = [];
  let untilMs = Math.min(a.startMs, b.startMs);
  for (const part of heard) {
    if (part.startMs > untilMs) removed.push({ startMs: untilMs, endMs: part.startMs });
    untilMs = Math.max(untilMs, part.endMs);
  }
  return tidyCut({
    startMs: Math.min(a.startMs, b.startMs),
    endMs: Math.max(a.endMs, b.endMs),
    removed,
  });
}

function heardParts(cut: ClipCut): Stretch[] {
  const removed = tidyRemoved(cut);
  const starts = [cut.startMs, ...removed.map((span) => span.endMs)];
  return starts.map((startMs, at) => ({ startMs, endMs: removed[at]?.startMs ?? cut.endMs }));
}

/** True where two lists leave out the same. */
export function isSameRemoved(a: readonly Stretch[], b: readonly Stretch[]): boolean {
  return a.length === b.length && a.every((span, at) => span.startMs === b[at]?.startMs && span.endMs === b[at]?.endMs);
}
