'use client';

import { Pencil, UserRound, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { count, formatSpan } from '#components/texts.ts';
import { Button, IconButton } from '#components/ui/button.tsx';

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
  return (
    <div className="pointer-events-none sticky bottom-4 z-10 flex justify-center px-4 max-lg:bottom-19">
      <section
        aria-label="Chosen words"
        data-selection-bar
        className="pointer-events-auto flex max-w-full flex-wrap items-center gap-2 rounded-card border bg-card py-2 pr-2 pl-3.5 shadow-float"
        onMouseDown={(event) => event.preventDefault()}
      >
        <p className="text-13 text-muted">
          {count(words, 'word')}, {formatSpan(lengthMs)}
        </p>
        {children}
        {onEdit ? (
          <Button size="small" onClick={onEdit}>
            <Pencil aria-hidden="true" />
            Change
          </Button>
        ) : null}
        {onSpeaker ? (
          <Button size="small" onClick={onSpeaker}>
            <UserRound aria-hidden="true" />
            Speaker
          </Button>
        ) : null}
        <IconButton label="Choose nothing" className="size-8" onClick={onClear}>
          <X aria-hidden="true" />
        </IconButton>
      </section>
    </div>
  );
}
