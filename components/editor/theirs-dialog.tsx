'use client';

import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ClipEditor, EditorState } from '#lib/client/clip-editor.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { preciseTime } from './edge-words.ts';

/** Two windows changed the clip: the person says which one counts. Nothing is stored before. */
export function TheirsDialog({ editor, state }: { editor: ClipEditor; state: EditorState }) {
  const t = useTexts();
  const { theirs, clip } = state;
  const told = ({ title, startMs, endMs }: ClipView) => ({
    title,
    start: preciseTime(startMs),
    end: preciseTime(endMs),
  });
  return (
    <Dialog
      open={theirs !== null}
      // Both answers are buttons: there is no third one.
      onOpenChange={() => undefined}
      closable={false}
      title={t('editor.theirsTitle')}
      description={t('editor.theirsText')}
    >
      <ul className="mt-3 grid gap-1.5 text-13">
        {theirs ? <li>{t('editor.theirsIs', told(theirs))}</li> : null}
        <li>{t('editor.mineIs', told(clip))}</li>
      </ul>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={() => editor.takeTheirs()}>{t('editor.takeTheirs')}</Button>
        <Button variant="primary" onClick={() => editor.keepMine()}>
          {t('editor.keepMine')}
        </Button>
      </div>
      <p className="mt-3 text-12 text-muted">{t('editor.theirsHint')}</p>
    </Dialog>
  );
}
