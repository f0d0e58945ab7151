import * as z from 'zod/mini';
import type { Signal } from '../clips.ts';

/** What a person does with a clip that says something about it. `more` and `less`: 'more like this', 'less like this'. */
export const clipEventKindSchema = z.enum(['stars', 'thumb', 'keep', 'trim', 'download', 'delete', 'more', 'less']);
export type ClipEventKind = z.infer<typeof clipEventKindSchema>;

/** A clip's signals as they were when something was done with it; without the words. */
export const heldSignalsSchema = z.array(z.object({ name: z.string(), weight: z.number(), value: z.number() }));
export type HeldSignal = z.infer<typeof heldSignalsSchema>[number];

/** One thing that was done. */
export interface ClipEvent {
  readonly clipId: string;
  readonly kind: ClipEventKind;
  /** Stars 1-5; thumb 1 or -1; otherwise 1. Null takes it back. */
  readonly value: number | null;
  readonly signals: readonly HeldSignal[];
  /** Of the clip, without what ratings had added. */
  readonly score: number;
  readonly createdAt: number;
}

/** What was learned from ratings shows as a part of its own under this name, and is not learned from again. */
export const LEARNED_SIGNAL = 'your ratings';
/** Parts that a request adds ('moments about pricing'): they say nothing about taste. */
export const ASKED_PREFIX = 'asked: ';

/** A weight of so much counts as a strong signal where the scorer does not say how strong it is. */
const FULL_WEIGHT = 0.12;

/** Parts of a sum that are no signal: where every clip starts, and what is left over. */
export const PLAIN_PARTS: ReadonlySet<string> = new Set([
  'average moment of this episode',
  'end of the scale',
  'smaller reasons',
]);

/** True for a part that comes from the scorer, and not from ratings or a request. */
function isOwn({ name }: Pick<Signal, 'name'>): boolean {
  return name !== LEARNED_SIGNAL && !name.startsWith(ASKED_PREFIX);
}

/** The signals that ratings can move, with their strength. */
export function heldSignals(signals: readonly Signal[]): HeldSignal[] {
  return signals
    .filter((signal) => isOwn(signal) && !PLAIN_PARTS.has(signal.name))
    .map(({ name, weight, value }) => ({ name, weight, value: strengthOf(weight, value) }));
}

/** The score that a clip had without what ratings and requests added. */
export function ownScore(signals: readonly Signal[]): number {
  return signals.filter(isOwn).reduce((sum, { weight }) => sum + weight, 0);
}

function strengthOf(weight: number, value: number | undefined): number {
  return Math.max(-1, Math.min(1, value ?? weight / FULL_WEIGHT));
}

/** How much somebody liked a clip, 0-1, and how much that counts. */
export interface Opinion {
  readonly clipId: string;
  readonly liked: number;
  readonly weight: number;
  readonly signals: readonly HeldSignal[];
  readonly score: number;
}

/** Stars and thumbs are said; keeping and deleting are meant; downloading and trimming may have other reasons. */
const WEIGHTS: Readonly<Record<ClipEventKind, number>> = {
  stars: 1,
  thumb: 1,
  keep: 1,
  more: 1,
  less: 1,
  delete: 0.8,
  download: 0.6,
  trim: 0.4,
};
const MOST_WEIGHT = 1.5;

/** One opinion a clip, in the order in which clips were first judged: of each kind the last event counts, one taken back does not. */
export function opinionsOf(events: readonly ClipEvent[]): Opinion[] {
  const inOrder = [...events].sort((a, b) => a.createdAt - b.createdAt);
  const byClip = new Map<string, Map<ClipEventKind, ClipEvent>>();
  for (const event of inOrder) {
    const known = byClip.get(event.clipId) ?? new Map<ClipEventKind, ClipEvent>();
    known.set(event.kind, event);
    byClip.set(event.clipId, known);
  }
  const opinions: Opinion[] = [];
  for (const [clipId, kinds] of byClip) {
    const counted = [...kinds.values()].filter((event) => event.value !== null);
    const last = counted.at(-1);
    if (!last) continue;
    const total = counted.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
    const liked = counted.reduce((sum, event) => sum + WEIGHTS[event.kind] * likedOf(event), 0) / total;
    opinions.push({ clipId, liked, weight: Math.min(MOST_WEIGHT, total), signals: last.signals, score: last.score });
  }
  return opinions;
}

function likedOf({ kind, value }: ClipEvent): number {
  if (kind === 'stars') return Math.max(0, Math.min(1, ((value ?? 3) - 1) / 4));
  if (kind === 'thumb') return (value ?? 0) > 0 ? 1 : 0;
  return kind === 'delete' || kind === 'less' ? 0 : 1;
}
