'use client';

import { Pause, Play } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { allOf, flowSentence } from './upload-words.ts';
import { uploads as all } from './uploads.ts';

/** Several uploads as one: how far, how fast, how long, and one button for all. */
export function UploadSummary({ uploads }: { uploads: readonly UploadItem[] }) {
  const t = useTexts();
  const open = uploads.filter(({ state }) => !['done', 'finishing', 'failed'].includes(state));
  const movable = open.filter(({ state }) => state !== 'paused');
  if (open.length < 2) return null;
  const bytes = flowSentence(t, allOf(open));
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-muted tabular-nums">
        {t('upload.allSentence', { uploads: t('upload.all', { n: open.length }), bytes })}
      </p>
      {movable.length > 0 ? (
        <Button size="small" onClick={() => all.pauseAll()}>
          <Pause aria-hidden="true" />
          {t('upload.pauseAll')}
        </Button>
      ) : (
        <Button size="small" onClick={() => all.resumeAll()}>
          <Play aria-hidden="true" />
          {t('upload.resumeAll')}
        </Button>
      )}
    </li>
  );
}
