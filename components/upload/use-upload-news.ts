'use client';

import { useEffect, useRef } from 'react';
import { useAnnounce } from '#components/layout/announcer.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { uploadSentence } from './upload-words.ts';

/** Says to screen readers when an upload has arrived, stopped or lost its line; not how far it is. */
export function useUploadNews(uploads: readonly UploadItem[]): void {
  const announce = useAnnounce();
  const known = useRef(new Map<string, UploadItem['state']>());
  useEffect(() => {
    for (const upload of uploads) {
      const before = known.current.get(upload.id);
      known.current.set(upload.id, upload.state);
      if (before === undefined || before === upload.state) continue;
      if (upload.state === 'done') announce(`${upload.fileName} has arrived.`);
      if (upload.state === 'failed' || upload.state === 'waiting_line') {
        announce(`${upload.fileName}: ${uploadSentence(upload)}`);
      }
    }
  }, [uploads, announce]);
}
