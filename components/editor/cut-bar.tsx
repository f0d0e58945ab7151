'use client';

import type { ReactNode } from 'react';
import { useTexts } from '#lib/client/texts.tsx';
import { type ClipCut, heardMs } from '#lib/shared/clip-edit.ts';
import { preciseTime } from './edge-words.ts';
import { TimeField } from './time-field.tsx';
import type { Cutting } from './use-cutting.ts';

interface CutBarProps {
  cut: ClipCut;
  cutting: Cutting;
  snap: boolean;
  onSnap: (snap: boolean) => void;
  canSnap: boolean;
  /** Stands before them: the player's button and clock. */
  children: ReactNode;
}

/** Both ends in numbers, and how long it is. */
export function CutBar({ cut, cutting, snap, onSnap, canSnap, children }: CutBarProps) {
  const t = useTexts();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {children}
      {(['start', 'end'] as const).map((edge) => (
        <TimeField
          key={edge}
          label={edge === 'start' ? t('editor.start') : t('editor.end')}
          ms={edge === 'start' ? cut.startMs : cut.endMs}
          onChange={(toMs) => cutting.move(edge, { toMs, exact: true })}
          onNudge={(byMs) => cutting.move(edge, { byMs })}
        />
      ))}
      <span className="timecode text-13 text-muted">{t('editor.length', { time: preciseTime(heardMs(cut)) })}</span>
      {canSnap ? (
        <label className="flex min-h-6 items-center gap-2 text-13" title={t('editor.snapHelp')}>
          <input
            type="checkbox"
            checked={snap}
            onChange={(event) => onSnap(event.target.checked)}
            className="size-4 accent-accent"
          />
          {t('editor.snap')}
        </label>
      ) : null}
    </div>
  );
}
