'use client';

import { type RefObject, useEffect, useState } from 'react';
import type { WordRange } from './paragraphs.ts';

/** Words that a person has chosen, by dragging over them or from the keyboard. */
export interface WordSelection {
  readonly range: WordRange | null;
  /** Of the keyboard: the word that the next step starts from. */
  readonly head: number | null;
  /** Goes to a word; `extend` takes those in between along. */
  readonly moveTo: (word: number, extend: boolean) => void;
  /** Chooses words without going there. */
  readonly choose: (range: WordRange) => void;
  readonly clear: () => void;
}

interface Ends {
  readonly anchor: number;
  readonly head: number;
}

/** Follows the browser's own selection of text, so that dragging, double clicks and touch handles all work. */
export function useWordSelection(
  list: RefObject<HTMLElement | null>,
  wordCount: number,
  revision: string | undefined,
): WordSelection {
  const [ends, setEnds] = useState<Ends | null>(null);
  const [seen, setSeen] = useState(revision);
  if (seen !== revision) {
    // Another text: the same places are other words.
    setSeen(revision);
    setEnds(null);
  }
  useEffect(() => {
    const read = () => {
      const selection = document.getSelection();
      if (!selection || selection.isCollapsed || !list.current?.contains(selection.anchorNode)) return;
      const found = selectedWords(list.current, selection.getRangeAt(0));
      if (found) setEnds(found);
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [list]);
  const inside = ends && Math.max(ends.anchor, ends.head) < wordCount ? ends : null;
  return {
    range: inside && { from: Math.min(inside.anchor, inside.head), to: Math.max(inside.anchor, inside.head) + 1 },
    head: inside?.head ?? null,
    moveTo: (word, extend) => {
      const head = Math.min(wordCount - 1, Math.max(0, word));
      setEnds({ anchor: extend && inside ? inside.anchor : head, head });
      document.getSelection()?.removeAllRanges();
      const element = list.current?.querySelector<HTMLElement>(`[data-word="${head}"]`);
      if (element) focusWord(element);
      element?.scrollIntoView({ block: 'nearest' });
    },
    choose: ({ from, to }) => {
      document.getSelection()?.removeAllRanges();
      setEnds({ anchor: from, head: to - 1 });
    },
    clear: () => {
      setEnds(null);
      document.getSelection()?.removeAllRanges();
    },
  };
}

/**
 * Gives a word the focus. It can only have it for that time: dragging from something that takes the focus selects
 * nothing where the mouse is quick.
 */
export function focusWord(element: HTMLElement): void {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
}

/** First and last word that the range touches with at least a letter. */
function selectedWords(list: HTMLElement, range: Range): Ends | null {
  const touched = [...list.querySelectorAll<HTMLElement>('[data-word]')].filter(
    (element) => range.intersectsNode(element) && touches(range, element),
  );
  const [first, last] = [touched[0]?.dataset.word, touched.at(-1)?.dataset.word];
  return first === undefined || last === undefined ? null : { anchor: Number(first), head: Number(last) };
}

/** A selection that only ends at a word's edge does not hold it. */
function touches(range: Range, element: HTMLElement): boolean {
  const own = document.createRange();
  own.selectNodeContents(element);
  const endsBefore = range.compareBoundaryPoints(Range.START_TO_END, own) <= 0;
  const beginsAfter = range.compareBoundaryPoints(Range.END_TO_START, own) >= 0;
  return !endsBefore && !beginsAfter;
}
