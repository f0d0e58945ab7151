'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useWavePart } from '#lib/client/waveform-tiles.ts';
import { usePaint, useSize } from './use-canvas.ts';
import { BAR_STEP_PX, drawWave, type WaveMark } from './wave-bars.ts';

export type { MarkTone, WaveMark } from './wave-bars.ts';

/** Tells a position in the episode (ms) whenever it moves, at the pace of the screen; answers how to stop. */
export type PlayheadSource = (listener: (positionMs: number) => void) => () => void;

interface DetailWaveformProps {
  episodeId: string;
  /** What is shown, in milliseconds of the episode. */
  fromMs: number;
  toMs: number;
  marks: readonly WaveMark[];
  /**
   * Where the needle stands, in milliseconds of the episode; null for none. A source moves it without a
   * render: give the same function at each render, e.g. `useCallback((hear) => player.onTime(hear), [player])`.
   */
  playhead: number | PlayheadSource | null;
  /** Its height, among others; 64 px by default. */
  className?: string;
  /** Stands over the picture, e.g. handles; place them by `(ms - fromMs) / (toMs - fromMs)` of the width. */
  children?: ReactNode;
}

/**
 * A part of an episode's waveform on a canvas, down to 10 ms a value, however long the episode is: the server
 * answers in tiles of a few kilobytes. Shows only; pointer and keys belong to what holds it, and what it shows
 * has to be said in words or by controls beside it (it is hidden from screen readers).
 */
export function DetailWaveform(props: DetailWaveformProps) {
  const { episodeId, fromMs, toMs, marks, playhead, className, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const needle = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const paint = usePaint();
  const msPerBar = size.width > 0 ? ((toMs - fromMs) / size.width) * BAR_STEP_PX : 0;
  const part = useWavePart(episodeId, fromMs, toMs, msPerBar);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `paint` stands for the colours, which are read while drawing.
  useEffect(() => {
    if (canvas.current) drawWave(canvas.current, { part, fromMs, toMs, marks, size });
  }, [part, fromMs, toMs, marks, size, paint]);
  useEffect(() => {
    const place = (positionMs: number) => {
      if (!needle.current) return;
      const share = (positionMs - fromMs) / Math.max(1, toMs - fromMs);
      needle.current.hidden = share < 0 || share > 1;
      needle.current.style.transform = `translateX(${share * size.width - 1}px)`;
    };
    if (playhead === null) return;
    if (typeof playhead !== 'number') return playhead(place);
    place(playhead);
  }, [playhead, fromMs, toMs, size.width]);
  return (
    <div ref={box} className={cn('base:h-16 relative overflow-hidden', className)}>
      <div aria-hidden="true" className="absolute inset-0">
        <canvas ref={canvas} className="size-full" />
      </div>
      <div
        ref={needle}
        hidden={playhead === null}
        className="pointer-events-none absolute inset-y-0 left-0 w-0.5 rounded-full bg-text will-change-transform"
      />
      {children}
    </div>
  );
}
