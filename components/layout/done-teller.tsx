'use client';

import { useEffect } from 'react';
import { showEnded, watchWanted } from '#lib/client/tell-when-done.ts';
import { useTexts } from '#lib/client/texts.tsx';

/** Looks for the end of what somebody waits for. Draws nothing. */
export function DoneTeller() {
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
