'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { usePlayer, usePlayerTime } from '#components/player/player-context.tsx';
import type { Word } from '#lib/shared/transcript.ts';
import { type Paragraph, wordAtTime } from './paragraphs.ts';

/** How the transcript keeps up with the player. */
export interface Follow {
  /** The person has scrolled away while it plays. */
  away: boolean;
  /** Go on following, from now. */
  resume: () => void;
}

/**
 * Lights the spoken word and keeps its paragraph in view, until the person
 * scrolls. Works on the elements directly: 60 renders a second would be felt.
 */
export function useFollow(
  list: RefObject<HTMLElement | null>,
  words: readonly Word[],
  paragraphs: readonly Paragraph[],
): Follow {
  const player = usePlayer();
  const [away, setAway] = useState(false);
  const following = useRef(true);
  const lit = useRef<Element | null>(null);
  const shown = useRef(-1);

  usePlayerTime((position) => {
    const index = position > 0 ? wordAtTime(words, position) : -1;
    const element = index < 0 ? null : (list.current?.querySelector(`[data-word="${index}"]`) ?? null);
    if (element !== lit.current || (element && !element.hasAttribute('data-now'))) {
      lit.current?.removeAttribute('data-now');
      element?.setAttribute('data-now', '');
      lit.current = element;
    }
    const paragraph = paragraphs.findLastIndex((each) => each.startMs <= position);
    if (paragraph === shown.current || position === 0) return;
    shown.current = paragraph;
    if (following.current) reveal(list.current, paragraph);
  });

  useEffect(() => {
    const leave = () => {
      if (!player.getSnapshot().playing) return;
      following.current = false;
      setAway(true);
    };
    const element = list.current;
    element?.addEventListener('wheel', leave, { passive: true });
    element?.addEventListener('touchmove', leave, { passive: true });
    return () => {
      element?.removeEventListener('wheel', leave);
      element?.removeEventListener('touchmove', leave);
    };
  }, [list, player]);

  const resume = () => {
    following.current = true;
    setAway(false);
    reveal(list.current, shown.current);
  };
  return { away, resume };
}

/** Scrolls only as far as needed, and not at all where the paragraph can be seen. */
function reveal(list: HTMLElement | null, paragraph: number): void {
  const block = list?.querySelector(`[data-paragraph="${paragraph}"]`);
  if (!block) return;
  const box = block.getBoundingClientRect();
  const pane = list?.closest('[data-pane]')?.getBoundingClientRect();
  const top = Math.max(0, pane?.top ?? 0) + 24;
  const bottom = Math.min(window.innerHeight, pane?.bottom ?? window.innerHeight) - 100;
  if (box.height > 0 && box.top >= top && box.bottom <= bottom) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  block.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
}
