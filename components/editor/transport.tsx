'use client';

import { Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTexts } from '#lib/client/texts.tsx';
import { preciseTime } from './edge-words.ts';
import type { Playhead } from './playhead.ts';

/** Plays and pauses the preview, and says where it stands. */
export function Transport(props: { playhead: Playhead; playing: boolean; disabled: boolean; onToggle: () => void }) {
  const { playhead, playing, disabled, onToggle } = props;
  const t = useTexts();
  const clock = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      playhead.listen((ms) => {
        const text = preciseTime(ms);
        if (clock.current && clock.current.textContent !== text) clock.current.textContent = text;
      }),
    [playhead],
  );
  return (
    <div className="flex items-center gap-2.5">
      <button
        type="button"
        aria-label={playing ? t('editor.pause') : t('editor.play')}
        disabled={disabled}
        onClick={onToggle}
        className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-on-accent disabled:opacity-55"
      >
        {playing ? (
          <Pause aria-hidden="true" className="size-4 fill-current" />
        ) : (
          <Play aria-hidden="true" className="size-4 translate-x-px fill-current" />
        )}
      </button>
      <span ref={clock} className="timecode min-w-14" />
    </div>
  );
}
