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
  /** Go on following from this time on, whose words the person sees: nothing moves under the second click of two. */
  resumeAt: (positionMs: number) => void;
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
  const lit = useRef<{ index: number; element: Element | null }>({ index: -1, element: null });
  const shown = useRef(-1);
  const heard = useRef(0);

  const light = (position: number) => {
    const index = position > 0 ? wordAtTime(words, position) : -1;
    // Looked for when another word is spoken, or when React has put another element in its place.
    const known = lit.current;
    if (index !== known.index || !known.element?.isConnected || !known.element.hasAttribute('data-now')) {
      known.element?.removeAttribute('data-now');
      const element = index < 0 ? null : (list.current?.querySelector(`[data-word="${index}"]`) ?? null);
      element?.setAttribute('data-now', '');
      lit.current = { index, element };
    }
  };
  const latestLight = useRef(light);
  useEffect(() => {
    latestLight.current = light;
  });

  usePlayerTime((position) => {
    light(position);
    if (Math.abs(position - heard.current) > JUMP_MS && !following.current) {
      following.current = true;
      setAway(false);
    }
    heard.current = position;
    const paragraph = Math.max(0, lastBegun(paragraphs, position));
    // Nothing was played or looked for yet.
    if (position === 0 && shown.current < 0) return;
    if (paragraph === shown.current) return;
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

  useEffect(() => {
    // Words become elements when they come near the screen, also while nothing plays.
    const observer = new MutationObserver(() => latestLight.current(player.positionMs));
    if (list.current) observer.observe(list.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [list, player]);

  useEffect(() => {
    // On a narrow page the transcript stands behind a switch: when it comes to the front, it is where the player is.
    let width = list.current?.clientWidth ?? 0;
    const observer = new ResizeObserver(([entry]) => {
      const appeared = width === 0 && (entry?.contentRect.width ?? 0) > 0;
      width = entry?.contentRect.width ?? 0;
      if (appeared && following.current && shown.current >= 0) reveal(list.current, shown.current);
    });
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, [list]);

  const resume = () => {
    following.current = true;
    setAway(false);
    reveal(list.current, shown.current);
  };
  const resumeAt = (positionMs: number) => {
    following.current = true;
    setAway(false);
    shown.current = Math.max(0, lastBegun(paragraphs, positionMs));
  };
  return { away, resume, resumeAt };
}

/** Who goes so far, wants to see what is said there. */
const JUMP_MS = 10_000;

/** The last paragraph that has begun at this time; -1 before the first. */
function lastBegun(paragraphs: readonly Paragraph[], positionMs: number): number {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((paragraphs[half]?.startMs ?? 0) <= positionMs) low = half + 1;
    else high = half;
  }
  return low - 1;
}

/** What is farther away than this is jumped to: scrolling there would take long, and pass by words nobody reads. */
const FAR_PX = 2500;
/** Heights far away are guesses until they are drawn, so it is looked at again. */
const LOOKS = 4;

/** Scrolls only as far as needed, and not at all where the paragraph can be seen. */
function reveal(list: HTMLElement | null, paragraph: number, looks = LOOKS): void {
  const block = list?.querySelector(`[data-paragraph="${paragraph}"]`);
  if (!block) return;
  const box = block.getBoundingClientRect();
  const pane = list?.closest('[data-pane]')?.getBoundingClientRect();
  const top = Math.max(0, pane?.top ?? 0) + 24;
  const bottom = Math.min(window.innerHeight, pane?.bottom ?? window.innerHeight) - 100;
  if (box.height > 0 && box.top >= top && box.bottom <= bottom) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const far = box.top < top - FAR_PX || box.bottom > bottom + FAR_PX;
  block.scrollIntoView({ block: 'center', behavior: calm || far ? 'auto' : 'smooth' });
  if (far && looks > 1) requestAnimationFrame(() => reveal(list, paragraph, looks - 1));
}
