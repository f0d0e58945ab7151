'use client';

import { ChevronLeft, Redo2, Undo2 } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass, IconButton } from '#components/ui/button.tsx';
import type { EditorState } from '#lib/client/clip-editor.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { Undo, UndoKind } from './use-undo.ts';

interface EditorHeadProps {
  clip: ClipView;
  episodeId: string;
  saving: EditorState['saving'];
  undo: Undo;
  /** State of the renders and the buttons that make them. */
  children: ReactNode;
}

/** Where one is, whether all is saved, what can be taken back, and the one main action. */
export function EditorHead({ clip, episodeId, saving, undo, children }: EditorHeadProps) {
  const t = useTexts();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b px-3 py-2.5 sm:px-5">
      <Link
        href={`/episodes/${episodeId}`}
        className={buttonClass({ variant: 'ghost', size: 'small' }, 'max-sm:px-1.5')}
        aria-label={t('editor.toEpisode')}
      >
        <ChevronLeft aria-hidden="true" />
        <span className="max-sm:hidden">{t('editor.toEpisode')}</span>
      </Link>
      <div className="min-w-0 flex-1 basis-40">
        <h1 className="truncate font-semibold" title={clip.title}>
          {clip.title}
        </h1>
        <p
          role="status"
          className={saving === 'waiting' ? 'truncate text-12 text-warn' : 'truncate text-12 text-muted'}
        >
          {t(`editor.${saving}`)}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <IconButton
          label={undo.undo ? t('editor.undoOf', { what: kindName(t, undo.undo) }) : t('editor.undo')}
          disabled={undo.undo === null && saving === 'saved'}
          onClick={() => void undo.step('undo')}
        >
          <Undo2 aria-hidden="true" />
        </IconButton>
        <IconButton
          label={undo.redo ? t('editor.redoOf', { what: kindName(t, undo.redo) }) : t('editor.redo')}
          disabled={undo.redo === null}
          onClick={() => void undo.step('redo')}
        >
          <Redo2 aria-hidden="true" />
        </IconButton>
      </div>
      {children}
    </header>
  );
}

function kindName(t: Texts, kind: UndoKind): string {
  const names = {
    trim: 'editor.kindTrim',
    cut: 'editor.kindCut',
    split: 'editor.kindSplit',
    merge: 'editor.kindMerge',
    text: 'editor.kindText',
    framing: 'editor.kindFraming',
    words: 'editor.kindWords',
    look: 'editor.kindLook',
  } as const;
  return t(names[kind]);
}
