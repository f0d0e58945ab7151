'use client';

import { Pause, Play, RotateCcw, X } from 'lucide-react';
import { ProgressRow } from '#components/jobs/progress-row.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import { sentPercent, uploadSentence } from './upload-words.ts';
import { cancelUpload, uploads } from './uploads.ts';

/** A file on its way to the server. */
export function UploadRow({ upload }: { upload: UploadItem }) {
  const t = useTexts();
  const { id, fileName, state } = upload;
  const name = { name: fileName };
  const moving = state === 'uploading' || state === 'finishing' || state === 'done';
  return (
    <ProgressRow
      name={fileName}
      title={fileName}
      sentence={uploadSentence(t, upload)}
      tone={state === 'failed' ? 'bad' : 'plain'}
      percent={sentPercent(upload)}
      quiet={!moving}
      actions={
        <>
          {state === 'uploading' || state === 'waiting_line' || state === 'queued' ? (
            <IconButton label={t('upload.pause', name)} onClick={() => uploads.pause(id)}>
              <Pause aria-hidden="true" />
            </IconButton>
          ) : null}
          {state === 'paused' ? (
            <IconButton label={t('upload.resume', name)} onClick={() => uploads.resume(id)}>
              <Play aria-hidden="true" />
            </IconButton>
          ) : null}
          {state === 'failed' ? (
            <IconButton label={t('upload.retry', name)} onClick={() => uploads.resume(id)}>
              <RotateCcw aria-hidden="true" />
            </IconButton>
          ) : null}
          {state === 'finishing' || state === 'done' ? null : (
            <IconButton label={t('upload.cancel', name)} onClick={() => void cancelUpload(id)}>
              <X aria-hidden="true" />
            </IconButton>
          )}
        </>
      }
    />
  );
}
