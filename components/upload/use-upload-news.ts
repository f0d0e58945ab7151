'use client';

import { useEffect, useRef } from 'react';
import { useAnnounce } from '#components/layout/announcer.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { uploadSentence } from './upload-words.ts';

/** Says to screen readers when an upload has arrived, stopped or lost its line; not how far it is. */
export function useUploadNews(uploads: readonly UploadItem[]): void {
  const t = useTexts();
  const announce = useAnnounce();
  const known = useRef(new Map<string, UploadItem['state']>());
  useEffect(() => {
    for (const upload of uploads) {
      const before = known.current.get(upload.id);
      known.current.set(upload.id, upload.state);
      if (before === undefined || before === upload.state) continue;
      if (upload.state === 'done') announce(t('upload.arrived', { name: upload.fileName }));
      if (upload.state === 'failed' || upload.state === 'waiting_line') {
        announce(t('upload.news', { name: upload.fileName, sentence: uploadSentence(t, upload) }));
      }
    }
  }, [t, uploads, announce]);
}
