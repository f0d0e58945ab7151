'use client';

import { useEffect, useRef } from 'react';
import type { PlayheadSource } from '#components/player/detail-waveform.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipCut } from '#lib/shared/clip-edit.ts';
import { preciseTime } from './edge-words.ts';

const STEP_MS = 1000;

interface PositionSliderProps {
  cut: ClipCut;
  playhead: PlayheadSource;
  onSeek: (ms: number) => void;
}

/** The position for the keyboard and screen readers; the pointer clicks on the waveform. */
export function PositionSlider({ cut, playhead, onSeek }: PositionSliderProps) {
  const t = useTexts();
  const slider = useRef<HTMLDivElement>(null);
  const now = useRef(cut.startMs);
  useEffect(
    () =>
      playhead((ms) => {
        now.current = ms;
        const second = String(Math.round(ms / 1000));
        if (!slider.current || slider.current.ariaValueNow === second) return;
        slider.current.ariaValueNow = second;
        slider.current.ariaValueText = t('editor.positionOf', { at: preciseTime(ms), end: preciseTime(cut.endMs) });
      }),
    [playhead, cut.endMs, t],
  );
  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      data-own-keys
      aria-label={t('editor.position')}
      aria-valuemin={Math.floor(cut.startMs / 1000)}
      aria-valuemax={Math.ceil(cut.endMs / 1000)}
      aria-valuenow={Math.round(cut.startMs / 1000)}
      className="absolute inset-0 cursor-pointer rounded-small -outline-offset-2"
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP_MS, ArrowDown: -STEP_MS, ArrowRight: STEP_MS, ArrowUp: STEP_MS }[event.key];
        const target =
          { Home: cut.startMs, End: cut.endMs }[event.key] ?? (step === undefined ? null : now.current + step);
        if (target === null) return;
        event.preventDefault();
        onSeek(Math.min(cut.endMs, Math.max(cut.startMs, target)));
      }}
    />
  );
}
