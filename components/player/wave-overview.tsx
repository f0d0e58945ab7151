'use client';

import { memo, useEffect, useMemo, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { ClipMark } from './clip-mark.ts';
import { placeRanks } from './place-ranks.ts';
import { usePlayer, usePlayerTime } from './player-context.tsx';
import { usePaint, useSize } from './use-canvas.ts';
import { BAR_STEP_PX, drawWave, type WaveMark } from './wave-bars.ts';
import type { WaveView } from './wave-view.ts';

/** Bars for each clip, so that there are dark ones between them. */
const FEWEST_BARS = 3;

interface WaveOverviewProps {
  peaks: readonly number[];
  durationMs: number;
  clips: readonly ClipMark[];
  marks: readonly WaveMark[];
  activeId: string | null;
  /** The part that stands close up below. */
  view: WaveView | null;
}

/** The picture of the whole episode: bars, ranks of the clips where there is room, the needle. */
export const WaveOverview = memo(function WaveOverview(props: WaveOverviewProps) {
  const { peaks, durationMs, clips, marks, activeId, view } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const needle = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const paint = usePaint();
  const player = usePlayer();
  const place = (position: number) => {
    if (!needle.current || durationMs <= 0) return;
    needle.current.style.transform = `translateX(${Math.min(1, position / durationMs) * size.width - 1}px)`;
  };
  usePlayerTime(place);
  // Another width, or another length: the same position stands elsewhere.
  useEffect(() => place(player.positionMs));
  const ranks = useMemo(() => placeRanks(clips, durationMs, size.width), [clips, durationMs, size.width]);
  const lit = useMemo(() => {
    // Where nearly every bar would be lit, none says anything: then those that show their rank are enough.
    if (clips.length * FEWEST_BARS <= size.width / BAR_STEP_PX) return marks;
    const shown = new Set(ranks.map(({ clip }) => clip.id));
    return marks.filter(({ id, active }) => active || shown.has(id));
  }, [clips.length, marks, ranks, size.width]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `paint` stands for the colours, which are read while drawing.
  useEffect(() => {
    const part = { fromMs: 0, toMs: durationMs, values: peaks };
    if (canvas.current) drawWave(canvas.current, { part, fromMs: 0, toMs: durationMs, marks: lit, size });
  }, [peaks, durationMs, lit, size, paint]);
  const share = (ms: number) => `${(ms / Math.max(1, durationMs)) * 100}%`;
  return (
    <>
      <div ref={box} aria-hidden="true" className="absolute inset-x-0 top-5 bottom-0">
        <canvas ref={canvas} className="size-full" />
      </div>
      {view ? (
        <div
          className="absolute top-5 bottom-0 rounded-small border border-edge"
          style={{ left: share(view.fromMs), width: share(view.toMs - view.fromMs), minWidth: 6 }}
        />
      ) : null}
      {ranks.map(({ clip, left }) => (
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
      <div ref={needle} className="absolute inset-y-0 left-0 w-0.5 rounded-full bg-text will-change-transform" />
    </>
  );
});
