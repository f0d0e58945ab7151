import { isLeftOut, type Stretch } from '../clip-edit.ts';
import type { Word } from '../transcript.ts';
import { joinTexts } from './words.ts';

interface ClipText {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Stretches that are left out of it. */
  readonly removed?: readonly Stretch[];
}

/** What is said between two moments: the words whose middle lies there, as captions take them. */
export function textBetween(
  words: readonly Word[],
  startMs: number,
  endMs: number,
  removed: readonly Stretch[] = [],
): string {
  const inside = words.filter((word) => {
    const middle = (word.startMs + word.endMs) / 2;
    return middle >= startMs && middle < endMs && !isLeftOut(removed, word);
  });
  return joinTexts(inside.map((word) => word.text.trim()).filter((text) => text !== ''));
}

/** Clips that say something else now, with their new text. */
export function changedClipTexts(clips: readonly ClipText[], words: readonly Word[]): { id: string; text: string }[] {
  return clips.flatMap(({ id, startMs, endMs, removed, text: before }) => {
    const text = textBetween(words, startMs, endMs, removed);
    return isSameSaid(text, before) ? [] : [{ id, text }];
  });
}

/** Whether two texts say the same. Spaces are not said: scripts without them were written with some before. */
export function isSameSaid(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(text: string): string {
  return text.replace(/\s/g, '');
}
