'use client';

import { useEffect } from 'react';
import { showEnded, watchWanted } from '#lib/client/tell-when-done.ts';
import { useTexts } from '#lib/client/texts.tsx';

/** Tells of episodes that somebody waits for, whichever page they look at. Draws nothing. */
export function DoneNotices() {
  const t = useTexts();
  useEffect(
    () =>
      watchWanted(async ({ id, title, state, clipCount }) => {
        const body = state === 'done' ? t('jobs.tellDone', { n: clipCount, title }) : t('jobs.tellFailed', { title });
        await showEnded(id, state === 'done' ? t('jobs.tellDoneTitle') : t('jobs.tellFailedTitle'), body);
      }),
    [t],
  );
  return null;
}
