'use client';

import { Pencil, UserRound, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { formatSpan } from '#lib/shared/texts/formats.ts';

interface SelectionBarProps {
  words: number;
  lengthMs: number;
  /** Null while the text cannot be changed. */
  onEdit: (() => void) | null;
  onSpeaker: (() => void) | null;
  onClear: () => void;
  /** More that can be done with the chosen words. */
  children?: ReactNode;
}

/** What can be done with the chosen words. */
export function SelectionBar({ words, lengthMs, onEdit, onSpeaker, onClear, children }: SelectionBarProps) {
  const t = useTexts();
  return (
    <div className="pointer-events-none sticky bottom-4 z-10 flex justify-center px-4 max-lg:bottom-19">
      <section
        aria-label={t('transcript.chosen')}
        data-selection-bar
        className="pointer-events-auto flex max-w-full flex-wrap items-center gap-2 rounded-card border bg-card py-2 pr-2 pl-3.5 shadow-float"
        onMouseDown={(event) => event.preventDefault()}
      >
        <p className="text-13 text-muted">
          {t('transcript.words', { n: words })}, {formatSpan(t, lengthMs)}
        </p>
        {children}
        {onEdit ? (
          <Button size="small" onClick={onEdit}>
            <Pencil aria-hidden="true" />
            {t('transcript.change')}
          </Button>
        ) : null}
        {onSpeaker ? (
          <Button size="small" onClick={onSpeaker}>
            <UserRound aria-hidden="true" />
            {t('transcript.setSpeaker')}
          </Button>
        ) : null}
        <IconButton label={t('transcript.chooseNothing')} className="size-8" onClick={onClear}>
          <X aria-hidden="true" />
        </IconButton>
      </section>
    </div>
  );
}
