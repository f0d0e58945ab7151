'use client';

import type { PointerEvent } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Edge } from '#lib/shared/clip-words.ts';
import type { EdgeStep } from './use-cutting.ts';

interface HandleProps {
  edge: Edge;
  label: string;
  /** Where it stands, milliseconds of the episode. */
  ms: number;
  /** How far it can go. */
  range: readonly [number, number];
  valueText: string;
  /** Share of the width. */
  left: number;
  onGrab: () => void;
  onDrag: (event: PointerEvent) => void;
  onDrop: () => void;
  onStep: (step: EdgeStep) => void;
}

/** One end of the clip: dragged, or moved by keys: a word, with Shift a twentieth of a second, with Page keys a sentence. */
export function Handle({ edge, label, ms, range, valueText, left, onGrab, onDrag, onDrop, onStep }: HandleProps) {
  const seconds = (value: number) => Math.round(value / 100) / 10;
  return (
    <div
      role="slider"
      tabIndex={0}
      data-handle={edge}
      data-own-keys
      aria-label={label}
      aria-valuemin={seconds(Math.min(range[0], ms))}
      aria-valuemax={seconds(Math.max(range[1], ms))}
      aria-valuenow={seconds(ms)}
      aria-valuetext={valueText}
      className={cn(
        'absolute inset-y-0 z-10 flex w-7 cursor-ew-resize touch-none rounded-small outline-offset-0',
        edge === 'start' ? '-translate-x-full justify-end' : 'justify-start',
      )}
      style={{
        left: `clamp(${edge === 'start' ? '10px' : '0px'}, ${left * 100}%, calc(100% - ${edge === 'start' ? '0px' : '10px'}))`,
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        onGrab();
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(event);
      }}
      onPointerUp={onDrop}
      onPointerCancel={onDrop}
      onKeyDown={(event) => {
        const step = stepOf(event.key, event.shiftKey);
        if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onStep(step);
      }}
    >
      <span
        aria-hidden="true"
        className={cn(
          'grid w-3 place-items-center bg-accent',
          edge === 'start' ? 'rounded-l-small' : 'rounded-r-small',
        )}
      >
        <span className="h-6 w-0.5 rounded-full bg-on-accent/80" />
      </span>
    </div>
  );
}

const FINE_MS = 50;

function stepOf(key: string, fine: boolean): EdgeStep | null {
  const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
  if (way !== undefined) return fine ? { byMs: way * FINE_MS } : { byWords: way };
  const sentence = { PageDown: -1, PageUp: 1 }[key];
  return sentence === undefined ? null : { bySentences: sentence };
}
