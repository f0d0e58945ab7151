'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { formatTimecode } from '#lib/shared/time.ts';
import type { ClipMark } from './clip-mark.ts';
import { usePlayer, usePlayerTime } from './player-context.tsx';
import { WaveHover } from './wave-hover.tsx';

interface WaveLaneProps {
  label: string;
  /** What the lane shows. */
  fromMs: number;
  toMs: number;
  durationMs: number;
  /** How far an arrow key goes; Page Up and Page Down go six times as far. */
  stepMs: number;
  clips: readonly ClipMark[];
  /** Keys of the lane's own; answers whether it took one. */
  onKey: (event: KeyboardEvent) => boolean;
  lane?: RefObject<HTMLDivElement | null>;
  className?: string;
  children: ReactNode;
}

/** A stretch of time as a slider: a click, a drag and the keys move the player. */
export function WaveLane(props: WaveLaneProps) {
  const { label, fromMs, toMs, durationMs, stepMs, clips, onKey, className, children } = props;
  const t = useTexts();
  const player = usePlayer();
  const own = useRef<HTMLDivElement>(null);
  const lane = props.lane ?? own;
  usePlayerTime((position) => {
    const second = String(Math.floor(position / 1000));
    if (!lane.current || lane.current.ariaValueNow === second) return;
    lane.current.ariaValueNow = second;
    lane.current.ariaValueText = t('wave.position', {
      at: formatTimecode(position),
      whole: formatTimecode(durationMs),
    });
  });
  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return fromMs + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (toMs - fromMs);
  };
  return (
    <div
      ref={lane}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-keyshortcuts="+ - 0 Shift+ArrowLeft Shift+ArrowRight"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={0}
      className={cn('relative min-w-0 flex-1 cursor-pointer touch-pan-y select-none rounded-small', className)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        player.seek(at(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) player.seek(at(event));
      }}
      onKeyDown={(event) => {
        const target = keyTarget(event, stepMs, player.positionMs, { fromMs, toMs });
        if (target !== null) player.seek(Math.min(durationMs, Math.max(0, target)));
        else if (!onKey(event)) return;
        event.preventDefault();
      }}
    >
      {children}
      <WaveHover lane={lane} fromMs={fromMs} toMs={toMs} clips={clips} />
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -6,
  PageUp: 6,
};

function keyTarget(
  event: KeyboardEvent,
  stepMs: number,
  positionMs: number,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): number | null {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === 'Home') return fromMs;
  if (event.key === 'End') return toMs;
  const steps = STEPS[event.key];
  return steps === undefined ? null : positionMs + steps * stepMs;
}
