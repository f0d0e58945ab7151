'use client';

import { type ReactNode, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';

interface PanesProps {
  transcript: ReactNode;
  clips: ReactNode;
  clipCount: number;
}

/** Transcript and clips beside each other; on a narrow page one of them, by a switch. */
export function Panes({ transcript, clips, clipCount }: PanesProps) {
  const t = useTexts();
  const [shown, setShown] = useState<'clips' | 'transcript'>('clips');
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_470px] 2xl:grid-cols-[minmax(0,1fr)_560px] lg:grid-rows-[minmax(0,1fr)]">
      <fieldset className="flex gap-1 border-b px-4 py-2 sm:px-7 lg:hidden">
        <legend className="sr-only">{t('episode.panes')}</legend>
        <PaneButton pressed={shown === 'clips'} onClick={() => setShown('clips')}>
          {clipCount > 0 ? t('episode.paneClipsOf', { n: clipCount }) : t('episode.paneClips')}
        </PaneButton>
        <PaneButton pressed={shown === 'transcript'} onClick={() => setShown('transcript')}>
          {t('episode.paneTranscript')}
        </PaneButton>
      </fieldset>
      <section
        aria-label={t('episode.paneTranscript')}
        data-pane
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
        tabIndex={0}
        className={cn(
          'min-h-0 overscroll-contain -outline-offset-2 lg:overflow-y-auto',
          shown !== 'transcript' && 'max-lg:hidden',
        )}
      >
        {transcript}
      </section>
      <section
        aria-label={t('episode.paneClips')}
        data-pane
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard.
        tabIndex={0}
        className={cn(
          'min-h-0 overscroll-contain -outline-offset-2 lg:overflow-y-auto lg:border-l',
          shown !== 'clips' && 'max-lg:hidden',
        )}
      >
        {clips}
      </section>
    </div>
  );
}

function PaneButton({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="h-8 rounded-control px-3 font-medium text-muted aria-pressed:bg-lit aria-pressed:text-text"
    >
      {children}
    </button>
  );
}
