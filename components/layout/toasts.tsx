'use client';

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { type ErrorWords, problemSentence } from '#lib/shared/texts/formats.ts';

interface Toast {
  id: number;
  kind: 'ok' | 'bad';
  sentence: string | ErrorWords;
  takenBack: boolean;
  undo: (() => void) | null;
}

export interface ToastOptions {
  /** The page had shown a change before it was stored, and shows again what was there. */
  takenBack?: boolean;
  /** Takes back what was just done; offered as long as the toast is there. */
  undo?: () => void;
}

const SHOWN_MS = 7000;
/** Whoever wants to take something back has to read first. */
const UNDO_MS = 15_000;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const NONE: readonly Toast[] = [];

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says in a corner of the page how something ended that has no place of its own. Good news leaves by itself. */
export function toast(
  kind: Toast['kind'],
  sentence: Toast['sentence'],
  { takenBack = false, undo }: ToastOptions = {},
): void {
  const id = nextId;
  nextId += 1;
  change([...toasts.slice(-2), { id, kind, sentence, takenBack, undo: undo ?? null }]);
  if (kind === 'ok') setTimeout(() => dismiss(id), undo ? UNDO_MS : SHOWN_MS);
}

function dismiss(id: number): void {
  change(toasts.filter((each) => each.id !== id));
}

/** Where toasts appear; once a page. */
export function Toasts() {
  const t = useTexts();
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div role="status" className="fixed right-4 bottom-20 left-4 z-40 grid justify-items-end gap-2 sm:left-auto">
      {shown.map(({ id, kind, sentence, takenBack, undo }) => (
        <div
          key={id}
          className="flex max-w-96 animate-rise items-center gap-3 rounded-card border bg-card py-2 pr-2 pl-4 shadow-float"
        >
          {kind === 'ok' ? (
            <CircleCheck aria-hidden="true" className="size-[18px] shrink-0 text-ok" />
          ) : (
            <CircleAlert aria-hidden="true" className="size-[18px] shrink-0 text-bad" />
          )}
          <p className="min-w-0 flex-1">
            {typeof sentence === 'string' ? sentence : problemSentence(t, sentence)}
            {takenBack ? ` ${t('common.takenBack')}` : null}
          </p>
          {undo ? (
            <Button
              size="small"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {t('common.undo')}
            </Button>
          ) : null}
          <IconButton label={t('common.dismiss')} className="size-7" onClick={() => dismiss(id)}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
