'use client';

import { type RefObject, useEffect, useState } from 'react';
import { formatTimecode } from '#lib/shared/time.ts';
import type { ClipMark } from './clip-mark.ts';

interface WaveHoverProps {
  lane: RefObject<HTMLElement | null>;
  fromMs: number;
  toMs: number;
  clips: readonly ClipMark[];
}

/** The time and the clip under the mouse. Renders alone: the lane stays as it is while the mouse moves. */
export function WaveHover({ lane, fromMs, toMs, clips }: WaveHoverProps) {
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => {
    const element = lane.current;
    if (!element) return;
    const move = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      const box = element.getBoundingClientRect();
      setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    };
    const leave = () => setShare(null);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerleave', leave);
    };
  }, [lane]);
  if (share === null) return null;
  const ms = fromMs + share * (toMs - fromMs);
  const clip = clips.find(({ startMs, endMs }) => ms >= startMs && ms < endMs);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-full z-10 mt-1 max-w-72 truncate rounded-small border bg-card px-2 py-0.5 shadow-float"
      style={{ left: `${share * 100}%`, transform: `translateX(-${Math.round(share * 100)}%)` }}
    >
      <span className="timecode">{formatTimecode(ms)}</span>
      {clip ? <span className="ml-2 text-13">{clip.title}</span> : null}
    </div>
  );
}
