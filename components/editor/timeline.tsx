'use client';

import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { DetailWaveform, type PlayheadSource, type WaveMark } from '#components/player/detail-waveform.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipCut } from '#lib/shared/clip-edit.ts';
import type { Edge, SpokenText } from '#lib/shared/clip-words.ts';
import { edgeWord, preciseTime } from './edge-words.ts';
import { Handle } from './handle.tsx';
import { PositionSlider } from './position-slider.tsx';
import type { MoveEdge } from './use-cutting.ts';
import { isInView, viewFor } from './view-window.ts';

interface TimelineProps {
  episodeId: string;
  durationMs: number;
  cut: ClipCut;
  text: SpokenText | null;
  playhead: PlayheadSource;
  onSeek: (ms: number) => void;
  onMove: MoveEdge;
}

/** The waveform of the clip and what lies around it, with a handle at each end. */
export function Timeline({ episodeId, durationMs, cut, text, playhead, onSeek, onMove }: TimelineProps) {
  const t = useTexts();
  const lane = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Edge | null>(null);
  const [view, setView] = useState(() => viewFor(cut, durationMs));
  // It stands still under the hand.
  if (!dragged && !isInView(view, cut, durationMs)) {
    const next = viewFor(cut, durationMs);
    if (next.startMs !== view.startMs || next.endMs !== view.endMs) setView(next);
  }
  const span = Math.max(1, view.endMs - view.startMs);
  const share = (ms: number) => (ms - view.startMs) / span;
  const { startMs, endMs, removed } = cut;
  const marks = useMemo<WaveMark[]>(
    () => [
      { id: 'clip', startMs, endMs, active: true },
      ...removed.map((hole) => ({ id: `out-${hole.startMs}`, ...hole, tone: 'cut' as const })),
    ],
    [startMs, endMs, removed],
  );
  const at = (event: PointerEvent) => {
    const box = lane.current?.getBoundingClientRect();
    if (!box || box.width === 0) return view.startMs;
    return view.startMs + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * span;
  };
  const handle = (edge: Edge) => {
    const ms = edge === 'start' ? startMs : endMs;
    const word = edgeWord(text, cut, edge);
    return (
      <Handle
        edge={edge}
        label={edge === 'start' ? t('editor.startHandle') : t('editor.endHandle')}
        ms={ms}
        range={edge === 'start' ? [view.startMs, endMs] : [startMs, view.endMs]}
        valueText={word ? t('editor.edgeAt', { time: preciseTime(ms), word }) : preciseTime(ms)}
        left={share(ms)}
        onGrab={() => setDragged(edge)}
        onDrag={(event) => onMove(edge, { toMs: at(event), exact: event.altKey })}
        onDrop={() => setDragged(null)}
        onStep={(step) => onMove(edge, step)}
      />
    );
  };
  return (
    <div
      ref={lane}
      className="relative min-w-0 touch-pan-y select-none rounded-control bg-stage/60"
      onPointerDown={(event) => {
        if (event.button === 0 && !(event.target instanceof Element && event.target.closest('[data-handle]'))) {
          onSeek(at(event));
        }
      }}
    >
      <DetailWaveform
        episodeId={episodeId}
        fromMs={view.startMs}
        toMs={view.endMs}
        marks={marks}
        playhead={playhead}
        className="h-18"
      >
        {removed.map((hole) => (
          <div
            key={hole.startMs}
            aria-hidden="true"
            className="hatched pointer-events-none absolute inset-y-0"
            style={{
              left: `${share(hole.startMs) * 100}%`,
              width: `${(share(hole.endMs) - share(hole.startMs)) * 100}%`,
            }}
          />
        ))}
        <PositionSlider cut={cut} playhead={playhead} onSeek={onSeek} />
      </DetailWaveform>
      {handle('start')}
      {handle('end')}
    </div>
  );
}
