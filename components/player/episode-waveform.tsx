'use client';

import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Waveform } from '#components/ui/waveform.tsx';
import { formatTimecode } from '#lib/shared/time.ts';
import { placeRanks } from './place-ranks.ts';
import { usePlayer, usePlayerTime } from './player-context.tsx';

/** A clip as the waveform shows it. */
export interface ClipMark {
  id: string;
  rank: number;
  title: string;
  startMs: number;
  endMs: number;
}

interface EpisodeWaveformProps {
  peaks: readonly number[];
  durationMs: number;
  clips: readonly ClipMark[];
  /** The clip that is looked at, drawn on a lit ground. */
  activeId: string | null;
}

const STEPS_MS: Readonly<Record<string, number>> = {
  ArrowLeft: -5000,
  ArrowDown: -5000,
  ArrowRight: 5000,
  ArrowUp: 5000,
  PageDown: -30_000,
  PageUp: 30_000,
};
const BAR_PX = 4;

/** The whole episode: its loudness, the clips as lit ranges with their rank, the position. A slider for the keyboard. */
export function EpisodeWaveform({ peaks, durationMs, clips, activeId }: EpisodeWaveformProps) {
  const player = usePlayer();
  const lane = useRef<HTMLDivElement>(null);
  const needle = useRef<HTMLDivElement>(null);
  const width = useWidth(lane);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  usePlayerTime((position) => {
    if (!needle.current || !lane.current || durationMs <= 0) return;
    needle.current.style.left = `${Math.min(1, position / durationMs) * 100}%`;
    const second = Math.floor(position / 1000);
    if (lane.current.ariaValueNow !== String(second)) {
      lane.current.ariaValueNow = String(second);
      lane.current.ariaValueText = `${formatTimecode(position)} of ${formatTimecode(durationMs)}`;
    }
  });
  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * durationMs;
  };
  const active = clips.find((clip) => clip.id === activeId);
  const hovered = hoverMs === null ? undefined : clips.find((clip) => hoverMs >= clip.startMs && hoverMs < clip.endMs);
  const share = (ms: number) => `${(ms / Math.max(1, durationMs)) * 100}%`;
  return (
    <div
      ref={lane}
      role="slider"
      tabIndex={0}
      aria-label="Position in the episode, on its waveform"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={0}
      className="relative h-[84px] cursor-pointer touch-pan-y select-none rounded-small"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        player.seek(at(event));
      }}
      onPointerMove={(event) => {
        const position = at(event);
        if (event.pointerType === 'mouse') setHoverMs(position);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) player.seek(position);
      }}
      onPointerLeave={() => setHoverMs(null)}
      onKeyDown={(event) => {
        const target = { Home: 0, End: durationMs }[event.key];
        const step = STEPS_MS[event.key];
        if (target === undefined && step === undefined) return;
        event.preventDefault();
        player.seek(Math.min(durationMs, target ?? player.positionMs + (step ?? 0)));
      }}
    >
      {active ? (
        <div
          className="absolute inset-y-0 rounded-small bg-lit"
          style={{ left: share(active.startMs), width: share(active.endMs - active.startMs), minWidth: 4 }}
        />
      ) : null}
      <div className="absolute inset-x-0 top-5 bottom-0">
        <Waveform
          peaks={peaks}
          bars={Math.max(24, Math.floor((width || 960) / BAR_PX))}
          lit={clips.map((clip) => ({ from: clip.startMs / durationMs, to: clip.endMs / durationMs }))}
          className="h-16"
        />
      </div>
      {placeRanks(clips, durationMs, width).map(({ clip, left }) => (
        <span
          key={clip.id}
          aria-hidden="true"
          className={cn(
            'absolute top-0 grid h-[18px] min-w-[18px] -translate-x-1/2 place-items-center rounded-full px-1 font-[650] text-11',
            clip.id === activeId ? 'bg-text text-background' : 'bg-accent text-on-accent',
          )}
          style={{ left }}
        >
          {clip.rank}
        </span>
      ))}
      <div ref={needle} className="-translate-x-1/2 absolute inset-y-0 w-0.5 rounded-full bg-text" />
      {hoverMs !== null ? (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute top-full z-10 mt-1 max-w-72 truncate rounded-small border bg-card px-2 py-0.5 shadow-float"
          style={{
            left: share(hoverMs),
            transform: `translateX(-${Math.round((hoverMs / Math.max(1, durationMs)) * 100)}%)`,
          }}
        >
          <span className="timecode">{formatTimecode(hoverMs)}</span>
          {hovered ? <span className="ml-2 text-13">{hovered.title}</span> : null}
        </div>
      ) : null}
    </div>
  );
}

/** Width of an element in pixels; 0 before it is known. */
function useWidth(target: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!target.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return width;
}
